//! Who may use a grant: the known active users, by id.

use super::decision::Reason;
use super::load::Access;
use super::question::Question;
use super::request::{AccessMethod, Asked, Pairs, Request};
use crate::order::sort_by;
use crate::snapshot::tables::{Holding, Part, User};
use crate::snapshot::{Cursor, Snapshot};
use alloc::vec::Vec;
use core::array::from_fn;
use core::ops::{BitAnd, BitOr};

impl Access {
    /// Every known active user for whom [`check`](Self::check) would allow the request, without presented groups, by id in byte
    /// order. Of the request the permission, the right, the resource and the access method are read.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Reason, Request};
    ///
    /// assert_eq!(access.who_can(&Request::new("anyone", "closeRun")), Ok(vec!["ben", "eve"]));
    /// assert_eq!(access.who_can(&Request::new("anyone", "stopRun")), Err(Reason::UnknownPermission));
    /// ```
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
        let anyone = Asked { user: b"anyone", identity_groups: Pairs::NONE, ..request.asked() };
        if !anyone.is_sound() {
            return Err(Reason::InvalidRequest);
        }
        let question = Question::new(snapshot, &anyone)?;
        let asked = request.access_method == AccessMethod::SlideIn;
        let slide_in = match snapshot.header.part {
            Part::Slice { slide_in, .. } if slide_in != asked => return Err(Reason::AccessMethod),
            _ => asked,
        };
        let survey = Survey::new(snapshot, &question, slide_in, &[]);
        let mut judged = snapshot.by_user(&survey.shared, |profile| survey.judge(profile));
        if survey.asks_who() {
            survey.judge_names(&mut judged, slide_in);
        }
        let verdicts: [bool; 16] = from_fn(|judged| survey.allows(Judged(judged as u8)));
        let able: Vec<_> = judged.iter().map(|judged| verdicts.get(usize::from(judged.0)) == Some(&true)).collect();
        Ok(snapshot.ids_of(&able))
    }
}

/// Judges many users against one question: what does not depend on the user is judged once.
struct Survey<'a> {
    snapshot: &'a Snapshot,
    question: &'a Question<'a>,
    /// By role: `ALONE` if it holds the grant and counts for the access method. Then by team.
    roles_and_teams: Vec<Judged>,
    role_count: u32,
    /// By level: `LEVELS`, and `COVERED` if it covers what is named.
    levels: Vec<Judged>,
    /// By shared profile.
    shared: Vec<Judged>,
    /// Whether a user without own levels has a default one that covers.
    defaults_cover: bool,
}

/// What lists say, whoever holds them: any of the four, or nothing, also of the inactive.
#[derive(Clone, Copy, Default, PartialEq)]
struct Judged(u8);

impl Judged {
    const NOTHING: Self = Self(0);
    /// A role counts through a level that it is held within.
    const WITHIN: Self = Self(1);
    /// A role that counts is held without a level: the user's own decide.
    const ALONE: Self = Self(2);
    /// Levels are assigned.
    const LEVELS: Self = Self(4);
    /// One of those assigned covers.
    const COVERED: Self = Self(8);
}

impl Judged {
    fn has(self, other: Self) -> bool {
        self & other == other
    }
}

impl BitAnd for Judged {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Judged {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl<'a> Survey<'a> {
    /// For users who have these names, as far as the request names them.
    fn new(snapshot: &'a Snapshot, question: &'a Question<'a>, slide_in: bool, names: &[&[u8]]) -> Self {
        let role = |role| {
            let holds = question.grant.is_some_and(|grant| snapshot.role_holds(role, grant));
            if holds && snapshot.role_admits(role, slide_in) { Judged::ALONE } else { Judged::NOTHING }
        };
        let level = |level| {
            let covers = question.scope.covered_by(snapshot, level, names);
            if covers { Judged::LEVELS | Judged::COVERED } else { Judged::LEVELS }
        };
        let mut survey = Self {
            snapshot,
            question,
            roles_and_teams: Vec::with_capacity(snapshot.role_count() + snapshot.team_count()),
            role_count: snapshot.role_count() as u32,
            levels: (0..snapshot.level_count() as u32).map(level).collect(),
            shared: Vec::new(),
            defaults_cover: false,
        };
        survey.defaults_cover = snapshot.default_levels().iter().any(|level| survey.covers(*level));
        survey.roles_and_teams.extend((0..survey.role_count).map(role));
        for team in (0..snapshot.team_count() as u32).filter_map(|team| snapshot.team(team)) {
            let judged = survey.judge(team).0;
            survey.roles_and_teams.push(judged);
        }
        let shared = snapshot.shared_profiles().iter().map(|at| snapshot.holding(*at));
        survey.shared = shared.map(|profile| survey.judge(profile).0).collect();
        survey
    }

