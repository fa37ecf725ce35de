//! What narrows: taking away, deactivating, asking for more.

use super::{QUESTIONS, always, never_grants};
use crate::decisions::packed;
use crate::generate::Question;
use rolepack::Request;
use rolepack::source::{ApplyTo, UnknownUsers};

#[test]
fn deactivating_a_user_never_grants() {
    never_grants(|rng, document| {
        rng.choice(&mut document.users)?.active = Some(false);
        Some(())
    });
}

/// Rule 9: inactive own levels still count as own, and an inactive default as the default.
#[test]
fn deactivating_a_level_never_grants() {
    never_grants(|rng, document| {
        rng.choice(&mut document.access_levels)?.is_active = Some(false);
        Some(())
    });
}

#[test]
fn taking_a_value_from_a_level_never_grants() {
    never_grants(|rng, document| {
        let level = rng.choice(&mut document.access_levels)?;
        let lists = [&mut level.locations, &mut level.equipment_items, &mut level.parties, &mut level.tools];
        let lists: Vec<_> =
            lists.into_iter().chain(level.covers.values_mut()).filter(|list| !list.is_empty()).collect();
        rng.choice(lists)?.pop();
        Some(())
    });
}

#[test]
fn taking_a_role_from_a_user_never_grants() {
    never_grants(|rng, document| {
        let holders: Vec<_> = document.users.iter_mut().filter(|user| !user.roles.is_empty()).collect();
        rng.choice(holders)?.roles.pop();
        Some(())
    });
}

#[test]
fn leaving_a_team_never_grants() {
    never_grants(|rng, document| {
        let members: Vec<_> = document.users.iter_mut().filter(|user| !user.teams.is_empty()).collect();
        rng.choice(members)?.teams.pop();
        Some(())
    });
}

#[test]
fn taking_a_permission_from_a_role_never_grants() {
    never_grants(|rng, document| {
        let roles: Vec<_> = document.roles.iter_mut().filter(|role| !role.permissions.is_empty()).collect();
        rng.choice(roles)?.permissions.pop();
        Some(())
    });
}

#[test]
fn narrowing_what_a_role_applies_to_never_grants() {
    never_grants(|rng, document| {
        let open = |apply_to: Option<ApplyTo>| matches!(apply_to, None | Some(ApplyTo::LoginAndSlideIn));
        let roles: Vec<_> = document.roles.iter_mut().filter(|role| open(role.apply_to)).collect();
        rng.choice(roles)?.apply_to = Some(if rng.bool() { ApplyTo::Login } else { ApplyTo::SlideIn });
        Some(())
    });
}

#[test]
fn denying_unknown_users_never_grants() {
    never_grants(|_, document| {
        document.organization.as_mut()?.unknown_users = Some(UnknownUsers::Deny);
        Some(())
    });
}

/// What covers two dimensions covers each of them; what holds anywhere at all may hold nowhere in particular.
#[test]
fn naming_one_more_dimension_never_grants() {
    always(|rng, case| {
        let access = packed(case).expect("a sound organisation");
        for _ in 0..QUESTIONS {
            let question = Question::random(rng, case);
            let mut less = question.request();
            less.resource.pop();
            assert!(access.allows(&less) || !access.allows(&question.request()), "{question:?}");
        }
    });
}

#[test]
fn nobody_is_allowed_what_no_role_holds() {
    always(|rng, case| {
        let mut case = case.clone();
        case.document.roles.iter_mut().for_each(|role| {
            role.permissions.clear();
            role.permission_groups.clear();
        });
        let access = packed(&case).expect("a sound organisation");
        for _ in 0..QUESTIONS {
            let question = Question::random(rng, &case);
            assert!(!access.allows(&question.request()));
            assert!(access.who_can(&Request { user: "any", ..question.request() }).map_or(0, |users| users.len()) == 0);
        }
    });
}
