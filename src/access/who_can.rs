//! Who may use a grant: the known active users, by id.

use super::decision::Reason;
use super::held::Judge;
use super::load::Access;
use super::question::{Question, Who};
use super::request::{AccessMethod, Asked, Request};
use super::scope::{LevelCovers, Scope};
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Holding, Part, User};
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
        let anyone = Asked { user: b"anyone", identity_groups: Vec::new(), ..request.asked() };
        if !anyone.is_sound() {
            return Err(Reason::InvalidRequest);
        }
        let question = Question::new(snapshot, &anyone)?;
        let asked = request.access_method == AccessMethod::SlideIn;
        let slide_in = match snapshot.header.part {
            Part::Slice { slide_in, .. } if slide_in != asked => return Err(Reason::AccessMethod),
            _ => asked,
        };
        let survey = Survey::new(snapshot, &question, slide_in);
        Ok(snapshot.users().filter(|user| survey.allows(*user)).map(|user| snapshot.user_id(user)).collect())
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
    /// The user is active.
    active: bool,
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
        let levels = (0..snapshot.level_count() as u32).map(|level| question.scope.covered_by(snapshot, level));
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
            .map(|team| survey.assignments(snapshot.team(team).into_iter().flat_map(Holding::assignments)))
            .collect();
        survey.shared =
            snapshot.shared_profiles().iter().map(|at| (*at, survey.profile(snapshot.holding(*at)))).collect();
        survey
    }

    fn covers(&self, level: u32) -> bool {
        self.levels.get(level as usize) == Some(&LevelCovers::Anyone)
    }

    fn assignments(&self, assignments: impl Iterator<Item = (u32, Option<u32>)>) -> Judged {
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

    fn profile(&self, profile: Holding<'_>) -> Judged {
        let mut judged = self.assignments(profile.assignments());
        judged.active = profile.active();
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

    fn allows(&self, user: User) -> bool {
        let scope: &Scope<'_> = &self.question.scope;
        let judged = match self.shared.binary_search_by_key(&user.profile, |(at, _)| *at) {
            Ok(place) => self.shared.get(place).map(|(_, judged)| *judged).unwrap_or_default(),
            Err(_) => self.profile(self.snapshot.holding(user.profile)),
        };
        if !judged.active {
            return false;
        }
        if scope.names(self.snapshot, user) {
            // `$user` may be what covers: judged one by one, for there are few of them.
            return self.judge_alone(user);
        }
        judged.within || (judged.alone && (scope.names_nothing() || self.own_levels_cover(user, judged)))
    }

    fn own_levels_cover(&self, user: User, judged: Judged) -> bool {
        let id = self.snapshot.user_id(user).as_bytes();
        let employee = self.snapshot.employee_bytes(user).unwrap_or(id);
        let named = self.snapshot.employee_levels(employee);
        if !judged.has_levels && named.is_empty() {
            return self.defaults_cover;
        }
        judged.levels_cover || named.levels().any(|level| self.covers(level))
    }

    fn judge_alone(&self, user: User) -> bool {
        let id = self.snapshot.user_id(user).as_bytes();
        let slide_in = self.slide_in;
        let who = Who { id, user: Some(user), mappings: Vec::new(), slide_in, other_method: false };
        Judge::new(self.snapshot, &who, self.question).decide().reason == Reason::Granted
    }
}
