//! The names of expectations against those of the organisation: what leads nowhere is refused, unless that is what is expected.

use super::written::{Circumstances, Duty, Expectations, Rule, Says, Word};
use crate::model::flaw;
use crate::source::findings::{At, Finding, Findings};
use crate::source::suggest::closest;
use crate::source::words::{list, quote};
use crate::source::{Parts, Problems, locate};
use crate::{Access, Reason};
use std::collections::{HashMap, HashSet};

/// How many names are compared with all others for a "did you mean".
const GUESSED: usize = 200;

struct Names<'a> {
    access: &'a Access,
    permissions: HashMap<&'a str, Vec<&'a str>>,
    roles: HashSet<&'a str>,
    teams: HashSet<&'a str>,
    groups: HashSet<(&'a str, &'a str)>,
    findings: Findings,
    guesses: usize,
}

pub(super) fn check(expectations: &Expectations, access: &Access) -> Result<(), Problems> {
    let mut names = Names {
        access,
        permissions: access.permissions().map(|permission| (permission.key, permission.rights)).collect(),
        roles: access.roles().map(|role| role.id).collect(),
        teams: access.teams().map(|team| team.id).collect(),
        groups: access.mapped_groups().collect(),
        findings: Findings::default(),
        guesses: GUESSED,
    };
    for (file, id) in &expectations.organizations {
        if id.text != access.organization() {
            let message = format!("the file is about {}, not about {}", quote(&id.text), quote(access.organization()));
            names.findings.push(Finding::new("wrong-organization", message).at(At::File(*file, id.span)));
        }
    }
    for rule in &expectations.rules {
        names.rule(rule);
    }
    if names.findings.is_empty() {
        return Ok(());
    }
    Err(locate(names.findings, &expectations.files, &Parts::default()))
}

impl<'a> Names<'a> {
    fn rule(&mut self, rule: &Rule) {
        let file = rule.file;
        match &rule.says {
            Says::Expect { users, permissions, right, groups, place, allowed, reason } => {
                if *reason == Some(Reason::InvalidRequest) {
                    return;
                }
                for permission in permissions {
                    self.grant(file, permission, right.as_ref(), *reason);
                }
                self.place(file, place, *reason);
                for (provider, group) in groups {
                    self.group(file, provider, group, *reason);
                }
                match reason {
                    Some(Reason::UnknownUser | Reason::NotInSnapshot) => {}
                    None if groups.is_empty() => self.users(file, users, None),
                    // Whoever presents a group need not be known; but a mistyped id is denied whatever its owner may.
                    None if !allowed => {
                        self.users(file, users, Some("of somebody who is not known say the `reason` too"));
                    }
                    Some(_) if groups.is_empty() => self.users(file, users, None),
                    _ => {}
                }
            }
            Says::Never { together, except, place } => {
                together.iter().for_each(|duty| self.duty(file, duty));
                self.users(file, except, None);
                self.place(file, place, None);
            }
            Says::Only { grant, roles, users, place } => {
                self.duty(file, grant);
                roles.iter().flatten().for_each(|role| self.role(file, role));
                self.users(file, users.as_deref().unwrap_or_default(), None);
                self.place(file, place, None);
            }
            Says::Count { of, place, .. } => {
                self.duty(file, of);
                self.place(file, place, None);
            }
        }
    }

    fn duty(&mut self, file: usize, duty: &Duty) {
        match duty {
            Duty::Grant { permission, right } => self.grant(file, permission, right.as_ref(), None),
            Duty::Role(role) => self.role(file, role),
            Duty::Team(team) if self.teams.contains(team.text.as_str()) => {}
            Duty::Team(team) => {
                let all: Vec<&str> = self.teams.iter().copied().collect();
                self.unknown("unknown-team", file, team, format!("no team {}", quote(&team.text)), &all);
            }
        }
    }

    fn role(&mut self, file: usize, role: &Word) {
        if !self.roles.contains(role.text.as_str()) {
            let all: Vec<&str> = self.roles.iter().copied().collect();
            self.unknown("unknown-role", file, role, format!("no role {}", quote(&role.text)), &all);
        }
    }

