//! What may stand but once.

use super::in_acme;
use crate::source::model;

#[test]
fn what_stands_twice() {
    in_acme(
        "\"permissions\": [{\"key\": \"p\"}, {\"key\": «\"p\"»}]",
        "duplicate-id",
        "two permissions have the key `p`",
        None,
    );
    in_acme("\"roles\": [{\"id\": \"r\"}, {\"id\": «\"r\"»}]", "duplicate-id", "two roles have the id `r`", None);
    in_acme("\"teams\": [{\"id\": \"t\"}, {\"id\": «\"t\"»}]", "duplicate-id", "two teams have the id `t`", None);
    in_acme(
        "\"users\": [{\"id\": \"u\"}, {\"id\": \"v\"}, {\"id\": «\"u\"»}]",
        "duplicate-id",
        "two users have the id `u`",
        None,
    );
    in_acme(
        "\"groupMappings\": [{\"provider\": \"o\", \"group\": \"g\"}, {\"provider\": \"o\", \"group\": «\"g\"»}]",
        "duplicate-id",
        "two mappings of the group `g` of `o`",
        None,
    );
    let level = "\"key\": \"k\", \"company\": \"A\", \"description\": \"\"";
    in_acme(
        &format!("\"accessLevels\": [{{{level}}}, {{{}}}]", level.replace("\"k\"", "«\"k\"»")),
        "duplicate-id",
        "two access levels of `A` have the key `k`",
        None,
    );
    in_acme(
        "\"catalogues\": [\"ion@1\"], \"roles\": [{\"id\": «\"operator\"»}]",
        "duplicate-id",
        "two roles have the id `operator`",
        Some("nothing in a catalogue can be redefined; copy it under another id"),
    );
    in_acme(
        "\"catalogues\": [\"ion@1\"], \"permissions\": [{\"key\": «\"createIssue\"»}]",
        "duplicate-id",
        "two permissions have the key `createIssue`",
        Some("nothing in a catalogue can be redefined; copy it under another id"),
    );
    in_acme(
        "\"users\": [{\"id\": \"a\", \"email\": \"x@y\"}, {\"id\": \"b\", \"email\": «\"x@y\"»}]",
        "duplicate-email",
        "two users have the e-mail `x@y`",
        None,
    );
    in_acme(
        "\"users\": [{\"id\": \"a\", \"email\": «\"b\"»}, {\"id\": \"b\"}]",
        "email-is-id",
        "the e-mail `b` is another user's id",
        None,
    );
    model("a.json", r#"{"organization": {"id": "acme"}, "users": [{"id": "a@b", "email": "a@b"}]}"#);
    let level = "\"company\": \"A\", \"description\": \"\", \"isDefault\"";
    in_acme(
        &format!(
            "\"accessLevels\": [{{\"key\": \"k\", {level}: true, \"isActive\": false}}, {{\"key\": \"l\", {level}: «true»}}]"
        ),
        "second-default",
        "a second default access level of the company `A`",
        None,
    );
}

/// What could not be read is not the same as what stands beside it.
#[test]
fn a_time_that_is_none_is_no_repetition() {
    in_acme(
        "\"roles\": [{\"id\": \"r\"}], \"users\": [{\"id\": \"u\", \"roles\": [\"r\", {\"role\": \"r\", \"until\": «\"2026-13-01\"»}]}]",
        "bad-time",
        "`2026-13-01` is no time",
        Some("write a date such as `2027-01-31`, or an RFC 3339 time such as `2027-01-31T18:00:00Z`"),
    );
}

#[test]
fn repeated_entries() {
    let repeated = |marked: &str, message: &str| in_acme(marked, "repeated-entry", message, None);
    repeated("\"catalogues\": [\"ion@1\", «\"ion@1\"»]", "the catalogue `ion@1` is named twice");
    repeated("\"dimensions\": [\"owner\", «\"owner\"»]", "the dimension `owner` stands twice in one list");
    repeated(
        "\"permissions\": [{\"key\": \"p\", \"rights\": [\"a\", \"b\", «\"a\"»]}]",
        "the right `a` stands twice in one list",
    );
    repeated(
        "\"permissions\": [{\"key\": \"p\", \"permissionGroup\": \"g\"}], \"roles\": [{\"id\": \"r\", \"permissionGroups\": [\"g\", «\"g\"»]}]",
        "the permission group `g` stands twice in one list",
    );
    let p =
        "\"permissions\": [{\"key\": \"p\", \"rights\": [\"a\", \"b\"]}], \"roles\": [{\"id\": \"r\", \"permissions\":";
    repeated(
        &format!(
            "{p} [{{\"permission\": \"p\", \"rights\": [\"a\"]}}, «{{\"permission\": \"p\", \"rights\": [\"b\"]}}»]}}]"
        ),
        "the permission `p` stands twice in one list",
    );
    repeated(
        &format!("{p} [{{\"permission\": \"p\", \"rights\": [\"a\", «\"a\"»]}}]}}]"),
        "the right `a` stands twice in one list",
    );
    let r = "\"roles\": [{\"id\": \"r\"}], \"teams\": [{\"id\": \"t\"}], \"accessLevels\": [{\"key\": \"k\", \"company\": \"A\", \"description\": \"\", \"tools\": [\"x\"]}]";
    repeated(
        &format!("{r}, \"users\": [{{\"id\": \"u\", \"roles\": [\"r\", «{{\"role\": \"r\"}}»]}}]"),
        "the role `r` stands twice in one list",
    );
    repeated(
        &format!(
            "{r}, \"users\": [{{\"id\": \"u\", \"roles\": [{{\"role\": \"r\", \"within\": \"k\"}}, «{{\"role\": \"r\", \"within\": \"A/k\"}}»]}}]"
        ),
        "the role `r` stands twice in one list",
    );
    repeated(
        &format!(
            "{r}, \"users\": [{{\"id\": \"u\", \"roles\": [{{\"role\": \"r\", \"from\": \"2027-01-01\"}}, «{{\"role\": \"r\", \"from\": \"2027-01-01T01:00:00+01:00\"}}»]}}]"
        ),
        "the role `r` stands twice in one list",
    );
    repeated(
        &format!("{r}, \"users\": [{{\"id\": \"u\", \"teams\": [\"t\", «\"t\"»]}}]"),
        "the team `t` stands twice in one list",
    );
    repeated(
        &format!("{r}, \"users\": [{{\"id\": \"u\", \"accessLevels\": [\"k\", «\"A/k\"»]}}]"),
        "the access level `A/k` stands twice in one list",
    );
    repeated(
        &format!("{r}, \"groupMappings\": [{{\"provider\": \"o\", \"group\": \"g\", \"teams\": [\"t\", «\"t\"»]}}]"),
        "the team `t` stands twice in one list",
    );
    repeated(&r.replace("[\"x\"]", "[\"x\", \"*\", «\"x\"»]"), "the value `x` stands twice in one list");
    let windows = format!(
        "{r}, \"users\": [{{\"id\": \"u\", \"roles\": [\"r\", {{\"role\": \"r\", \"until\": \"2027-01-01\"}}, {{\"role\": \"r\", \"within\": \"k\"}}]}}]"
    );
    model("a.json", &format!("{{\"organization\": {{\"id\": \"acme\"}}, {windows}}}"));
}
