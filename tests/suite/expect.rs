//! Expectations: what they say, what is refused, and what comes of them.

use rolepack::expect::{Expectations, Offender, Report, Unmet};
use rolepack::{Access, LoadOptions, Model, pack, source};

const ACME: &str = "
organization: { id: acme }
dimensions: [owner]
permissions: [{ key: createOrder }, { key: signOrder }, { key: tax, rights: [list, add] }, { key: idle }]
roles:
  - { id: buyer, permissions: [createOrder, { permission: tax, rights: [list] }] }
  - { id: approver, permissions: [signOrder] }
  - { id: kiosk, applyTo: slideIn, permissions: [signOrder] }
teams: [{ id: buying, roles: [{ role: buyer, within: plant-a }] }]
users:
  - { id: ada, teams: [buying], email: ada@acme.example }
  - { id: bob, teams: [buying], roles: [approver] }
  - { id: cleo, teams: [buying], roles: [kiosk] }
  - { id: dan, active: false, roles: [buyer, approver] }
groupMappings:
  - { provider: okta, group: everything, roles: [approver], teams: [buying] }
  - { provider: okta, group: buyers, teams: [buying] }
accessLevels: [{ company: ACME, key: plant-a, description: A, locations: [A] }]
";

fn acme() -> Access {
    let model = Model::try_from(source::parse("acme.yaml", ACME).unwrap()).unwrap();
    Access::load(pack(&model, &pack::Options::default()).unwrap(), &LoadOptions::default()).unwrap()
}

fn parse(text: &str) -> Result<Expectations, source::Problems> {
    Expectations::parse([("a.expect.yaml".to_owned(), text.to_owned())])
}

