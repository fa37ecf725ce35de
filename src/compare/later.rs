//! What comes of the times at which assignments begin and end: whoever gains nothing today may gain something tomorrow.
//!
//! What somebody holds changes only when an assignment of theirs, or of a team of theirs, begins or ends. So at each such time only those
//! whom it touches are packed, as of the moment before and as of then, and what differs then and did not before is told.

use super::part::{Frame, Touched, touched};
use super::report::{Comparison, Effect, GrantChange, Who};
use super::{CompareError, compare};
use crate::model::Model;
use crate::pack::{Labels, Options, pack};
use crate::{Access, LoadOptions};
use std::collections::{BTreeMap, HashMap};

/// How many times are looked at, and of how many is told.
const LOOKED_AT: usize = 1_000;
const TOLD: usize = 100;

/// From when on, and about whom, two sources are compared.
///
/// ```
/// use rolepack::compare::Span;
///
/// let at = rolepack::source::parse_time("2026-11-22").unwrap();
/// let everybody = Span { at, ..Span::default() };
/// assert_eq!((everybody.known_until, everybody.ids), (None, None));
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Span<'a> {
    /// What is so at this time is told by [`compare`]; milliseconds since 1970-01-01T00:00Z.
    pub at: i64,
    /// One of the two came out of a snapshot, which says nothing of what is so from this time on: then only gains are told, for all that
    /// begins may be one.
    pub known_until: Option<i64>,
    /// Only of the users whose ids are at least the first and less than the second, an empty one being no bound, as in a shard.
    pub ids: Option<(&'a str, &'a str)>,
}

/// What comes of times.
///
/// ```
/// # let model = |roles: &str| {
/// #     let text = format!("organization: {{ id: acme }}\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
/// #     rolepack::Model::try_from(rolepack::source::parse("acme.yaml", &text).unwrap()).unwrap()
/// # };
/// # let (old, new) = (model("{ role: r, until: 2026-12-01 }"), model("r"));
/// use rolepack::compare::{Span, later};
///
/// let later = later(&old, &new, Span::default());
/// assert_eq!((later.steps.len(), later.unseen), (1, 0));
/// ```
#[derive(Debug)]
pub struct Later {
    /// In order of time.
    pub steps: Vec<Step>,
    /// How many later times were not looked at, since there are too many: what differs then is not known.
    pub unseen: usize,
}

/// What differs from some time on.
///
/// ```
/// # let model = |roles: &str| {
/// #     let text = format!("organization: {{ id: acme }}\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
/// #     rolepack::Model::try_from(rolepack::source::parse("acme.yaml", &text).unwrap()).unwrap()
/// # };
/// # let (old, new) = (model("{ role: r, until: 2026-12-01 }"), model("r"));
/// use rolepack::compare::{Span, later};
///
/// let later = later(&old, &new, Span::default());
/// let step = &later.steps[0];
/// assert_eq!(rolepack::source::format_time(step.from).as_deref(), Some("2026-12-01T00:00:00Z"));
/// assert!(step.known);
/// ```
#[derive(Debug)]
pub struct Step {
    /// From when; milliseconds since 1970-01-01T00:00Z.
    pub from: i64,
    /// False where one of the two came out of a snapshot, which does not know of this time.
    pub known: bool,
    before: [Access; 2],
    then: [Access; 2],
}

impl Later {
    /// Whether anybody gains anything, or may, for all that is known.
    ///
    /// ```
    /// # let model = |roles: &str| {
    /// #     let text = format!("organization: {{ id: acme }}\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
    /// #     rolepack::Model::try_from(rolepack::source::parse("acme.yaml", &text).unwrap()).unwrap()
    /// # };
    /// # let (old, new) = (model("{ role: r, until: 2026-12-01 }"), model("r"));
    /// use rolepack::compare::{Span, later};
    ///
    /// assert!(later(&old, &new, Span::default()).has_gains());
    /// assert!(!later(&new, &old, Span::default()).has_gains());
    /// ```
    #[must_use]
    pub fn has_gains(&self) -> bool {
        self.unseen > 0 || self.steps.iter().any(|step| !step.comparison().is_ok_and(|told| !told.has_gains()))
    }
}

impl Step {
    /// What differs from then on and did not before: effects, the changes that they come of, and how many users.
    ///
    /// ```
    /// # let model = |roles: &str| {
    /// #     let text = format!("organization: {{ id: acme }}\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
    /// #     rolepack::Model::try_from(rolepack::source::parse("acme.yaml", &text).unwrap()).unwrap()
    /// # };
    /// # let (old, new) = (model("{ role: r, until: 2026-12-01 }"), model("r"));
    /// use rolepack::compare::{Span, Who, later};
    ///
    /// let later = later(&old, &new, Span::default());
    /// let comparison = later.steps[0].comparison().unwrap();
    /// assert_eq!(comparison.effects[0].who, Who::Users(vec!["ada"]));
    /// ```
    ///
    /// # Errors
    ///
    /// See [`CompareError`].
    pub fn comparison(&self) -> Result<Comparison<'_>, CompareError> {
        let ([old_before, new_before], [old, new]) = (&self.before, &self.then);
        let before = compare(old_before, new_before)?;
        let mut told = compare(old, new)?;
        told.effects = newly(std::mem::take(&mut told.effects), &before.effects);
        if !self.known {
            told.effects.iter_mut().for_each(|effect| effect.lost.clear());
            told.effects.retain(|effect| !effect.gained.is_empty());
        }
        told.changes = super::assemble::changes(&told.effects);
        told.users = super::assemble::counts(told.users.all, &told.effects);
        told.unaffected.clear();
        Ok(told)
    }
}

