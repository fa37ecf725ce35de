//! A review comes back with all its rows as they were written, whatever the source says by then.

use super::{ACME, NOW, acme, applied, decided, review, text};
use rolepack::access::SnapshotKind;
use rolepack::review::{By, Of, Review, ReviewError};
use rolepack::source::{Source, parse};
use rolepack::{Access, LoadOptions, Model, pack};

fn packed(source: Source, sequence: u64) -> Vec<u8> {
    let options = pack::Options { at: Some(NOW), sequence, ..Default::default() };
    pack(&Model::try_from(source).unwrap(), &options).unwrap()
}

fn messages(csv: &str, source: &Source) -> Vec<String> {
    let problems = applied(csv, source).expect_err("something is wrong").problems;
    problems.into_iter().map(|problem| format!("{}: {}", problem.code, problem.message)).collect()
}

fn without(csv: &str, user: &str) -> String {
    csv.split_inclusive("\r\n").filter(|line| !line.contains(&format!(",{user},"))).collect()
}

/// The source with somebody who came later.
fn later() -> Source {
    parse("acme.yaml", &ACME.replace("users:\n", "users:\n  - { id: zoe, roles: [lead] }\n")).unwrap()
}

#[test]
fn a_row_that_is_lost_is_missed_in_a_source_that_changed() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |user, _, _, _| user == "bob");
    assert_eq!(messages(&without(&csv, "bob"), &later()), ["missing-row: 2 of the 8 rows of the review are missing"]);
    assert_eq!(applied(&csv, &later()).unwrap().evidence.not_reviewed.len(), 1);
    let snapshot = Review::of_snapshot(packed(acme(), 5), By::Team).unwrap();
    assert_eq!(snapshot.of, Of::Snapshot);
    let csv = decided(&snapshot.to_csv(), |user, _, _, _| user == "bob");
    assert_eq!(
        messages(&without(&csv, "bob"), &acme()),
        ["missing-row: rows are missing from the review: `lead` of `bob` and `operator` of `bob`"]
    );
    assert_eq!(applied(&csv, &acme()).unwrap().evidence.revoked, 2);
}

#[test]
fn a_row_that_became_another_is_seen() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |_, _, _, _| false);
    let other = csv.replacen(",bob,,false,lead,", ",zoe,,false,lead,", 1);
    assert_ne!(csv, other);
    assert_eq!(messages(&other, &later()), ["changed-row: the rows are not those that were written"]);
    let added = csv.lines().find(|line| line.contains(",bob,,false,lead,")).unwrap().replace(",bob,", ",zoe,");
    assert_eq!(
        messages(&format!("{csv}{added}\r\n"), &later()),
        ["changed-row: the rows are not those that were written"]
    );
}

#[test]
fn a_review_says_which_one_it_is() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |_, _, _, _| false);
    let header = csv.split_inclusive("\r\n").next().unwrap();
    assert_eq!(messages(header, &acme()), ["missing-row: the review has no rows"]);
    let stamp = &csv[csv.find("checksum:").unwrap()..csv.find("keys:").unwrap() + 21];
    assert_eq!(messages(&csv.replace(stamp, ""), &acme()), ["unknown-review: row 2: `snapshot` is empty"]);
    assert_eq!(messages(&csv.replacen(stamp, "", 1), &acme()), ["unknown-review: row 2: `snapshot` is empty"]);
    for wrong in [
        "checksum:deadbeef",
        &stamp[..25],
        &stamp.replace("of:source", "of:snap"),
        &stamp.replace("rows:8", "rows:"),
        &format!("{stamp} x"),
    ] {
        let expected = format!("unknown-review: row 2: `{wrong}` in `snapshot` names no review");
        assert_eq!(messages(&csv.replace(stamp, wrong), &acme()), [expected]);
    }
    let fewer = stamp.replace("rows:8", "rows:7");
    assert_eq!(
        messages(&csv.replace(stamp, &fewer), &acme()),
        ["changed-row: the rows are not those that were written"]
    );
}

