//! Who holds roles: teams, users and group mappings.

use super::check::Check;
use super::unknown::Names;
use super::{Assignment, Draft, User, Users, bounds};
use crate::source::findings::{Finding, Path};
use crate::source::words::{list, quote};
use crate::source::{self, LevelRef, Read, RoleRef, UserFiles, parse_time};
use std::fmt;

/// Who holds, as messages say it.
#[derive(Clone, Copy)]
enum Holder<'d> {
    Team(&'d str),
    User(&'d str),
    Mapping(&'d str, &'d str),
}

/// The roles of each team.
pub(super) fn teams(check: &mut Check) -> Vec<Vec<Assignment>> {
    let teams = check.document.teams.iter().enumerate();
    teams
        .map(|(i, team)| {
            check.assignments(&team.roles, Holder::Team(&team.id), || Path::of("teams").index(i).field("roles"))
        })
        .collect()
}

/// All users: those of the document, then those of the files, one by one.
pub(super) fn users(check: &mut Check, written: Vec<source::User>, mut files: UserFiles<'_>) -> Users {
    let mut users = Users::default();
    let mut count = 0;
    let mut draft = Draft::default();
    let mut written = written.into_iter();
    loop {
        let next = written.next().map(|user| Read::Written(Box::new(user)));
        let Some(next) = next.or_else(|| files.next(count, &check.names, Some(&mut draft), &mut check.findings)) else {
            break;
        };
        // Whoever is past the bound is counted, and not held.
        if count < bounds::USERS {
            match next {
                Read::Drafted => users.push_draft(&draft),
                Read::Written(user) => check.user(&mut users, count, &user),
            }
        }
        count += 1;
    }
    check.bound("users", count, bounds::USERS, || Path::of("users"));
    users
}

/// The roles and teams of each group mapping.
pub(super) fn mappings(check: &mut Check) -> Vec<(Vec<Assignment>, Vec<u32>)> {
    let mappings = check.document.group_mappings.iter().enumerate();
    mappings
        .map(|(i, mapping)| {
            let (holder, path) = (Holder::Mapping(&mapping.provider, &mapping.group), |field| {
                Path::of("groupMappings").index(i).field(field)
            });
            let assignments = check.assignments(&mapping.roles, holder, || path("roles"));
            (assignments, check.teams(&mapping.teams, holder, || path("teams")))
        })
        .collect()
}

impl Check<'_> {
    /// Checks the user who is the `i`th, and adds what there is of it.
    fn user(&mut self, users: &mut Users, i: usize, user: &source::User) {
        let path = |field| Path::of("users").index(i).field(field);
        let holder = Holder::User(&user.id);
        self.id("a user's id", &user.id, || path("id"));
        if let Some(email) = &user.email {
            self.id("a user's e-mail", email, || path("email"));
        }
        if let Some(employee) = &user.employee {
            self.id("a user's employee", employee, || path("employee"));
        }
        let assignments = self.assignments(&user.roles, holder, || path("roles"));
        let teams = self.teams(&user.teams, holder, || path("teams"));
        let levels = self.levels(&user.access_levels, holder, || path("accessLevels"));
        let user = User {
            id: &user.id,
            name: user.name.as_deref(),
            email: user.email.as_deref(),
            active: user.active.unwrap_or(true),
            employee: user.employee.as_deref(),
            profile: 0,
        };
        users.push(user, &assignments, &teams, &levels);
    }

    fn assignments(&mut self, roles: &[RoleRef], holder: Holder<'_>, path: impl Fn() -> Path) -> Vec<Assignment> {
        let mut assignments = Vec::with_capacity(roles.len());
        for (i, written) in roles.iter().enumerate() {
            let entry = || path().index(i);
            let (id, within, from, until) = match written {
                RoleRef::Id(id) => (id, None, None, None),
                RoleRef::Assignment(held) => {
                    (&held.role, held.within.as_ref(), held.from.as_ref(), held.until.as_ref())
                }
            };
            let level = within.map(|reference| self.level(reference, holder, || entry().field("within")));
            let said = [from.is_some(), until.is_some()];
            let from = self.time(from, || entry().field("from"));
            let until = self.time(until, || entry().field("until"));
            let read = said == [from.is_some(), until.is_some()];
            if let (Some(from), Some(until)) = (from, until)
                && until <= from
            {
                let message =
                    format!("{holder} is given the role {} until a time that is not after its `from`", quote(id));
                self.findings.push(
                    Finding::new("empty-period", message)
                        .at(entry().field("until"))
                        .help("`until` is the first moment at which the role is no longer held"),
                );
            }
            let Some(place) = self.names.roles.get(id.as_str()).copied() else {
                let message = format!("{holder} is given the role {}, which does not exist", quote(id));
                self.unknown(Names::Roles, message, id, entry());
                continue;
            };
            let system = self.document.roles.get(place.written).is_some_and(|role| role.system == Some(true));
            if system && matches!(holder, Holder::Team(_)) {
                let message = format!("{holder} is given the system role {}", quote(id));
                self.findings.push(
                    Finding::new("system-role-on-team", message)
                        .at(entry())
                        .help("a system role attaches to users only, or to a group mapping"),
                );
            }
            // What could not be read is not compared with the rest.
            if level != Some(None) && read {
                assignments.push((Assignment { role: place.sorted, within: level.flatten(), from, until }, i));
            }
        }
        self.unrepeated(assignments, "role", path, |i| match roles.get(i) {
            Some(RoleRef::Id(id)) => id,
            Some(RoleRef::Assignment(held)) => &held.role,
            None => "",
        })
    }

    fn teams(&mut self, teams: &[String], holder: Holder<'_>, path: impl Fn() -> Path) -> Vec<u32> {
        let mut found = Vec::with_capacity(teams.len());
        for (i, id) in teams.iter().enumerate() {
            if let Some(place) = self.names.teams.get(id.as_str()) {
                found.push((place.sorted, i));
                continue;
            }
            let message = format!("{holder} is in the team {}, which does not exist", quote(id));
            self.unknown(Names::Teams, message, id, path().index(i));
        }
        self.unrepeated(found, "team", path, |i| teams.get(i).map_or("", String::as_str))
    }

    fn levels(&mut self, levels: &[LevelRef], holder: Holder<'_>, path: impl Fn() -> Path) -> Vec<u32> {
        let mut found = Vec::with_capacity(levels.len());
        for (i, reference) in levels.iter().enumerate() {
            found.extend(self.level(reference, holder, || path().index(i)).map(|level| (level, i)));
        }
        self.unrepeated(found, "access level", path, |i| match levels.get(i) {
            Some(LevelRef::Text(text)) => text,
            Some(LevelRef::Keys(keys)) => &keys.key,
            None => "",
        })
    }

    /// The level referred to; where there is none or more than one, that is reported.
    fn level(&mut self, reference: &LevelRef, holder: Holder<'_>, path: impl FnOnce() -> Path) -> Option<u32> {
        let (found, key, name) = match reference {
            LevelRef::Text(text) => (self.names.levels_named(text), text, quote(text)),
            LevelRef::Keys(keys) => (
                self.names.level(&keys.company, &keys.key).into_iter().collect(),
                &keys.key,
                format!("{} of company {}", quote(&keys.key), quote(&keys.company)),
            ),
        };
        match found.as_slice() {
            [level] => Some(*level),
            [] => {
                let message = format!("{holder} is given the access level {name}, which does not exist");
                self.unknown(Names::Levels, message, key, path());
                None
            }
            many => {
                let message =
                    format!("{holder} is given the access level {name}, which {} levels answer to", many.len());
                let levels =
                    many.iter().filter_map(|&level| self.names.sorted_levels.get(usize::try_from(level).ok()?));
                let companies: Vec<String> = levels.map(|(company, _)| quote(company)).collect();
                let help = format!("write an object with `company` and `key`; the companies are {}", list(&companies));
                self.findings.push(Finding::new("ambiguous-level", message).at(path()).help(help));
                None
            }
        }
    }

    fn time(&mut self, written: Option<&String>, path: impl FnOnce() -> Path) -> Option<i64> {
        let written = written?;
        let time = parse_time(written);
        if time.is_none() {
            let finding = Finding::new("bad-time", format!("{} is no time", quote(written))).at(path());
            self.findings.push(
                finding.help("write a date such as `2027-01-31`, or an RFC 3339 time such as `2027-01-31T18:00:00Z`"),
            );
        }
        time
    }

    /// Sorts what was found and reports what is there twice.
    fn unrepeated<'n, T: Ord + Copy>(
        &mut self,
        mut found: Vec<(T, usize)>,
        what: &str,
        path: impl Fn() -> Path,
        name: impl Fn(usize) -> &'n str,
    ) -> Vec<T> {
        found.sort_unstable();
        for pair in found.windows(2) {
            if let [(first, place), (again, repeated)] = pair
                && first == again
            {
                let message = format!("the {what} {} stands twice in one list", quote(name(*repeated)));
                self.findings.push(
                    Finding::new("repeated-entry", message).at(path().index(*repeated)).also(path().index(*place)),
                );
            }
        }
        found.into_iter().map(|(thing, _)| thing).collect()
    }
}

impl fmt::Display for Holder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team(id) => write!(f, "team {}", quote(id)),
            Self::User(id) => write!(f, "user {}", quote(id)),
            Self::Mapping(provider, group) => write!(f, "the group {} of {}", quote(group), quote(provider)),
        }
    }
}
