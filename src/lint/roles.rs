//! Roles and what they grant.

use super::gathered::Gathered;
use crate::model::Profile;
use crate::source::findings::At;
use crate::source::words::{list, quote};
use std::collections::{BTreeMap, HashMap};

pub(super) fn look(gathered: &mut Gathered<'_>) {
    unheld(gathered);
    contained(gathered);
    ungranted(gathered);
}

/// Roles that no active user holds, directly or through a team, and no mapping gives.
fn unheld(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let reached = gathered.reached_teams();
    let teams =
        model.teams.iter().zip(&reached).filter(|(_, reached)| **reached).flat_map(|(team, _)| &team.assignments);
    let mappings = model.mappings.iter().flat_map(|mapping| &mapping.assignments);
    let mut held = vec![false; model.roles.len()];
    let users = gathered.profiles().flat_map(Profile::assignments);
    for assignment in teams.chain(mappings).copied().chain(users) {
        if let (true, Some(held)) = (gathered.has_not_ended(assignment), held.get_mut(assignment.role as usize)) {
            *held = true;
        }
    }
    for (number, role) in model.roles.iter().enumerate() {
        let path = gathered.places.role(number);
        if held.get(number) == Some(&false) && !gathered.is_of_catalogue(&path) {
            let message = format!("nobody holds the role {}", quote(&role.id));
            gathered.found(
                "unheld-role",
                message,
                path.field("id"),
                "remove it, or give it to those whom it was made for",
            );
        }
    }
}

/// Roles that grant nothing, or nothing that another does not grant too.
fn contained(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    // By grant: the roles that hold it.
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); gathered.grant_count as usize];
    for (role, grants) in gathered.grants.iter().enumerate() {
        for grant in grants {
            if let Some(holders) = holders.get_mut(*grant as usize) {
                holders.push(role);
            }
        }
    }
    for (number, role) in model.roles.iter().enumerate() {
        let path = gathered.places.role(number);
        if gathered.is_of_catalogue(&path) {
            continue;
        }
        let Some(grants) = gathered.grants.get(number) else { continue };
        let rarest = grants.iter().filter_map(|grant| holders.get(*grant as usize)).min_by_key(|holders| holders.len());
        let Some(rarest) = rarest else {
            let message = format!("the role {} grants nothing", quote(&role.id));
            gathered.found("empty-role", message, path.field("id"), "add permissions to it, or remove it");
            continue;
        };
        let methods = gathered.methods(number);
        let mut equal = None;
        let mut larger: Vec<usize> = Vec::new();
        for other in rarest.iter().copied().filter(|other| *other != number) {
            let Some(others) = gathered.grants.get(other) else { continue };
            let counts = gathered.methods(other);
            if methods.iter().zip(&counts).any(|(mine, theirs)| *mine && !theirs) || !contains(others, grants) {
                continue;
            }
            if others.len() == grants.len() && methods == counts {
                equal = equal.or(Some(other));
            } else if model.roles.get(other).is_some_and(|role| !role.system) {
                // A system role is meant to hold what others hold.
                larger.push(other);
            }
        }
        larger.sort_by_key(|other| (gathered.grants.get(*other).map(Vec::len), *other));
        let id = |other: usize| model.roles.get(other).map_or_else(String::new, |role| quote(&role.id));
        if let Some(other) = equal {
            let also = gathered.places.role(other);
            let of_catalogue = gathered.is_of_catalogue(&also);
            // Told once of the two: of the later, unless the other is a catalogue's.
            if of_catalogue || also < path {
                let message = format!("the role {} grants the same as {}", quote(&role.id), id(other));
                gathered.found_two("equal-role", message, path.field("id"), also.field("id"), "keep one of the two");
            }
        } else if let Some(smallest) = larger.first() {
            let more = if larger.len() > 1 { format!(", and so do {} more", larger.len() - 1) } else { String::new() };
            let message = format!("{} grants all that the role {} does{more}", id(*smallest), quote(&role.id));
            let also = gathered.places.role(*smallest).field("id");
            let help = "whoever holds both needs only the larger; keep both where some are meant to hold less";
            gathered.found_two("contained-role", message, path.field("id"), also, help);
        }
    }
}

/// Whether the one sorted list holds all of the other.
fn contains(list: &[u32], of: &[u32]) -> bool {
    let mut rest = list.iter();
    of.len() <= list.len() && of.iter().all(|one| rest.any(|other| other == one))
}

/// Permissions that no role grants. Those of a catalogue are told of together: there may be hundreds.
fn ungranted(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let mut granted = vec![false; gathered.grant_count as usize];
    for grant in gathered.grants.iter().flatten() {
        if let Some(granted) = granted.get_mut(*grant as usize) {
            *granted = true;
        }
    }
    let mut of_catalogues: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let firsts: HashMap<usize, u32> = gathered.first_grants.iter().copied().enumerate().collect();
    for (number, permission) in model.permissions.iter().enumerate() {
        let first = firsts.get(&number).copied().unwrap_or_default() as usize;
        let all = granted.get(first..first + permission.rights.len().max(1)).unwrap_or_default();
        if all.contains(&true) {
            continue;
        }
        let path = gathered.places.permission(number);
        if let Some(catalogue) = gathered.places.catalogue(&path).map(str::to_owned) {
            of_catalogues.entry(catalogue).or_default().push(quote(&permission.key));
            continue;
        }
        let message = format!("no role grants the permission {}", quote(&permission.key));
        let help = "add it to a role, or remove it if nothing asks for it";
        gathered.found("ungranted-permission", message, path.field("key"), help);
    }
    for (catalogue, keys) in of_catalogues {
        let message = match keys.as_slice() {
            [key] => format!("no role grants the catalogue's permission {key}"),
            keys => format!("no role grants {} permissions of the catalogue: {}", keys.len(), list(keys)),
        };
        let help = "add to a role those that somebody should have";
        gathered.found("ungranted-permission", message, At::Named(catalogue), help);
    }
}
