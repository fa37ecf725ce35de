//! Who is asked about, and what: drawn beforehand, in one piece of memory, as a request has its text at hand.

use crate::levels::{LOCATIONS, location};
use crate::organization::{Organization, user_id};
use crate::random::Random;
use std::cell::Cell;

const SEED: u32 = 1;

/// As many questions that a walk round does not find the last one in the processor's cache.
pub const MANY: usize = 1 << 17;

/// Pairs of a user and a permission, to be walked round and round.
pub struct Questions {
    /// Ids of one length, one after the other.
    ids: String,
    width: usize,
    keys: Vec<String>,
    permissions: Vec<u16>,
    locations: Vec<String>,
    places: Vec<u8>,
    at: Cell<usize>,
}

/// What of an organisation's users is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Any permission of any user.
    Anything,
    /// What the user may do.
    Granted,
    /// What the user may not do.
    NotGranted,
    /// Anything, of ids that nobody has.
    UnknownUsers,
}

impl Questions {
    /// Draws many questions.
    pub fn of(organization: &Organization, ask: Ask) -> Self {
        Self::drawn(organization, ask, MANY)
    }

    /// Draws so many questions, or the next power of two.
    pub fn drawn(organization: &Organization, ask: Ask, count: usize) -> Self {
        let count = count.next_power_of_two();
        let mut draw = Random::seeded(SEED);
        let mut questions = Self {
            ids: String::new(),
            width: user_id(0).len(),
            keys: organization.permissions.clone(),
            permissions: Vec::with_capacity(count),
            locations: (0..LOCATIONS).map(location).collect(),
            places: Vec::with_capacity(count),
            at: Cell::new(0),
        };
        while questions.permissions.len() < count {
            let (user, permission) =
                (draw.below(organization.users), draw.below(organization.permissions.len() as u32));
            let taken = match ask {
                Ask::Anything | Ask::UnknownUsers => true,
                Ask::Granted => organization.allows(user, permission),
                Ask::NotGranted => !organization.allows(user, permission),
            };
            if !taken {
                continue;
            }
            let id = user_id(user);
            questions.ids.push_str(&if ask == Ask::UnknownUsers { id.replace("user", "nobo") } else { id });
            questions.permissions.push(permission as u16);
            questions.places.push(draw.below(LOCATIONS) as u8);
        }
        questions
    }

    /// The next user and permission.
    #[inline]
    pub fn ask(&self) -> (&str, &str) {
        let (user, permission, _) = self.ask_placed();
        (user, permission)
    }

    /// The next user, permission and location.
    #[inline]
    pub fn ask_placed(&self) -> (&str, &str, &str) {
        let at = self.at.get() & (self.permissions.len() - 1);
        self.at.set(at + 1);
        let id = &self.ids[at * self.width..(at + 1) * self.width];
        (id, &self.keys[self.permissions[at] as usize], &self.locations[self.places[at] as usize])
    }
}
