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