/// Effects that were not so before, user by user.
fn newly<'a>(effects: Vec<Effect<'a>>, before: &[Effect<'a>]) -> Vec<Effect<'a>> {
    let mut of_user: HashMap<&str, usize> = HashMap::new();
    for (place, effect) in before.iter().enumerate() {
        if let Who::Users(users) = &effect.who {
            of_user.extend(users.iter().map(|user| (*user, place)));
        }
    }
    let mut kept = Vec::new();
    for Effect { who, gained, lost } in effects {
        let mut parts: BTreeMap<Option<usize>, Vec<&str>> = BTreeMap::new();
        let whole = match &who {
            Who::Users(users) => {
                users.iter().for_each(|user| parts.entry(of_user.get(user).copied()).or_default().push(user));
                None
            }
            who => {
                parts.insert(before.iter().position(|known| known.who == *who), Vec::new());
                Some(who.clone())
            }
        };
        for (place, users) in parts {
            let known = place.and_then(|place| before.get(place));
            let fresh = |now: &[GrantChange<'a>], was: Option<&Vec<GrantChange<'a>>>| -> Vec<GrantChange<'a>> {
                now.iter().filter(|change| was.is_none_or(|was| !was.contains(change))).cloned().collect()
            };
            let gained = fresh(&gained, known.map(|known| &known.gained));
            let lost = fresh(&lost, known.map(|known| &known.lost));
            if !gained.is_empty() || !lost.is_empty() {
                kept.push(Effect { who: whole.clone().unwrap_or(Who::Users(users)), gained, lost });
            }
        }
    }
    kept
}

/// Compares two sources of one organisation at every later time at which an assignment of either begins or ends.
///
/// ```
/// # let model = |roles: &str| {
/// #     let text = format!("organization: {{ id: acme }}\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
/// #     rolepack::Model::try_from(rolepack::source::parse("acme.yaml", &text).unwrap()).unwrap()
/// # };
/// # let (old, new) = (model("{ role: r, until: 2026-12-01 }"), model("r"));
/// use rolepack::compare::{Change, Span, later};
///
/// // By the old source ada holds the role until December, by the new one for ever.
/// let later = later(&old, &new, Span::default());
/// let comparison = later.steps[0].comparison().unwrap();
/// let because = &comparison.effects[0].gained[0].because[0];
/// assert_eq!(because.change, Change::Role { role: "r", within: None });
/// ```
///
/// # Cost
///
/// A pass over the users of both; then for each time four packs of those whom it touches and who differ. Where nothing but users differs, those
/// who are the same in both are passed over. Of the times 1,000 are looked at; who differs is told of 100 of them.
#[must_use]
pub fn later(old: &Model, new: &Model, span: Span<'_>) -> Later {
    let touched = touched(old, new, span);
    let frames = [Frame::of(old), Frame::of(new)];
    let mut later = Later { steps: Vec::new(), unseen: 0 };
    let count = touched.len();
    for (number, (time, touched)) in touched.into_iter().enumerate() {
        if number == LOOKED_AT || later.steps.len() == TOLD {
            later.unseen = count - number;
            break;
        }
        match step(&frames, &touched, time, span) {
            Some(step) if step.comparison().is_ok_and(|told| told.effects.is_empty()) => {}
            Some(step) => later.steps.push(step),
            None => later.unseen += 1,
        }
    }
    later
}

/// Whether an assignment of the source begins or ends at this time.
///
/// ```
/// # let model = |roles: &str| {
/// #     let text = format!("organization: {{ id: acme }}\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
/// #     rolepack::Model::try_from(rolepack::source::parse("acme.yaml", &text).unwrap()).unwrap()
/// # };
/// # let (old, new) = (model("{ role: r, until: 2026-12-01 }"), model("r"));
/// let december = rolepack::source::parse_time("2026-12-01").unwrap();
/// assert!(rolepack::compare::changes_at(&old, december) && !rolepack::compare::changes_at(&new, december));
/// ```
#[must_use]
pub fn changes_at(model: &Model, time: i64) -> bool {
    model.assignments().any(|held| held.from == Some(time) || held.until == Some(time))
}

/// Whether an assignment of the source begins or ends after this time.
///
/// ```
/// # let model = |roles: &str| {
/// #     let text = format!("organization: {{ id: acme }}\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
/// #     rolepack::Model::try_from(rolepack::source::parse("acme.yaml", &text).unwrap()).unwrap()
/// # };
/// # let (old, new) = (model("{ role: r, until: 2026-12-01 }"), model("r"));
/// assert!(rolepack::compare::changes_after(&old, 0) && !rolepack::compare::changes_after(&new, 0));
/// ```
#[must_use]
pub fn changes_after(model: &Model, time: i64) -> bool {
    model.assignments().any(|held| held.from.max(held.until) > Some(time))
}

/// Those whom a time touches, in both, before it and from then on. `None` if they are too many for one snapshot.
fn step([old, new]: &[Frame<'_>; 2], touched: &Touched, from: i64, span: Span<'_>) -> Option<Step> {
    let [old, new] = [old.part(touched, 0), new.part(touched, 1)];
    let known = span.known_until.is_none_or(|until| from < until);
    let before = [packed(&old, from - 1)?, packed(&new, from - 1)?];
    Some(Step { from, known, before, then: [packed(&old, from)?, packed(&new, from)?] })
}

fn packed(model: &Model, at: i64) -> Option<Access> {
    let options = Options { at: Some(at), labels: Labels::LeaveOut, ..Options::default() };
    let load = LoadOptions { now: Some(i64::MIN), ..LoadOptions::default() };
    Access::load(pack(model, &options).ok()?, &load).ok()
}
