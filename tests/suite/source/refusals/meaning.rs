//! References that lead nowhere, rights, system roles, times, scopes.

use super::{in_acme, refused};
use crate::source::{model, problems};

#[test]
fn references() {
    let levels = "\"accessLevels\": [{\"key\": \"plant-a\", \"company\": \"A\", \"description\": \"\"}, {\"key\": \"plant-a\", \"company\": \"B\", \"description\": \"\"}, {\"key\": \"plant-b\", \"company\": \"B\", \"description\": \"\"}]";
    let r = format!("\"roles\": [{{\"id\": \"operator\"}}], \"teams\": [{{\"id\": \"line-1\"}}], {levels}");
    let user = |rest: &str| format!("{r}, \"users\": [{{\"id\": \"ada\", {rest}}}]");
    in_acme(
        &user("\"roles\": [«\"Operator\"»]"),
        "unknown-role",
        "user `ada` is given the role `Operator`, which does not exist",
        Some("did you mean `operator`?"),
    );
    in_acme(
        &user("\"roles\": [«\"nothing-like-it\"»]"),
        "unknown-role",
        "user `ada` is given the role `nothing-like-it`, which does not exist",
        None,
    );
    in_acme(
        &user("\"teams\": [«\"line-2\"»]"),
        "unknown-team",
        "user `ada` is in the team `line-2`, which does not exist",
        Some("did you mean `line-1`?"),
    );
    in_acme(
        &user("\"accessLevels\": [«\"plant-bb\"»]"),
        "unknown-level",
        "user `ada` is given the access level `plant-bb`, which does not exist",
        Some("did you mean `plant-b`?"),
    );
    in_acme(
        &user("\"accessLevels\": [«\"B/plnt-b\"»]"),
        "unknown-level",
        "user `ada` is given the access level `B/plnt-b`, which does not exist",
        Some("did you mean `B/plant-b`?"),
    );
    in_acme(
        &user("\"accessLevels\": [«{\"company\": \"A\", \"key\": \"plant-b\"}»]"),
        "unknown-level",
        "user `ada` is given the access level `plant-b` of company `A`, which does not exist",
        Some("did you mean `plant-a`?"),
    );
    in_acme(
        &user("\"accessLevels\": [«\"plant-a\"»]"),
        "ambiguous-level",
        "user `ada` is given the access level `plant-a`, which 2 levels answer to",
        Some("write an object with `company` and `key`; the companies are `A` and `B`"),
    );
    in_acme(
        &user("\"roles\": [{\"role\": \"operator\", \"within\": «\"plant-a\"»}]"),
        "ambiguous-level",
        "user `ada` is given the access level `plant-a`, which 2 levels answer to",
        Some("write an object with `company` and `key`; the companies are `A` and `B`"),
    );
    in_acme(
        &format!("{r}, \"groupMappings\": [{{\"provider\": \"okta\", \"group\": \"g\", \"roles\": [«\"oprator\"»]}}]"),
        "unknown-role",
        "the group `g` of `okta` is given the role `oprator`, which does not exist",
        Some("did you mean `operator`?"),
    );
    in_acme(
        "\"catalogues\": [«\"ion@9\"»]",
        "unknown-catalogue",
        "there is no catalogue `ion@9`",
        Some("did you mean `ion@1`?"),
    );
    in_acme(
        "\"catalogues\": [«\"oin@1\"»]",
        "unknown-catalogue",
        "there is no catalogue `oin@1`",
        Some("did you mean `ion@1`?"),
    );
    in_acme(
        "\"catalogues\": [«\"ours.json\"»]",
        "unknown-catalogue",
        "the catalogue `ours.json` cannot be read: only built-in catalogues can be had here",
        Some("those built in are `intacct@1` and `ion@1`"),
    );
    // A slash in a key: `A/b` is the level `b` of `A`, and the level whose key is `A/b`.
    let both = "\"accessLevels\": [{\"key\": \"b\", \"company\": \"A\", \"description\": \"\"}, {\"key\": \"A/b\", \"company\": \"C\", \"description\": \"\"}], \"users\": [{\"id\": \"u\", \"accessLevels\":";
    in_acme(
        &format!("{both} [«\"A/b\"»]}}]"),
        "ambiguous-level",
        "user `u` is given the access level `A/b`, which 2 levels answer to",
        Some("write an object with `company` and `key`; the companies are `A` and `C`"),
    );
    model("a.json", &format!("{{\"organization\": {{\"id\": \"acme\"}}, {both} [\"b\", \"C/A/b\"]}}]}}"));
}

