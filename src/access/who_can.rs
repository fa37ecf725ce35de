//! Who may use a grant: the known active users, by id.

use super::decision::Reason;
use super::held::Judge;
use super::load::Access;
use super::question::{Lookup, Question, Who};
use super::request::{AccessMethod, Request};
use super::scope::{LevelCovers, Scope};
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Part, Profile, UserRecord};
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
    /// One pass over the users. Teams, and profiles that several users share, are judged once.
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
        let survey = Survey::new(snapshot, &question, slide_in);
        let active = snapshot.users().filter(|user| user.active);
        Ok(active.filter(|user| survey.allows(user)).map(|user| user.id).collect())
    }
}

/// Judges many users against one question: what does not depend on the user is judged once.
struct Survey<'a> {
    snapshot: &'a Snapshot,
    question: &'a Question<'a>,
    slide_in: bool,
    /// By role: whether it holds the grant and counts for the access method.
    roles: Vec<bool>,
    /// By level: whether it covers what is named.
    levels: Vec<LevelCovers>,
    /// By team.
    teams: Vec<Judged>,
    /// By shared profile: where it begins, and what was judged of it.
    shared: Vec<(u32, Judged)>,
    /// Whether a user without own levels has a default one that covers.
    defaults_cover: bool,
}

/// What lists say, whoever holds them.
#[derive(Clone, Copy, Default)]
struct Judged {
    /// A role counts through a level that it is held within.
    within: bool,
    /// A role that counts is held without a level: the user's own decide.
    alone: bool,
    /// Levels are assigned.
    has_levels: bool,
    /// One of those assigned covers.
    levels_cover: bool,
}

impl<'a> Survey<'a> {
    fn new(snapshot: &'a Snapshot, question: &'a Question<'a>, slide_in: bool) -> Self {
        let counts = |role| {
            question.grant.is_some_and(|grant| snapshot.role_holds(role, grant)) && snapshot.role_admits(role, slide_in)
        };
        let levels = (0..snapshot.level_count()).map(|level| question.scope.covered_by(snapshot, level as u16));
        let mut survey = Self {
            snapshot,
            question,
            slide_in,
            roles: (0..snapshot.role_count() as u32).map(counts).collect(),
            levels: levels.collect(),
            teams: Vec::new(),
            shared: Vec::new(),
            defaults_cover: false,
        };
        survey.defaults_cover = snapshot.default_levels().iter().any(|level| survey.covers(*level));
        survey.teams = (0..snapshot.team_count() as u32)
            .map(|team| survey.assignments(snapshot.team_assignments(team).into_iter().flatten()))
            .collect();
        survey.shared = snapshot.shared_profiles().map(|(at, profile)| (at, survey.profile(profile))).collect();
        survey
    }

    fn covers(&self, level: u16) -> bool {
        self.levels.get(usize::from(level)) == Some(&LevelCovers::Anyone)
    }

    fn assignments(&self, assignments: impl Iterator<Item = (u32, Option<u16>)>) -> Judged {
        let mut judged = Judged::default();
        for (role, level) in assignments {
            if self.roles.get(role as usize) == Some(&true) {
                match level {
                    None => judged.alone = true,
                    Some(level) => judged.within |= self.covers(level),
                }
            }
        }
        judged
    }

    fn profile(&self, profile: Profile<'_>) -> Judged {
        let mut judged = self.assignments(profile.assignments());
        for team in profile.teams() {
            let team = self.teams.get(team as usize).copied().unwrap_or_default();
            judged.within |= team.within;
            judged.alone |= team.alone;
        }
        for level in profile.levels() {
            judged.has_levels = true;
            judged.levels_cover |= self.covers(level);
        }
        judged
    }

    fn allows(&self, user: &UserRecord<'_>) -> bool {
        let scope: &Scope<'_> = &self.question.scope;
        if scope.names(user) {
            // `$user` may be what covers: judged one by one, for there are few of them.
            return self.judge_alone(user);
        }
        let judged = match self.shared.binary_search_by_key(&user.profile, |(at, _)| *at) {
            Ok(place) => self.shared.get(place).map(|(_, judged)| *judged).unwrap_or_default(),
            Err(_) => self.profile(self.snapshot.profile(user.profile)),
        };
        judged.within || (judged.alone && (scope.names_nothing() || self.own_levels_cover(user, judged)))
    }

    fn own_levels_cover(&self, user: &UserRecord<'_>, judged: Judged) -> bool {
        let mut named = self.snapshot.employee_levels(user.employee.unwrap_or(user.id)).peekable();
        if !judged.has_levels && named.peek().is_none() {
            return self.defaults_cover;
        }
        judged.levels_cover || named.any(|level| self.covers(level))
    }

    fn judge_alone(&self, user: &UserRecord<'_>) -> bool {
        let slide_in = self.slide_in;
        let who = Who { id: user.id, user: Some(*user), mappings: Vec::new(), slide_in, other_method: false };
        Judge::new(self.snapshot, &who, self.question).decide().is_ok()
    }
}
