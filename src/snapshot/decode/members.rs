//! What follows the key of a team, a group mapping and a user; and the profiles: who holds what.

use super::super::error::{Fault, Section};
use super::super::tables::{Head, Keyed, Role};
use super::{Decoder, END, most};

impl Decoder<'_> {
    /// The profiles that are shared, and where the others and their users' numbers stand: those are read with their users.
    pub(super) fn profiles(&mut self) {
        self.begin(Section::Profiles);
        let count = self.body.varint();
        self.require(count <= most(Section::Users), Fault::TooMany);
        for _ in 0..count {
            if self.body.failed() {
                return;
            }
            self.tables.shared_profiles.push(self.body.position() as u32);
            self.holding(Section::Users);
        }
        self.tables.singles = self.body.span();
        self.tables.user_profiles = self.body.span();
        self.singles = self.tables.singles.start as usize;
        self.numbers = self.tables.user_profiles.start as usize;
    }

    /// Whether what users took of the profiles ends exactly where those do: nothing is left, and nothing behind was taken for one.
    pub(super) fn profiles_are_taken(&self) -> bool {
        self.singles == self.tables.singles.end as usize && self.numbers == self.tables.user_profiles.end as usize
    }

    /// What can follow the id of a user, then the profile: where it stands.
    pub(super) fn user(&mut self, id: &[u8]) -> u32 {
        self.require(self.header.part.answers_for(self.bytes, id), Fault::Disagrees);
        self.contact(id);
        if self.body.failed() {
            return 0;
        }
        let back = self.body;
        self.body.go(self.numbers);
        let number = self.body.varint();
        self.numbers = self.body.position();
        let mut profile = self.singles as u32;
        if let Some(shared) = number.checked_sub(1) {
            let known = self.tables.shared_profiles.get(shared as usize).copied();
            self.require(known.is_some(), Fault::OutOfRange);
            profile = known.unwrap_or_default();
        } else if !self.body.failed() {
            self.body.go(self.singles);
            self.holding(Section::Users);
            self.singles = self.body.position();
        }
        if !self.body.failed() {
            self.body = back;
        }
        profile
    }

    /// That the e-mail is the same, or the e-mail; an employee.
    fn contact(&mut self, user: &[u8]) {
        let mut end = self.body.u8();
        if end == 2 {
            let email = self.id();
            self.require(self.bytes.get(email.range()) != Some(user), Fault::Disagrees);
            end = self.body.u8();
        } else if end == 1 {
            end = self.body.u8();
        }
        if end == 3 {
            self.id();
            end = self.body.u8();
        }
        self.require(end == END, Fault::BadId);
    }

    /// Roles, then teams, then levels: what a team, a mapping or a user holds.
    pub(super) fn holding(&mut self, holder: Section) {
        let head = Head::read(&mut self.body);
        let of_user = holder == Section::Users;
        self.require(of_user || !(head.inactive || head.has_levels), Fault::BadFlags);
        self.require(holder != Section::Teams || head.teams == 0, Fault::BadFlags);
        self.assignments(head.roles, holder);
        self.numbers(head.teams, self.count(Keyed::Teams));
        if head.has_levels {
            let count = self.body.varint();
            self.require(count != 0, Fault::Malformed);
            self.numbers(count, self.count(Keyed::Levels));
        }
    }

    fn assignments(&mut self, count: u32, holder: Section) {
        // Of (role, level) the least that may follow, no level before the first.
        let mut least = 0;
        for _ in 0..count {
            let first = self.body.varint();
            let role = self.tables.roles.get(first as usize >> 1);
            let system = role.is_some_and(Role::is_system);
            self.require(role.is_some(), Fault::OutOfRange);
            self.require(!(system && holder == Section::Teams), Fault::Disagrees);
            let mut place = u64::from(first >> 1) << 32;
            if first & 1 != 0 {
                place += 1 + u64::from(self.below(self.count(Keyed::Levels)));
            }
            self.require(place >= least, Fault::Unsorted);
            if self.body.failed() {
                return;
            }
            least = place + 1;
        }
    }
}