#[test]
fn what_was_not_in_force_in_the_snapshot_had_no_row_and_stays() {
    let source =
        || parse("acme.yaml", &ACME.replace("      - lead\n", "      - { role: lead, from: 2027-01-01 }\n")).unwrap();
    let review = Review::of_snapshot(packed(source(), 0), By::Team).unwrap();
    assert_eq!(review.rows.len(), 7);
    let applied = applied(&decided(&review.to_csv(), |_, _, _, _| false), &source()).unwrap();
    assert_eq!((applied.evidence.snapshot, applied.evidence.not_reviewed.len()), (applied.evidence.before, 1));
}

#[test]
fn one_role_held_twice_at_different_times_is_two_decisions() {
    let users = "roles: [r, { role: r, until: 2030-01-01 }]";
    let source = || {
        parse("a.yaml", &format!("organization: {{ id: a }}\nroles: [{{ id: r }}]\nusers: [{{ id: ada, {users} }}]\n"))
            .unwrap()
    };
    let csv = review(&source(), By::Role).to_csv();
    let kept = decided(&csv, |_, _, _, _| false);
    assert_eq!(applied(&kept, &source()).unwrap().evidence.kept, 2);
    let revoked = kept.replacen(",keep,", ",revoke,", 1);
    let after = applied(&revoked, &source()).unwrap();
    assert!(text(&after, "a.yaml").contains("roles: [{ role: r, until: 2030-01-01 }]"));
    let lines: Vec<&str> = revoked.split_inclusive("\r\n").filter(|line| !line.contains("2030")).collect();
    assert_eq!(messages(&lines.concat(), &source()), ["missing-row: rows are missing from the review: `r` of `ada`"]);
    // A snapshot knows no times: there it is one role, and all of it goes.
    let snapshot = Review::of_snapshot(packed(source(), 0), By::Role).unwrap();
    assert_eq!(snapshot.rows.len(), 1);
    let after = applied(&decided(&snapshot.to_csv(), |_, _, _, _| true), &source()).unwrap();
    assert!(text(&after, "a.yaml").contains("roles: []"));
}

#[test]
fn what_people_fill_in_is_told_as_they_wrote_it() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |_, _, _, _| false);
    let csv = csv.replace(",eve,,", ",'t Hart,'tis fine,");
    let told = applied(&csv, &acme()).unwrap().evidence.decisions.remove(0);
    assert_eq!((told.reviewer.as_deref(), told.comment.as_deref()), (Some("'t Hart"), Some("'tis fine")));
    let nobody = csv.replace(",'t Hart,", ", ,");
    let by = |reviewer| rolepack::review::apply(("review.csv", &nobody), &acme(), NOW, Some(reviewer));
    assert_eq!(by("  ").unwrap_err().problems[0].code, "missing-reviewer");
    assert_eq!(by(" eve ").unwrap().evidence.decisions[0].reviewer.as_deref(), Some("eve"));
}

#[test]
fn a_time_that_a_spreadsheet_changed_is_told() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |_, _, _, _| false);
    assert_eq!(
        messages(&csv.replace("2027-01-31T00:00:00Z", "31.01.2027"), &acme()),
        [
            "not-held: row 4: user `ada` does not hold `operator` within `ACME/plant-b` directly until `31.01.2027`, but until `2027-01-31T00:00:00Z`"
        ]
    );
}

#[test]
fn a_shard_is_not_reviewed() {
    let whole = Access::load(packed(acme(), 0), &LoadOptions::default()).unwrap();
    let shard = whole.shard("b", "").unwrap();
    let options = LoadOptions { now: Some(i64::MIN), ..LoadOptions::default() };
    assert_eq!(Access::load(shard.clone(), &options).unwrap().kind(), SnapshotKind::Shard);
    assert_eq!(Review::of_snapshot(shard, By::Team), Err(ReviewError::Shard));
}