fn test(text: &str, then: impl Fn(Report<'_>)) {
    let expectations = parse(text).unwrap_or_else(|problems| panic!("{problems}"));
    let access = acme();
    then(expectations.test(&access).unwrap_or_else(|problems| panic!("{problems}")));
}

/// Whether a file of this one rule holds.
fn holds(rule: &str) -> bool {
    let mut held = None;
    let expectations = parse(rule).unwrap_or_else(|problems| panic!("{rule}\n{problems}"));
    let access = acme();
    held.get_or_insert(
        expectations.test(&access).unwrap_or_else(|problems| panic!("{rule}\n{problems}")).failed.is_empty(),
    );
    held.unwrap()
}

#[test]
fn each_rule_holds_or_does_not() {
    let hold = [
        "expect: [{ user: ada, permission: createOrder, allowed: true }]",
        "expect: [{ users: [ada, bob], permission: createOrder, resource: { location: A }, reason: granted }]",
        "expect: [{ user: ada, permission: createOrder, resource: { location: B }, allowed: false, reason: out-of-scope }]",
        "expect: [{ user: cleo, permission: signOrder, reason: access-method }]",
        "expect: [{ user: cleo, permission: signOrder, accessMethod: slideIn, allowed: true }]",
        "expect: [{ user: zoe, permission: createOrder, identityGroups: [{ provider: okta, group: buyers }], allowed: true }]",
        "expect: [{ user: zoe, permission: createOrder, reason: unknown-user }]",
        "expect: [{ user: zoe, permission: signOrder, identityGroups: [{ provider: okta, group: buyers }], allowed: false, reason: not-granted }]",
        "expect: [{ user: cleo, permission: signOrder, accessMethod: login, allowed: false }]",
        "expect: [{ user: ada, permission: createOrder, resource: { location: B }, reason: out-of-scope }]",
        "expect: [{ user: ada, permission: nothing, reason: unknown-permission }]",
        "expect: [{ user: ada, permission: tax, reason: right-required }]",
        "expect: [{ user: ada, permission: tax, right: burn, reason: unknown-right }]",
        "expect: [{ user: ada, permission: createOrder, resource: { colour: red }, reason: unknown-dimension }]",
        "expect: [{ user: ada, permission: createOrder, resource: { location: '*' }, reason: invalid-request }]",
        "never: [{ together: [createOrder, idle] }]",
        "never: [{ together: [createOrder, signOrder], accessMethod: slideIn, except: [bob, cleo] , resource: { location: A }}]",
        "only: [{ permission: createOrder, roles: [buyer] }, { permission: signOrder, roles: [approver, kiosk] }]",
        "only: [{ permission: signOrder, roles: [approver], accessMethod: login }]",
        "only: [{ permission: signOrder, users: [bob, cleo] }, { permission: idle, roles: [], users: [] }]",
        "only: [{ permission: signOrder, users: [bob], accessMethod: login }]",
        "only: [{ permission: createOrder, users: [], resource: { location: B } }]",
        "atMost: [{ role: buyer, users: 3 }, { team: buying, users: 3 }, { permission: signOrder, users: 2 }]",
        "atLeast: [{ role: buyer, users: 3 }, { permission: tax, right: list, users: 3 }]",
        "atMost: [{ permission: signOrder, accessMethod: login, users: 1 }]",
    ];
    for rule in hold {
        assert!(holds(rule), "{rule}");
    }
    let fail = [
        "expect: [{ user: ada, permission: createOrder, allowed: false }]",
        "expect: [{ user: ada, permission: signOrder, allowed: false, reason: out-of-scope }]",
        "never: [{ together: [createOrder, signOrder] }]",
        // Not by login, and all the same by slideIn.
        "expect: [{ user: cleo, permission: signOrder, allowed: false }]",
        "expect: [{ user: cleo, permission: signOrder, accessMethod: slideIn, allowed: false }]",
        "never: [{ together: [{ role: buyer }, { role: approver }] }]",
        "never: [{ together: [{ role: buyer }, { permission: signOrder }] }]",
        "never: [{ together: [createOrder, signOrder], except: [bob, cleo] }]",
        "only: [{ permission: signOrder, roles: [approver] }]",
        "only: [{ permission: signOrder, roles: [approver, kiosk, buyer] }]",
        "only: [{ permission: signOrder, users: [bob] }]",
        "only: [{ permission: signOrder, users: [ada, bob, cleo] }]",
        "atMost: [{ role: buyer, users: 2 }]",
        "atLeast: [{ role: approver, users: 2 }]",
    ];
    for rule in fail {
        assert!(!holds(rule), "{rule}");
    }
}

#[test]
fn separation_of_duties_names_everybody_and_how() {
    test("never: [{ together: [createOrder, signOrder], because: four eyes }]", |report| {
        assert_eq!(report.tested, 1);
        let [failed] = report.failed.as_slice() else { panic!("{report:?}") };
        assert_eq!(failed.because, Some("four eyes"));
        let Unmet::Never { offenders } = &failed.unmet else { panic!("{failed:?}") };
        let name = |offender: &Offender<'_>| {
            offender.user.map_or_else(|| offender.identity_group.unwrap().group.to_owned(), str::to_owned)
        };
        // Dan is inactive; the group `buyers` gives only one of the two.
        assert_eq!(offenders.iter().map(name).collect::<Vec<_>>(), ["bob", "cleo", "everything"]);
        for offender in offenders {
            assert!(offender.holds.iter().all(|held| held.path.is_some()), "{offender:?}");
        }
        let kiosk = offenders[1].holds[1].path.as_ref().unwrap();
        assert_eq!(kiosk.role, "kiosk", "what only counts at a kiosk is held as well");
    });
}

#[test]
fn where_it_stands_is_told() {
    let text = "expect:\n  - { user: ada, permission: createOrder, allowed: true }\n  - user: ada\n    permission: signOrder\n    allowed: true\n";
    test(text, |report| {
        assert_eq!((report.tested, report.failed.len()), (2, 1));
        let place = &report.failed[0].place;
        assert_eq!(place.file.as_deref(), Some("a.expect.yaml"));
        assert_eq!(place.range.map(|range| (range.line, range.column)), Some((3, 5)));
    });
}

