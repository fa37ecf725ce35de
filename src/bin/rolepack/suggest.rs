//! What may have been meant, on standard error, after an answer that knows no such name.

use crate::problem::{did_you_mean, hint};
use crate::render::{Word, words};
use rolepack::{Access, Reason, Request};

/// Hints at what may have been meant where the reason is a name that is not known.
pub fn after(access: &Access, request: &Request<'_>, reason: Reason) {
    match reason {
        Reason::UnknownPermission => meant(request.permission, access.permissions().map(|permission| permission.key)),
        Reason::UnknownUser => user(access, request),
        Reason::UnknownRight | Reason::RightRequired => rights(access, request),
        Reason::UnknownDimension => {
            let known: Vec<&str> = access.dimensions().collect();
            hint(&format!("the dimensions are {}", words(known.iter().copied(), "and")));
            for (name, _) in request.resource.iter().filter(|(name, _)| !known.contains(name)) {
                meant(name, known.iter().copied());
            }
        }
        _ => {}
    }
    if reason != Reason::Granted && reason >= Reason::UnknownUser {
        groups(access, request);
    }
}

fn meant<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) {
    if let Some(meant) = did_you_mean(typed, known) {
        hint(&format!("did you mean {meant}?"));
    }
}

/// Look-up is by id (rule 12); who types an e-mail may not know that the id is another.
fn user(access: &Access, request: &Request<'_>) {
    match access.users().find(|user| user.email == Some(request.user)) {
        Some(owner) => {
            let (email, id) = (Word(request.user), Word(owner.id));
            hint(&format!("{email} is the e-mail of user {id}; users are asked by id"));
        }
        None => meant(request.user, access.users().map(|user| user.id)),
    }
}

/// Presented groups that have no mapping give nothing, which is no mistake of itself. A slice does not read them.
fn groups(access: &Access, request: &Request<'_>) {
    if access.slice_user().is_some() {
        return;
    }
    for presented in &request.identity_groups {
        if access.mapped_groups().any(|mapped| mapped == *presented) {
            continue;
        }
        let name = format!("{}:{}", presented.0, presented.1);
        let mapped: Vec<String> =
            access.mapped_groups().map(|(provider, group)| format!("{provider}:{group}")).collect();
        let meant = did_you_mean(&name, mapped.iter().map(String::as_str));
        let meant = meant.map_or_else(String::new, |meant| format!(", did you mean {meant}?"));
        hint(&format!("no group mapping for {}{meant}", Word(&name)));
    }
}

fn rights(access: &Access, request: &Request<'_>) {
    let Some(permission) = access.permissions().find(|permission| permission.key == request.permission) else { return };
    if permission.rights.is_empty() {
        hint(&format!("permission {} has no rights, leave `--right` out", Word(request.permission)));
    } else {
        hint(&format!("its rights are {}", words(permission.rights.iter().copied(), "and")));
    }
}
