//! The roles that a user holds, each with from where, in the order in which `check` names them.

use super::decision::{Level, Reason, Via};
use super::question::{Question, Who};
use crate::snapshot::Snapshot;
use crate::snapshot::tables::Head;
use core::cell::Cell;

/// No number of a record: none.
pub(super) const NONE: u32 = u32::MAX;

/// One role held, from one place. Numbers, or [`NONE`].
#[derive(Clone, Copy)]
pub(crate) struct Held {
    pub role: u32,
    /// The level that it is held within.
    pub within: u32,
    pub team: u32,
    pub mapping: u32,
}

impl Held {
    pub(super) fn via(self, snapshot: &Snapshot) -> Via<'_> {
        Via {
            team: some(self.team).map(|team| snapshot.team_id(team)),
            identity_group: some(self.mapping).map(|mapping| snapshot.mapping_key(mapping)),
        }
    }
}

fn some(number: u32) -> Option<u32> {
    (number != NONE).then_some(number)
}

/// The name of a level, by its number; none of [`NONE`].
pub(super) fn level_name(snapshot: &Snapshot, level: u32) -> Option<Level<'_>> {
    snapshot.level(level).map(|record| Level { company: record.company, key: record.key })
}

/// Is told of a role held; true: that was enough.
pub(super) type Visit<'v> = &'v mut dyn FnMut(Held) -> bool;

impl Who<'_> {
    /// Visits every role held: direct, then own teams by id, then mappings by (provider, group), a mapping's own roles
    /// before its teams by id; in each by role id, no level before a level. Stops where the visitor has enough.
    pub(super) fn each_held(&self, snapshot: &Snapshot, visit: Visit<'_>) {
        let mut mappings = self.mappings.iter();
        let (mut mapping, mut place) = (NONE, self.user.map(|user| user.profile));
        loop {
            if let Some(at) = place
                && each_of(snapshot, at, mapping, visit)
            {
                return;
            }
            let Some(next) = mappings.next() else { return };
            // A group may have been presented twice.
            place = if *next == mapping { None } else { snapshot.mapping_at(*next) };
            mapping = *next;
        }
    }
}

/// The roles of one holding and of its teams: one copy for all whose visitors differ.
#[inline(never)]
fn each_of(snapshot: &Snapshot, at: u32, mapping: u32, visit: Visit<'_>) -> bool {
    any_of(snapshot, at, mapping, visit)
}

/// The same, made for one visitor; whether it had enough.
#[inline(always)]
pub(super) fn any_of(snapshot: &Snapshot, at: u32, mapping: u32, mut visit: impl FnMut(Held) -> bool) -> bool {
    let mut cursor = snapshot.cursor(at);
    let Head { mut roles, mut teams, .. } = Head::read(&mut cursor);
    let mut held = Held { role: NONE, within: NONE, team: NONE, mapping };
    let mut team = cursor;
    loop {
        while roles > 0 {
            let first = team.varint();
            held.role = first >> 1;
            held.within = if first & 1 == 0 { NONE } else { team.varint() };
            // Of what cannot be read nothing is held.
            if team.failed() {
                return false;
            }
            if visit(held) {
                return true;
            }
            roles -= 1;
        }
        if held.team == NONE {
            // Where the own roles end, the teams begin.
            cursor = team;
        }
        if teams == 0 {
            return false;
        }
        teams -= 1;
        held.team = cursor.varint();
        let Some(at) = snapshot.team_at(held.team).filter(|_| !cursor.failed()) else { return false };
        team = snapshot.cursor(at);
        roles = Head::read(&mut team).roles;
    }
}

/// Judges what one user holds against one question.
pub(super) struct Judge<'a> {
    pub snapshot: &'a Snapshot,
    pub who: &'a Who<'a>,
    pub question: &'a Question<'a>,
    /// The first own or default level that covers, looked for when first needed.
    own: Cell<Option<u32>>,
}

/// What was found: why, and if it is granted by which path.
pub(crate) struct Decided {
    pub reason: Reason,
    pub held: Held,
    /// The level that the decision names, or [`NONE`].
    pub level: u32,
}

impl Decided {
    pub(super) fn denied(reason: Reason) -> Self {
        Self { reason, held: Held { role: NONE, within: NONE, team: NONE, mapping: NONE }, level: NONE }
    }
}

impl<'a> Judge<'a> {
    #[inline]
    pub(super) fn new(snapshot: &'a Snapshot, who: &'a Who<'a>, question: &'a Question<'a>) -> Self {
        Self { snapshot, who, question, own: Cell::new(None) }
    }

    /// Whether a role holds the grant that is asked for.
    #[inline]
    pub(super) fn holds(&self, held: Held) -> bool {
        self.question.grant.is_some_and(|grant| self.snapshot.role_holds(held.role, grant))
    }

    /// What becomes of a role that holds the grant: it counts, through the level given if it is not [`NONE`], or why it does not.
    #[inline]
    pub(super) fn counts(&self, held: Held) -> Result<u32, Reason> {
        if self.who.other_method || !self.snapshot.role_admits(held.role, self.who.slide_in) {
            return Err(Reason::AccessMethod);
        }
        if held.within != NONE {
            return if self.covers(held.within) { Ok(held.within) } else { Err(Reason::OutOfScope) };
        }
        if self.question.scope.names_nothing() {
            return Ok(NONE);
        }
        let level = self.first_own_level();
        if level == NONE { Err(Reason::OutOfScope) } else { Ok(level) }
    }

    fn covers(&self, level: u32) -> bool {
        self.question.scope.is_covered_by(self.snapshot, level, self.who)
    }

    /// The first, by (company, key), of the user's own or default levels that cover what the question names, or [`NONE`].
    #[inline(never)]
    fn first_own_level(&self) -> u32 {
        if let Some(known) = self.own.get() {
            return known;
        }
        let mut first = NONE;
        self.covering_own_levels(&mut |level| first = first.min(level));
        self.own.set(Some(first));
        first
    }

    /// The user's own or default levels that cover what the question names; in no order, some twice.
    pub(super) fn covering_own_levels(&self, visit: &mut dyn FnMut(u32)) {
        self.who.own_levels(self.snapshot, &mut |level| {
            if self.covers(level) {
                visit(level);
            }
        });
    }

    /// The first path that grants, or the reason why none does.
    #[inline]
    pub(super) fn decide(&self) -> Decided {
        let mut decided = Decided::denied(Reason::NotGranted);
        self.who.each_held(self.snapshot, &mut |held| {
            if self.holds(held) {
                match self.counts(held) {
                    Ok(level) => {
                        decided = Decided { reason: Reason::Granted, held, level };
                        return true;
                    }
                    // The later of the two reasons: what fails later came closer.
                    Err(failed) => decided.reason = decided.reason.max(failed),
                }
            }
            false
        });
        decided
    }
}
