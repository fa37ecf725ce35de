//! Everybody of whom the two snapshots say something, those alike taken together.

use super::gains::Gives;
use super::side::{Joint, Side};
use super::view::View;
use crate::snapshot::tables::User;
use hashbrown::HashMap;
use std::collections::BTreeSet;

/// Users who hold the same in the old snapshot, and the same in the new one.
pub(super) struct Class<'a> {
    pub users: Vec<&'a str>,
    pub old: View,
    pub new: View,
}

/// What is alike in a class: of each snapshot the profile and the levels that name the employee, and what has to be told apart.
type Key = ([Option<u32>; 2], [Vec<u32>; 2], [Vec<u32>; 2]);

/// Users, by id. One pass over those of both.
pub(super) fn classes<'a>(joint: &mut Joint<'a>, sides: &[Side<'a>; 2], gives: &[Gives; 2]) -> Vec<Class<'a>> {
    let [old, new] = sides;
    let names_user = old.levels.iter().chain(&new.levels).flatten().any(|level| joint.boxes.names_user(level.covers));
    let groups_count = gives.iter().any(|gives| gives.alone || !gives.within.is_empty());
    let mut numbers: HashMap<Key, usize> = HashMap::new();
    let mut classes: Vec<Class<'a>> = Vec::new();
    let [mut olds, mut news] = [old.snapshot.users().peekable(), new.snapshot.users().peekable()];
    loop {
        let (before, after) = match (olds.peek(), news.peek()) {
            (None, None) => return classes,
            (Some(_), None) => (olds.next(), None),
            (None, Some(_)) => (None, news.next()),
            (Some(one), Some(other)) => match old.snapshot.user_id(*one).cmp(new.snapshot.user_id(*other)) {
                std::cmp::Ordering::Less => (olds.next(), None),
                std::cmp::Ordering::Greater => (None, news.next()),
                std::cmp::Ordering::Equal => (olds.next(), news.next()),
            },
        };
        let users = [before, after];
        let id = before
            .map_or_else(|| after.map_or("", |user| new.snapshot.user_id(user)), |user| old.snapshot.user_id(user));
        let personal = if names_user { personal(joint, sides, users, id, groups_count) } else { Default::default() };
        let by_employee = [(old, before), (new, after)]
            .map(|(side, user)| side.of_employee(user.map_or(id, |user| side.employee_of(user))));
        let key: Key = (users.map(|user| user.map(|user| user.profile)), by_employee, personal);
        let number = *numbers.entry(key).or_insert_with_key(|(_, by_employee, personal)| {
            let mut views = [(old, before), (new, after)].into_iter().zip(by_employee).zip(personal).map(
                |(((side, user), by_employee), personal)| {
                    let view = match user {
                        Some(user) => View::of_user(side, joint, user, by_employee),
                        None => View::of_unknown(side, joint, by_employee),
                    };
                    View { personal: personal.clone(), ..view }
                },
            );
            let (old, new) = (views.next().unwrap_or_default(), views.next().unwrap_or_default());
            classes.push(Class { users: Vec::new(), old, new });
            classes.len() - 1
        });
        if let Some(class) = classes.get_mut(number) {
            class.users.push(id);
        }
    }
}

/// What `$user` stands for in each snapshot, for a user of whom it must be told apart: whose id or e-mail some level lists, or
/// whose e-mail is another now.
fn personal<'a>(
    joint: &mut Joint<'a>,
    sides: &[Side<'a>; 2],
    users: [Option<User>; 2],
    id: &'a str,
    groups_count: bool,
) -> [Vec<u32>; 2] {
    let [old, new] = sides;
    let [before, after] = users;
    let email = |side: &Side<'a>, user: Option<User>| side.snapshot.email(user?).filter(|email| *email != id);
    let emails = [email(old, before), email(new, after)];
    let another = emails.first() != emails.last() && (groups_count || (before.is_some() && after.is_some()));
    let listed = [Some(id)].into_iter().chain(emails).flatten().any(|name| joint.boxes.lists(name));
    if !another && !listed {
        return Default::default();
    }
    emails.map(|email| {
        let mut own: Vec<u32> = [Some(id), email].into_iter().flatten().map(|name| joint.boxes.value(name)).collect();
        own.sort_unstable();
        own
    })
}

/// Ids that levels name as employees, and that neither snapshot knows as a user.
pub(super) fn unknown_employees<'a>(sides: &[Side<'a>; 2]) -> BTreeSet<&'a str> {
    let named = sides.iter().flat_map(|side| side.levels.iter().flatten().filter_map(|level| level.employee));
    let is_unknown = |id: &&str| sides.iter().all(|side| side.snapshot.user(id.as_bytes()).is_none());
    named.filter(is_unknown).collect()
}
