//! Access reviews: rows out, decisions in, and the source changed by what was revoked and nothing else.

mod refusals;
mod texts;
mod whole;

use rolepack::review::{Applied, By, Review, apply};
use rolepack::source::{Problems, Source, parse, parse_files};
use rolepack::{Model, pack};

/// 2026-11-22T00:00Z.
const NOW: i64 = 1_795_305_600_000;

const ACME: &str = r#"
organization: { id: acme }
permissions: [{ key: createRun }, { key: closeRun }]
roles:
  - { id: operator, name: Operator, permissions: [createRun] }
  - { id: lead, permissions: [closeRun] }
teams:
  - { id: line-1, roles: [operator, lead] }
  - { id: line-2, roles: [operator] }
users:
  # Ada leads.
  - id: ada
    name: Ada
    roles: [lead, { role: operator, within: plant-a }, { role: operator, within: ACME/plant-b, until: 2027-01-31 }]   # for the audit
    teams: [line-1, line-2]
    attributes: { manager: bob }
  - id: bob
    active: false
    roles:
      # Until a successor is found.
      - lead
      - role: operator   # by the gate
        within: plant-a
accessLevels:
  - { company: ACME, key: plant-a, description: Plant A, locations: [A] }
  - { company: ACME, key: plant-b, description: Plant B, locations: [B] }
"#;

fn acme() -> Source {
    parse("acme.yaml", ACME).unwrap()
}

fn review(source: &Source, by: By) -> Review {
    Review::of_source(source, NOW, by).unwrap()
}

