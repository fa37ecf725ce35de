//! Why something is gained: what on the way to it is new. With the two snapshots exchanged: what on the way to what is lost is gone.

use super::gains::Change;
use super::side::{ALONE, Joint};
use super::view::{Own, Standing, Way};

/// A change, without its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Cause {
    /// Scoping: off gains, on loses.
    Scoping,
    /// Unknown users are, or are not, allowed what presented groups give.
    UnknownUsers,
    /// A dimension is declared.
    Dimension(u32),
    /// The user, or the mapping, is there at all, or is not: whoever was removed may gain what groups give the unknown.
    There(bool),
    /// The user is active.
    Active,
    /// A role is held directly, or given by the mapping.
    Role(u32, u32),
    /// The user is in the team, or the mapping gives it.
    Team(u32),
    /// The team has a role.
    TeamRole(u32, u32, u32),
    /// The role holds grants.
    RoleGrants(u32),
    /// The role counts for an access method.
    RoleMethod(u32, usize),
    /// The level is active.
    LevelActive(u32),
    /// The level covers values.
    LevelCovers(u32),
    /// The level is the user's own, for that reason.
    OwnLevel(u32, Own),
    /// The level is a default of those without own levels.
    DefaultLevel(u32),
    /// The user has own levels: in a gain, has them no longer, so that the defaults count.
    OwnLevels,
    /// What `$user` stands for is another e-mail.
    Email,
}

/// Adds what is new on a way, of which the boxes are not covered; no way: that of presented groups.
pub(super) fn causes(
    change: &Change<'_, '_>,
    joint: &Joint<'_>,
    way: Option<(&Way, u32)>,
    boxes: &[(u32, u32)],
    because: &mut Vec<Cause>,
) {
    let Change { old_side, old, new_side, new, .. } = change;
    if old.standing != new.standing {
        because.push(match (new.standing, old.standing) {
            (Standing::Active, Standing::Inactive) => Cause::Active,
            (Standing::Unknown, _) => Cause::There(false),
            (_, Standing::Unknown) => Cause::There(true),
            _ => Cause::Active,
        });
    } else if new.standing == Standing::Unknown && old_side.deny_unknown && !new_side.deny_unknown {
        because.push(Cause::UnknownUsers);
    }
    // Of a user who was not there all is new.
    let was_there = (old.standing == Standing::Unknown) == (new.standing == Standing::Unknown);
    if let Some((way, atom)) = way {
        if was_there {
            holding(change, way, because);
        }
        role(change, way, atom, because);
    }
    if old_side.scoping && !new_side.scoping {
        because.push(Cause::Scoping);
    }
    for (number, level) in boxes {
        let dimensions = (0..).zip(old_side.dimensions.iter().zip(&new_side.dimensions));
        let declared = dimensions
            .filter(|(dimension, (old, new))| !**old && **new && joint.boxes.names_dimension(*number, *dimension));
        because.extend(declared.map(|(dimension, _)| Cause::Dimension(dimension)));
        if *level == ALONE {
            continue;
        }
        let is_own = way.is_none_or(|(way, _)| way.within == ALONE);
        if is_own && was_there {
            own(change, *level, because);
        }
        covers(change, joint, *level, because);
    }
}

/// Whether the role is newly held.
fn holding(change: &Change<'_, '_>, way: &Way, because: &mut Vec<Cause>) {
    let Change { old_side, old, .. } = change;
    let assigned = (way.role, way.within);
    match way.team {
        None if old.roles.binary_search(&assigned).is_err() => because.push(Cause::Role(way.role, way.within)),
        None => {}
        Some(team) => {
            if old.teams.binary_search(&team).is_err() {
                because.push(Cause::Team(team));
            }
            if old_side.team(team).is_some_and(|roles| roles.binary_search(&assigned).is_err()) {
                because.push(Cause::TeamRole(team, way.role, way.within));
            }
        }
    }
}

/// Whether the role holds it newly, or counts newly.
fn role(change: &Change<'_, '_>, way: &Way, atom: u32, because: &mut Vec<Cause>) {
    // A role that was not there is newly held too.
    let Some(role) = change.old_side.role(way.role) else { return };
    if !role.holds.has(atom) {
        because.push(Cause::RoleGrants(way.role));
    }
    if role.admits.get(change.method) != Some(&true) {
        because.push(Cause::RoleMethod(way.role, change.method));
    }
}

/// Whether the level is newly the user's own.
fn own(change: &Change<'_, '_>, level: u32, because: &mut Vec<Cause>) {
    let Change { old_side, old, new, .. } = change;
    let of = |list: &[(u32, Own)]| {
        let place = list.binary_search_by_key(&level, |(known, _)| *known).ok()?;
        list.get(place).map(|(_, why)| *why)
    };
    if of(&old.own).is_some() {
        return;
    }
    let Some(why) = of(&new.own) else { return };
    because.push(match why {
        Own::Default if !old_side.defaults.contains(&level) => Cause::DefaultLevel(level),
        Own::Default => Cause::OwnLevels,
        why => Cause::OwnLevel(level, why),
    });
}

/// Whether the level covers more.
fn covers(change: &Change<'_, '_>, joint: &Joint<'_>, number: u32, because: &mut Vec<Cause>) {
    let Change { old_side, old, new_side, new, .. } = change;
    let (Some(before), Some(after)) = (old_side.level(number), new_side.level(number)) else { return };
    if !before.active {
        because.push(Cause::LevelActive(number));
    }
    if before.covers != after.covers {
        because.push(Cause::LevelCovers(number));
    }
    if old.personal != new.personal && joint.boxes.names_user(after.covers) {
        because.push(Cause::Email);
    }
}
