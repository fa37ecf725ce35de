//! Which snapshot may take the place of another.

use super::SwapError;
use crate::access::{Access, AccessMethod};
use crate::snapshot::envelope::KEY_ID;
use alloc::borrow::ToOwned;

/// Whether `next` is a newer state of what `current` is, or the same.
pub(super) fn follows(current: &Access, next: &Access) -> Result<(), SwapError> {
    if current.organization() != next.organization() {
        let (current, offered) = (current.organization().to_owned(), next.organization().to_owned());
        return Err(SwapError::WrongOrganization { current, offered });
    }
    if current.kind() != next.kind() {
        return Err(SwapError::OtherKind { current: current.kind(), offered: next.kind() });
    }
    if answers_for(current) != answers_for(next) {
        return Err(SwapError::OtherPart);
    }
    if is_signed(current) && !is_signed(next) {
        return Err(SwapError::Unsigned);
    }
    let (now, offered) = (current.sequence(), next.sequence());
    if offered < now {
        return Err(SwapError::LowerSequence { current: now, offered });
    }
    let unnumbered = offered == 0 && !is_signed(next);
    if offered == now && !unnumbered && current.as_bytes() != next.as_bytes() {
        return Err(SwapError::SameSequence { sequence: offered });
    }
    Ok(())
}

/// Of a slice its user and access method, of a shard its range of ids.
fn answers_for(access: &Access) -> (Option<&str>, Option<AccessMethod>, Option<(&str, &str)>) {
    (access.slice_user(), access.slice_access_method(), access.shard_range())
}

fn is_signed(access: &Access) -> bool {
    access.as_bytes().get(KEY_ID).is_some_and(|key_id| key_id.iter().any(|byte| *byte != 0))
}