/// The review with a decision in every row: by `revoke` of user, role, team and level.
fn decided(csv: &str, revoke: impl Fn(&str, &str, &str, &str) -> bool) -> String {
    let mut lines = csv.split("\r\n");
    let mut text = format!("{}\r\n", lines.next().unwrap());
    for line in lines.filter(|line| !line.is_empty()) {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        let revoke = revoke(&cells[1], &cells[4], &cells[6], &cells[7]);
        cells[10] = if revoke { "revoke" } else { "keep" }.into();
        cells[11] = "eve".into();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn applied(csv: &str, source: &Source) -> Result<Applied, Problems> {
    apply(("review.csv", csv), source, NOW, None)
}

fn text(applied: &Applied, name: &str) -> String {
    let (_, bytes) = applied.files.iter().find(|(file, _)| file == name).expect("a changed file");
    String::from_utf8(bytes.clone()).unwrap()
}

#[test]
fn a_row_is_a_role_held_and_whence() {
    let review = review(&acme(), By::Role);
    let rows: Vec<String> = review
        .rows
        .iter()
        .map(|row| {
            format!(
                "{}|{}|{}|{}|{}|{}|{}|{}",
                row.by, row.user, row.role, row.team, row.within, row.until, row.active, row.role_name
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "lead|ada|lead|||||true|".replace("||||true", "|||true"),
            "lead|ada|lead|line-1|||true|".into(),
            "lead|bob|lead||||false|".into(),
            "operator|ada|operator||ACME/plant-a||true|Operator".into(),
            "operator|ada|operator||ACME/plant-b|2027-01-31T00:00:00Z|true|Operator".into(),
            "operator|ada|operator|line-1|||true|Operator".into(),
            "operator|ada|operator|line-2|||true|Operator".into(),
            "operator|bob|operator||ACME/plant-a||false|Operator".into(),
        ]
    );
}

#[test]
fn rows_are_sorted_by_what_is_asked_for() {
    let by = |by| review(&acme(), by).rows.into_iter().map(|row| row.by).collect::<Vec<_>>();
    assert_eq!(by(By::Team), ["", "", "", "", "", "line-1", "line-1", "line-2"]);
    assert_eq!(by(By::Manager), ["", "", "bob", "bob", "bob", "bob", "bob", "bob"]);
    let bytes =
        pack(&Model::try_from(acme()).unwrap(), &pack::Options { at: Some(NOW), ..Default::default() }).unwrap();
    let of_snapshot = Review::of_snapshot(bytes.clone(), By::Team).unwrap();
    assert_eq!(of_snapshot.snapshot, review(&acme(), By::Team).snapshot);
    assert_eq!(of_snapshot.rows.len(), 8);
    assert!(Review::of_snapshot(bytes, By::Manager).unwrap_err().to_string().contains("`attributes.manager`"));
    let odd = parse(
        "a.yaml",
        "organization: { id: a }\nroles: [{ id: r }]\nusers: [{ id: ada, roles: [r], attributes: { manager: 7 } }]",
    )
    .unwrap();
    assert!(Review::of_source(&odd, NOW, By::Manager).unwrap_err().to_string().contains("`ada`"));
}

#[test]
fn what_is_revoked_is_taken_out_and_the_rest_stays() {
    let csv = review(&acme(), By::Team).to_csv();
    let csv = decided(&csv, |user, role, team, within| {
        (user, role, team) == ("ada", "lead", "") || team == "line-2" || (user == "bob" && within == "ACME/plant-a")
    });
    let applied = applied(&csv, &acme()).unwrap();
    let expected = ACME
        .replace("roles: [lead, { role: operator, within: plant-a }", "roles: [{ role: operator, within: plant-a }")
        .replace("teams: [line-1, line-2]", "teams: [line-1]")
        .replace("      - role: operator   # by the gate\n        within: plant-a\n", "");
    assert_eq!(text(&applied, "acme.yaml"), expected);
    let evidence = &applied.evidence;
    assert_eq!((evidence.kept, evidence.revoked, evidence.decisions.len(), evidence.not_reviewed.len()), (5, 3, 8, 0));
    assert_eq!((evidence.snapshot.as_str(), evidence.at.as_str()), (evidence.before.as_str(), "2026-11-22T00:00:00Z"));
    assert_ne!(evidence.before, evidence.after);
    assert_eq!(review(&parse("acme.yaml", &expected).unwrap(), By::Team).snapshot, evidence.after);
    let last = evidence.decisions.last().unwrap();
    assert_eq!(
        (last.row, last.user.as_str(), last.team.as_deref(), last.decision, last.reviewer.as_deref()),
        (Some(9), "ada", Some("line-2"), Some("revoke"), Some("eve"))
    );
}

#[test]
fn nothing_revoked_changes_nothing() {
    let csv = decided(&review(&acme(), By::Role).to_csv(), |_, _, _, _| false);
    let applied = applied(&csv, &acme()).unwrap();
    assert_eq!((applied.files.len(), applied.evidence.before == applied.evidence.after), (0, true));
}

#[test]
fn a_spreadsheet_may_save_it_in_its_own_way() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |user, _, _, _| user == "bob");
    let expected = applied(&csv, &acme()).unwrap();
    let mut lines: Vec<&str> = csv.split("\r\n").filter(|line| !line.is_empty()).collect();
    lines[1..].reverse();
    for other in [
        csv.replace("\r\n", "\n"),
        format!("\u{feff}{}", csv.replace(',', ";")),
        csv.replace(',', "\t"),
        csv.replace("revoke", " Revoke ").replace("keep", "KEEP"),
        csv.replace("\r\n", ",,\r\n"),
        format!("{csv},,,,,,,,,,,,,\r\n\r\n"),
        csv.replace("2027-01-31T00:00:00Z", "2027-01-31"),
    ] {
        let applied = applied(&other, &acme()).unwrap_or_else(|problems| panic!("{problems}\n{other}"));
        assert_eq!(applied.files, expected.files);
        assert_eq!(applied.evidence.revoked, expected.evidence.revoked);
    }
    let reversed = applied(&lines.join("\n"), &acme()).unwrap();
    assert_eq!(reversed.files, expected.files);
}

#[test]
fn no_cell_is_a_formula_and_every_id_comes_back() {
    let ids = ["=1+1", "+1", "-1", "@x", "'=1", "''", "a,b", "a;b", "a\"b", " a", "a ", "＝1", "1E5", "x"];
    let users: Vec<serde_json::Value> = ids
        .iter()
        .map(|id| serde_json::json!({ "id": id, "name": "=HYPERLINK(\"http://x\")", "roles": ["=cmd|' /C calc'!A0"] }))
        .collect();
    let document = serde_json::json!({ "organization": { "id": "acme" }, "roles": [{ "id": "=cmd|' /C calc'!A0" }], "users": users });
    let source = parse("a.json", &document.to_string()).unwrap();
    let csv = review(&source, By::Role).to_csv();
    for cell in csv.split([',', '\r', '\n']) {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '＝']), "{cell}");
    }
    let revoke_all =
        csv.replace(",,,checksum", ",revoke,eve,checksum").replace(",revoke,eve,checksum", ",revoke,eve,,checksum");
    let revoke_all = revoke_all.replace(",,revoke", ",revoke");
    let applied = applied(&revoke_all, &source).unwrap_or_else(|problems| panic!("{problems}\n{revoke_all}"));
    assert_eq!(applied.evidence.revoked, ids.len());
    assert!(!text(&applied, "a.json").contains("\"roles\":[\""));
}

#[test]
fn a_review_of_a_snapshot_goes_into_its_source() {
    let bytes =
        pack(&Model::try_from(acme()).unwrap(), &pack::Options { at: Some(NOW), ..Default::default() }).unwrap();
    let csv = decided(&Review::of_snapshot(bytes, By::Role).unwrap().to_csv(), |user, _, _, within| {
        user == "ada" && within == "ACME/plant-b"
    });
    let applied = applied(&csv, &acme()).unwrap();
    assert_eq!(
        text(&applied, "acme.yaml"),
        ACME.replace(", { role: operator, within: ACME/plant-b, until: 2027-01-31 }", "")
    );
}

#[test]
fn what_came_after_the_review_stays_and_is_told() {
    let csv = decided(&review(&acme(), By::Team).to_csv(), |user, _, _, _| user == "bob");
    let later = ACME.replace("users:\n", "users:\n  - { id: zoe, roles: [lead] }\n");
    let applied = applied(&csv, &parse("acme.yaml", &later).unwrap()).unwrap();
    assert_eq!(applied.evidence.not_reviewed.len(), 1);
    assert_eq!(applied.evidence.not_reviewed[0].user, "zoe");
    assert_ne!(applied.evidence.snapshot, applied.evidence.before);
    assert!(text(&applied, "acme.yaml").contains("{ id: zoe, roles: [lead] }"));
}
