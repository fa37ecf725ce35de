//! What may have been meant, on standard error, after an answer that knows no such name.

use crate::problem::{did_you_mean, hint};
use crate::render::{Word, words};
use rolepack::{Access, Reason, Request};

/// Hints at what may have been meant where the reason is a name that is not known.
pub fn after(access: &Access, request: &Request<'_>, reason: Reason) {
    match reason {
        Reason::UnknownPermission => meant(request.permission, access.permissions().map(|permission| permission.key)),
        Reason::UnknownUser => meant(request.user, access.users().map(|user| user.id)),
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
}

fn meant<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) {
    if let Some(meant) = did_you_mean(typed, known) {
        hint(&format!("did you mean {meant}?"));
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