#[test]
fn permissions_and_rights() {
    let p = |rest: &str| {
        format!(
            "\"permissions\": [{{\"key\": \"plain\", \"permissionGroup\": \"area\"}}, {{\"key\": \"taxes\", \"rights\": [\"list\", \"add\"]}}], \"roles\": [{{\"id\": \"r\", {rest}}}]"
        )
    };
    in_acme(
        &p("\"permissions\": [«\"plian\"»]"),
        "unknown-permission",
        "role `r` holds the permission `plian`, which does not exist",
        Some("did you mean `plain`?"),
    );
    in_acme(
        &p("\"permissionGroups\": [«\"aera\"»]"),
        "unknown-permission-group",
        "role `r` holds the permission group `aera`, which no permission names",
        Some("did you mean `area`?"),
    );
    in_acme(
        &p("\"permissions\": [«\"taxes\"»]"),
        "right-required",
        "role `r` holds the permission `taxes` without any of its rights",
        Some("write an object with `permission` and `rights`; its rights are `list` and `add`"),
    );
    in_acme(
        &p("\"permissions\": [«{\"permission\": \"taxes\", \"rights\": []}»]"),
        "right-required",
        "role `r` holds the permission `taxes` without any of its rights",
        Some("write an object with `permission` and `rights`; its rights are `list` and `add`"),
    );
    in_acme(
        &p("\"permissions\": [{\"permission\": \"taxes\", \"rights\": [\"list\", «\"ad\"»]}]"),
        "unknown-right",
        "the permission `taxes` has no right `ad`",
        Some("did you mean `add`?"),
    );
    in_acme(
        &p("\"permissions\": [{\"permission\": \"plain\", \"rights\": [«\"list\"»]}]"),
        "unknown-right",
        "the permission `plain` has no right `list`",
        Some("it has no rights: write its key alone"),
    );
    model(
        "a.json",
        &format!("{{\"organization\": {{\"id\": \"a\"}}, {}}}", p("\"permissions\": [{\"permission\": \"plain\"}]")),
    );
}

#[test]
fn scopes_and_times() {
    let system = "\"roles\": [{\"id\": \"admin\", \"system\": true}]";
    in_acme(
        &format!("{system}, \"teams\": [{{\"id\": \"t\", \"roles\": [«\"admin\"»]}}]"),
        "system-role-on-team",
        "team `t` is given the system role `admin`",
        Some("a system role attaches to users only, or to a group mapping"),
    );
    model(
        "a.json",
        &format!(
            "{{\"organization\": {{\"id\": \"a\"}}, {system}, \"users\": [{{\"id\": \"u\", \"roles\": [\"admin\"]}}], \"groupMappings\": [{{\"provider\": \"o\", \"group\": \"g\", \"roles\": [\"admin\"]}}]}}"
        ),
    );
    let held = |rest: &str| {
        format!(
            "\"roles\": [{{\"id\": \"r\"}}], \"users\": [{{\"id\": \"u\", \"roles\": [{{\"role\": \"r\", {rest}}}]}}]"
        )
    };
    let period = |rest: &str| {
        in_acme(
            &held(rest),
            "empty-period",
            "user `u` is given the role `r` until a time that is not after its `from`",
            Some("`until` is the first moment at which the role is no longer held"),
        );
    };
    period("\"from\": \"2027-01-31\", \"until\": «\"2027-01-31T00:00:00Z\"»");
    period("\"from\": \"2027-01-31\", \"until\": «\"2027-01-30\"»");
    for time in [
        "2027-02-29",
        "2027-1-31",
        "tomorrow",
        "2027-01-31T10:00",
        "2027-01-31 10:00:00Z",
        "2027-01-31T10:00:00",
        "",
        "20270131",
        "2027-01-31T24:00:00Z",
        "+2027-01-31",
        "１２３４-01-31",
    ] {
        in_acme(
            &held(&format!("\"until\": «\"{time}\"»")),
            "bad-time",
            &format!("`{time}` is no time"),
            Some("write a date such as `2027-01-31`, or an RFC 3339 time such as `2027-01-31T18:00:00Z`"),
        );
    }
    let level = |rest: &str| {
        format!(
            "\"dimensions\": [\"owner\"], \"accessLevels\": [{{\"key\": \"k\", \"company\": \"A\", \"description\": \"\", {rest}}}]"
        )
    };
    in_acme(
        &level("\"covers\": {«\"onwer\"»: []}"),
        "unknown-dimension",
        "the dimension `onwer` is not declared",
        Some("did you mean `owner`?"),
    );
    in_acme(
        &level("\"covers\": {«\"status\"»: []}"),
        "unknown-dimension",
        "the dimension `status` is not declared",
        Some("declare it in the document's `dimensions`"),
    );
    in_acme(
        &level("\"covers\": {«\"location\"»: [\"A\"]}"),
        "built-in-dimension",
        "`covers` names the dimension `location`, which is built in",
        Some("its values stand in `locations`"),
    );
    in_acme(
        &level("\"covers\": {\"owner\": [\"a\", «\"b\\u0001\"»]}"),
        "control-character",
        "a value has a control character in it: `b\\u{1}`",
        None,
    );
    in_acme(
        &level("\"covers\": {\"owner\": «\"a\"»}"),
        "wrong-type",
        "what a level covers of a dimension is a list, not a string",
        Some("put it into brackets: a list of one"),
    );
    in_acme(
        "\"dimensions\": [«\"party\"»]",
        "built-in-dimension",
        "the dimension `party` is built in",
        Some("remove it from `dimensions`"),
    );
    refused(
        "{\"organization\": {\"id\": \"a\", \"scoping\": «false»}, \"accessLevels\": [{\"key\": \"k\", \"company\": \"A\", \"description\": \"\"}]}",
        "scoping-off",
        "`scoping` is false, but there are access levels, which would mean nothing",
        Some("leave `scoping` out, or remove the access levels"),
    );
    let text = problems("a.json", r#"{"users": []}"#);
    assert_eq!((text.count(), text.problems[0].code), (1, "missing-organization"));
}
