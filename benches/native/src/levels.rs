//! Access levels for the organisation: without them nothing is scoped, and a question about a place means nothing.

use crate::organization::{Lists, Organization};
use crate::random::Random;

const SEED: u32 = 9;
const LEVELS: u32 = 200;
const COMPANIES: u32 = 4;
/// How many locations there are.
pub const LOCATIONS: u32 = 120;
const EQUIPMENT_ITEMS: u32 = 1_000;
const PARTIES: u32 = 300;

/// Marks a role that is held without a level.
pub const NO_LEVEL: u32 = u32::MAX;

/// 200 levels in four companies, and where users and teams have them.
pub struct Levels {
    pub levels: Vec<Level>,
    /// The levels of each user's own: 0 to 2.
    pub user_levels: Lists,
    /// For each role of each user, the level that it is held within, a third of them, or [`NO_LEVEL`].
    pub user_within: Lists,
    /// The same for the roles of teams.
    pub team_within: Vec<Vec<u32>>,
}

/// One level; the first of each company is the company's default.
pub struct Level {
    pub company: u32,
    pub default: bool,
    /// All but one in twenty.
    pub active: bool,
    /// 1 to 8.
    pub locations: Vec<u32>,
    /// 0 to 40.
    pub equipment_items: Vec<u32>,
    /// 0 to 10; none in half of the levels, which cover every party.
    pub parties: Option<Vec<u32>>,
    /// Whether it covers what the user owns: one in four.
    pub own: bool,
}

impl Levels {
    /// Draws the levels of an organisation.
    pub fn of(organization: &Organization) -> Self {
        let mut draw = Random::seeded(SEED);
        let levels = (0..LEVELS).map(|number| level(&mut draw, number)).collect();
        let team_within = organization.teams.iter().map(|roles| within(&mut draw, roles)).collect();
        let (mut user_levels, mut user_within) = (Lists::default(), Lists::default());
        for user in 0..organization.users {
            let count = draw.below(3);
            user_levels.push(&draw.distinct(count, LEVELS));
            user_within.push(&within(&mut draw, organization.user_roles.of(user)));
        }
        Self { levels, user_levels, user_within, team_within }
    }
}

fn level(draw: &mut Random, number: u32) -> Level {
    Level {
        company: number % COMPANIES,
        default: number < COMPANIES,
        locations: some(draw, 1, 8, LOCATIONS),
        equipment_items: some(draw, 0, 40, EQUIPMENT_ITEMS),
        parties: if draw.one_in(2) { None } else { Some(some(draw, 0, 10, PARTIES)) },
        own: draw.one_in(4),
        active: !draw.one_in(20),
    }
}

/// From `least` to `most` different numbers below `bound`.
fn some(draw: &mut Random, least: u32, most: u32, bound: u32) -> Vec<u32> {
    let count = least + draw.below(most - least + 1);
    draw.distinct(count, bound)
}

fn within(draw: &mut Random, roles: &[u32]) -> Vec<u32> {
    roles.iter().map(|_| if draw.one_in(3) { draw.below(LEVELS) } else { NO_LEVEL }).collect()
}

pub fn company_key(company: u32) -> String {
    format!("COMPANY-{company}")
}

pub fn level_key(level: u32) -> String {
    format!("level-{level:03}")
}

pub fn location(number: u32) -> String {
    format!("location-{number:03}")
}
