//! What writes files for other tools: `schema`, `types`, `completions`, `man`, `init`.

use super::Folder;

#[test]
fn the_schema_is_json() {
    let folder = Folder::new();
    let schema: serde_json::Value = serde_json::from_str(&folder.done(["schema"])).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    folder.done(["schema", "--catalogue", "-o", ".rolepack.schema.json"]);
    assert!(!String::from_utf8(folder.read(".rolepack.schema.json")).unwrap().contains("groupMappings"));
}

#[test]
fn types_are_written_of_whatever_has_permissions() {
    let folder = Folder::with_acme();
    let of_source = folder.done(["types", "acme.json"]);
    assert_eq!(folder.done(["types", "acme.rolepack"]), of_source);
    assert!(of_source.contains("      tax: 'list' | 'add'\n") && of_source.contains("| 'owner'\n"), "{of_source}");
    folder.write("mine.yaml", "permissions: [{ key: fly }]\n");
    assert!(folder.done(["types", "mine.yaml"]).contains("fly: never"));
    assert!(folder.done(["types", "ion@1", "--lang", "rust"]).contains("pub const CREATE_RUN: &str = \"createRun\";"));
    let ran = folder.run(["types", "ion@9"]);
    assert!(ran.status == 3 && ran.err.contains("did you mean `ion@1`?"), "{ran:?}");
    assert_eq!(folder.run(["types", "none.json"]).status, 1);
    folder.write("broken.json", "{ \"organization\": { \"id\": \"\" } }");
    assert_eq!(folder.run(["types", "broken.json", "-o", "x.d.ts"]).status, 3);
    assert!(!folder.names().contains(&"x.d.ts".to_owned()));
}

#[test]
fn shells_complete_every_command() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.done(["completions", shell]);
        for word in ["who-can", "access-levels", "identity-group", "schema"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert_eq!(script, folder.done(["completions", shell]));
    }
    assert_eq!(folder.run(["completions", "dos"]).status, 3);
}

#[test]
fn every_command_has_a_page() {
    let folder = Folder::new();
    let ran = folder.run(["man", "-o", "man1"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let help = folder.done(["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let mut pages = 1;
    // A line that goes on with a description begins further in.
    let commands = commands.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    for command in commands.filter_map(|line| line.split_whitespace().next()).filter(|command| *command != "help") {
        let page = String::from_utf8(folder.read(&format!("man1/rolepack-{command}.1"))).unwrap();
        assert!(page.contains(&format!(".TH rolepack-{command} 1")) && page.contains("Examples:"), "{page}");
        pages += 1;
    }
    assert!(pages > 12, "{pages}");
    assert!(folder.path("man1/rolepack-import-csv.1").exists());
    assert_eq!(folder.done(["man"]).as_bytes(), folder.read("man1/rolepack.1"));
}
