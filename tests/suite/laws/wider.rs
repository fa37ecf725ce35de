//! Rules 1, 2 and 3: access is additive, permission groups and teams are live.

use super::{QUESTIONS, always, never_denies};
use crate::decisions::packed;
use crate::generate::Question;
use fastrand::Rng;
use rolepack::source::{Document, GroupMapping, LevelKeys, LevelRef, Permission, RoleAssignment, RoleRef};
use rolepack::{Access, Request};

/// A role, alone or within a level.
fn role(rng: &mut Rng, document: &Document, system: bool) -> Option<RoleRef> {
    let roles = document.roles.iter().filter(|role| system || role.system != Some(true));
    let role = rng.choice(roles.collect::<Vec<_>>())?.id.clone();
    let level = if rng.bool() { rng.choice(&document.access_levels) } else { None };
    let within =
        level.map(|level| LevelRef::Keys(LevelKeys { company: level.company.clone(), key: level.key.clone() }));
    Some(RoleRef::Assignment(RoleAssignment { role, within, ..RoleAssignment::default() }))
}

#[test]
fn adding_a_role_assignment_to_a_user_never_denies() {
    never_denies(|rng, document| {
        let role = role(rng, document, true)?;
        rng.choice(&mut document.users)?.roles.push(role);
        Some(())
    });
}

#[test]
fn adding_a_role_assignment_to_a_team_never_denies() {
    never_denies(|rng, document| {
        let role = role(rng, document, false)?;
        rng.choice(&mut document.teams)?.roles.push(role);
        Some(())
    });
}

#[test]
fn adding_a_role_assignment_to_a_mapping_never_denies() {
    never_denies(|rng, document| {
        let role = role(rng, document, true)?;
        rng.choice(&mut document.group_mappings)?.roles.push(role);
        Some(())
    });
}

#[test]
fn adding_a_mapping_never_denies() {
    never_denies(|rng, document| {
        let roles = role(rng, document, true).into_iter().collect();
        document.group_mappings.push(GroupMapping {
            provider: "okta".into(),
            group: "aG".into(),
            roles,
            ..GroupMapping::default()
        });
        Some(())
    });
}

#[test]
fn joining_a_team_never_denies() {
    never_denies(|rng, document| {
        let team = rng.choice(&document.teams)?.id.clone();
        let user = rng.choice(&mut document.users)?;
        (!user.teams.contains(&team)).then(|| user.teams.push(team))
    });
}

#[test]
fn giving_a_role_another_permission_group_never_denies() {
    never_denies(|rng, document| {
        let groups: Vec<_> =
            document.permissions.iter().filter_map(|permission| permission.permission_group.clone()).collect();
        let group = rng.choice(groups)?;
        let role = rng.choice(&mut document.roles)?;
        (!role.permission_groups.contains(&group)).then(|| role.permission_groups.push(group))
    });
}

#[test]
fn presenting_a_group_never_denies() {
    always(|rng, case| {
        let access = packed(case).expect("a sound organisation");
        for _ in 0..QUESTIONS {
            let question = Question::random(rng, case);
            let fewer = Request { identity_groups: Vec::new(), ..question.request() };
            assert!(
                !access.allows(&fewer)
                    || access.allows(&question.request())
                    || crate::oracle::is_malformed(&question.request())
            );
        }
    });
}

#[test]
fn a_permission_added_to_a_group_reaches_every_role_that_has_the_group() {
    always(|_, case| {
        let mut case = case.clone();
        let group = case.document.permissions.iter().find_map(|permission| permission.permission_group.clone());
        let group = group.unwrap_or_else(|| "runs".into());
        let added = Permission { key: "added".into(), permission_group: Some(group.clone()), ..Permission::default() };
        case.document.permissions.push(added);
        let access = packed(&case).expect("a sound organisation");
        let old =
            case.document.permissions.iter().find(|permission| permission.permission_group.as_ref() == Some(&group));
        for user in &case.document.users {
            let through_group = old.is_some_and(|old| {
                let effective = access.effective(&Request::new(&user.id, "any"));
                let grants = effective.groups.iter().flat_map(|group| &group.grants);
                let paths = grants.filter(|grant| grant.permission == old.key).flat_map(|grant| &grant.paths);
                let has_group = |role: &str| {
                    case.document.roles.iter().any(|known| known.id == role && known.permission_groups.contains(&group))
                };
                paths.clone().any(|path| has_group(path.role))
            });
            assert_eq!(access.can(&user.id, "added"), through_group, "{}", user.id);
        }
    });
}

/// Rule 1, the other way about: nothing comes of holding two roles that neither gives.
#[test]
fn access_is_the_union_over_every_role_held() {
    always(|rng, case| {
        let access = packed(case).expect("a sound organisation");
        let Some(number) = rng.choice(0..case.document.users.len()) else { return };
        let user = &case.document.users[number];
        let only = |role: Option<&RoleRef>, team: Option<&String>| -> Access {
            let mut case = case.clone();
            case.document.users[number].roles = role.into_iter().cloned().collect();
            case.document.users[number].teams = team.into_iter().cloned().collect();
            packed(&case).expect("a sound organisation")
        };
        let mut parts: Vec<Access> = user.roles.iter().map(|role| only(Some(role), None)).collect();
        parts.extend(user.teams.iter().map(|team| only(None, Some(team))));
        for _ in 0..QUESTIONS {
            let question = Question::random(rng, case);
            let asked = Request { user: &user.id, identity_groups: Vec::new(), ..question.request() };
            assert_eq!(access.allows(&asked), parts.iter().any(|part| part.allows(&asked)), "{asked:?}");
        }
    });
}