#[test]
fn what_means_nothing_is_refused_where_it_stands() {
    let cases = [
        ("expects: []", "unknown-field", "expects", Some("did you mean `expect`?")),
        ("expect: {}", "wrong-type", "{}", None),
        (
            "expect: [{ user: ada, permission: idle }]",
            "missing-field",
            "{ user",
            Some("add `allowed`, true or false, or `reason`"),
        ),
        ("expect: [{ user: ada, allowed: true }]", "missing-field", "{ user", Some("add `permission`, a string")),
        ("expect: [{ user: ada, permission: idle, allowed: yes }]", "wrong-type", "yes", None),
        (
            "expect: [{ user: ada, permission: idle, alowed: true }]",
            "unknown-field",
            "alowed",
            Some("did you mean `allowed`?"),
        ),
        (
            "expect: [{ user: ada, permission: idle, allowed: true, reason: not-granted }]",
            "contradiction",
            "{ user",
            Some("leave one of the two out"),
        ),
        (
            "expect: [{ user: ada, permission: idle, reason: not-grantd }]",
            "unknown-word",
            "not-grantd",
            Some("did you mean `not-granted`?"),
        ),
        ("expect: [{ users: [], permission: idle, allowed: false }]", "too-few", "{ users", None),
        ("expect: [{ user: ada, permissions: [], allowed: false }]", "too-few", "{ user", None),
        ("never: [{ together: [idle] }]", "too-few", "{ together", None),
        ("never: [{}]", "missing-field", "{}", None),
        ("never: [{ together: [idle, { right: a }] }]", "unclear", "{ right", None),
        ("only: [{ permission: idle }]", "missing-field", "{ perm", None),
        ("only: [{ permission: idle, roles: [], resource: { location: A } }]", "contradiction", "{ perm", None),
        ("atMost: [{ role: buyer, team: buying, users: 1 }]", "unclear", "{ role", None),
        ("atMost: [{ role: buyer, users: -1 }]", "wrong-type", "-1", None),
        ("atMost: [{ role: buyer, users: many }]", "wrong-type", "many", None),
        ("atMost: [{ role: buyer }]", "missing-field", "{ role", Some("add `users`, a number")),
        ("atLeast: [{ role: buyer, accessMethod: login, users: 1 }]", "contradiction", "{ role", None),
        ("[]", "wrong-type", "[]", None),
    ];
    for (text, code, begins, help) in cases {
        let problems = parse(text).expect_err(text);
        let found = problems.problems.iter().find(|problem| problem.code == code);
        let problem = found.unwrap_or_else(|| panic!("{text}\n{problems}"));
        let column = problem.place.range.unwrap().column;
        assert!(
            text[column - 1..].starts_with(begins),
            "{text}
{problems}"
        );
        if let Some(help) = help {
            assert_eq!(problem.help.as_deref(), Some(help), "{text}");
        }
    }
}

