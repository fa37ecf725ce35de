//! Which roles a user holds, from where, and what they grant: rules 1, 2, 3, 5 and 12.

use super::{Oracle, milliseconds};
use rolepack::source::{
    AccessLevel, ApplyTo, GroupMapping, LevelRef, Permission, Role, RoleAssignment, RolePermission, RoleRef,
};
use rolepack::{AccessMethod, Request, Via};

/// One way in which a role is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path<'d> {
    pub via: Via<'d>,
    pub role: &'d str,
    /// The level that the assignment is within: (company, key).
    pub within: Option<(&'d str, &'d str)>,
    /// The own or default levels that cover the request, where they were asked.
    pub levels: Vec<(&'d str, &'d str)>,
}

impl<'d> Path<'d> {
    /// The level that a decision names.
    pub fn level(&self) -> Option<(&'d str, &'d str)> {
        self.within.or(self.levels.first().copied())
    }

    /// Direct, then own teams by id, then mappings by (provider, group), a mapping's own roles before its teams by id; then by
    /// role id; then no level before a level by (company, key); all in byte order. `None` sorts before `Some`.
    fn order(&self) -> impl Ord + use<'d> {
        (self.via.identity_group, self.via.team, self.role, self.within)
    }
}

impl<'d> Oracle<'d> {
    /// Every path of the user that holds the grant asked for, in order. What the access method and the scope say comes after.
    pub fn paths_that_hold(&self, request: &Request) -> Vec<Path<'d>> {
        let permission = self.permission(request.permission).expect("a known permission");
        let mut paths = self.paths(request);
        paths.retain(|path| gives(self.role(path.role), permission, request.right));
        paths
    }

    /// Every role held, in order: directly, through any team, or through a presented group (rule 1).
    pub fn paths(&self, request: &Request) -> Vec<Path<'d>> {
        let mut paths = Vec::new();
        if let Some(user) = self.user(request.user) {
            self.add(&mut paths, Via::default(), &user.roles);
            for team in &user.teams {
                self.add(&mut paths, Via { team: Some(team), identity_group: None }, self.team_roles(team));
            }
        }
        for mapping in self.presented(request) {
            let identity_group = Some((mapping.provider.as_str(), mapping.group.as_str()));
            self.add(&mut paths, Via { team: None, identity_group }, &mapping.roles);
            for team in &mapping.teams {
                self.add(&mut paths, Via { team: Some(team), identity_group }, self.team_roles(team));
            }
        }
        paths.sort_by_key(Path::order);
        // A role held twice in the same place, for two stretches of time that overlap or by a group presented twice, is one path.
        paths.dedup();
        paths
    }

    fn add(&self, paths: &mut Vec<Path<'d>>, via: Via<'d>, roles: &'d [RoleRef]) {
        for held in roles {
            match held {
                RoleRef::Id(role) => paths.push(Path { via, role, within: None, levels: Vec::new() }),
                RoleRef::Assignment(assignment) if self.in_force(assignment) => {
                    let within = assignment.within.as_ref().map(|reference| self.level(reference));
                    let within = within.map(|level| (level.company.as_str(), level.key.as_str()));
                    paths.push(Path { via, role: &assignment.role, within, levels: Vec::new() });
                }
                RoleRef::Assignment(_) => {}
            }
        }
    }

    /// Rule 12: `from` inclusive, `until` exclusive, at the time that the packer is told.
    fn in_force(&self, assignment: &RoleAssignment) -> bool {
        let at = || self.at.expect("a time, where an assignment has one");
        assignment.from.as_ref().is_none_or(|from| milliseconds(from) <= at())
            && assignment.until.as_ref().is_none_or(|until| at() < milliseconds(until))
    }

    /// The mappings of the groups that the request presents.
    pub fn presented(&self, request: &Request) -> impl Iterator<Item = &'d GroupMapping> {
        let groups = request.identity_groups.clone();
        self.document
            .group_mappings
            .iter()
            .filter(move |mapping| groups.iter().any(|group| *group == (&mapping.provider, &mapping.group)))
    }

    /// A level by its key, by `COMPANY/KEY`, or by both apart. One matches: the packer refuses anything else.
    pub fn level(&self, reference: &LevelRef) -> &'d AccessLevel {
        let is_meant = |level: &&AccessLevel| match reference {
            LevelRef::Text(text) => level.key == *text || format!("{}/{}", level.company, level.key) == *text,
            LevelRef::Keys(keys) => level.company == keys.company && level.key == keys.key,
        };
        self.document.access_levels.iter().find(is_meant).expect("a level that exists")
    }

    fn team_roles(&self, id: &str) -> &'d [RoleRef] {
        &self.document.teams.iter().find(|team| team.id == id).expect("a team that exists").roles
    }

    pub fn role(&self, id: &str) -> &'d Role {
        self.document.roles.iter().find(|role| role.id == id).expect("a role that exists")
    }

    /// Rule 5.
    pub fn admits(&self, role: &str, method: AccessMethod) -> bool {
        match self.role(role).apply_to.unwrap_or_default() {
            ApplyTo::Login => method == AccessMethod::Login,
            ApplyTo::SlideIn => method == AccessMethod::SlideIn,
            ApplyTo::LoginAndSlideIn => true,
        }
    }
}

/// Whether the role has the grant: through a permission group, live and whole (rule 2), or by itself.
pub fn gives(role: &Role, permission: &Permission, right: Option<&str>) -> bool {
    let through_group =
        permission.permission_group.as_ref().is_some_and(|group| role.permission_groups.contains(group));
    let by_itself = role.permissions.iter().any(|one| match one {
        RolePermission::Key(key) => *key == permission.key && right.is_none(),
        RolePermission::Rights(some) => {
            some.permission == permission.key
                && right.map_or(some.rights.is_empty(), |right| some.rights.iter().any(|one| one == right))
        }
    });
    through_group || by_itself
}
