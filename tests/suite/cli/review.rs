//! `review` and `review apply`: a table for people, and their decisions back in the source.

use super::Folder;
use serde_json::Value;

fn decided(folder: &Folder) {
    let review = String::from_utf8(folder.read("review.csv")).unwrap();
    let decided: Vec<String> = review
        .lines()
        .enumerate()
        .map(|(number, line)| match number {
            0 => line.to_owned(),
            _ if line.contains(",dan,") => line
                .replacen(",,,checksum", ",revoke,eve,checksum", 1)
                .replacen("eve,checksum", "eve,,checksum", 1)
                .replacen(",,revoke", ",revoke", 1),
            _ => line
                .replacen(",,,checksum", ",keep,eve,checksum", 1)
                .replacen("eve,checksum", "eve,,checksum", 1)
                .replacen(",,keep", ",keep", 1),
        })
        .collect();
    folder.write("review.csv", decided.join("\r\n"));
}

#[test]
fn a_review_goes_out_and_comes_back() {
    let folder = Folder::with_acme();
    let ran = folder.run(["review", "acme.json", "--by", "manager", "--at", "2026-11-22", "-o", "review.csv"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (
            0,
            "note: wrote `review.csv`: 6 rows\nnote: not reviewed: 1 group mapping, for who is in a group its identity provider knows\n"
        )
    );
    let rows: Value = serde_json::from_str(&folder.done(["review", "acme.json", "--by", "role", "--json"])).unwrap();
    assert_eq!((rows["rows"].as_array().map(Vec::len), &rows["rows"][0]["role"]), (Some(6), &"buyer".into()));
    decided(&folder);
    let apply = ["review", "apply", "review.csv", "acme.json", "--at", "2026-11-22"];
    let ran = folder.run(apply.into_iter().chain(["-o", "reviewed.json"]));
    assert_eq!(ran.err, "note: 5 rows kept, 1 revoked; evidence in `review.evidence.json`\n");
    let evidence: Value = serde_json::from_slice(&folder.read("review.evidence.json")).unwrap();
    assert_eq!(
        (&evidence["organization"], &evidence["revoked"], &evidence["decisions"][5]["decision"]),
        (&"acme".into(), &1.into(), &"keep".into())
    );
    assert_eq!(evidence["snapshot"], evidence["before"]);
    let before: Value = serde_json::from_slice(&folder.read("acme.json")).unwrap();
    let mut after: Value = serde_json::from_slice(&folder.read("reviewed.json")).unwrap();
    assert_eq!(after["users"][3]["roles"], Value::Array(Vec::new()));
    after["users"][3]["roles"] = before["users"][3]["roles"].clone();
    assert_eq!(after, before);
    let ran = folder.run(apply);
    assert!(ran.status == 3 && ran.err.contains("`review.evidence.json` is there already"), "{ran:?}");
    let ran = folder.run(apply.into_iter().chain(["--force"]));
    assert!(ran.status == 0 && ran.err.starts_with("note: changed `acme.json`\n"), "{ran:?}");
    assert_eq!(folder.read("acme.json"), folder.read("reviewed.json"));
}

#[test]
fn nothing_is_written_when_a_row_is_refused() {
    let folder = Folder::with_acme();
    folder.done(["review", "acme.rolepack", "--by", "team", "-o", "review.csv"]);
    let (before, source) = (folder.names(), folder.read("acme.json"));
    let apply = ["review", "apply", "review.csv", "acme.json", "--at", "2026-11-22"];
    let ran = folder.run(apply);
    assert!(
        ran.status == 3 && ran.err.contains("error[missing-decision]: row 2: no decision\n --> review.csv:2:1\n"),
        "{ran:?}"
    );
    folder.write("review.csv", [0xff, 0xfe, b'b', 0]);
    let ran = folder.run(apply);
    assert!(ran.status == 3 && ran.err.contains("`CSV UTF-8`"), "{ran:?}");
    assert_eq!((folder.names(), folder.read("acme.json")), (before, source));
    for wrong in [
        &["review", "acme.json"][..],
        &["review", "acme.rolepack", "--by", "manager"],
        &["review", "acme.json", "--by", "team", "-o", "acme.json"],
        &["review", "apply", "review.csv", "acme.json"],
        &["review", "apply", "review.csv", "acme.json", "--at", "2026-11-22", "--evidence", "acme.json"],
        &["review", "apply", "review.csv", "acme.json", "--at", "2026-11-22", "-o", "review.csv"],
    ] {
        assert_eq!(folder.run(wrong.iter().copied()).status, 3, "{wrong:?}");
    }
}

#[test]
fn the_source_changes_with_its_evidence_or_not_at_all() {
    let folder = Folder::with_acme();
    folder.done(["review", "acme.json", "--by", "team", "--at", "2026-11-22", "-o", "review.csv"]);
    decided(&folder);
    let (names, source) = (folder.names(), folder.read("acme.json"));
    let apply = ["review", "apply", "review.csv", "acme.json", "--at", "2026-11-22", "--evidence", "none/e.json"];
    let ran = folder.run(apply);
    assert!(ran.status == 1 && ran.err.contains("cannot write `none/e.json`"), "{ran:?}");
    assert_eq!((folder.names(), folder.read("acme.json")), (names, source));
}

/// A name so long that no file can be written beside it.
#[cfg(unix)]
#[test]
fn of_several_files_all_change_or_none() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("acme")).unwrap();
    let long = format!("acme/{}.yaml", "z".repeat(245));
    folder.write("acme/a.yaml", "organization: { id: acme }\nroles: [{ id: r }]\nusers: [{ id: ada, roles: [r] }]\n");
    folder.write(&long, "users: [{ id: bob, roles: [r] }]\n");
    let review = folder.done(["review", "acme", "--by", "role", "--at", "2026-11-22"]);
    folder.write("review.csv", review.replace(",,,,checksum", ",revoke,eve,,checksum"));
    let (names, source) = (folder.names(), folder.read("acme/a.yaml"));
    let ran = folder.run(["review", "apply", "review.csv", "acme", "--at", "2026-11-22"]);
    assert!(ran.status == 1 && ran.err.contains("cannot write"), "{ran:?}");
    assert_eq!((folder.names(), folder.read("acme/a.yaml")), (names, source));
}