    /// What a team or a profile says, and where the next begins.
    #[inline]
    fn judge<'s>(&self, holding: Holding<'s>) -> (Judged, Cursor<'s>) {
        let active = holding.active();
        let within = |role, level| {
            let counts = of(&self.roles_and_teams, role) != Judged::NOTHING && self.covers(level);
            if counts { Judged::WITHIN } else { Judged::NOTHING }
        };
        let assigned = |level| of(&self.levels, level);
        let (judged, end) = holding.together(&self.roles_and_teams, self.role_count, within, assigned);
        (if active { judged } else { Judged::NOTHING }, end)
    }

    fn covers(&self, level: u32) -> bool {
        of(&self.levels, level).has(Judged::COVERED)
    }

    fn allows(&self, judged: Judged) -> bool {
        let own_cover = if judged.has(Judged::LEVELS) { judged.has(Judged::COVERED) } else { self.defaults_cover };
        judged.has(Judged::WITHIN) || judged.has(Judged::ALONE) && (own_cover || self.question.scope.names_nothing())
    }

    /// Whether it matters who the user is: some level names an employee, or lists `$user` where the request names a value.
    fn asks_who(&self) -> bool {
        let scope = &self.question.scope;
        !scope.names_nothing()
            && (scope.names().next().is_some() || self.snapshot.levels_by_employee().next().is_some())
    }

    /// Adds what names say to what was judged of each user's profile.
    fn judge_names(&self, judged: &mut [Judged], slide_in: bool) {
        let snapshot = self.snapshot;
        let named: Vec<_> = self.question.scope.names().collect();
        let by_employee = self.by_employee();
        let mut called = Vec::new();
        for (number, (user, judged)) in snapshot.users().zip(judged.iter_mut()).enumerate() {
            let names = [Some(snapshot.user_id_bytes(user)), snapshot.email_bytes(user)]
                .map(|name| name.filter(|name| named.contains(name)));
            if names != [None, None] {
                called.push((names, number, user));
            } else if *judged & (Judged::WITHIN | Judged::ALONE) == Judged::ALONE {
                *judged = *judged | self.employees_levels(user, &by_employee);
            }
        }
        // Users of the same names are judged together, however many there are.
        sort_by(&mut called, |(names, number, _), (others, other, _)| (names, number) < (others, other));
        for alike in called.chunk_by(|(names, ..), (others, ..)| names == others) {
            let names: Vec<_> = alike.first().into_iter().flat_map(|(names, ..)| names).copied().flatten().collect();
            let survey = Self::new(snapshot, self.question, slide_in, &names);
            let by_employee = survey.by_employee();
            for (_, number, user) in alike {
                let of_profile = survey.profile(*user) | survey.employees_levels(*user, &by_employee);
                if let Some(judged) = judged.get_mut(*number) {
                    *judged = if survey.allows(of_profile) { Judged::WITHIN } else { Judged::NOTHING };
                }
            }
        }
    }

    fn profile(&self, user: User) -> Judged {
        match self.snapshot.shared_profiles().binary_search(&user.profile) {
            Ok(number) => of(&self.shared, number as u32),
            Err(_) => self.judge(self.snapshot.holding(user.profile)).0,
        }
    }

    /// By employee whom some level names.
    fn by_employee(&self) -> Vec<Judged> {
        let judge = |judged, level| judged | of(&self.levels, level);
        self.snapshot.levels_by_employee().map(|levels| levels.levels().fold(Judged::NOTHING, judge)).collect()
    }

    /// What the levels say that name the user's employee, or the id where there is none.
    fn employees_levels(&self, user: User, by_employee: &[Judged]) -> Judged {
        let id = self.snapshot.user_id_bytes(user);
        let employee = self.snapshot.employee_bytes(user).unwrap_or(id);
        self.snapshot.employee_number(employee).map_or(Judged::NOTHING, |number| of(by_employee, number))
    }
}

fn of(judged: &[Judged], number: u32) -> Judged {
    judged.get(number as usize).copied().unwrap_or_default()
}
