//! `pack` and `unpack`: what is written, and that nothing is written otherwise.

use super::{Folder, acme, ran};
use rolepack::access::SliceOptions;
use rolepack::{Access, AccessMethod, LoadOptions, Request};
use serde_json::{Value, json};
use std::fs;
use std::process::Stdio;

#[test]
fn the_same_sources_give_the_same_bytes_in_any_order() {
    let folder = Folder::with_acme();
    let mut people = json!({ "users": acme()["users"] });
    people["users"].as_array_mut().unwrap().reverse();
    let mut rest = acme();
    rest.as_object_mut().unwrap().remove("users");
    folder.write("people.json", people.to_string());
    folder.write("rest.json", rest.to_string());
    folder.done(["pack", "people.json", "rest.json", "-o", "joined.rolepack", "--at", "2026-11-22"]);
    assert_eq!(folder.read("joined.rolepack"), folder.read("acme.rolepack"));
    assert_eq!(folder.names(), ["acme.json", "acme.rolepack", "joined.rolepack", "people.json", "rest.json"]);
}

#[test]
fn joined_sources_are_held_to_what_one_is() {
    let folder = Folder::new();
    folder.write("a.json", r#"{"organization":{"id":"acme"},"catalogues":["intacct@1","ion@2"]}"#);
    folder.write("b.yaml", "catalogues:\n- ion@1\n- intacct@1\nusers:\n- id: ada\n  roles: [operator]\n");
    let ran = folder.run(["pack", "a.json", "b.yaml", "-o", "x.rolepack"]);
    assert_eq!(ran.status, 3);
    for part in [
        "there is no catalogue `ion@2`\n --> a.json:1:57\n",
        "the catalogue `intacct@1` is named twice\n --> b.yaml:3:3\n",
        "\n2 problems\n",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    folder.write("a.json", r#"{"organization":{"id":"acme"},"catalogues":["intacct@1"]}"#);
    folder.write("b.yaml", "catalogues:\n- ion@1\nusers:\n- id: ada\n  roles: [operator]\n");
    folder.done(["pack", "a.json", "b.yaml", "-o", "x.rolepack"]);
    assert_eq!(folder.run(["check", "x.rolepack", "ada", "updateRunStep"]).status, 0);
    assert_eq!(folder.names(), ["a.json", "b.yaml", "x.rolepack"]);
}

#[test]
fn a_source_answers_as_its_snapshot() {
    let folder = Folder::with_acme();
    for question in [["ada", "createRun"], ["ada", "updateRun"], ["dan", "updateRun"]] {
        let asked = |of| folder.run(["check", of].into_iter().chain(question));
        assert_eq!(asked("acme.json"), asked("acme.rolepack"));
    }
}

#[test]
fn a_snapshot_goes_to_a_pipe() {
    let folder = Folder::with_acme();
    let output = folder.command(["pack", "acme.json", "-o", "-", "--at", "2026-11-22"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout), (Some(0), folder.read("acme.rolepack")));
}

#[test]
fn what_is_packed_is_told_on_standard_error() {
    let folder = Folder::with_acme();
    let ran = folder.run(["pack", "acme.json", "-o", "again.rolepack", "--at", "2026-11-22", "--sequence", "7"]);
    let bytes = folder.read("again.rolepack").len();
    let expected = format!(
        "note: wrote `again.rolepack`: {bytes} bytes, 4 users, sequence 7, the next assignment begins or ends at 2027-01-01T00:00:00Z\n"
    );
    assert_eq!((ran.status, ran.out.as_str(), ran.err), (0, "", expected));
}

#[test]
fn at_says_which_assignments_are_in_force() {
    let folder = Folder::with_acme();
    assert_eq!(folder.run(["check", "acme.rolepack", "cleo", "createRun"]).status, 2);
    folder.done(["pack", "acme.json", "-o", "later.rolepack", "--at", "2027-01-01T00:00:00Z"]);
    assert_eq!(folder.run(["check", "later.rolepack", "cleo", "createRun"]).status, 0);
}

#[test]
fn labels_can_be_left_out() {
    let folder = Folder::with_acme();
    folder.done(["pack", "acme.json", "-o", "bare.rolepack", "--at", "2026-11-22", "--no-labels"]);
    assert!(folder.read("bare.rolepack").len() < folder.read("acme.rolepack").len());
    assert!(!folder.done(["unpack", "bare.rolepack"]).contains("Create a run"));
    assert!(folder.done(["unpack", "acme.rolepack"]).contains("Create a run"));
}

#[test]
fn unpacked_and_packed_again_nothing_changes() {
    let folder = Folder::with_acme();
    let header = ["--sequence", "9", "--created", "2026-11-22T06:00:00Z", "--expires", "2099-01-01"];
    folder.done(["pack", "acme.json", "-o", "first.rolepack", "--at", "2026-11-22"].into_iter().chain(header));
    let ran = folder.run(["unpack", "first.rolepack", "-o", "back.json"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{ran:?}");
    assert!(ran.err.contains("not in the snapshot: ") && ran.err.contains("attributes"), "{ran:?}");
    let repack = ["pack", "back.json", "-o", "second.rolepack", "--at", "2026-11-22", "--next-change", "2027-01-01"];
    folder.done(repack.into_iter().chain(header));
    assert_eq!(folder.read("first.rolepack"), folder.read("second.rolepack"));
    let source: Value = serde_json::from_str(&folder.done(["unpack", "first.rolepack"])).unwrap();
    assert_eq!(source["organization"]["id"], "acme");
}

#[test]
fn a_slice_answers_only_where_one_is_asked_for() {
    let folder = Folder::with_acme();
    let cut = ["pack", "acme.json", "-o", "zoe.rolepack", "--user", "zoe", "--identity-group", "okta:MES:Leads"];
    folder.done(cut);
    assert_eq!(folder.run(["check", "--slice", "zoe.rolepack", "zoe", "updateRun"]).status, 0);
    assert_eq!(
        folder.run(["check", "--slice", "zoe.rolepack", "ada", "createRun"]).out,
        "denied: the snapshot does not answer for user `ada` (not-in-snapshot)\n"
    );
    let ran = folder.run(["check", "zoe.rolepack", "zoe", "updateRun"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(
        ran.err.starts_with("error: `zoe.rolepack`: ")
            && ran.err.ends_with("help: pass `--slice` to ask one user's slice\n"),
        "{ran:?}"
    );
    for whole in ["acme.rolepack", "acme.json"] {
        let ran = folder.run(["check", "--slice", whole, "ada", "createRun"]);
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{ran:?}");
    }
    let asked = |file: &str| folder.run(["explain", "--slice", file, "zoe", "tax", "--right", "list"]).out;
    folder.done(
        cut.into_iter().map(|arg| if arg == "zoe.rolepack" { "told.rolepack" } else { arg }).chain(["--explain"]),
    );
    assert!(
        !asked("zoe.rolepack").contains("`buyer`") && asked("told.rolepack").contains("`buyer`"),
        "{}{}",
        asked("zoe.rolepack"),
        asked("told.rolepack")
    );
}

#[test]
fn a_slice_is_cut_for_the_groups_and_the_access_method_that_are_named() {
    let folder = Folder::with_acme();
    let whole = Access::load(folder.read("acme.rolepack"), &LoadOptions::default()).unwrap();
    let options = |explain, labels| SliceOptions { explain, labels };
    let groups = ["--identity-group", "okta:MES:Leads", "--identity-group", "okta:other"];
    for (args, who, explain) in [
        (vec!["--user", "ada"], Request::new("ada", ""), false),
        (vec!["--user", "ada", "--explain"], Request::new("ada", ""), true),
        (
            [vec!["--user", "ada", "--access-method", "slideIn"], groups.to_vec()].concat(),
            Request::new("ada", "")
                .access_method(AccessMethod::SlideIn)
                .identity_group("okta", "MES:Leads")
                .identity_group("okta", "other"),
            false,
        ),
        (
            [vec!["--user", "zoe"], groups.to_vec()].concat(),
            Request::new("zoe", "").identity_group("okta", "MES:Leads"),
            false,
        ),
    ] {
        let pack = ["pack", "acme.json", "-o", "slice.rolepack", "--at", "2026-11-22"];
        folder.done(pack.into_iter().chain(args.iter().copied()));
        let bytes = folder.read("slice.rolepack");
        assert_eq!(bytes, whole.slice(&who, options(explain, false)).unwrap(), "{args:?}");
        folder.done(pack.into_iter().chain(args.iter().copied()).chain(["--labels"]));
        let labelled = folder.read("slice.rolepack");
        assert_eq!(labelled, whole.slice(&who, options(explain, true)).unwrap(), "{args:?}");
        assert!(labelled.len() > bytes.len(), "{args:?}");
        // Nobody else is named in it.
        for other in ["bob", "cleo", "dan"] {
            for bytes in [&bytes, &labelled] {
                assert!(!bytes.windows(other.len()).any(|part| part == other.as_bytes()), "{args:?} {other}");
            }
        }
    }
    let cut = ["pack", "acme.json", "-o", "cleo.rolepack", "--user", "cleo", "--access-method", "slideIn"];
    folder.done(cut);
    let asked = |method| {
        folder.run(["check", "--slice", "cleo.rolepack", "cleo", "updateRun", "--access-method", method, "--json"])
    };
    assert_eq!((asked("slideIn").status, asked("login").status), (0, 2));
    assert!(asked("login").out.contains(r#""reason":"access-method""#), "{:?}", asked("login"));
    // A group that is presented to the slice gives nothing that it was not cut for.
    let ran = folder.run([
        "check",
        "--slice",
        "cleo.rolepack",
        "cleo",
        "createRun",
        "--access-method",
        "slideIn",
        "--identity-group",
        "okta:MES:Leads",
    ]);
    assert_eq!(ran.status, 2, "{ran:?}");
}

#[test]
fn a_shard_answers_for_its_range() {
    let folder = Folder::with_acme();
    folder.done(["pack", "acme.json", "-o", "b-to-d.rolepack", "--ids", "b..dan"]);
    let reason = |user| {
        serde_json::from_str::<Value>(&folder.run(["check", "b-to-d.rolepack", user, "createRun", "--json"]).out)
            .unwrap()["reason"]
            .clone()
    };
    assert_eq!([reason("ada"), reason("bob"), reason("dan")], ["not-in-snapshot", "inactive-user", "not-in-snapshot"]);
    folder.done(["pack", "acme.json", "-o", "b-on.rolepack", "--ids", "b.."]);
    assert_eq!(folder.run(["check", "b-on.rolepack", "dan", "createRun"]).status, 0);
    for wrong in ["b", "a..b..c", "a...b", "b..a", "b..b"] {
        assert_eq!(folder.run(["pack", "acme.json", "-o", "wrong.rolepack", "--ids", wrong]).status, 3, "{wrong}");
    }
}

#[test]
fn nothing_is_written_when_anything_is_refused() {
    let folder = Folder::with_acme();
    let (before, names) = (folder.read("acme.rolepack"), folder.names());
    let mut wrong = acme();
    wrong["users"][0]["teams"] = json!(["line-2"]);
    wrong["roles"][0]["permissions"] = json!(["creatRun"]);
    folder.write("acme.json", wrong.to_string());
    let ran = folder.run(["pack", "acme.json", "-o", "acme.rolepack"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{ran:?}");
    for part in ["acme.json:1:", "`line-2`", "`line-1`", "`creatRun`", "`createRun`"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert_eq!((folder.read("acme.rolepack"), folder.names()), (before, names));
}

#[test]
fn wrong_calls_write_nothing() {
    let folder = Folder::with_acme();
    let names = folder.names();
    let calls: &[(&[&str], i32)] = &[
        (&["pack", "acme.json"], 3),
        (&["pack", "-o", "x.rolepack"], 3),
        (&["pack", "none.json", "-o", "x.rolepack"], 1),
        (&["pack", "acme.json", "-o", "x.rolepack", "--at", "soon"], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--sequence", "-1"], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--user", "ada", "--ids", "a..b"], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--explain"], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--identity-group", "okta:x"], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--user", "ada", "--identity-group", "okta"], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--user", ""], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--labels"], 3),
        (&["pack", "acme.json", "-o", "x.rolepack", "--user", "ada", "--labels", "--no-labels"], 3),
        (&["pack", "acme.json", "-o", "none/x.rolepack"], 1),
        (&["pack", "acme.json", "-o", "."], 3),
        (&["pack", "acme.rolepack", "-o", "x.rolepack"], 3),
    ];
    for (call, status) in calls {
        let ran = folder.run(call.iter().copied());
        assert_eq!((ran.status, ran.out.as_str()), (*status, ""), "{call:?}: {ran:?}");
        assert!(ran.err.starts_with("error"), "{call:?}: {ran:?}");
    }
    assert_eq!(folder.names(), names);
}

/// A disk that is full, told by writing past what the process may write: with the signal ignored the write fails.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let folder = Folder::with_acme();
    let before = folder.read("acme.rolepack");
    let mut large = acme();
    large["users"] = (0..20_000)
        .map(|number| json!({ "id": format!("user-{number}"), "name": "x".repeat(40), "roles": ["lead"] }))
        .collect();
    folder.write("large.json", large.to_string());
    let names = folder.names();
    // 512-byte blocks: 16 KiB.
    for (trap, status) in [("trap '' XFSZ;", Some(1)), ("", None)] {
        let mut shell = std::process::Command::new("sh");
        shell
            .arg("-c")
            .arg(format!("{trap} ulimit -f 32; exec \"$0\" pack large.json -o acme.rolepack"))
            .arg(super::rolepack())
            .current_dir(folder.path("."));
        let output = shell.stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), status, "{output:?}");
        assert_eq!(folder.read("acme.rolepack"), before);
        if status.is_some() {
            let failed = ran(&output);
            assert!(failed.err.starts_with("error: cannot write `acme.rolepack`: "), "{failed:?}");
            assert_eq!(folder.names(), names);
        }
    }
    // Killed in the midst of it, it leaves its own half-written file beside, and the next run goes through.
    assert_eq!(folder.names().len(), names.len() + 1);
    folder.done(["pack", "large.json", "-o", "acme.rolepack"]);
    assert_ne!(folder.read("acme.rolepack"), before);
}

#[cfg(unix)]
#[test]
fn links_devices_and_modes_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = Folder::with_acme();
    fs::create_dir(folder.path("real")).unwrap();
    folder.write("real/acme.rolepack", "old");
    fs::set_permissions(folder.path("real/acme.rolepack"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/acme.rolepack", folder.path("link.rolepack")).unwrap();
    folder.done(["pack", "acme.json", "-o", "link.rolepack", "--at", "2026-11-22"]);
    assert!(fs::symlink_metadata(folder.path("link.rolepack")).unwrap().is_symlink());
    assert_eq!(folder.read("real/acme.rolepack"), folder.read("acme.rolepack"));
    assert_eq!(fs::metadata(folder.path("real/acme.rolepack")).unwrap().permissions().mode() & 0o777, 0o640);
    folder.done(["pack", "acme.json", "-o", "/dev/null"]);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let plain = folder.path("plain");
    fs::write(&plain, "").unwrap();
    let usual = fs::metadata(plain).unwrap().permissions().mode();
    assert_eq!(
        fs::metadata(folder.path("acme.rolepack")).unwrap().permissions().mode(),
        usual,
        "readable by whom any new file is"
    );
    if cfg!(target_os = "linux") {
        assert_eq!(folder.run(["pack", "acme.json", "-o", "/dev/full"]).status, 1);
    }
}

#[test]
fn a_source_is_never_written_over() {
    let folder = Folder::with_acme();
    let before = folder.read("acme.json");
    for output in ["acme.json", "./acme.json"] {
        let ran = folder.run(["pack", "acme.json", "-o", output, "--at", "2026-11-22"]);
        assert_eq!(ran.status, 3, "{}", ran.err);
        assert!(ran.err.contains("a part of the source"), "{}", ran.err);
    }
    assert_eq!(folder.read("acme.json"), before);
    let ran = folder.run(["pack", ".", "-o", "inside.rolepack", "--at", "2026-11-22"]);
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(!folder.names().contains(&"inside.rolepack".to_owned()));
}
