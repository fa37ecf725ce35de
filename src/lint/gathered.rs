//! What is being looked through, what follows from it, and what was found.

use super::Options;
use super::report::{Finding, Level, Report, is_shown};
use crate::model::{Assignment, Model, Profile, User};
use crate::source::findings::{self, At, Findings, Path};
use crate::source::words::quote;
use crate::source::{ApplyTo, Places};
use std::collections::{BTreeMap, HashMap};

pub(super) struct Gathered<'m> {
    pub model: &'m Model,
    pub places: Places,
    pub options: &'m Options<'m>,
    /// By role: its grants by number, those of its permission groups among them, sorted.
    pub grants: Vec<Vec<u32>>,
    /// How many there are of all permissions.
    pub grant_count: u32,
    /// By permission: its first grant.
    pub first_grants: Vec<u32>,
    /// By profile: how many active users have it.
    pub active: Vec<usize>,
    found: Findings,
}

impl<'m> Gathered<'m> {
    pub fn new(model: &'m Model, places: Places, options: &'m Options<'m>) -> Self {
        let mut first_grants = Vec::with_capacity(model.permissions.len());
        let mut of_group: HashMap<&str, Vec<u32>> = HashMap::new();
        let mut count = 0;
        for permission in &model.permissions {
            first_grants.push(count);
            let end = count + permission.rights.len().max(1) as u32;
            if let Some(group) = &permission.permission_group {
                of_group.entry(group).or_default().extend(count..end);
            }
            count = end;
        }
        let grants = model.roles.iter().map(|role| {
            let own = role
                .grants
                .iter()
                .filter_map(|(permission, right)| Some(first_grants.get(*permission as usize)? + right.unwrap_or(0)));
            let groups = role.permission_groups.iter().filter_map(|group| of_group.get(group.as_str()));
            let mut all: Vec<u32> = own.chain(groups.flatten().copied()).collect();
            all.sort_unstable();
            all.dedup();
            all
        });
        let grants = grants.collect();
        let mut active = vec![0; model.users.profiles().count()];
        for user in model.users.iter().filter(|user| user.active) {
            if let Some(count) = active.get_mut(user.profile as usize) {
                *count += 1;
            }
        }
        Self { model, places, options, grants, grant_count: count, first_grants, active, found: Findings::default() }
    }

    /// Adds a finding.
    pub fn found(&mut self, code: &'static str, message: String, at: impl Into<At>, help: impl Into<String>) {
        self.found.push(findings::Finding::new(code, message).at(at).help(help));
    }

    /// Adds a finding about two things.
    pub fn found_two(&mut self, code: &'static str, message: String, at: Path, also: Path, help: &str) {
        self.found.push(findings::Finding::new(code, message).at(at).also(also).help(help));
    }

    /// Whether an assignment is or will be in force.
    pub fn has_not_ended(&self, held: Assignment) -> bool {
        held.until.is_none_or(|until| self.options.at < until)
    }

    /// Whether an assignment is in force.
    pub fn is_in_force(&self, held: Assignment) -> bool {
        self.has_not_ended(held) && held.from.is_none_or(|from| from <= self.options.at)
    }

    /// The profiles that active users have.
    pub fn profiles(&self) -> impl Iterator<Item = Profile<'m>> {
        self.model.users.profiles().zip(&self.active).filter(|(_, users)| **users > 0).map(|(profile, _)| profile)
    }

    /// By team: whether an active user is in it, or a mapping gives it.
    pub fn reached_teams(&self) -> Vec<bool> {
        let mut reached = vec![false; self.model.teams.len()];
        let mapped = self.model.mappings.iter().flat_map(|mapping| &mapping.teams);
        for team in self.profiles().flat_map(|profile| profile.teams).chain(mapped) {
            if let Some(reached) = reached.get_mut(*team as usize) {
                *reached = true;
            }
        }
        reached
    }

    /// The access methods that a role counts for.
    pub fn methods(&self, role: usize) -> [bool; 2] {
        match self.model.roles.get(role).map(|role| role.apply_to) {
            Some(ApplyTo::Login) => [true, false],
            Some(ApplyTo::SlideIn) => [false, true],
            Some(ApplyTo::LoginAndSlideIn) => [true; 2],
            None => [false; 2],
        }
    }

    /// The active users of whose profile something is to be told: id, what, and the way to them.
    pub fn active_users<T: Clone>(&self, by_profile: &[Vec<T>]) -> Vec<(&'m str, T, Path)> {
        let told = |(number, user): (usize, User<'m>)| {
            let what = by_profile.get(user.profile as usize).filter(|_| user.active).into_iter().flatten();
            what.map(move |what| (number, user.id, what.clone()))
        };
        let told: Vec<(usize, &str, T)> = (0..).zip(self.model.users.iter()).flat_map(told).collect();
        let places = self.places.users(&self.model.users, told.iter().map(|(number, ..)| *number));
        told.into_iter().zip(places).map(|((_, id, what), path)| (id, what, path)).collect()
    }

    /// The assignments of teams, mappings and active users of which something is to be told: who holds them, and where they stand.
    pub fn assignments(&self, is_told: impl Fn(Assignment) -> bool) -> Vec<(String, Assignment, Path)> {
        let mut told = Vec::new();
        let mut tell = |who: String, held: &[Assignment], path: Path| {
            let held = held.iter().copied().filter(|held| is_told(*held));
            told.extend(held.map(|held| (who.clone(), held, path.clone().field("roles"))));
        };
        for (number, team) in self.model.teams.iter().enumerate() {
            tell(format!("team {}", quote(&team.id)), &team.assignments, self.places.team(number));
        }
        for (number, mapping) in self.model.mappings.iter().enumerate() {
            let who = format!("the group {} of {}", quote(&mapping.group), quote(&mapping.provider));
            tell(who, &mapping.assignments, self.places.mapping(number));
        }
        let of_profile = |profile: Profile<'_>| profile.assignments().filter(|held| is_told(*held)).collect();
        let by_profile: Vec<Vec<Assignment>> = self.model.users.profiles().map(of_profile).collect();
        let users = self.active_users(&by_profile).into_iter();
        told.extend(users.map(|(id, held, path)| (format!("user {}", quote(id)), held, path.field("roles"))));
        told
    }

    /// A role by its id, as messages show it.
    pub fn role(&self, role: u32) -> String {
        self.model.roles.get(role as usize).map_or_else(String::new, |role| quote(&role.id))
    }

    /// Whether a role comes from a catalogue, which the organisation cannot mend.
    pub fn is_of_catalogue(&self, path: &Path) -> bool {
        self.places.catalogue(path).is_some()
    }

    /// A level by its two keys, as messages show it.
    pub fn level(&self, level: u32) -> String {
        let name = self.model.levels.get(level as usize).map(|level| format!("{}/{}", level.company, level.key));
        quote(&name.unwrap_or_default())
    }

    pub fn report(self) -> Report {
        let mut shown = BTreeMap::new();
        let problems = self.places.locate(self.found, &mut |problem| is_shown(&mut shown, problem.code));
        let findings = problems.problems.into_iter().map(|problem| Finding { level: Level::Warn, problem });
        Report { findings: findings.collect(), more: problems.more }
    }
}