#[test]
fn a_review_that_is_filled_in_is_not_written_over() {
    let folder = Folder::with_acme();
    let review = ["review", "acme.json", "--by", "team", "-o", "review.csv"];
    folder.done(review);
    folder.write("review.csv", "filled in");
    let ran = folder.run(review);
    assert!(ran.status == 3 && ran.err.contains("`review.csv` is there already"), "{ran:?}");
    assert_eq!(folder.read("review.csv"), b"filled in");
    folder.done(review.into_iter().chain(["--force"]));
    assert!(folder.read("review.csv").starts_with(b"by,user,"));
}

#[test]
fn a_part_of_a_snapshot_is_not_reviewed() {
    let folder = Folder::with_acme();
    folder.done(["pack", "acme.json", "-o", "shard.rolepack", "--ids", "b.."]);
    let ran = folder.run(["review", "shard.rolepack", "--by", "team"]);
    assert!(ran.status == 3 && ran.err.contains("`shard.rolepack` is a shard"), "{ran:?}");
}

#[test]
fn what_is_larger_than_a_review_is_not_read() {
    let folder = Folder::with_acme();
    std::fs::File::create(folder.path("large.csv")).unwrap().set_len((256 << 20) + 1).unwrap();
    let ran = folder.run(["review", "apply", "large.csv", "acme.json", "--at", "2026-11-22"]);
    assert!(ran.status == 3 && ran.err.contains("`large.csv` has more than 256 MiB"), "{ran:?}");
}
