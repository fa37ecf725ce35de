//! Who may use a grant: the known active users, by id.

use super::decision::Reason;
use super::held::Judge;
use super::load::Access;
use super::question::{Lookup, Question, Who};
use super::request::{AccessMethod, Request};
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Part, UserRecord};
use alloc::vec::Vec;

impl Access {
    /// Every known active user for whom [`check`](Self::check) would allow the request, without presented groups, by id in byte
    /// order. Of the request the permission, the right, the resource and the access method are read.
    ///
    /// # Errors
    ///
    /// The reason for which the request is denied whoever asks: `invalid-request`, `unknown-permission`, `unknown-right`,
    /// `right-required`, `unknown-dimension`; and `access-method` of a slice that was cut for another.
    ///
    /// # Cost
    ///
    /// Unscoped, one pass over the users; a profile or a team that several share is judged once.
    pub fn who_can<'a>(&'a self, request: &Request<'_>) -> Result<Vec<&'a str>, Reason> {
        let snapshot = &*self.snapshot;
        // Any id will do: only what is asked for is read of this request.
        let anyone = Request { user: "anyone", identity_groups: Vec::new(), ..request.clone() };
        let question = Lookup::new(snapshot, &anyone)?.question(snapshot)?;
        let asked = request.access_method == AccessMethod::SlideIn;
        let slide_in = match snapshot.header.part {
            Part::Slice { slide_in, .. } if slide_in != asked => return Err(Reason::AccessMethod),
            _ => asked,
        };
        let active = snapshot.users().filter(|user| user.active);
        if question.scope.names_nothing() {
            let mut unscoped = Unscoped::new(snapshot, &question, slide_in);
            return Ok(active.filter(|user| unscoped.grants(user.profile)).map(|user| user.id).collect());
        }
        Ok(active.filter(|user| allows(snapshot, &question, *user, slide_in)).map(|user| user.id).collect())
    }
}

fn allows(snapshot: &Snapshot, question: &Question<'_>, user: UserRecord<'_>, slide_in: bool) -> bool {
    let who = Who { id: user.id, user: Some(user), mappings: Vec::new(), slide_in, other_method: false };
    Judge::new(snapshot, &who, question).decide().is_ok()
}

/// Judges profiles where nothing is named: then only the lists matter, not whose they are.
struct Unscoped<'a> {
    snapshot: &'a Snapshot,
    /// The roles that hold the grant and count for the access method.
    roles: Vec<bool>,
    active_levels: Vec<bool>,
    teams: Vec<bool>,
    /// Of the shared profile judged last.
    last: Option<(u32, bool)>,
}

impl<'a> Unscoped<'a> {
    fn new(snapshot: &'a Snapshot, question: &Question<'_>, slide_in: bool) -> Self {
        let grants = |role| {
            question.grant.is_some_and(|grant| snapshot.role_holds(role, grant)) && snapshot.role_admits(role, slide_in)
        };
        let roles = (0..snapshot.role_count() as u32).map(grants).collect();
        let active_levels = (0..snapshot.level_count()).map(|level| snapshot.level_is_active(level as u16)).collect();
        let mut unscoped = Self { snapshot, roles, active_levels, teams: Vec::new(), last: None };
        let teams = 0..snapshot.team_count() as u32;
        unscoped.teams = teams
            .map(|team| {
                snapshot
                    .team_assignments(team)
                    .is_some_and(|mut held| held.any(|(role, level)| unscoped.counts(role, level)))
            })
            .collect();
        unscoped
    }

    fn counts(&self, role: u32, level: Option<u16>) -> bool {
        self.roles.get(role as usize) == Some(&true)
            && level.is_none_or(|level| self.active_levels.get(usize::from(level)) == Some(&true))
    }

    fn grants(&mut self, at: u32) -> bool {
        if let Some((last, granted)) = self.last
            && last == at
        {
            return granted;
        }
        let profile = self.snapshot.profile(at);
        let granted = profile.assignments().any(|(role, level)| self.counts(role, level))
            || profile.teams().any(|team| self.teams.get(team as usize) == Some(&true));
        self.last = Some((at, granted));
        granted
    }
}
