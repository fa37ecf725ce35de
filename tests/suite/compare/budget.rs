//! Levels that overlap in many ways: comparing them ends, and what is not known is told as a difference.

use super::compared;
use super::examples::load;
use rolepack::Access;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

const USERS: usize = 6;
const DIMENSIONS: usize = 30;

/// To find out whether many levels that each leave out an eighth leave out anything together is the hardest of questions.
fn tangled(of_user: impl Fn(usize) -> Vec<(String, BTreeMap<usize, &'static str>)>) -> Access {
    let dimensions: Vec<String> = (0..DIMENSIONS).map(|number| format!("d{number}")).collect();
    let mut text = format!(
        "organization: {{ id: acme }}\ndimensions: [{}]\npermissions: [{{ key: p }}]\nroles: [{{ id: r, permissions: [p] }}]\nusers:\n",
        dimensions.join(", ")
    );
    (0..USERS).for_each(|user| text += &format!("- {{ id: u{user}, roles: [r] }}\n"));
    text += "accessLevels:\n";
    for user in 0..USERS {
        for (number, (location, only)) in of_user(user).into_iter().enumerate() {
            let lists = dimensions.iter().enumerate();
            let lists = lists.map(|(number, name)| format!("{name}: [{}]", only.get(&number).unwrap_or(&"a, b")));
            let covers: Vec<String> = lists.collect();
            writeln!(
                text,
                "- {{ company: C, key: l{user}-{number}, description: d, employee: u{user}, locations: ['{location}'], covers: {{ {} }} }}",
                covers.join(", ")
            )
            .unwrap();
        }
    }
    load(&text)
}

#[test]
fn what_cannot_be_compared_exactly_is_told_as_a_gain() {
    let old = tangled(|user| {
        let rng = &mut fastrand::Rng::with_seed(user as u64);
        let mut only = || {
            let mut places: Vec<usize> = (0..DIMENSIONS).collect();
            rng.shuffle(&mut places);
            places.into_iter().take(3).map(|place| (place, if rng.bool() { "a" } else { "b" })).collect()
        };
        (0..150).map(|_| ("*".to_owned(), only())).collect()
    });
    let new = tangled(|_| (0..40).map(|number| (format!("L{number}"), BTreeMap::new())).collect());
    let started = Instant::now();
    let comparison = compared(&old, &new);
    // Without a bound it takes many minutes; machines may be busy.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    assert_eq!(comparison.users.gaining, USERS);
    for effect in &comparison.effects {
        assert!(effect.gained.iter().all(|change| change.inexact), "{effect:#?}");
    }
    assert!(compared(&old, &old).is_empty());
}
