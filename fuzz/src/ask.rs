//! Asks a snapshot everything, and holds the answers to each other: no sealed nonsense may make them disagree.

use rolepack::access::SliceOptions;
use rolepack::pack::Options;
use rolepack::{Access, AccessMethod, LoadOptions, Model, Request, pack, unpack};

/// Enough things of a kind to meet every record of a small snapshot.
const SOME: usize = 12;

/// Panics where two answers disagree.
pub fn everything(access: &Access) {
    let mut users: Vec<&str> = access.users().map(|user| user.id).take(SOME).collect();
    users.extend(access.slice_user());
    users.push("nobody");
    let groups: Vec<_> = access.mapped_groups().take(SOME).collect();
    for user in users {
        for presented in [&groups[..0], &groups] {
            for method in [AccessMethod::Login, AccessMethod::SlideIn] {
                let mut who = Request::new(user, "readRun").access_method(method);
                who.identity_groups = presented.to_vec();
                one_user(access, &who);
            }
        }
    }
    describe(access);
    pack_again(access);
}

fn one_user(access: &Access, who: &Request<'_>) {
    let grants = access.user(who);
    let effective = access.effective(who);
    let listed: usize = effective.groups.iter().map(|group| group.grants.len()).sum();
    assert_eq!(listed, grants.iter().count(), "effective lists what is held");
    let slice = |explain| {
        let bytes = access.slice(who, SliceOptions { explain, labels: explain }).ok()?;
        Some(
            load(bytes, true)
                .unwrap_or_else(|error| panic!("the slice of {who:?} (explain: {explain}) is refused: {error}")),
        )
    };
    let slices: Vec<_> = [false, true].into_iter().filter_map(slice).collect();

    for permission in access.permissions().take(SOME) {
        let rights = permission.rights.iter().take(SOME).copied().map(Some);
        for right in rights.chain([None]) {
            let bare = Request { permission: permission.key, right, ..who.clone() };
            let allowed = access.allows(&bare);
            assert_eq!(allowed, grants.can(permission.key, right), "the user's bits say what `check` says");
            for slice in &slices {
                assert_eq!(allowed, slice.allows(&bare), "a slice says what the whole says");
            }
            question(access, &bare);
            for dimension in access.dimensions().take(SOME) {
                question(access, &bare.clone().resource(dimension, "A"));
                question(access, &bare.clone().resource("company", "acme").resource(dimension, who.user));
                let reach = access.reach(&bare, Some(dimension));
                assert!(allowed || format!("{reach:?}").len() < 1 << 20);
            }
        }
    }
}

fn question(access: &Access, request: &Request<'_>) {
    let decision = access.check(request);
    assert_eq!(decision.allowed, access.allows(request), "`allows` says what `check` says");
    let explanation = access.explain(request);
    assert_eq!(decision, explanation.decision, "`explain` says what `check` says");
    assert_eq!(decision.allowed, !explanation.paths.is_empty(), "allowed is what a path leads to");
    if request.identity_groups.is_empty()
        && access.slice_user().is_none()
        && let Ok(who) = access.who_can(request)
    {
        assert_eq!(decision.allowed, who.contains(&request.user), "`who_can` names those whom `check` allows");
    }
}

/// Everything that a console shows of a snapshot.
fn describe(access: &Access) {
    let counts = [
        access.roles().count(),
        access.teams().count(),
        access.levels().count(),
        access.permissions().count(),
        access.users().count(),
    ];
    let bytes: usize = access.sizes().iter().map(|section| section.bytes).sum();
    assert_eq!(bytes, access.as_bytes().len(), "the sections are the snapshot, {counts:?}");
}

/// What is unpacked need not be a sound model, for a snapshot may be sealed by anybody; where it is one, it packs and loads.
fn pack_again(access: &Access) {
    let Ok(model) = Model::try_from(unpack(access).document) else { return };
    if let Ok(bytes) = pack(&model, &Options { at: Some(0), ..Options::default() }) {
        load(bytes, false).expect("what was packed is sound");
    }
}

/// Loads with a fixed seed, so that an input that fails fails again.
pub fn load(bytes: Vec<u8>, slice: bool) -> Result<Access, rolepack::LoadError> {
    Access::load(bytes, &LoadOptions { seed: 1, now: Some(0), slice, organization: None, min_sequence: None })
}
