//! Every rule of FORMAT.md that a reader must check, broken once, with the checksum right.

use super::draft::{
    Draft, bits, inactive, key, level, mapping, permission, profile, role, seal, team, text, user, value, varint,
};
use rolepack::{Access, LoadError, LoadOptions, Reason, Request};

type Break = fn(&mut Draft);

fn load(draft: &Draft, slice: bool) -> Result<Access, LoadError> {
    Access::load(draft.bytes(), &LoadOptions { slice, ..LoadOptions::default() })
}

/// A slice of one user, cut for `login`.
fn slice() -> Draft {
    Draft {
        kind: 1,
        repeated: vec![1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        answers_for: [vec![1], text("ada"), vec![0, 0]].concat(),
        shared_profiles: vec![],
        single_profiles: vec![profile(&[(1, None)], &[], &[])],
        user_profiles: vec![0],
        users: vec![user("ada", "")],
        ..Draft::default()
    }
}

fn shard() -> Draft {
    Draft {
        kind: 2,
        repeated: vec![1, 2, 0, 0, 0, 0, 0, 0, 0, 0],
        answers_for: [vec![2], text("ada"), text("cyd2")].concat(),
        ..Draft::default()
    }
}

#[test]
fn what_is_not_broken_loads_and_answers() {
    let access = load(&Draft::default(), false).expect("a sound snapshot");
    assert_eq!(access.organization(), "acme");
    assert!(access.can("ada", "createRun"));
    assert!(access.check(&Request::new("ada", "createRun").resource("status", "ada").resource("owner", "any")).allowed);
    assert!(access.check(&Request::new("new", "tax").right("list").identity_group("entra", "G")).allowed);
    assert!(access.check(&Request::new("ben", "z29").resource("location", "B")).allowed);
    assert_eq!(access.check(&Request::new("cyd", "createRun")).reason, Reason::InactiveUser);
    assert!(load(&slice(), true).expect("a sound slice").can("ada", "createRun"));
    let shard = load(&shard(), false).expect("a sound shard");
    assert!(shard.can("ada", "createRun"));
    assert_eq!(shard.check(&Request::new("dee", "createRun")).reason, Reason::NotInSnapshot);
}

#[test]
fn every_broken_rule_is_refused() {
    for (rules, sound, is_slice) in
        [(WHOLE, Draft::default(), false), (OF_A_SLICE, slice(), true), (OF_A_SHARD, shard(), false)]
    {
        for (name, broken) in rules {
            let mut draft = sound.clone();
            broken(&mut draft);
            assert_ne!(draft.bytes(), sound.bytes(), "{name}: nothing is broken");
            assert!(load(&draft, is_slice).is_err(), "{name}: is taken");
        }
    }
}

#[rustfmt::skip]
const WHOLE: &[(&str, Break)] = &[
    ("envelope: another magic", |draft| draft.magic[7] = b'\r'),
    ("envelope: version 0", |draft| draft.version = 0),
    ("envelope: version 2", |draft| { draft.version = 2; draft.repeated[0] = 2; }),
    ("envelope: version 257", |draft| draft.version = 257),
    ("envelope: kind 3", |draft| { draft.kind = 3; draft.repeated[1] = 3; }),
    ("envelope: reserved", |draft| draft.reserved = 1),
    ("envelope: a signature without a key", |draft| draft.signature[63] = 1),
    ("header: another version", |draft| draft.repeated[0] = 2),
    ("header: another kind", |draft| draft.repeated[1] = 1),
    ("header: another kind in the envelope", |draft| draft.kind = 2),
    ("header: another key", |draft| draft.repeated[5] = 1),
    ("header: another key in the envelope", |draft| draft.key_id[0] = 1),
    ("header: no organisation", |draft| draft.organization = text("")),
    ("header: an organisation with a control character", |draft| draft.organization = text("ac\u{85}me")),
    ("header: an organisation of 513 bytes", |draft| draft.organization = text(&"a".repeat(513))),
    ("header: an organisation that is not UTF-8", |draft| draft.organization = vec![2, 0xC3, 0x28]),
    ("header: an option that is neither none nor some", |draft| draft.times[1] = 2),
    ("header: a sequence of more than 64 bits", |draft| draft.times.splice(0..1, [0xFF; 10]).for_each(drop)),
    ("header: scoping 2", |draft| draft.switches[0] = 2),
    ("header: unknown users 2", |draft| draft.switches[1] = 2),
    ("header: levels without scoping", |draft| draft.switches[0] = 0),
    ("header: answers for another kind", |draft| draft.answers_for = [vec![2], text(""), text("")].concat()),
    ("header: answers for no kind", |draft| draft.answers_for = vec![3]),
    ("dimensions: unsorted", |draft| draft.dimensions.swap(0, 1)),
    ("dimensions: repeated", |draft| draft.dimensions[1] = key("owner")),
    ("dimensions: built in", |draft| draft.dimensions[0] = key("company")),
    ("dimensions: built in with values", |draft| draft.dimensions[0] = key("location")),
    ("dimensions: empty", |draft| draft.dimensions[0] = key("")),
    ("dimensions: 33 of them", |draft| {
        draft.dimensions = (10..43).map(|number| key(&format!("d{number}"))).collect();
        draft.values = vec![vec![]; 38];
    }),
    ("rights: unsorted", |draft| draft.rights.swap(0, 1)),
    ("rights: a control character", |draft| draft.rights[0] = key("a\n")),
    ("permission groups: repeated", |draft| draft.permission_groups.push(key("taxes"))),
    ("permission groups: empty id", |draft| draft.permission_groups[0] = key("")),
    ("permissions: unsorted", |draft| draft.permissions.swap(0, 1)),
    ("permissions: repeated", |draft| draft.permissions[1] = permission("createRun", 0, 0, &[])),
    ("permissions: an empty key", |draft| draft.permissions[0] = permission("", 0, 0, &[])),
    ("permissions: no such group", |draft| draft.permissions[0] = permission("createRun", 2, 0, &[])),
    ("permissions: no such right", |draft| draft.permissions[1] = permission("tax", 1, 0, &[0, 2])),
    ("permissions: a right twice", |draft| draft.permissions[1] = permission("tax", 1, 0, &[1, 1])),
    ("permissions: no such action", |draft| draft.permissions[0] = permission("createRun", 0, 0b1010, &[])),
    ("permissions: no such flag", |draft| draft.permissions[0] = permission("createRun", 0, 0x40, &[])),
    ("permissions: more rights than bytes", |draft| draft.permissions[36] = [key("z34"), vec![0, 0], varint(u64::from(u32::MAX))].concat()),
    ("permissions: a group of more than 32 bits", |draft| draft.permissions[0] = permission("createRun", 1 << 32, 0, &[])),
    ("permissions: one more right than there are", |draft| draft.permissions[0] = [key("createRun"), vec![0, 0, 1]].concat()),
    ("roles: unsorted", |draft| draft.roles.swap(0, 1)),
    ("roles: repeated", |draft| draft.roles[1] = role("admin", 6, &bits(&[]))),
    ("roles: a control character", |draft| draft.roles[0] = role("admi\0", 6, &bits(&[]))),
    ("roles: no access method", |draft| draft.roles[2] = role("visitor", 0b001, &bits(&[]))),
    ("roles: no such flag", |draft| draft.roles[2] = role("visitor", 0b1110, &bits(&[]))),
    ("roles: a bit past the last in a map", |draft| draft.roles[2] = role("visitor", 6, &[0, 0, 0, 0, 0x80])),
    ("roles: a bit past the last in a list", |draft| draft.roles[2] = role("visitor", 6, &bits(&[39]))),
    ("roles: a row of 3 bytes", |draft| draft.roles[2] = role("visitor", 6, &[1, 0, 0])),
    ("roles: a row that is longer than the map", |draft| draft.roles[2] = role("visitor", 6, &[0; 6])),
    ("roles: a list that is longer than the map", |draft| draft.roles[2] = role("visitor", 6, &bits(&[1, 2]))),
    ("levels: unsorted", |draft| draft.levels.swap(0, 1)),
    ("levels: repeated", |draft| draft.levels[1] = level("ACME\0plant-a", 1)),
    ("levels: no pair", |draft| draft.levels[1] = level("ACME", 1)),
    ("levels: three in a pair", |draft| draft.levels[1] = level("ACME\0plant-b\0c", 1)),
    ("levels: an empty key", |draft| draft.levels[1] = level("BETA\0", 1)),
    ("levels: an empty company", |draft| draft.levels[0] = level("\0plant-a", 1)),
    ("levels: another byte between", |draft| draft.levels[1] = level("ACME\u{1}plant-b", 1)),
    ("levels: two defaults in a company", |draft| draft.levels[1] = level("ACME\0plant-b", 0b11)),
    ("levels: no such flag", |draft| draft.levels[1] = level("ACME\0plant-b", 0b101)),
    ("values: a dimension too few", |draft| drop(draft.values.pop())),
    ("values: a dimension too many", |draft| draft.values.push(vec![])),
    ("values: unsorted", |draft| draft.values[0].swap(0, 1)),
    ("values: repeated", |draft| draft.values[0][1] = value("A", &[1])),
    ("values: empty", |draft| draft.values[0][0] = value("", &[0])),
    ("values: listed by no level", |draft| draft.values[0][0] = value("A", &[])),
    ("values: listed by no such level", |draft| draft.values[0][0] = value("A", &[2])),
    ("values: levels unsorted", |draft| draft.values[0][1] = value("B", &[1, 0])),
    ("values: a level twice", |draft| draft.values[0][1] = value("B", &[1, 1])),
    ("values: half a level", |draft| draft.values[0][0] = [key("A"), vec![3, 0, 0, 1]].concat()),
    ("values: a level with two employees", |draft| draft.values[6].push(value("E2", &[0]))),
    ("values: an employee with a control character", |draft| draft.values[6][0] = value("E\u{7f}", &[0])),
    ("teams: unsorted", |draft| draft.teams.swap(0, 1)),
    ("teams: repeated", |draft| draft.teams[1] = team("line-1", &[])),
    ("teams: no such role", |draft| draft.teams[1] = team("line-2", &[(3, None)])),
    ("teams: no such level", |draft| draft.teams[1] = team("line-2", &[(1, Some(2))])),
    ("teams: a system role", |draft| draft.teams[1] = team("line-2", &[(0, None)])),
    ("teams: a system role within a level", |draft| draft.teams[1] = team("line-2", &[(0, Some(0))])),
    ("teams: roles unsorted", |draft| draft.teams[1] = team("line-2", &[(2, None), (1, None)])),
    ("teams: a role twice", |draft| draft.teams[1] = team("line-2", &[(1, None), (1, None)])),
    ("teams: no level after a level", |draft| draft.teams[1] = team("line-2", &[(1, Some(0)), (1, None)])),
    ("teams: levels unsorted", |draft| draft.teams[1] = team("line-2", &[(1, Some(1)), (1, Some(0))])),
    ("teams: a role within a level twice", |draft| draft.teams[1] = team("line-2", &[(1, Some(1)), (1, Some(1))])),
    ("mappings: unsorted", |draft| draft.mappings.swap(0, 1)),
    ("mappings: repeated", |draft| draft.mappings[1] = mapping("entra\0G", &[], &[])),
    ("mappings: no pair", |draft| draft.mappings[0] = mapping("entraG", &[], &[])),
    ("mappings: no such role", |draft| draft.mappings[0] = mapping("entra\0G", &[(3, None)], &[])),
    ("mappings: no such team", |draft| draft.mappings[1] = mapping("okta\0G", &[], &[2])),
    ("mappings: teams unsorted", |draft| draft.mappings[1] = mapping("okta\0G", &[], &[1, 0])),
    ("mappings: a team twice", |draft| draft.mappings[1] = mapping("okta\0G", &[], &[1, 1])),
    ("teams: an inactive one", |draft| draft.teams[1] = [key("line-2"), inactive(profile(&[], &[], &[]))].concat()),
    ("teams: a team", |draft| draft.teams[1] = [key("line-2"), profile(&[], &[0], &[])].concat()),
    ("teams: a level", |draft| draft.teams[1] = [key("line-2"), profile(&[], &[], &[0])].concat()),
    ("mappings: an inactive one", |draft| draft.mappings[1] = [key("okta\0G"), inactive(profile(&[], &[], &[]))].concat()),
    ("mappings: a level", |draft| draft.mappings[1] = [key("okta\0G"), profile(&[], &[], &[0])].concat()),
    ("profiles: no such role", |draft| draft.shared_profiles[0] = profile(&[(3, None)], &[], &[])),
    ("profiles: no such level within", |draft| draft.shared_profiles[0] = profile(&[(1, Some(2))], &[], &[])),
    ("profiles: no such team", |draft| draft.shared_profiles[0] = profile(&[], &[2], &[])),
    ("profiles: no such level", |draft| draft.shared_profiles[0] = profile(&[], &[], &[2])),
    ("profiles: roles unsorted", |draft| draft.single_profiles[0] = profile(&[(2, None), (1, None)], &[], &[])),
    ("profiles: teams unsorted", |draft| draft.single_profiles[0] = profile(&[], &[1, 0], &[])),
    ("profiles: levels unsorted", |draft| draft.single_profiles[0] = profile(&[], &[], &[1, 0])),
    ("profiles: a level twice", |draft| draft.single_profiles[0] = profile(&[], &[], &[0, 0])),
    ("profiles: levels, but none", |draft| draft.single_profiles[0] = vec![2, 0]),
    ("profiles: one that nobody takes", |draft| draft.single_profiles.push(profile(&[], &[], &[]))),
    ("profiles: one too few", |draft| drop(draft.single_profiles.pop())),
    ("profiles: half of one", |draft| draft.single_profiles[1].truncate(1)),
    ("profiles: more roles than bytes", |draft| draft.single_profiles[1] = varint(u64::from(u32::MAX))),
    ("profiles: a number too few", |draft| draft.user_profiles.truncate(2)),
    ("profiles: a number too many", |draft| draft.user_profiles.push(1)),
    ("profiles: half a number", |draft| draft.user_profiles[0] = 0x80),
    ("users: unsorted", |draft| draft.users.swap(0, 2)),
    ("users: repeated", |draft| draft.users[2] = user("ben", "")),
    ("users: repeated, with an e-mail", |draft| draft.users[1] = user("ada", "\u{1}")),
    ("users: an empty id", |draft| draft.users[0] = user("", "")),
    ("users: an id of 513 bytes", |draft| draft.users[0] = user(&"a".repeat(513), "")),
    ("users: a control character", |draft| draft.users[0] = user("a\u{9f}", "")),
    ("users: not UTF-8", |draft| draft.users[0] = vec![0xFF, b'\n']),
    ("users: a pair", |draft| draft.users[0] = user("ada", "\0a@b")),
    ("users: no such mark", |draft| draft.users[0] = user("ada", "\u{4}a@b")),
    ("users: an e-mail after one that is the same", |draft| draft.users[0] = user("ada", "\u{1}a@b")),
    ("users: two e-mails", |draft| draft.users[0] = user("ada", "\u{2}a@b\u{2}c@d")),
    ("users: an e-mail after the employee", |draft| draft.users[0] = user("ada", "\u{3}E7\u{2}a@b")),
    ("users: two employees", |draft| draft.users[0] = user("ada", "\u{3}E7\u{3}E8")),
    ("users: an e-mail that is the id", |draft| draft.users[0] = user("ada", "\u{2}ada")),
    ("users: an e-mail of 513 bytes", |draft| draft.users[0] = user("ada", &["\u{2}", &"a".repeat(513)].concat())),
    ("users: an empty e-mail", |draft| draft.users[1] = user("ben", "\u{2}")),
    ("users: an empty e-mail and an employee", |draft| draft.users[1] = user("ben", "\u{2}\u{3}E7")),
    ("users: an empty employee", |draft| draft.users[2] = user("cyd", "\u{3}")),
    ("users: no end", |draft| draft.users[2].truncate(6)),
    ("users: no such shared profile", |draft| draft.user_profiles[0] = 2),
    ("users: a second who takes the last profile", |draft| draft.user_profiles[0] = 0),
    ("users: nobody takes the last profile", |draft| draft.user_profiles[2] = 1),
    ("labels: neither none nor some", |draft| draft.labels = vec![2]),
    ("labels: cut short", |draft| draft.labels = vec![1]),
    ("labels: too few", |draft| draft.labels = [vec![1], text("Acme"), text("")].concat().into_iter().chain([0; 4]).collect()),
    ("after the end", |draft| draft.rest = vec![0]),
    ("after the end of a table", |draft| draft.users[2].push(0)),
    ("a count that is larger than its table", |draft| {
        draft.users = vec![];
        draft.labels = [varint(u64::from(u32::MAX)), vec![0]].concat();
    }),
];

const OF_A_SLICE: &[(&str, Break)] = &[
    ("slice: another user", |draft| draft.users[0] = user("ben", "")),
    ("slice: two users", |draft| {
        draft.single_profiles.push(profile(&[], &[], &[]));
        draft.user_profiles.push(0);
        draft.users.push(user("ben", ""));
    }),
    ("slice: an empty user", |draft| draft.answers_for = [vec![1], text(""), vec![0, 0]].concat()),
    ("slice: no such access method", |draft| draft.answers_for = [vec![1], text("ada"), vec![2, 0]].concat()),
    ("slice: explain 2", |draft| draft.answers_for = [vec![1], text("ada"), vec![0, 2]].concat()),
    ("slice: signed", |draft| {
        draft.key_id[0] = 1;
        draft.repeated[2] = 1;
        draft.signature[0] = 1;
    }),
    ("slice: as a whole", |draft| {
        draft.kind = 0;
        draft.repeated[1] = 0;
    }),
];

const OF_A_SHARD: &[(&str, Break)] = &[
    ("shard: a user before its range", |draft| draft.answers_for = [vec![2], text("b"), text("")].concat()),
    ("shard: a user past its range", |draft| draft.answers_for = [vec![2], text("a"), text("cyd")].concat()),
    ("shard: signed", |draft| {
        draft.key_id[0] = 1;
        draft.repeated[2] = 1;
        draft.signature[0] = 1;
    }),
];

#[test]
fn counts_that_promise_too_much_reserve_nothing() {
    // Each count of the body in turn, saying four billion and then ending.
    let sound = Draft::default().bytes();
    for place in 92..sound.len() {
        let mut bytes = sound[..place].to_vec();
        bytes.extend(varint(u64::from(u32::MAX)));
        bytes.extend([0; 8]);
        seal(&mut bytes);
        let length = bytes.len() as u64;
        let memory = allocation_counter::measure(|| drop(Access::load(bytes, &LoadOptions::default())));
        assert!(
            memory.bytes_max < 64 * 1024 + 64 * length,
            "{} bytes are taken where byte {place} promises more than there is",
            memory.bytes_max
        );
    }
}
