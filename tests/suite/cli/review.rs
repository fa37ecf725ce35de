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
