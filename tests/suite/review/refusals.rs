use super::{ACME, acme, applied, decided, review};
use rolepack::review::By;
use rolepack::source::parse;

/// The problems as `code: message`, of a review that was changed.
fn refused(change: impl Fn(String) -> String) -> Vec<String> {
    let csv = change(decided(&review(&acme(), By::Team).to_csv(), |_, _, _, _| false));
    let problems = applied(&csv, &acme()).expect_err("something is wrong").problems;
    problems
        .into_iter()
        .map(|problem| {
            format!("{}:{}: {}", problem.code, problem.place.range.map_or(0, |range| range.line), problem.message)
        })
        .collect()
}

fn one(change: impl Fn(String) -> String, expected: &str) {
    let problems = refused(change);
    assert!(problems.len() == 1 && problems[0].starts_with(expected), "{expected}: {problems:#?}");
}

#[test]
fn every_row_wants_a_decision_that_there_is() {
    one(|csv| csv.replacen(",keep,", ",,", 1), "missing-decision:2: row 2: no decision");
    one(|csv| csv.replacen(",keep,", ",kep,", 1), "unknown-decision:2: row 2: `kep` is no decision");
    one(|csv| csv.replacen(",keep,eve,", ",keep,,", 1), "missing-reviewer:2: row 2: ");
    assert_eq!(refused(|csv| csv.replace(",keep,", ",,")).len(), 8);
}

#[test]
fn a_row_is_about_what_is_held_now() {
    one(|csv| csv.replacen(",bob,", ",bop,", 1), "not-held:5: row 5: there is no user `bop`");
    one(
        |csv| csv.replacen(",operator,Operator,line-2,", ",lead,Operator,line-2,", 1),
        "not-held:9: row 9: user `ada` does not hold `lead` by team `line-2`",
    );
    one(|csv| csv.replacen(",lead,,line-1", ",laed,,line-1", 1), "not-held:7: row 7: there is no role `laed`");
    one(
        |csv| csv.replacen("2027-01-31T00", "2028-01-31T00", 1),
        "not-held:4: row 4: user `ada` does not hold `operator` within `ACME/plant-b` directly",
    );
    let csv = decided(&review(&acme(), By::Team).to_csv(), |_, _, _, _| false);
    let fewer = parse("acme.yaml", &ACME.replace("      - lead\n", "")).unwrap();
    assert_eq!(
        applied(&csv, &fewer).unwrap_err().problems[0].message,
        "row 5: user `bob` does not hold `lead` directly, or no longer so"
    );
}

#[test]
fn no_row_is_missing_and_none_is_there_twice() {
    let without =
        |csv: String| csv.split_inclusive("\r\n").enumerate().filter(|(i, _)| *i != 4).map(|(_, line)| line).collect();
    one(without, "missing-row:0: rows are missing from the review: `lead` of `bob`");
    let twice = |csv: String| {
        let last = csv.trim_end().rsplit("\r\n").next().unwrap().to_owned();
        format!("{csv}{last}\r\n")
    };
    one(twice, "repeated-entry:10: row 10: row 9 is about the same");
    one(
        |csv| {
            let at = csv.rfind("checksum:").unwrap();
            format!("{}checksum:0000\r\n", &csv[..at])
        },
        "conflict:9: row 9: it is of another review",
    );
}

#[test]
fn a_team_is_left_whole_or_not_at_all() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |_, role, team, _| (role, team) == ("lead", "line-1"));
    let problems = applied(&csv, &acme()).unwrap_err();
    assert_eq!(
        problems.problems[0].message,
        "row 7: user `ada` holds `operator` by team `line-1` too, and a team is left whole or not at all"
    );
    let more = parse(
        "acme.yaml",
        &ACME.replace("{ id: line-2, roles: [operator] }", "{ id: line-2, roles: [operator, lead] }"),
    )
    .unwrap();
    let csv = decided(&review(&acme(), By::Team).to_csv(), |_, _, team, _| team == "line-2");
    assert!(
        applied(&csv, &more).unwrap_err().problems[0].message.contains("`lead` by team `line-2` too"),
        "what was not reviewed is not revoked"
    );
}

#[test]
fn what_is_no_review_is_refused_by_name() {
    one(|_| String::new(), "missing-column:1: the review is empty");
    one(|csv| csv.replacen(",decision,", ",verdict,", 1), "missing-column:1: the review has no column `decision`");
    one(
        |csv| csv.replacen(",comment,", ",user,", 1).replacen("user,name", "user,comment", 1),
        "duplicate-key:1: two columns are called `user`",
    );
    one(|csv| csv.replacen(",ada,", ",\"ada,", 1), "syntax:2: ");
    assert!(refused(|csv| csv.replacen("eve,,", "eve,,,,,x", 1))[0].starts_with("wrong-columns:2: "));
}
