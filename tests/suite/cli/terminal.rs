//! Help, usage and colours; and that nothing asked or answered moves a cursor.

use super::Folder;

const COMMANDS: [&str; 8] = ["pack", "unpack", "check", "explain", "effective", "who-can", "reach", "inspect"];

#[test]
fn help_needs_no_snapshot_and_shows_examples() {
    let folder = Folder::new();
    let help = folder.done(["--help"]);
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let help = folder.done([command, "--help"]);
        assert!(help.contains("Examples:\n") && help.contains(&format!("Usage: rolepack {command}")), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        let examples = help.split_once("Examples:\n").unwrap().1.lines().take_while(|line| !line.is_empty());
        assert!(
            examples.clone().count() > 0 && examples.clone().all(|line| line.starts_with("  rolepack ")),
            "an example on one line: {help}"
        );
    }
    assert_eq!(folder.done(["--version"]), format!("rolepack {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_wrong_call_ends_with_3() {
    let folder = Folder::new();
    for call in [
        [].as_slice(),
        &["chekc"],
        &["check"],
        &["check", "a", "b", "c", "--nonsense"],
        &["check", "a", "b", "c", "--access-method", "slidein"],
        &["check", "a", "b", "c", "--in", "x"],
    ] {
        let ran = folder.run(call.iter().copied());
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{call:?}: {ran:?}");
        assert!(ran.err.contains("Usage") || ran.err.contains("error: "), "{call:?}: {ran:?}");
    }
}

#[test]
fn colours_are_for_terminals() {
    let folder = Folder::with_acme();
    for question in [
        ["check", "acme.rolepack", "ada", "createRun"],
        ["check", "acme.rolepack", "ada", "creatRun"],
        ["check", "none.rolepack", "ada", "creatRun"],
    ] {
        let ran = folder.run(question);
        assert!(!ran.out.contains('\x1b') && !ran.err.contains('\x1b'), "{ran:?}");
        let forced = super::ran(&folder.command(question).env("CLICOLOR_FORCE", "1").output().unwrap());
        assert!(forced.out.contains('\x1b') || forced.err.contains('\x1b'), "{forced:?}");
        let without =
            super::ran(&folder.command(question).env("NO_COLOR", "1").env("CLICOLOR_FORCE", "0").output().unwrap());
        assert_eq!(without, ran);
    }
}

#[test]
fn no_name_moves_a_cursor() {
    let folder = Folder::new();
    folder.write(
        "acme.json",
        r#"{"organization":{"id":"acme","name":"\u001b[2J\u009b2J\u202e"},"permissions":[{"key":"p\u202e","title":"\u001b]0;x\u0007"}],
            "roles":[{"id":"r\u2066","permissions":["p\u202e"]}],"users":[{"id":"u\u200f","roles":["r\u2066"]}]}"#,
    );
    folder.done(["pack", "acme.json", "-o", "acme.rolepack"]);
    let asked: &[&[&str]] = &[
        &["check", "acme.rolepack", "u\u{200f}", "p\u{202e}"],
        &["check", "acme.rolepack", "u\u{200f}", "p\u{202e}", "--json"],
        &["check", "acme.rolepack", "u\x1b[31m", "p"],
        &["check", "acme.rolepack", "u", "p\u{9b}31m", "--in", "\x07=\x08"],
        &["explain", "acme.rolepack", "u\u{200f}", "p\u{202e}"],
        &["effective", "acme.rolepack", "u\u{200f}"],
        &["who-can", "acme.rolepack", "p\u{202e}"],
        &["who-can", "acme.rolepack", "p\u{202e}", "--json"],
        &["inspect", "acme.rolepack"],
        &["inspect", "acme.rolepack", "--json"],
        &["unpack", "acme.rolepack"],
    ];
    for call in asked {
        let ran = folder.run(call.iter().copied());
        let misleads =
            |letter: char| letter != '\n' && (letter.is_control() || "\u{200f}\u{202e}\u{2066}".contains(letter));
        assert!(!ran.out.contains(misleads) && !ran.err.contains(misleads), "{call:?}: {ran:?}");
    }
}