    /// Which of the reasons about the question itself is expected decides which of them are not reported.
    fn grant(&mut self, file: usize, permission: &Word, right: Option<&Word>, expected: Option<Reason>) {
        let Some(rights) = self.permissions.get(permission.text.as_str()).cloned() else {
            if expected != Some(Reason::UnknownPermission) {
                let all: Vec<&str> = self.permissions.keys().copied().collect();
                let message = format!("no permission {}", quote(&permission.text));
                self.unknown("unknown-permission", file, permission, message, &all);
            }
            return;
        };
        let named = quote(&permission.text);
        let known = || list(&rights.iter().map(|right| quote(right)).collect::<Vec<_>>());
        let finding = match right {
            None if rights.is_empty() || expected == Some(Reason::RightRequired) => return,
            None => Finding::new("right-required", format!("the permission {named} has rights, and none is named"))
                .at(At::File(file, permission.span))
                .help(format!("add `right`, one of {}", known())),
            Some(right) if rights.contains(&right.text.as_str()) || expected == Some(Reason::UnknownRight) => return,
            Some(right) => {
                let help = match closest(&right.text, rights.iter().copied()) {
                    Some(near) => format!("did you mean {}?", quote(near)),
                    None if rights.is_empty() => "it has no rights: leave `right` out".to_owned(),
                    None => format!("its rights are {}", known()),
                };
                Finding::new("unknown-right", format!("the permission {named} has no right {}", quote(&right.text)))
                    .at(At::File(file, right.span))
                    .help(help)
            }
        };
        self.findings.push(finding);
    }

    fn place(&mut self, file: usize, place: &Circumstances, expected: Option<Reason>) {
        if expected == Some(Reason::UnknownDimension) {
            return;
        }
        let known: Vec<&str> = self.access.dimensions().collect();
        for (dimension, value) in &place.resource {
            if !known.contains(&dimension.text.as_str()) {
                let message = format!("no dimension {}", quote(&dimension.text));
                self.unknown("unknown-dimension", file, dimension, message, &known);
            }
            // What no request can name is denied to everybody.
            if let Some((code, why)) = flaw(&value.text) {
                let message = match code {
                    "empty-id" => "a value is empty".to_owned(),
                    "reserved-id" => format!("{} means something in access levels only", quote(&value.text)),
                    _ => format!("a value {why}: {}", quote(&value.text)),
                };
                self.findings.push(Finding::new(code, message).at(At::File(file, value.span)));
            }
        }
    }

    fn group(&mut self, file: usize, provider: &Word, group: &Word, expected: Option<Reason>) {
        if expected == Some(Reason::UnknownUser) || self.groups.contains(&(&*provider.text, &*group.text)) {
            return;
        }
        let message = format!("no mapping of the group {} of {}", quote(&group.text), quote(&provider.text));
        let of_provider: Vec<&str> =
            self.groups.iter().filter(|(known, _)| *known == provider.text).map(|(_, group)| *group).collect();
        self.unknown("unknown-group", file, group, message, &of_provider);
    }

    fn users(&mut self, file: usize, users: &[Word], help: Option<&'static str>) {
        for user in users {
            if self.access.snapshot.user(user.text.as_bytes()).is_some() {
                continue;
            }
            let message = format!("no user {}", quote(&user.text));
            // Users are named by id (rule 12); who writes an e-mail may not know that the id is another.
            match self.access.users().find(|known| known.email == Some(&user.text)) {
                Some(owner) => {
                    let help = format!("it is the e-mail of user {}; users are named by id", quote(owner.id));
                    self.findings.push(Finding::new("unknown-user", message).at(At::File(file, user.span)).help(help));
                }
                None => {
                    let all: Vec<&'a str> = self.access.users().map(|user| user.id).collect();
                    let near = self.guess(user, &all);
                    let help = near.or(help.map(str::to_owned));
                    self.findings
                        .push(Finding::new("unknown-user", message).at(At::File(file, user.span)).maybe_help(help));
                }
            }
        }
    }

    fn unknown(&mut self, code: &'static str, file: usize, word: &Word, message: String, known: &[&str]) {
        let help = self.guess(word, known);
        self.findings.push(Finding::new(code, message).at(At::File(file, word.span)).maybe_help(help));
    }

    fn guess(&mut self, word: &Word, known: &[&str]) -> Option<String> {
        self.guesses = self.guesses.checked_sub(1)?;
        let mut sorted = known.to_vec();
        sorted.sort_unstable();
        closest(&word.text, sorted.into_iter()).map(|near| format!("did you mean {}?", quote(near)))
    }
}
