//! The roles that a user holds, each with from where, in the order in which `check` names them.

use super::decision::{Level, Reason, Via};
use super::question::{Question, Who};
use crate::snapshot::Snapshot;
use crate::snapshot::tables::Assignments;
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::ops::ControlFlow;

/// One role held, from one place.
#[derive(Clone, Copy)]
pub(super) struct Held {
    pub team: Option<u32>,
    pub mapping: Option<u32>,
    pub role: u32,
    /// The level that it is held within.
    pub level: Option<u16>,
}

impl Held {
    pub(super) fn via(self, snapshot: &Snapshot) -> Via<'_> {
        Via {
            team: self.team.map(|team| snapshot.team_id(team)),
            identity_group: self.mapping.map(|mapping| snapshot.mapping_key(mapping)),
        }
    }
}

pub(super) fn level_name(snapshot: &Snapshot, level: u16) -> Option<Level<'_>> {
    snapshot.level(level).map(|record| Level { company: record.company, key: record.key })
}

impl Who<'_> {
    /// Visits every role held: direct, then own teams by id, then mappings by (provider, group), a mapping's own roles
    /// before its teams by id; in each by role id, no level before a level. Stops where the visitor breaks.
    #[inline]
    pub(super) fn each_held<B>(
        &self,
        snapshot: &Snapshot,
        mut visit: impl FnMut(Held) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if let Some(user) = self.user {
            let profile = snapshot.profile(user.profile);
            each(profile.assignments(), None, None, &mut visit)?;
            for team in profile.teams() {
                if let Some(roles) = snapshot.team_assignments(team) {
                    each(roles, Some(team), None, &mut visit)?;
                }
            }
        }
        for &mapping in &self.mappings {
            if let Some(roles) = snapshot.mapping_assignments(mapping) {
                each(roles, None, Some(mapping), &mut visit)?;
            }
            for team in snapshot.mapping_teams(mapping).into_iter().flatten() {
                if let Some(roles) = snapshot.team_assignments(team) {
                    each(roles, Some(team), Some(mapping), &mut visit)?;
                }
            }
        }
        ControlFlow::Continue(())
    }
}

#[inline]
fn each<B>(
    assignments: Assignments<'_>,
    team: Option<u32>,
    mapping: Option<u32>,
    visit: &mut impl FnMut(Held) -> ControlFlow<B>,
) -> ControlFlow<B> {
    for (role, level) in assignments {
        visit(Held { team, mapping, role, level })?;
    }
    ControlFlow::Continue(())
}

/// Judges what one user holds against one question. The user's own levels are looked up once, when first needed.
pub(super) struct Judge<'a> {
    pub snapshot: &'a Snapshot,
    pub who: &'a Who<'a>,
    pub question: &'a Question<'a>,
    own_levels: OnceCell<Vec<u16>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, who: &'a Who<'a>, question: &'a Question<'a>) -> Self {
        Self { snapshot, who, question, own_levels: OnceCell::new() }
    }

    /// Whether a role holds the grant that is asked for.
    #[inline]
    pub(super) fn holds(&self, held: Held) -> bool {
        self.question.grant.is_some_and(|grant| self.snapshot.role_holds(held.role, grant))
    }

    /// What becomes of a role that holds the grant: it counts, through the level given if any, or why it does not.
    pub(super) fn counts(&self, held: Held) -> Result<Option<u16>, Reason> {
        if self.who.other_method || !self.snapshot.role_admits(held.role, self.who.slide_in) {
            return Err(Reason::AccessMethod);
        }
        let scope = &self.question.scope;
        match held.level {
            None if scope.names_nothing() => Ok(None),
            None => self.covering_own_levels().next().map(Some).ok_or(Reason::OutOfScope),
            // Within an inactive level nothing is covered, not even a request that names nothing.
            Some(level) if scope.names_nothing() && self.snapshot.level_is_active(level) => Ok(Some(level)),
            Some(level) if scope.is_covered_by(self.snapshot, level, self.who) => Ok(Some(level)),
            Some(_) => Err(Reason::OutOfScope),
        }
    }

    /// The user's own or default levels that cover what the question names, by (company, key).
    pub(super) fn covering_own_levels(&self) -> impl Iterator<Item = u16> {
        let own = self.own_levels.get_or_init(|| self.who.own_levels(self.snapshot));
        let covering = |level: &u16| self.question.scope.is_covered_by(self.snapshot, *level, self.who);
        own.iter().copied().filter(covering)
    }

    /// The first path that grants, or the reason why none does.
    pub(super) fn decide(&self) -> Result<(Held, Option<u16>), Reason> {
        let mut reason = Reason::NotGranted;
        let found = self.who.each_held(self.snapshot, |held| {
            if self.holds(held) {
                match self.counts(held) {
                    Ok(level) => return ControlFlow::Break((held, level)),
                    // The later of the two reasons: what fails later came closer.
                    Err(failed) => reason = reason.max(failed),
                }
            }
            ControlFlow::Continue(())
        });
        match found {
            ControlFlow::Break(path) => Ok(path),
            ControlFlow::Continue(()) => Err(reason),
        }
    }
}
