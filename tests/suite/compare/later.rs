//! What comes of the times at which assignments begin and end.

use super::examples::lines;
use rolepack::compare::{Later, Span, changes_after, changes_at, later};
use rolepack::source::{format_time, parse_time};
use rolepack::{Model, source};

const ACME: &str = "
organization: { id: acme }
permissions: [{ key: p }, { key: q }]
roles: [{ id: r, permissions: [p] }, { id: s, permissions: [p, q] }]
teams: [{ id: t, roles: [{ role: s, from: 2026-12-24, until: 2026-12-27 }] }]
users:
  - { id: ada, roles: [{ role: r, until: 2026-12-01 }] }
  - { id: bob, roles: [r] }
  - { id: cleo, roles: [{ role: s, from: 2027-01-01 }] }
  - { id: dan, teams: [t] }
groupMappings: [{ provider: okta, group: G, roles: [{ role: r, from: 2026-12-05 }] }]
";

fn model(text: &str) -> Model {
    Model::try_from(source::parse("acme.yaml", text).unwrap_or_else(|problems| panic!("{problems}"))).unwrap()
}

fn at(time: &str) -> i64 {
    parse_time(time).unwrap()
}

fn told(later: &Later) -> Vec<String> {
    let step = |step: &rolepack::compare::Step| {
        let day = format_time(step.from).unwrap()[..10].to_owned();
        let unknown = if step.known { "" } else { "?" };
        let comparison = step.comparison().unwrap();
        lines(&comparison).into_iter().map(|line| format!("{day}{unknown} {line}")).collect::<Vec<_>>()
    };
    later.steps.iter().flat_map(step).collect()
}

fn span<'a>() -> Span<'a> {
    Span { at: at("2026-11-22"), ..Span::default() }
}

/// Replaces one text, and tells what differs when.
fn replaced(from: &str, to: &str) -> Vec<String> {
    assert!(ACME.contains(from), "{from}");
    told(&later(&model(ACME), &model(&ACME.replacen(from, to, 1)), span()))
}

#[test]
fn nothing_differs_later_between_one_and_the_same() {
    assert_eq!(told(&later(&model(ACME), &model(ACME), span())), [""; 0]);
}

#[test]
fn who_keeps_what_would_have_ended_gains_then() {
    assert_eq!(
        replaced("{ role: r, until: 2026-12-01 }", "r"),
        [r#"2026-12-01 ada +p [everywhere] login slideIn +Role { role: "r", within: None }"#]
    );
    assert_eq!(
        replaced("until: 2026-12-01", "until: 2026-12-10"),
        [r#"2026-12-01 ada +p [everywhere] login slideIn +Role { role: "r", within: None }"#]
    );
}

#[test]
fn who_is_given_something_later_gains_then() {
    assert_eq!(
        replaced(
            "{ id: bob, roles: [r] }",
            "{ id: bob, roles: [r, { role: s, from: 2026-11-23, until: 2026-11-24 }] }"
        ),
        [r#"2026-11-23 bob +q [everywhere] login slideIn +Role { role: "s", within: None }"#]
    );
    // By a team, by a role that holds more, by a group.
    assert_eq!(
        replaced("id: bob, roles: [r]", "id: bob, roles: [r], teams: [t]"),
        [r#"2026-12-24 bob +q [everywhere] login slideIn +Team { team: "t" }"#]
    );
    assert_eq!(
        replaced("{ id: s, permissions: [p, q] }", "{ id: s, permissions: [p] }"),
        [
            r#"2026-12-24 dan -q [everywhere] login slideIn -RoleGrants { role: "s" }"#,
            r#"2027-01-01 cleo -q [everywhere] login slideIn -RoleGrants { role: "s" }"#,
        ]
    );
    assert_eq!(
        replaced("from: 2026-12-05", "from: 2026-12-02"),
        [r#"2026-12-02 okta:G +p [everywhere] login slideIn +Role { role: "r", within: None }"#]
    );
}

/// Nothing differs for ada as long as both give it; when her own assignment ends, the team's is what is left.
#[test]
fn what_is_hidden_by_something_timed_comes_out_when_that_ends() {
    let old = ACME.replace("{ role: s, from: 2026-12-24, until: 2026-12-27 }", "r");
    let new = old.replace("until: 2026-12-01 }]", "until: 2026-12-01 }], teams: [t]");
    assert_eq!(
        told(&later(&model(&old), &model(&new), span())),
        [r#"2026-12-01 ada +p [everywhere] login slideIn +Team { team: "t" }"#]
    );
}

/// A snapshot is what it holds; past its next change only what begins is told.
#[test]
fn of_a_snapshot_gains_are_told_even_where_it_does_not_know() {
    let held = ACME
        .replace("{ role: r, until: 2026-12-01 }", "r")
        .replace("{ role: s, from: 2027-01-01 }", "")
        .replace("{ role: s, from: 2026-12-24, until: 2026-12-27 }", "")
        .replace("{ role: r, from: 2026-12-05 }", "");
    let new = ACME.replace("{ id: bob, roles: [r] }", "{ id: bob, roles: [r, { role: s, from: 2026-11-23 }] }");
    let span = Span { known_until: Some(at("2026-12-01")), ..span() };
    assert_eq!(
        told(&later(&model(&held), &model(&new), span)),
        [
            r#"2026-11-23 bob +q [everywhere] login slideIn +Role { role: "s", within: None }"#,
            r#"2026-12-05? okta:G +p [everywhere] login slideIn +Role { role: "r", within: None }"#,
            r#"2026-12-24? dan +p q [everywhere] login slideIn +TeamRole { team: "t", role: "s", within: None }"#,
            r#"2027-01-01? cleo +p q [everywhere] login slideIn +Role { role: "s", within: None }"#,
        ]
    );
    let some = Span { ids: Some(("b", "c")), ..span };
    assert!(told(&later(&model(&held), &model(&new), some)).iter().all(|line| !line.contains("cleo")));
    assert!(changes_at(&model(&new), at("2026-11-23")) && !changes_at(&model(&new), at("2026-11-24")));
    assert!(changes_after(&model(&new), at("2026-12-31")) && !changes_after(&model(&new), at("2027-01-01")));
}

/// Times past those that are looked at are said to be many, and count as a gain.
#[test]
fn too_many_times_are_no_silence() {
    let users = |role: &str| {
        let users: Vec<String> = (0..1_200)
            .map(|user| format!("{{ id: u{user}, roles: [{{ role: {role}, until: {} }}] }}", day(user)))
            .collect();
        model(&format!(
            "{{ organization: {{ id: acme }}, permissions: [{{ key: p }}], roles: [{{ id: r, permissions: [p] }}, {{ id: s }}], users: [{}] }}",
            users.join(", ")
        ))
    };
    let more = later(&users("s"), &users("s"), span());
    assert!(more.steps.is_empty() && more.unseen == 0 && !more.has_gains());
    let renamed = later(&users("r"), &users("s"), span());
    assert_eq!((renamed.steps.len(), renamed.unseen), (0, 200));
    assert!(renamed.has_gains());
}

fn day(number: usize) -> String {
    format!("20{:02}-{:02}-{:02}", 27 + number / 336, 1 + number / 28 % 12, 1 + number % 28)
}
