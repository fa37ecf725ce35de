//! That the organisations drawn have what they are said to have.

use super::Case;
use rolepack::source::{ApplyTo, Kind, LevelRef, RoleRef, UnknownUsers};

#[test]
fn every_feature_is_in_play() {
    let features: &[(&str, fn(&Case) -> bool)] = &[
        ("scoping on", |case| case.document.organization.as_ref().is_some_and(|one| one.scoping == Some(true))),
        ("scoping off", |case| case.document.organization.as_ref().is_some_and(|one| one.scoping == Some(false))),
        ("scoping unsaid, with levels", |case| {
            case.document.organization.as_ref().is_some_and(|one| one.scoping.is_none())
                && !case.document.access_levels.is_empty()
        }),
        ("scoping on without levels", |case| {
            case.document.organization.as_ref().is_some_and(|one| one.scoping == Some(true))
                && case.document.access_levels.is_empty()
        }),
        ("unknown users denied", |case| {
            case.document.organization.as_ref().is_some_and(|one| one.unknown_users == Some(UnknownUsers::Deny))
        }),
        ("32 dimensions", |case| case.document.dimensions.len() == 32),
        ("more than 64 grants", |case| grants(case) > 64),
        ("more than 128 grants", |case| grants(case) > 128),
        ("more than 64 roles", |case| case.document.roles.len() > 64),
        ("a role of many permissions", |case| case.document.roles.iter().any(|role| role.permissions.len() > 20)),
        ("a role of none", |case| {
            case.document.roles.iter().any(|role| role.permissions.is_empty() && role.permission_groups.is_empty())
        }),
        ("a role of a permission group", |case| {
            case.document.roles.iter().any(|role| !role.permission_groups.is_empty())
        }),
        ("a system role", |case| case.document.roles.iter().any(|role| role.system == Some(true))),
        ("a role for slideIn alone", |case| {
            case.document.roles.iter().any(|role| role.apply_to == Some(ApplyTo::SlideIn))
        }),
        ("a role for login alone", |case| case.document.roles.iter().any(|role| role.apply_to == Some(ApplyTo::Login))),
        ("a read", |case| case.document.permissions.iter().any(|permission| permission.kind == Some(Kind::Read))),
        ("rights", |case| case.document.permissions.iter().any(|permission| permission.rights.len() > 1)),
        ("an empty mapping", |case| {
            case.document.group_mappings.iter().any(|one| one.roles.is_empty() && one.teams.is_empty())
        }),
        ("a mapping to a team", |case| case.document.group_mappings.iter().any(|one| !one.teams.is_empty())),
        ("an inactive level", |case| case.document.access_levels.iter().any(|level| level.is_active == Some(false))),
        ("an inactive default", |case| {
            case.document
                .access_levels
                .iter()
                .any(|level| level.is_active == Some(false) && level.is_default == Some(true))
        }),
        ("defaults of two companies", |case| {
            case.document.access_levels.iter().filter(|level| level.is_default == Some(true)).count() > 1
        }),
        ("a level of every company", |case| case.document.access_levels.iter().any(|level| level.company == "*")),
        ("a star in a level", |case| {
            case.document.access_levels.iter().any(|level| level.locations.iter().any(|value| value == "*"))
        }),
        ("$user in a level", |case| {
            case.document
                .access_levels
                .iter()
                .any(|level| level.covers.values().flatten().any(|value| value == "$user"))
        }),
        ("a level of an employee", |case| case.document.access_levels.iter().any(|level| level.employee.is_some())),
        ("a user with an employee", |case| case.document.users.iter().any(|user| user.employee.is_some())),
        ("an e-mail that is the id", |case| {
            case.document.users.iter().any(|user| user.email.as_ref() == Some(&user.id))
        }),
        ("an e-mail that is not", |case| {
            case.document.users.iter().any(|user| user.email.as_ref().is_some_and(|email| *email != user.id))
        }),
        ("an inactive user", |case| case.document.users.iter().any(|user| user.active == Some(false))),
        ("a user of two levels", |case| case.document.users.iter().any(|user| user.access_levels.len() == 2)),
        ("a role within a level, for a time", |case| {
            held(case).any(|held| matches!(held, RoleRef::Assignment(one) if one.within.is_some() && one.from.is_some() && one.until.is_some()))
        }),
        ("a level by its key", |case| {
            case.document
                .users
                .iter()
                .flat_map(|user| &user.access_levels)
                .any(|one| matches!(one, LevelRef::Text(text) if !text.contains('/')))
        }),
        ("a level by company and key", |case| {
            case.document
                .users
                .iter()
                .flat_map(|user| &user.access_levels)
                .any(|one| matches!(one, LevelRef::Text(text) if text.contains('/')))
        }),
        ("ids of 512 bytes", |case| case.document.users.iter().filter(|user| user.id.len() == 512).count() > 1),
        ("ids that are not ASCII", |case| case.document.users.iter().any(|user| !user.id.is_ascii())),
    ];
    let cases: Vec<Case> = (0..2_000).map(Case::new).collect();
    for (feature, is_in_play) in features {
        let count = cases.iter().filter(|case| is_in_play(case)).count();
        assert!(count >= 5, "{feature}: {count} of {} organisations", cases.len());
    }
}

fn grants(case: &Case) -> usize {
    case.document.permissions.iter().map(|permission| permission.rights.len().max(1)).sum()
}

fn held(case: &Case) -> impl Iterator<Item = &RoleRef> {
    case.document
        .users
        .iter()
        .flat_map(|user| &user.roles)
        .chain(case.document.teams.iter().flat_map(|team| &team.roles))
}

#[test]
fn all_of_it_follows_from_the_seed() {
    for seed in [0, 1, u64::MAX] {
        assert_eq!(Case::new(seed).document, Case::new(seed).document);
        assert_ne!(Case::new(seed).document, Case::new(seed ^ 2).document);
    }
}
