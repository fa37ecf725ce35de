//! What a snapshot may weigh.

use rolepack::source::{Document, Organization, User};
use rolepack::{Model, pack};

fn packed(users: Vec<User>) -> usize {
    let organization = Some(Organization { id: "acme".into(), ..Organization::default() });
    let document = Document { organization, users, ..Document::default() };
    let options = pack::Options { labels: pack::Labels::LeaveOut, ..pack::Options::default() };
    pack(&Model::try_from(document).expect("is sound"), &options).expect("packs").len()
}

#[test]
fn a_user_costs_the_bytes_of_id_and_email_and_at_most_12_more() {
    let user = |number: usize| User {
        id: format!("u-{number}"),
        name: Some(format!("User {number}")),
        email: Some(format!("user.{number}@mail.acme.example")),
        active: Some(!number.is_multiple_of(7)),
        ..User::default()
    };
    let users: Vec<User> = (0..10_000).map(user).collect();
    let written: usize = users.iter().map(|user| user.id.len() + user.email.as_ref().map_or(0, String::len)).sum();
    let cost = packed(users) - packed(Vec::new());
    assert!(cost <= written + 12 * 10_000, "{} bytes a user beside id and e-mail", (cost - written) as f64 / 10_000.0);
}

#[test]
fn an_email_that_is_the_id_costs_a_byte() {
    let with_email = |email: fn(&str) -> Option<String>| {
        let ids = (0..1_000).map(|number| format!("user.{number}@acme.example"));
        packed(ids.map(|id| User { email: email(&id), id, ..User::default() }).collect())
    };
    assert_eq!(with_email(|id| Some(id.to_owned())), with_email(|_| None) + 1_000);
}
