//! What no source may say, but a sealed snapshot may: everybody has the same e-mail, the same employee and the same long list.

use super::draft::{Draft, level, profile, user, value};
use rolepack::{Access, LoadOptions, Request};

/// So many users of one name, who hold one role within so many levels and without one.
fn crowd(size: u16) -> Access {
    let all: Vec<u16> = (0..size).collect();
    let within = all.iter().map(|level| (1, Some(u64::from(*level))));
    let held: Vec<_> = [(1, None)].into_iter().chain(within).collect();
    let draft = Draft {
        levels: all.iter().map(|number| level(&format!("ACME\0{number:05}"), 1)).collect(),
        // Of the dimension `owner`, and of employees.
        values: vec![vec![], vec![], vec![], vec![], vec![value("$user", &all)], vec![], vec![value("E", &all)]],
        teams: vec![],
        mappings: vec![],
        shared_profiles: vec![profile(&held, &[], &[])],
        single_profiles: vec![],
        user_profiles: vec![1; size.into()],
        users: all.iter().map(|number| user(&format!("u{number:05}"), "\u{2}e@x\u{3}E")).collect(),
        ..Draft::default()
    };
    Access::load(draft.bytes(), &LoadOptions::default()).expect("it breaks no rule of the format")
}

fn owned_by(owner: &str) -> Request<'_> {
    Request::new("anyone", "createRun").resource("owner", owner)
}

#[test]
fn who_can_answers_for_users_of_one_name_as_check_does() {
    let access = crowd(30);
    for owner in ["e@x", "u00007", "u99999", "E"] {
        let able = access.who_can(&owned_by(owner)).expect("a known permission");
        let ids = access.users().map(|user| user.id);
        let expected: Vec<_> = ids.filter(|id| access.allows(&Request { user: id, ..owned_by(owner) })).collect();
        assert_eq!(able, expected, "{owner}");
    }
}

/// The square of sixteen thousand users, each with as many levels, would take minutes: this would be seen to hang.
#[test]
fn who_can_does_not_take_the_square_of_users_of_one_name() {
    let size = 16_000;
    let access = crowd(size);
    for (owner, expected) in [("e@x", usize::from(size)), ("nobody", 0)] {
        assert_eq!(access.who_can(&owned_by(owner)).expect("a known permission").len(), expected);
    }
}
