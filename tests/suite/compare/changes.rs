//! A few random changes to an organisation.

use crate::generate::Case;
use fastrand::Rng;
use rolepack::source::{
    AccessLevel, ApplyTo, Document, LevelKeys, LevelRef, RoleAssignment, RolePermission, RoleRef, UnknownUsers,
};

/// One to three of the changes that an organisation sees; one that finds nothing to change changes nothing.
pub fn change(rng: &mut Rng, case: &mut Case) {
    for _ in 0..rng.usize(1..4) {
        one(rng, &mut case.document);
    }
}

fn one(rng: &mut Rng, document: &mut Document) -> Option<()> {
    match rng.u8(..22) {
        0 => {
            let role = role_of(rng, document)?;
            rng.choice(&mut document.users)?.roles.push(role);
            Some(())
        }
        1 => drop_one(rng, |rng| Some(&mut rng.choice(&mut document.users)?.roles)),
        2 => {
            let team = rng.choice(&document.teams)?.id.clone();
            let user = rng.choice(&mut document.users)?;
            (!user.teams.contains(&team)).then(|| user.teams.push(team))
        }
        3 => drop_one(rng, |rng| Some(&mut rng.choice(&mut document.users)?.teams)),
        4 => {
            let user = rng.choice(&mut document.users)?;
            user.active = Some(!user.active.unwrap_or(true));
            Some(())
        }
        5 => drop_one(rng, |_| Some(&mut document.users).filter(|users| users.len() > 1)),
        6 => {
            let mut user = rng.choice(&document.users)?.clone();
            (user.id, user.email) = (format!("joined{}", rng.u8(..)), None);
            document.users.push(user);
            Some(())
        }
        7 => drop_one(rng, |rng| Some(&mut rng.choice(&mut document.teams)?.roles)),
        8 => {
            let role = role_of(rng, document)?;
            rng.choice(&mut document.group_mappings)?.roles.push(role);
            Some(())
        }
        9 => drop_one(rng, |_| Some(&mut document.group_mappings)),
        10 => {
            let permission = rng.choice(&document.permissions)?;
            let key = RolePermission::Key(permission.key.clone());
            let is_plain = permission.rights.is_empty();
            let role = rng.choice(&mut document.roles)?;
            is_plain.then(|| role.permissions.push(key))
        }
        11 => drop_one(rng, |rng| Some(&mut rng.choice(&mut document.roles)?.permissions)),
        12 => drop_one(rng, |rng| Some(&mut rng.choice(&mut document.roles)?.permission_groups)),
        13 => {
            rng.choice(&mut document.roles)?.apply_to =
                rng.choice([Some(ApplyTo::Login), Some(ApplyTo::SlideIn), Some(ApplyTo::LoginAndSlideIn)])?;
            Some(())
        }
        14 => {
            let groups: Vec<_> =
                document.permissions.iter().filter_map(|permission| permission.permission_group.clone()).collect();
            let group = rng.choice(groups);
            rng.choice(&mut document.permissions)?.permission_group = group;
            Some(())
        }
        15 => level(rng, document),
        16 => level(rng, document),
        17 => {
            let level = level_ref(rng, document)?;
            rng.choice(&mut document.users)?.access_levels = vec![level];
            Some(())
        }
        18 => {
            rng.choice(&mut document.users)?.access_levels.clear();
            Some(())
        }
        19 => {
            let organization = document.organization.as_mut()?;
            if rng.bool() {
                organization.scoping = rng.choice([None, Some(true), Some(false)])?;
                if organization.scoping == Some(false) {
                    unscope(document);
                }
            } else {
                organization.unknown_users = rng.choice([Some(UnknownUsers::Deny), Some(UnknownUsers::Groups)])?;
            }
            Some(())
        }
        20 => {
            let user = rng.choice(&mut document.users)?;
            if rng.bool() {
                user.employee = rng.choice([None, Some("E1"), Some("u1")])?.map(str::to_owned);
            } else {
                user.email = rng.bool().then(|| format!("{}@another", user.id)).filter(|email| email.len() < 100);
            }
            Some(())
        }
        _ => {
            let dimension = rng.choice(["owner", "status", "added"])?.to_owned();
            if !document.dimensions.contains(&dimension) {
                document.dimensions.push(dimension.clone());
            }
            let level = rng.choice(&mut document.access_levels)?;
            level.covers.entry(dimension).or_insert_with(|| vec!["A".to_owned()]);
            Some(())
        }
    }
}

fn drop_one<'d, T: 'd>(rng: &mut Rng, list: impl FnOnce(&mut Rng) -> Option<&'d mut Vec<T>>) -> Option<()> {
    let list = list(rng)?;
    let place = rng.choice(0..list.len())?;
    list.remove(place);
    Some(())
}

fn role_of(rng: &mut Rng, document: &Document) -> Option<RoleRef> {
    let role = rng.choice(&document.roles)?.id.clone();
    let within = if rng.bool() { level_ref(rng, document) } else { None };
    Some(RoleRef::Assignment(RoleAssignment { role, within, ..RoleAssignment::default() }))
}

fn level_ref(rng: &mut Rng, document: &Document) -> Option<LevelRef> {
    let level = rng.choice(&document.access_levels)?;
    Some(LevelRef::Keys(LevelKeys { company: level.company.clone(), key: level.key.clone() }))
}

/// A level that covers otherwise.
fn level(rng: &mut Rng, document: &mut Document) -> Option<()> {
    let user = rng.choice(&document.users)?.id.clone();
    let level = rng.choice(&mut document.access_levels)?;
    match rng.u8(..6) {
        0 => level.is_active = Some(!level.is_active.unwrap_or(true)),
        1 => level.is_default = Some(false),
        2 => level.employee = rng.choice([None, Some(user), Some("E1".to_owned())])?,
        3 => {
            let list = list(rng, level)?;
            let value = rng.choice(["A", "B", "*", "$user", "CNC-1"])?.to_owned();
            if !list.contains(&value) {
                list.push(value);
            }
        }
        _ => {
            list(rng, level)?.pop();
        }
    }
    Some(())
}

fn list<'d>(rng: &mut Rng, level: &'d mut AccessLevel) -> Option<&'d mut Vec<String>> {
    rng.choice([&mut level.locations, &mut level.equipment_items, &mut level.parties, &mut level.tools])
}

/// Without scoping there are no levels.
fn unscope(document: &mut Document) {
    document.access_levels.clear();
    let teams = document.teams.iter_mut().map(|team| &mut team.roles);
    let mappings = document.group_mappings.iter_mut().map(|mapping| &mut mapping.roles);
    for user in &mut document.users {
        user.access_levels.clear();
    }
    let users = document.users.iter_mut().map(|user| &mut user.roles);
    for roles in teams.chain(mappings).chain(users) {
        let mut seen = Vec::new();
        roles.retain_mut(|held| {
            if let RoleRef::Assignment(assignment) = held {
                assignment.within = None;
            }
            let role = match held {
                RoleRef::Id(id) => id.clone(),
                RoleRef::Assignment(assignment) => format!("{assignment:?}"),
            };
            let first = !seen.contains(&role);
            seen.push(role);
            first
        });
    }
}
