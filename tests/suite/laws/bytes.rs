//! Packing is a function of the model: neither order nor a way through a source changes a byte.

use super::always;
use crate::decisions::packed_bytes;
use fastrand::Rng;
use rolepack::pack::{Labels, Options, pack};
use rolepack::source::{Document, RolePermission};
use rolepack::{Access, LoadOptions, Model, unpack};

#[test]
fn order_of_the_source_changes_no_byte() {
    always(|rng, case| {
        let bytes = packed_bytes(&case.document, case.at, case.sequence).expect("a sound organisation");
        for _ in 0..3 {
            let shuffled = shuffled(rng, &case.document);
            assert_eq!(bytes, packed_bytes(&shuffled, case.at, case.sequence).expect("a sound organisation"));
        }
    });
}

/// Every list in another order, but for the rights of a permission, which are ordered.
fn shuffled(rng: &mut Rng, document: &Document) -> Document {
    let mut document = document.clone();
    rng.shuffle(&mut document.dimensions);
    rng.shuffle(&mut document.permissions);
    rng.shuffle(&mut document.roles);
    rng.shuffle(&mut document.teams);
    rng.shuffle(&mut document.users);
    rng.shuffle(&mut document.group_mappings);
    rng.shuffle(&mut document.access_levels);
    for role in &mut document.roles {
        rng.shuffle(&mut role.permission_groups);
        rng.shuffle(&mut role.permissions);
        for permission in &mut role.permissions {
            if let RolePermission::Rights(some) = permission {
                rng.shuffle(&mut some.rights);
            }
        }
    }
    for team in &mut document.teams {
        rng.shuffle(&mut team.roles);
    }
    for user in &mut document.users {
        rng.shuffle(&mut user.roles);
        rng.shuffle(&mut user.teams);
        rng.shuffle(&mut user.access_levels);
    }
    for mapping in &mut document.group_mappings {
        rng.shuffle(&mut mapping.roles);
        rng.shuffle(&mut mapping.teams);
    }
    for level in &mut document.access_levels {
        let lists = [&mut level.locations, &mut level.equipment_items, &mut level.parties, &mut level.tools];
        lists.into_iter().chain(level.covers.values_mut()).for_each(|list| rng.shuffle(list));
    }
    document
}

#[test]
fn packing_what_was_unpacked_changes_no_byte() {
    always(|rng, case| {
        let labels = if rng.bool() { Labels::Keep } else { Labels::LeaveOut };
        let created = if rng.bool() { case.at } else { Some(-1) };
        let expires = rng.bool().then_some(i64::MAX);
        let options = Options { at: case.at, sequence: case.sequence, created, expires, next_change: None, labels };
        let document = labelled(rng, &case.document);
        let bytes = pack(&Model::try_from(document).expect("a model"), &options).expect("a snapshot");
        let access = Access::load(bytes.clone(), &LoadOptions { now: Some(0), ..LoadOptions::default() })
            .expect("a sound snapshot");
        let again = Options { next_change: access.next_change(), at: None, ..options };
        let model = Model::try_from(unpack(&access).document).expect("what was unpacked is sound");
        assert_eq!(bytes, pack(&model, &again).expect("a snapshot"));
    });
}

/// With names and texts for some things, also such as are called as they would be anyway.
fn labelled(rng: &mut Rng, document: &Document) -> Document {
    let mut document = document.clone();
    let mut text = |own: &str| match rng.u8(..4) {
        0 => None,
        1 => Some(own.to_owned()),
        2 => Some("Zoë's \"name\"\twith\nlines".to_owned()),
        _ => Some(format!("The {own}")),
    };
    for permission in &mut document.permissions {
        let key = permission.key.clone();
        (permission.module, permission.name, permission.title, permission.description) =
            (text(&key), text(&key), text(&key), text(&key));
    }
    for role in &mut document.roles {
        (role.name, role.description, role.role_type) = (text(&role.id), text(&role.id), text("enterprise"));
    }
    for team in &mut document.teams {
        team.name = text(&team.id);
    }
    for user in &mut document.users {
        user.name = text(&user.id);
    }
    for level in &mut document.access_levels {
        level.remarks = text(&level.key);
    }
    document
}

#[test]
fn labels_change_no_answer() {
    always(|rng, case| {
        let model = Model::try_from(case.document.clone()).expect("a model");
        let options = Options { at: case.at, sequence: case.sequence, ..Options::default() };
        let load = |labels| {
            let bytes = pack(&model, &Options { labels, ..options }).expect("a snapshot");
            Access::load(bytes, &LoadOptions::default()).expect("a sound snapshot")
        };
        let (with, without) = (load(Labels::Keep), load(Labels::LeaveOut));
        for _ in 0..super::QUESTIONS {
            let question = crate::generate::Question::random(rng, case);
            assert_eq!(with.check(&question.request()), without.check(&question.request()));
        }
    });
}

/// Rule 12: while nothing begins or ends, time changes no byte.
#[test]
fn nothing_changes_before_the_next_change() {
    always(|_, case| {
        let Some(at) = case.at else { return };
        let model = Model::try_from(case.document.clone()).expect("a model");
        let packed = |at| pack(&model, &Options { at: Some(at), ..Options::default() }).expect("a snapshot");
        let bytes = packed(at);
        let access = Access::load(bytes.clone(), &LoadOptions::default()).expect("a sound snapshot");
        match access.next_change() {
            Some(next) => {
                assert!(next > at);
                assert_eq!(bytes, packed(next - 1));
                assert_ne!(bytes, packed(next));
            }
            None => assert_eq!(bytes, packed(i64::MAX)),
        }
    });
}