#[test]
fn a_slip_of_the_pen_is_no_expectation_that_holds() {
    let cases = [
        ("organization: acne", "wrong-organization", None),
        ("expect: [{ user: adda, permission: idle, allowed: false }]", "unknown-user", Some("did you mean `ada`?")),
        (
            "expect: [{ user: ada@acme.example, permission: idle, allowed: false }]",
            "unknown-user",
            Some("it is the e-mail of user `ada`; users are named by id"),
        ),
        (
            "expect: [{ user: ada, permission: idel, allowed: false }]",
            "unknown-permission",
            Some("did you mean `idle`?"),
        ),
        (
            "expect: [{ user: ada, permission: tax, allowed: false }]",
            "right-required",
            Some("add `right`, one of `list` and `add`"),
        ),
        (
            "expect: [{ user: ada, permission: tax, right: lsit, allowed: false }]",
            "unknown-right",
            Some("did you mean `list`?"),
        ),
        (
            "expect: [{ user: ada, permission: idle, right: list, allowed: false }]",
            "unknown-right",
            Some("it has no rights: leave `right` out"),
        ),
        (
            "expect: [{ user: ada, permission: idle, resource: { locatoin: A }, allowed: false }]",
            "unknown-dimension",
            Some("did you mean `location`?"),
        ),
        (
            "expect: [{ user: ada, permission: idle, resource: { location: $user }, allowed: false }]",
            "reserved-id",
            None,
        ),
        // Whom no request can name a place for is denied, and nobody holds anything there.
        (
            "never: [{ together: [createOrder, signOrder], resource: { location: \"A\\u0001\" } }]",
            "control-character",
            None,
        ),
        (
            "only: [{ permission: createOrder, users: [], resource: { location: \"A\\u0085\" } }]",
            "control-character",
            None,
        ),
        ("atMost: [{ permission: createOrder, users: 0, resource: { location: '' } }]", "empty-id", None),
        (
            "expect: [{ user: ada, permission: createOrder, resource: { location: '*' }, allowed: false }]",
            "reserved-id",
            None,
        ),
        (
            "expect: [{ user: adda, permission: idle, identityGroups: [{ provider: okta, group: buyers }], allowed: false }]",
            "unknown-user",
            Some("did you mean `ada`?"),
        ),
        (
            "expect: [{ user: stranger, permission: idle, identityGroups: [{ provider: okta, group: buyers }], allowed: false }]",
            "unknown-user",
            Some("of somebody who is not known say the `reason` too"),
        ),
        (
            "expect: [{ user: ada, permission: idle, identityGroups: [{ provider: okta, group: buyer }], allowed: false }]",
            "unknown-group",
            Some("did you mean `buyers`?"),
        ),
        ("never: [{ together: [createOrder, signOder] }]", "unknown-permission", Some("did you mean `signOrder`?")),
        (
            "never: [{ together: [createOrder, signOrder], except: [bobb] }]",
            "unknown-user",
            Some("did you mean `bob`?"),
        ),
        ("only: [{ permission: idle, roles: [buyr] }]", "unknown-role", Some("did you mean `buyer`?")),
        ("atMost: [{ team: buyin, users: 1 }]", "unknown-team", Some("did you mean `buying`?")),
    ];
    let access = acme();
    for (text, code, help) in cases {
        let problems = parse(text).unwrap().test(&access).expect_err(text);
        let [problem] = problems.problems.as_slice() else { panic!("{text}\n{problems}") };
        assert_eq!((problem.code, problem.help.as_deref()), (code, help), "{text}");
        assert!(problem.place.range.is_some(), "{text}");
    }
}

#[test]
fn a_value_longer_than_any_is_refused() {
    let long = "x".repeat(513);
    let rules = [
        format!("only: [{{ permission: createOrder, users: [], resource: {{ location: {long} }} }}]"),
        format!("atMost: [{{ permission: createOrder, users: 0, resource: {{ location: {long} }} }}]"),
        format!("expect: [{{ user: ada, permission: createOrder, resource: {{ location: {long} }}, allowed: false }}]"),
    ];
    let access = acme();
    for rule in rules {
        let problems = parse(&rule).unwrap().test(&access).expect_err(&rule);
        assert_eq!(problems.problems[0].code, "long-id", "{problems}");
    }
    let fits = format!("only: [{{ permission: createOrder, users: [], resource: {{ location: {} }} }}]", &long[1..]);
    assert!(holds(&fits));
}

/// What fails by the other access method says so.
#[test]
fn a_denial_that_holds_by_login_alone_is_told_of_the_other_method() {
    test("expect: [{ user: cleo, permission: signOrder, allowed: false }]", |report| {
        assert_eq!((report.tested, report.failed.len()), (1, 1));
        let Unmet::Expect { asked, explanation, .. } = &report.failed[0].unmet else { panic!("{report:?}") };
        assert_eq!((asked.access_method, explanation.decision.allowed), (Some("slideIn"), true));
    });
}

#[test]
fn json_says_the_same_as_yaml() {
    let yaml = "never: [{ together: [createOrder, { role: approver }], because: x }]";
    let json = r#"{ "never": [{ "together": ["createOrder", { "role": "approver" }], "because": "x" }] }"#;
    let access = acme();
    let json = Expectations::parse([("a.expect.json".to_owned(), json.to_owned())]).unwrap();
    let yaml = parse(yaml).unwrap();
    let (one, other) = (json.test(&access).unwrap(), yaml.test(&access).unwrap());
    assert_eq!(one.failed[0].unmet, other.failed[0].unmet);
    assert_eq!((json.len(), json.is_empty()), (1, false));
}

/// The example of the format's document is sound in itself.
#[test]
fn the_example_of_the_format_is_one() {
    let format = include_str!("../../src/expect/FORMAT.md");
    let example = format.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(parse(example).unwrap_or_else(|problems| panic!("{problems}")).len(), 8);
}
