//! Decisions, paths and reasons in sentences.

use crate::render::{ALLOWED, DENIED, Safe, Word, words};
use rolepack::{Access, Decision, Level, Reason, Request, Via};

/// The answer in one line: "allowed: role `operator` via team `line-1`, within `ACME/plant-a`".
pub fn decision(access: &Access, request: &Request<'_>, decision: &Decision<'_>) -> String {
    match (decision.role, decision.via) {
        (Some(role), Some(via)) if decision.allowed => {
            format!("{ALLOWED}allowed:{ALLOWED:#} {}", path(role, via, decision.level))
        }
        _ => format!(
            "{DENIED}denied:{DENIED:#} {} ({})",
            why_not(access, request, decision.reason),
            decision.reason.name()
        ),
    }
}

/// One path: a role, from where it is held, and the level that covers.
pub fn path(role: &str, via: Via<'_>, level: Option<Level<'_>>) -> String {
    let within = level.map_or_else(String::new, |level| format!(", within {}", self::level(level)));
    format!("role {} {}{within}", Word(role), from_where(via))
}

/// From where a role is held.
pub fn from_where(via: Via<'_>) -> String {
    let team = via.team.map(|team| format!("team {}", Word(team)));
    let group =
        via.identity_group.map(|(provider, group)| format!("identity group `{}:{}`", Safe(provider), Safe(group)));
    match (group, team) {
        (Some(group), Some(team)) => format!("via {group} and {team}"),
        (Some(one), None) | (None, Some(one)) => format!("via {one}"),
        (None, None) => "held directly".to_owned(),
    }
}

/// A level as sources write it: `COMPANY/KEY`.
pub fn level(level: Level<'_>) -> String {
    format!("`{}/{}`", Safe(level.company), Safe(level.key))
}

/// Several levels: "`ACME/plant-a` and `ACME/plant-b`".
pub fn levels(levels: &[Level<'_>]) -> String {
    let names: Vec<String> = levels.iter().map(|level| format!("{}/{}", level.company, level.key)).collect();
    words(names.iter().map(String::as_str), "and")
}

/// What a request asks for: a permission, or one right of it.
pub fn grant(request: &Request<'_>) -> String {
    match request.right {
        Some(right) => format!("{} of {}", Word(right), Word(request.permission)),
        None => Word(request.permission).to_string(),
    }
}

/// Why the answer is no.
pub fn why_not(access: &Access, request: &Request<'_>, reason: Reason) -> String {
    let (user, permission) = (Word(request.user), Word(request.permission));
    match reason {
        Reason::InvalidRequest => format!("the request is malformed: {}", malformed(request)),
        Reason::UnknownPermission => format!("no permission {permission}"),
        Reason::UnknownRight => {
            format!("permission {permission} has no right {}", Word(request.right.unwrap_or_default()))
        }
        Reason::RightRequired => format!("permission {permission} has rights, and the request names none"),
        Reason::UnknownDimension => {
            format!("{} has no dimension {}", Word(access.organization()), unknown_dimensions(access, request))
        }
        Reason::NotInSnapshot => format!("the snapshot does not answer for user {user}"),
        Reason::UnknownUser if request.identity_groups.is_empty() => format!("no user {user}"),
        Reason::UnknownUser if access.denies_unknown_users() => format!("no user {user}, and unknown users are denied"),
        Reason::UnknownUser => format!("no user {user}, and no presented group has a mapping"),
        Reason::InactiveUser => format!("user {user} is inactive"),
        Reason::NotGranted => format!("no role that {user} holds grants {}", grant(request)),
        Reason::AccessMethod => {
            // A slice does not tell the two apart.
            let slice = if access.slice_user().is_some() { ", or the slice was cut for another" } else { "" };
            let method = request.access_method.name();
            format!("no role of {user} that grants {} counts for access method `{method}`{slice}", grant(request))
        }
        Reason::OutOfScope => format!("{user} holds {}, but {}", grant(request), out_of_scope(request)),
        Reason::Granted => format!("{user} holds {}", grant(request)),
    }
}

fn out_of_scope(request: &Request<'_>) -> String {
    if request.resource.is_empty() {
        return "only within access levels that are inactive".to_owned();
    }
    let named: Vec<String> =
        request.resource.iter().map(|(dimension, value)| format!("{} {}", Safe(dimension), Word(value))).collect();
    format!("nothing held covers {}", named.join(", "))
}

/// The dimensions that the request names and the organisation does not have.
pub fn unknown_dimensions(access: &Access, request: &Request<'_>) -> String {
    let unknown =
        request.resource.iter().map(|(name, _)| *name).filter(|name| !access.dimensions().any(|known| known == *name));
    words(unknown, "and")
}

/// What rule 8 finds wrong with the strings of a request.
pub fn malformed(request: &Request<'_>) -> String {
    // In the order in which questions read them: one about a user alone names no permission.
    let asked = [("permission", Some(request.permission)), ("right", request.right)];
    let asked = asked.into_iter().filter_map(|(thing, text)| Some((thing, text?)));
    let dimensions =
        request.resource.iter().flat_map(|(dimension, value)| [("dimension", *dimension), ("value", *value)]);
    let groups =
        request.identity_groups.iter().flat_map(|(provider, group)| [("provider", *provider), ("group", *group)]);
    for (thing, text) in [("user", request.user)].into_iter().chain(groups).chain(asked).chain(dimensions.clone()) {
        if let Some(wrong) = wrong_id(text) {
            return format!("the {thing} {wrong}");
        }
    }
    if let Some((_, value)) =
        dimensions.clone().find(|(thing, text)| *thing == "value" && matches!(*text, "*" | "$user"))
    {
        return format!("{} means something in access levels only", Word(value));
    }
    let repeated = request
        .resource
        .iter()
        .enumerate()
        .find(|(place, (name, _))| request.resource.iter().take(*place).any(|(earlier, _)| earlier == name));
    repeated.map_or_else(
        || "it breaks rule 8".to_owned(),
        |(_, (name, _))| format!("the dimension {} is named twice", Word(name)),
    )
}

fn wrong_id(text: &str) -> Option<String> {
    match text.len() {
        0 => Some("is empty".to_owned()),
        513.. => Some(format!("is {} bytes long, and 512 are allowed", text.len())),
        _ => text.contains(char::is_control).then(|| format!("{} holds control characters", Word(text))),
    }
}
