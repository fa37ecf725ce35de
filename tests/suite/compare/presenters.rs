//! Whoever presents a group, where `$user` is somebody else than before.

use super::compared;
use super::examples::{lines, load};
use rolepack::{Access, Request};

fn mine(users: &str, unknown: &str) -> Access {
    load(&format!(
        "
organization: {{ id: acme{unknown} }}
permissions: [{{ key: p }}]
roles: [{{ id: r, permissions: [p] }}]
teams: [{{ id: t, roles: [{{ role: r, within: mine }}] }}]
users: [{users}]
groupMappings: [{{ provider: okta, group: G, roles: [{{ role: r, within: mine }}] }}, {{ provider: okta, group: H, teams: [t] }}]
accessLevels: [{{ company: C, key: mine, description: d, locations: ['$user'] }}]
"
    ))
}

fn may(access: &Access, place: &str) -> bool {
    let request = Request::new("ada", "p").resource("location", place);
    ["G", "H"].iter().all(|group| access.allows(&request.clone().identity_group("okta", group)))
}

#[test]
fn another_e_mail_reaches_further_within_levels_that_groups_give() {
    let (old, new) = (mine("{ id: ada, email: old@x }", ""), mine("{ id: ada, email: new@x }", ""));
    assert!(may(&old, "old@x") && !may(&old, "new@x") && may(&new, "new@x") && !may(&new, "old@x"));
    let comparison = compared(&old, &new);
    assert!(comparison.has_gains() && comparison.has_losses());
    assert_eq!(
        lines(&comparison),
        ["ada +groups more [mine] login slideIn +Email", "ada -groups more [mine] login slideIn -Email",]
    );
}

#[test]
fn whoever_becomes_known_with_an_e_mail_reaches_further() {
    let (old, new) = (mine("", ""), mine("{ id: ada, email: ada@x }", ""));
    assert!(!may(&old, "ada@x") && may(&new, "ada@x"));
    let comparison = compared(&old, &new);
    assert_eq!(lines(&comparison), ["ada +groups more [mine] login slideIn +There +Email"]);
    let back = compared(&new, &old);
    assert_eq!(lines(&back), ["ada -groups more [mine] login slideIn -There -Email"]);
    // An id alone is no more than an unknown user's.
    let (old, new) = (mine("", ""), mine("{ id: ada }", ""));
    assert!(!compared(&old, &new).has_gains());
    // Where unknown users are denied, all of it is new.
    let (old, new) = (mine("", ", unknownUsers: deny"), mine("{ id: ada, email: ada@x }", ", unknownUsers: deny"));
    assert!(compared(&old, &new).has_gains());
}
