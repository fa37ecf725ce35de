//! What comes of the times that sources hold.

use crate::open::Opened;
use crate::problem::Failure;
use crate::time;
use rolepack::compare::{Changed, Comparison, Counts, Effect, Later, Span, changes_after, changes_at, later};
use rolepack::{Access, Model, unpack};
use serde::Serialize;
use std::borrow::Cow;

/// One of the two that are compared.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    pub access: &'a Access,
    /// Of a source.
    pub model: Option<&'a Model>,
}

impl<'a> Version<'a> {
    pub fn of(opened: &'a Opened) -> Self {
        Self { access: &opened.access, model: opened.model.as_ref() }
    }

    /// A snapshot is what it holds, for ever.
    fn source(self) -> Result<Cow<'a, Model>, Failure> {
        match self.model {
            Some(model) => Ok(Cow::Borrowed(model)),
            None => Ok(Cow::Owned(Model::try_from(unpack(self.access).document)?)),
        }
    }
}

/// What differs later.
pub struct Laters {
    later: Later,
    /// When something begins or ends by the old snapshot, and nothing by the new source.
    pub lifted: Option<i64>,
}

/// Compares what comes after `at`; of two snapshots nothing is known of it.
pub fn later_of([old, new]: [Version<'_>; 2], at: i64) -> Result<Laters, Failure> {
    let announced = |one: &Version<'_>| one.access.next_change().filter(|time| one.model.is_none() && *time > at);
    let known_until = [old, new].iter().filter_map(announced).min();
    let ids = old.access.shard_range().or(new.access.shard_range());
    let lifted = announced(&old).filter(|time| new.model.is_some_and(|model| !changes_at(model, *time)));
    let changes = |one: &Version<'_>| one.model.is_some_and(|model| changes_after(model, at));
    let later = if [old, new].iter().any(changes) {
        later(&*old.source()?, &*new.source()?, Span { at, known_until, ids })
    } else {
        Later { steps: Vec::new(), unseen: 0 }
    };
    Ok(Laters { later, lifted })
}

impl Laters {
    /// Whether anybody gains anything.
    pub fn has_gains(&self) -> bool {
        self.later.has_gains()
    }

    pub fn told(&self) -> Result<Told<'_>, Failure> {
        let steps = self.later.steps.iter().map(|step| {
            let Comparison { users, changes, effects, .. } =
                step.comparison().map_err(|error| Failure::failed(error.to_string()))?;
            Ok(Step { from: time::shown(step.from), known: step.known, users, changes, effects })
        });
        Ok(Told { later: steps.collect::<Result<_, Failure>>()?, later_times_not_compared: self.later.unseen })
    }
}

/// For people and programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Step<'a>>,
    #[serde(skip_serializing_if = "is_none")]
    pub later_times_not_compared: usize,
}

/// What differs from a time on.
#[derive(Serialize)]
pub struct Step<'a> {
    pub from: String,
    /// False where one of the two is a snapshot that does not know of this time.
    pub known: bool,
    pub users: Counts,
    pub changes: Vec<Changed<'a>>,
    pub effects: Vec<Effect<'a>>,
}

impl Told<'_> {
    /// Whether anything differs later, as far as both know of it.
    pub fn differs(&self) -> bool {
        self.later_times_not_compared > 0 || self.later.iter().any(|step| step.known)
    }

    pub fn is_empty(&self) -> bool {
        self.later_times_not_compared == 0 && self.later.is_empty()
    }
}

impl Step<'_> {
    /// "from 2026-12-01T00:00:00Z on".
    pub fn heading(&self) -> String {
        let unknown = if self.known { "" } else { ", of which the snapshot does not know" };
        format!("from {} on{unknown}", self.from)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "that is how serde passes a field")]
fn is_none(number: &usize) -> bool {
    *number == 0
}

/// How many times were passed over.
pub fn not_compared(times: usize) -> String {
    format!("{} were not compared: they are too many", crate::render::counted(times, "later time"))
}

/// What became of the next change, where the two say another.
pub fn next_change(comparison: &Comparison<'_>) -> Option<String> {
    let (before, after) = (comparison.old_next_change, comparison.new_next_change);
    let text = match (before.map(time::shown), after.map(time::shown)) {
        (before, after) if before == after => return None,
        (Some(before), Some(after)) => format!("the next assignment begins or ends at {after}, not at {before}"),
        (None, Some(after)) => format!("an assignment begins or ends at {after}, and none did"),
        (Some(before), None) => format!("no assignment begins or ends any more; one did at {before}"),
        (None, None) => return None,
    };
    Some(text)
}
