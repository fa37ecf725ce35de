//! The rows of a snapshot's tables, those selected and with their new numbers.

use super::Selection;
use crate::snapshot::Header;
use crate::snapshot::Snapshot;
use crate::snapshot::encode::{
    AssignmentList, Contents, LabelTexts, LevelRow, MappingRow, PermissionRow, RoleRow, TeamRow, UserRow,
};
use crate::snapshot::tables::{Assignments, Holding, Labelled, User};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Old numbers → new ones, for the records that are kept.
pub(super) struct Renumber(Vec<Option<u32>>);

impl Renumber {
    pub(super) fn of(keep: &[bool]) -> Self {
        let mut next = 0..;
        Self(keep.iter().map(|kept| if *kept { next.next() } else { None }).collect())
    }

    pub(super) fn everything(count: usize) -> Self {
        Self((0..count as u32).map(Some).collect())
    }

    fn new_number(&self, old: u32) -> Option<u32> {
        self.0.get(old as usize).copied().flatten()
    }

    /// The old numbers that are kept, in order.
    fn kept(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).filter(|(_, new)| new.is_some()).map(|(old, _)| old)
    }

    fn keeps(&self, old: u32) -> bool {
        self.new_number(old).is_some()
    }
}

impl Selection {
    /// Everything that a snapshot with this header holds of what is selected.
    pub(super) fn contents<'a>(
        &self,
        snapshot: &'a Snapshot,
        header: Header<'a>,
        users: impl Fn(User) -> bool,
        labels: bool,
    ) -> Contents<'a> {
        let catalogue = self.catalogue(snapshot);
        let people: Vec<UserRow<'a>> =
            snapshot.users().filter(|user| users(*user)).map(|user| self.user(snapshot, user)).collect();
        Contents {
            dimensions: snapshot.dimensions().skip(crate::snapshot::BUILT_IN_DIMENSIONS.len()).collect(),
            rights: catalogue.rights,
            permission_groups: catalogue.groups,
            permissions: catalogue.permissions,
            roles: self.roles(snapshot),
            levels: self.level_rows(snapshot),
            values: self.values(snapshot, &header),
            teams: self.team_rows(snapshot),
            mappings: self.mapping_rows(snapshot),
            users: people,
            labels: (labels && snapshot.has_labels()).then(|| self.labels(snapshot, users)),
            header,
        }
    }

    fn keeps_grant(&self, grant: u32) -> bool {
        self.grants.as_ref().is_none_or(|kept| kept.get(grant as usize) == Some(&true))
    }

    fn keeps_permission(&self, first: u32, rights: u32) -> bool {
        (first..first + rights.max(1)).any(|grant| self.keeps_grant(grant))
    }

    fn catalogue<'a>(&self, snapshot: &'a Snapshot) -> Catalogue<'a> {
        let kept: Vec<_> = snapshot
            .permissions()
            .filter(|permission| self.keeps_permission(permission.first_grant, permission.rights))
            .map(|permission| {
                let rights = snapshot.rights(permission).zip(permission.first_grant..);
                let rights: Vec<&str> =
                    rights.filter(|(_, grant)| self.keeps_grant(*grant)).map(|(right, _)| right).collect();
                (permission, rights)
            })
            .collect();
        let mut rights: Vec<&str> = kept.iter().flat_map(|(_, rights)| rights.iter().copied()).collect();
        rights.sort_unstable();
        rights.dedup();
        let mut groups: Vec<&str> = match self.grants {
            // Roles refer to them by number, to those without permissions too.
            None => (0..snapshot.group_count() as u32).filter_map(|group| snapshot.group(group)).collect(),
            Some(_) => kept.iter().filter_map(|(permission, _)| snapshot.permission_group(*permission)).collect(),
        };
        groups.sort_unstable();
        groups.dedup();
        let number = |names: &[&str], name: &str| names.binary_search(&name).ok().map(|number| number as u32);
        let permissions = kept.iter().map(|(permission, own)| PermissionRow {
            key: snapshot.permission_key(*permission),
            group: snapshot.permission_group(*permission).and_then(|group| number(&groups, group)),
            flags: permission.flags,
            rights: own.iter().filter_map(|right| number(&rights, right)).collect(),
        });
        Catalogue { permissions: permissions.collect(), rights, groups }
    }

    fn roles<'a>(&self, snapshot: &'a Snapshot) -> Vec<RoleRow<'a>> {
        let grants: Vec<u32> = (0..snapshot.grant_count()).filter(|grant| self.keeps_grant(*grant)).collect();
        let rows = self.roles.kept().map(|role| {
            let bits = match &self.grants {
                None => snapshot.role_bits(role).collect(),
                // Resolved: without the rest of a permission group, the group's bit would mean something else.
                Some(_) => snapshot.held_grants(role).filter_map(|grant| rank(&grants, grant)).collect(),
            };
            let flags = snapshot.role(role).map_or(0, |role| role.flags);
            RoleRow { id: snapshot.role_id(role), flags, bits }
        });
        rows.collect()
    }

    fn level_rows<'a>(&self, snapshot: &'a Snapshot) -> Vec<LevelRow<'a>> {
        let levels = self.levels.kept().filter_map(|level| snapshot.level(level));
        let rows = levels.map(|level| LevelRow {
            company: level.company,
            key: level.key,
            active: level.active,
            default: level.default,
        });
        rows.collect()
    }

    /// In a slice, an employee who is somebody else is left out.
    fn values<'a>(&self, snapshot: &'a Snapshot, header: &Header<'a>) -> Vec<Vec<(&'a str, Vec<u16>)>> {
        let slice_of = match header.answers_for {
            crate::snapshot::AnswersFor::User { id, .. } => {
                Some(snapshot.user(id.as_bytes()).and_then(|user| snapshot.employee(user)).unwrap_or(id))
            }
            _ => None,
        };
        let employees = snapshot.dimensions().count() - 1;
        let of_dimension = |dimension| {
            let values = snapshot
                .values(dimension)
                .filter(|(value, _)| dimension != employees || slice_of.is_none_or(|employee| employee == *value));
            let values = values.map(|(value, listed_by)| {
                let levels = listed_by.levels().filter_map(|level| self.levels.new_number(level));
                (value, levels.map(|level| level as u16).collect::<Vec<u16>>())
            });
            values.filter(|(_, levels)| !levels.is_empty()).collect()
        };
        (0..=employees).map(of_dimension).collect()
    }

    fn team_rows<'a>(&self, snapshot: &'a Snapshot) -> Vec<TeamRow<'a>> {
        let rows = self.teams.kept().map(|team| TeamRow {
            id: snapshot.team_id(team),
            assignments: self.assignments(snapshot.team(team).map(Holding::assignments)),
        });
        rows.collect()
    }

    fn mapping_rows<'a>(&self, snapshot: &'a Snapshot) -> Vec<MappingRow<'a>> {
        let rows = self.mappings.kept().map(|mapping| {
            let (provider, group) = snapshot.mapping_key(mapping);
            let held = snapshot.mapping(mapping);
            let teams = held.into_iter().flat_map(Holding::teams);
            MappingRow {
                provider,
                group,
                assignments: self.assignments(held.map(Holding::assignments)),
                teams: teams.filter_map(|team| self.teams.new_number(team)).collect(),
            }
        });
        rows.collect()
    }

    fn user<'a>(&self, snapshot: &'a Snapshot, user: User) -> UserRow<'a> {
        let profile = snapshot.holding(user.profile);
        let levels = profile.levels().filter_map(|level| self.levels.new_number(level));
        UserRow {
            id: snapshot.user_id(user),
            active: profile.active(),
            email: snapshot.email(user),
            employee: snapshot.employee(user),
            assignments: Cow::Owned(self.assignments(Some(profile.assignments()))),
            teams: Cow::Owned(profile.teams().filter_map(|team| self.teams.new_number(team)).collect()),
            levels: Cow::Owned(levels.collect()),
        }
    }

    fn assignments(&self, assignments: Option<Assignments<'_>>) -> AssignmentList {
        let held = assignments.into_iter().flatten().filter_map(|(role, level)| {
            let level = match level {
                None => None,
                Some(level) => Some(self.levels.new_number(level)? as u16),
            };
            Some((self.roles.new_number(role)?, level))
        });
        held.collect()
    }

    fn labels(&self, snapshot: &Snapshot, users: impl Fn(User) -> bool) -> LabelTexts {
        let permissions = snapshot.permissions();
        let kept_permissions =
            permissions.map(|permission| self.keeps_permission(permission.first_grant, permission.rights));
        LabelTexts {
            organization: texts::<1>(snapshot, Labelled::Organization, [true].into_iter()),
            permissions: texts::<4>(snapshot, Labelled::Permissions, kept_permissions),
            roles: texts::<3>(
                snapshot,
                Labelled::Roles,
                (0..snapshot.role_count() as u32).map(|role| self.roles.keeps(role)),
            ),
            teams: texts::<1>(
                snapshot,
                Labelled::Teams,
                (0..snapshot.team_count() as u32).map(|team| self.teams.keeps(team)),
            ),
            users: texts::<1>(snapshot, Labelled::Users, snapshot.users().map(users)),
            levels: texts::<2>(
                snapshot,
                Labelled::Levels,
                (0..snapshot.level_count() as u32).map(|level| self.levels.keeps(level)),
            ),
        }
    }
}

struct Catalogue<'a> {
    rights: Vec<&'a str>,
    groups: Vec<&'a str>,
    permissions: Vec<PermissionRow<'a>>,
}

/// The place of a number among sorted ones.
fn rank(sorted: &[u32], number: u32) -> Option<u32> {
    sorted.binary_search(&number).ok().map(|place| place as u32)
}

/// The texts of the kept records of one table.
fn texts<const N: usize>(snapshot: &Snapshot, of: Labelled, keep: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut strings = snapshot.labels(of);
    let mut table = Vec::new();
    for kept in keep {
        let texts: [Option<&str>; N] = core::array::from_fn(|_| strings.next());
        if kept {
            LabelTexts::push(&mut table, texts);
        }
    }
    table
}
