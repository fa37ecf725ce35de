//! The users of a model, held compactly: an organisation may have sixteen million. A user takes 32 bytes beside the texts, and
//! equal lists are held once.

use super::Assignment;
use super::draft::Draft;
use super::profiles::{Profile, Profiles};

/// Users, in the order in which they came until they are sorted.
#[derive(Clone, Default)]
pub(crate) struct Users {
    /// Each one's id, e-mail, employee and name, one after the other.
    texts: String,
    rows: Vec<Row>,
    profiles: Profiles,
}

#[derive(Clone, Copy)]
struct Row {
    /// Where in `texts` the user's begin.
    start: usize,
    id: u32,
    email: u32,
    employee: u32,
    name: u32,
    profile: u32,
    flags: u8,
}

const INACTIVE: u8 = 1;
const EMAIL: u8 = 2;
/// The e-mail is the id, and not among the texts.
const EMAIL_IS_ID: u8 = 4;
const EMPLOYEE: u8 = 8;
const NAME: u8 = 16;

/// One user.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct User<'u> {
    pub id: &'u str,
    pub name: Option<&'u str>,
    pub email: Option<&'u str>,
    pub active: bool,
    pub employee: Option<&'u str>,
    /// The number of the user's profile.
    pub profile: u32,
}

impl Users {
    /// Adds a user, who has the lists. They must be sorted; the profile is not read.
    pub fn push(&mut self, user: User<'_>, assignments: &[Assignment], teams: &[u32], levels: &[u32]) {
        let start = self.texts.len();
        let mut flags = if user.active { 0 } else { INACTIVE };
        let mut add = |text: Option<&str>, flag: u8| {
            flags |= if text.is_some() { flag } else { 0 };
            self.texts.push_str(text.unwrap_or_default());
            // A text was part of a row, which is shorter, or of a document in memory.
            text.map_or(0, |text| u32::try_from(text.len()).unwrap_or(u32::MAX))
        };
        let id = add(Some(user.id), 0);
        let is_id = user.email == Some(user.id);
        let email = add(user.email.filter(|_| !is_id), EMAIL);
        let employee = add(user.employee, EMPLOYEE);
        let name = add(user.name, NAME);
        flags |= if is_id { EMAIL_IS_ID } else { 0 };
        let profile = self.profiles.number(assignments, teams, levels);
        self.rows.push(Row { start, id, email, employee, name, profile, flags });
    }

    /// Adds the user in the draft, which was found sound.
    pub fn push_draft(&mut self, draft: &Draft) {
        let user = User {
            id: draft.id.get().unwrap_or_default(),
            name: draft.name.get(),
            email: draft.email.get(),
            active: draft.active,
            employee: draft.employee.get(),
            profile: 0,
        };
        self.push(user, &draft.assignments, &draft.teams, &draft.levels);
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn id(&self, number: u32) -> &str {
        self.rows.get(number as usize).map_or("", |row| self.text(row.start, row.id))
    }

    /// The e-mail, unless it is the id.
    pub fn other_email(&self, number: u32) -> Option<&str> {
        let row = self.rows.get(number as usize)?;
        (row.flags & EMAIL != 0).then(|| self.text(row.start + row.id as usize, row.email))
    }

    pub fn email_is_id(&self, number: u32) -> bool {
        self.rows.get(number as usize).is_some_and(|row| row.flags & EMAIL_IS_ID != 0)
    }

    pub fn iter(&self) -> impl Iterator<Item = User<'_>> {
        self.rows.iter().map(|row| self.user(row))
    }

    pub fn profiles(&self) -> impl Iterator<Item = Profile<'_>> {
        self.profiles.iter()
    }

    fn user(&self, row: &Row) -> User<'_> {
        let mut start = row.start;
        let mut next = |length: u32, said: bool| {
            let text = self.text(start, length);
            start += length as usize;
            said.then_some(text)
        };
        let id = next(row.id, true).unwrap_or_default();
        let email = next(row.email, row.flags & EMAIL != 0);
        let employee = next(row.employee, row.flags & EMPLOYEE != 0);
        let name = next(row.name, row.flags & NAME != 0);
        let email = if row.flags & EMAIL_IS_ID == 0 { email } else { Some(id) };
        User { id, name, email, active: row.flags & INACTIVE == 0, employee, profile: row.profile }
    }

    fn text(&self, start: usize, length: u32) -> &str {
        self.texts.get(start..start + length as usize).unwrap_or_default()
    }

    /// By number: the place in the order in which the users came. Sorts them.
    pub fn written(&self) -> Vec<usize> {
        // Whoever came later has texts further on: an id has a byte at least.
        let mut came: Vec<(usize, usize)> = self.rows.iter().map(|row| row.start).zip(0..).collect();
        came.sort_unstable();
        let mut written = vec![0; came.len()];
        for (place, (_, number)) in came.into_iter().enumerate() {
            if let Some(written) = written.get_mut(number) {
                *written = place;
            }
        }
        written
    }

    /// Sorts the users by id, when all are there. Those with equal ids stay in order.
    pub fn sort(&mut self) {
        self.profiles.finish();
        let mut rows = std::mem::take(&mut self.rows);
        // The letters that all ids begin with tell nothing apart.
        let shared = rows.first().map_or(0, |first| {
            let first = self.text(first.start, first.id).as_bytes();
            rows.iter().fold(first.len(), |shared, row| {
                let id = self.text(row.start, row.id).bytes();
                id.zip(first.iter().take(shared)).take_while(|(a, b)| a == *b).count()
            })
        });
        let mut order: Vec<(u64, u32)> = (0..)
            .zip(&rows)
            .map(|(number, row)| (prefix(self.text(row.start, row.id).as_bytes().get(shared..)), number))
            .collect();
        let id = |number: u32| rows.get(number as usize).map(|row| self.text(row.start, row.id));
        order.sort_unstable_by(|(a, i), (b, j)| a.cmp(b).then_with(|| id(*i).cmp(&id(*j))).then(i.cmp(j)));
        let sorted = order.iter().filter_map(|(_, number)| rows.get(*number as usize).copied());
        rows = sorted.collect();
        self.rows = rows;
    }
}

/// The first eight bytes, so that numbers are in order as the bytes are, as far as these tell.
fn prefix(bytes: Option<&[u8]>) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(bytes.unwrap_or_default()).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(first)
}

impl PartialEq for Users {
    /// Whether the same users stand in the same order, however they came to be there.
    fn eq(&self, other: &Self) -> bool {
        let (mine, theirs): (Vec<_>, Vec<_>) = (self.profiles().collect(), other.profiles().collect());
        let alike = |(a, b): (User<'_>, User<'_>)| {
            let lists = (mine.get(a.profile as usize), theirs.get(b.profile as usize));
            a == User { profile: a.profile, ..b } && lists.0 == lists.1
        };
        self.len() == other.len() && self.iter().zip(other.iter()).all(alike)
    }
}

impl std::fmt::Debug for Users {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
