//! What somebody holds in one of the two snapshots.

use super::side::{ALONE, Assigned, Joint, Side};
use crate::snapshot::tables::User;

/// What a user, or whoever presents a group, holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct View {
    pub standing: Standing,
    pub roles: Vec<Assigned>,
    pub teams: Vec<u32>,
    /// Own levels, each with why it is one; sorted.
    pub own: Vec<(u32, Own)>,
    /// Levels are those of whoever presents the group.
    pub presenter: bool,
    /// What `$user` stands for, where it has to be told apart.
    pub personal: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Standing {
    /// Not in the snapshot.
    #[default]
    Unknown,
    Inactive,
    Active,
}

/// Why a level is a user's own (rule 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Own {
    Assigned,
    Employee,
    Default,
}

/// One way to a role.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    pub role: u32,
    pub within: u32,
    pub team: Option<u32>,
    /// The boxes that it counts in, each with its level or [`ALONE`].
    pub boxes: Vec<(u32, u32)>,
}

impl View {
    /// A user of the snapshot, the levels that name the employee given.
    pub fn of_user(side: &Side<'_>, joint: &Joint<'_>, user: User, by_employee: &[u32]) -> Self {
        let holding = side.snapshot.holding(user.profile);
        Self {
            standing: if holding.active() { Standing::Active } else { Standing::Inactive },
            roles: side.assigned(joint, holding),
            teams: side.joined(joint, holding),
            own: own(side, joint, side.own(joint, holding), by_employee),
            ..Self::default()
        }
    }

    /// Somebody whom the snapshot does not know.
    pub fn of_unknown(side: &Side<'_>, joint: &Joint<'_>, by_employee: &[u32]) -> Self {
        Self { own: own(side, joint, Vec::new(), by_employee), ..Self::default() }
    }

    /// Whoever presents the group of a mapping; `None` where there is none.
    pub fn of_mapping(side: &Side<'_>, mapping: u32) -> Option<Self> {
        let (roles, teams) = side.mappings.get(mapping as usize)?.clone()?;
        Some(Self { standing: Standing::Active, roles, teams, presenter: true, ..Self::default() })
    }

    /// Whether presented groups count (rule 6).
    pub fn may_present(&self, side: &Side<'_>) -> bool {
        match self.standing {
            Standing::Active => true,
            Standing::Inactive => false,
            Standing::Unknown => !side.deny_unknown,
        }
    }

    /// The boxes that a role held without a level counts in, each with its level.
    pub fn own_boxes(&self, side: &Side<'_>, joint: &mut Joint<'_>) -> Vec<(u32, u32)> {
        if !side.scoping {
            return vec![(side.free, ALONE)];
        }
        let mut boxes = vec![(joint.nothing_named, ALONE)];
        if self.presenter {
            boxes.push((joint.presenter, ALONE));
        }
        boxes.extend(self.own.iter().filter_map(|(level, _)| Some((self.covers(side, joint, *level)?, *level))));
        boxes
    }

    /// What a level covers for this user; `None` of an inactive one.
    pub fn covers(&self, side: &Side<'_>, joint: &mut Joint<'_>, level: u32) -> Option<u32> {
        let level = side.level(level).filter(|level| level.active)?;
        Some(if self.personal.is_empty() { level.covers } else { joint.boxes.personal(level.covers, &self.personal) })
    }

    /// Every way to a role that counts for an access method: own roles, then those of the teams.
    pub fn ways(&self, side: &Side<'_>, joint: &mut Joint<'_>, method: usize) -> Vec<Way> {
        if self.standing != Standing::Active {
            return Vec::new();
        }
        let own = self.own_boxes(side, joint);
        let direct = self.roles.iter().map(|assigned| (None, *assigned));
        let of_team =
            |team: u32| side.team(team).unwrap_or_default().iter().map(move |assigned| (Some(team), *assigned));
        let held = direct.chain(self.teams.iter().copied().flat_map(of_team));
        let mut ways = Vec::new();
        for (team, (role, within)) in held {
            if side.role(role).is_none_or(|role| role.admits.get(method) != Some(&true)) {
                continue;
            }
            let boxes = match within {
                ALONE => own.clone(),
                level if side.scoping => {
                    self.covers(side, joint, level).map(|covers| (covers, level)).into_iter().collect()
                }
                level if side.level(level).is_some_and(|level| level.active) => vec![(side.free, ALONE)],
                _ => Vec::new(),
            };
            ways.push(Way { role, within, team, boxes });
        }
        ways
    }
}

fn own(side: &Side<'_>, joint: &Joint<'_>, assigned: Vec<u32>, by_employee: &[u32]) -> Vec<(u32, Own)> {
    let named = by_employee.iter().map(|level| (joint.levels.of(side.number, *level), Own::Employee));
    let mut own: Vec<(u32, Own)> = assigned.into_iter().map(|level| (level, Own::Assigned)).chain(named).collect();
    if own.is_empty() {
        own = side.defaults.iter().map(|level| (*level, Own::Default)).collect();
    }
    own.sort_unstable();
    own.dedup_by_key(|(level, _)| *level);
    own
}
