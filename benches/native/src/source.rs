//! The organisation as a source, and what is made of that.

use crate::levels::{Level, Levels, NO_LEVEL, company_key, level_key, location};
use crate::organization::{Organization, role_id, team_id, user_id};
use rolepack::source::{Source, parse_files};
use rolepack::{Model, pack};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A source as its files: one document, and the users in JSON Lines.
pub struct Files {
    document: String,
    users: String,
}

impl Files {
    /// Writes the organisation down, with levels or without.
    pub fn of(organization: &Organization, levels: Option<&Levels>) -> Self {
        let permissions: Vec<_> = organization.permissions.iter().map(|key| json!({ "key": key })).collect();
        let mut document = json!({
            "organization": { "id": "acme" },
            "permissions": permissions,
            "roles": roles(organization),
            "teams": teams(organization, levels),
        });
        if let Some(levels) = levels {
            document["dimensions"] = json!(["owner"]);
            document["accessLevels"] = access_levels(levels);
        }
        Self { document: document.to_string(), users: users(organization, levels) }
    }

    /// Reads the document; users are read while the model is made.
    pub fn source(&self) -> Source {
        let files = [("organisation.json", &self.document), ("users.jsonl", &self.users)];
        let files = files.map(|(name, text)| (name.to_owned(), text.clone()));
        parse_files(files).unwrap_or_else(|problems| panic!("{problems}"))
    }
}

/// Checks a source.
pub fn model(source: Source) -> Model {
    Model::try_from(source).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Packs without labels, as the comparison with other libraries does: no other form has any.
pub fn snapshot(model: &Model) -> Vec<u8> {
    let options = pack::Options { labels: pack::Labels::LeaveOut, ..pack::Options::default() };
    pack(model, &options).expect("the model has no times and no more than 4 GiB")
}

fn roles(organization: &Organization) -> Value {
    let held =
        |role: &Vec<u32>| role.iter().filter_map(|number| organization.permissions.get(*number as usize)).collect();
    let held = organization.roles.iter().map(held);
    (0..).zip(held).map(|(role, held): (u32, Vec<_>)| json!({ "id": role_id(role), "permissions": held })).collect()
}

fn teams(organization: &Organization, levels: Option<&Levels>) -> Value {
    let teams = (0..).zip(&organization.teams).map(|(team, roles): (u32, _)| {
        let within = levels.and_then(|levels| levels.team_within.get(team as usize));
        json!({ "id": team_id(team), "roles": assignments(roles, within.map(Vec::as_slice)) })
    });
    teams.collect()
}

/// Roles held, some within levels.
fn assignments(roles: &[u32], within: Option<&[u32]>) -> Value {
    let levels = within.unwrap_or_default().iter().copied().chain(std::iter::repeat(NO_LEVEL));
    let held = roles.iter().zip(levels).map(|(role, level)| match level {
        NO_LEVEL => json!(role_id(*role)),
        level => json!({ "role": role_id(*role), "within": level_key(level) }),
    });
    held.collect()
}

fn access_levels(levels: &Levels) -> Value {
    let level = |(number, level): (u32, &Level)| {
        let named = |prefix: &str, numbers: &[u32]| -> Vec<String> {
            numbers.iter().map(|number| format!("{prefix}-{number:03}")).collect()
        };
        json!({
            "company": company_key(level.company),
            "key": level_key(number),
            "description": level_key(number),
            "isActive": level.active,
            "isDefault": level.default,
            "locations": level.locations.iter().map(|number| location(*number)).collect::<Vec<_>>(),
            "equipmentItems": named("equipment", &level.equipment_items),
            "parties": level.parties.as_ref().map_or_else(|| vec!["*".to_owned()], |parties| named("party", parties)),
            "covers": if level.own { json!({ "owner": ["$user"] }) } else { json!({}) },
        })
    };
    (0..).zip(&levels.levels).map(level).collect()
}

fn users(organization: &Organization, levels: Option<&Levels>) -> String {
    let mut lines = String::new();
    for user in 0..organization.users {
        let within = levels.map(|levels| levels.user_within.of(user));
        let roles = assignments(organization.user_roles.of(user), within);
        let teams: Vec<_> = organization.user_teams.of(user).iter().map(|team| team_id(*team)).collect();
        let mut line = json!({ "id": user_id(user), "roles": roles, "teams": teams });
        if let Some(levels) = levels {
            let own: Vec<_> = levels.user_levels.of(user).iter().map(|level| level_key(*level)).collect();
            line["accessLevels"] = json!(own);
        }
        writeln!(lines, "{line}").expect("a string takes whatever is written");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::{Ask, Questions};
    use crate::snapshot::load;
    use rolepack::{Reason, Request};

    /// Questions all answered alike would measure one way through the code alone.
    #[test]
    fn where_there_are_levels_a_place_decides_now_and_then() {
        let organization = Organization::of(1_000);
        let levels = Levels::of(&organization);
        let access = load(snapshot(&model(Files::of(&organization, Some(&levels)).source())));
        let questions = Questions::of(&organization, Ask::Granted);
        let reasons: Vec<_> = (0..1_000)
            .map(|_| {
                let (user, permission, location) = questions.ask_placed();
                access.check(&Request::new(user, permission).resource("location", location)).reason
            })
            .collect();
        for (reason, least) in [(Reason::Granted, 50), (Reason::OutOfScope, 500)] {
            let count = reasons.iter().filter(|other| **other == reason).count();
            assert!(count >= least, "{reason:?}: {count}");
        }
    }
}
