//! Questions over many: `explain`, `effective`, `whoCan` and `reach`, answered as the JSON that they are written in. Each is told by
//! way of `check`.

use super::scope::listed;
use super::{Oracle, Part, Path, is_an_id, is_malformed};
use rolepack::source::AccessLevel;
use rolepack::{Reason, Request};
use serde_json::{Map, Value, json};

type Keys<'d> = (&'d str, &'d str);

impl<'d> Oracle<'d> {
    /// The decision, with every path that grants, every one that holds the grant and does not count, and the roles that would grant.
    pub fn explain(&self, request: &Request) -> Value {
        let decision = self.check(request);
        let mut explanation = serde_json::to_value(decision).expect("a decision");
        // What a slice does not hold it does not know to be a grant.
        let is_past_the_question = decision.reason >= Reason::UnknownUser && !self.is_hidden(request);
        let is_past_the_user = decision.reason >= Reason::NotGranted && !self.is_hidden(request);
        let (mut paths, mut held) = (Vec::new(), Vec::new());
        // The own levels that cover are the same for every path that has none of its own.
        let mut covering = Vec::new();
        if is_past_the_user {
            for path in self.paths_that_hold(&self.asked(request)) {
                // A slice without `explain` holds no role but those that count for its user.
                if matches!(self.part, Part::Slice(slice) if !slice.explain && !self.admits(path.role, slice.access_method))
                {
                    continue;
                }
                let admitted = !self.is_of_another_method(request) && self.admits(path.role, request.access_method);
                match self.covered(path.clone(), request) {
                    Some(path) if admitted => {
                        paths.push(self.path(&path));
                        if path.within.is_none() {
                            covering = path.levels.iter().copied().map(level).collect();
                        }
                    }
                    _ => held.push(held_path(&path, if admitted { Reason::OutOfScope } else { Reason::AccessMethod })),
                }
            }
        }
        // A slice without `explain` knows no role but those that are held already.
        let knows_roles = !matches!(self.part, Part::Slice(slice) if !slice.explain);
        let asks_for_roles = !decision.allowed && is_past_the_question && knows_roles;
        explanation["paths"] = paths.into();
        if !covering.is_empty() {
            explanation["coveringLevels"] = covering.into();
        }
        explanation["held"] = held.into();
        explanation["wouldGrant"] = if asks_for_roles { self.granting_roles(request).into() } else { json!([]) };
        explanation
    }

    /// The roles of the request's access method, by id, system roles last.
    fn granting_roles(&self, request: &Request) -> Vec<&'d str> {
        let permission = self.permission(request.permission).expect("a known permission");
        let mut roles: Vec<_> = self.document.roles.iter().collect();
        roles.retain(|role| {
            super::paths::gives(role, permission, request.right) && self.admits(&role.id, request.access_method)
        });
        roles.sort_by_key(|role| (role.system.unwrap_or(false), &role.id));
        roles.into_iter().map(|role| role.id.as_str()).collect()
    }

    /// The level as in a decision.
    fn path(&self, path: &Path) -> Value {
        let mut told = json!({ "role": path.role, "via": path.via });
        if let Some(first) = path.level() {
            told["level"] = level(first);
        }
        told
    }

    /// Every grant, by feature area, those of none last; unscoped, each with its paths.
    pub fn effective(&self, who: &Request) -> Value {
        // Of the request only the user, the groups and the access method are read.
        let who = Request { permission: "any", right: None, resource: Vec::new(), ..who.clone() };
        if is_malformed(&who) {
            return nothing(Reason::InvalidRequest);
        }
        if !self.answers_for(who.user) {
            return nothing(Reason::NotInSnapshot);
        }
        let who = self.asked(&who);
        if let Err(reason) = self.is_somebody(&who) {
            return nothing(reason);
        }
        if self.is_of_another_method(&who) {
            return nothing(Reason::AccessMethod);
        }
        let mut areas: Vec<Option<&str>> =
            self.document.permissions.iter().map(|permission| permission.permission_group.as_deref()).collect();
        areas.sort_by_key(|area| (area.is_none(), *area));
        areas.dedup();
        let mut groups = Vec::new();
        for area in areas {
            let mut grants = Vec::new();
            for (permission, right) in self.grants(area) {
                let asked = Request { permission, right, ..who.clone() };
                let explanation = self.explain(&asked);
                if explanation["allowed"] == true {
                    let mut grant = json!({ "permission": permission, "paths": explanation["paths"] });
                    if let Some(right) = right {
                        grant["right"] = right.into();
                    }
                    grants.push(grant);
                }
            }
            if !grants.is_empty() {
                groups.push(json!({ "permissionGroup": area, "grants": grants }));
            }
        }
        let reason = if groups.is_empty() { Reason::NotGranted } else { Reason::Granted };
        json!({ "reason": reason, "groups": groups })
    }

    /// The grants of one feature area, by permission, in the order of its rights.
    fn grants(&self, area: Option<&str>) -> Vec<(&'d str, Option<&'d str>)> {
        let mut permissions: Vec<_> =
            self.document.permissions.iter().filter(|one| one.permission_group.as_deref() == area).collect();
        permissions.sort_by_key(|permission| &permission.key);
        let grants = permissions.into_iter().flat_map(|permission| {
            let bare = permission.rights.is_empty().then_some(None);
            bare.into_iter()
                .chain(permission.rights.iter().map(|right| Some(right.as_str())))
                .map(|right| (permission.key.as_str(), right))
        });
        grants.collect()
    }

    /// The known active users for whom the check is granted, without presented groups; or the reason that holds for everybody.
    pub fn who_can(&self, request: &Request) -> Result<Vec<&'d str>, Reason> {
        let bare = Request { identity_groups: Vec::new(), ..request.clone() };
        let asked = |user| Request { user, ..bare.clone() };
        // Whoever is asked about, the reasons of the question come first.
        let reason = self.answer(&asked("anyone")).0;
        if reason < Reason::NotInSnapshot {
            return Err(reason);
        }
        if self.is_of_another_method(request) {
            return Err(Reason::AccessMethod);
        }
        // No groups are presented, those that a slice was cut for neither.
        let part = match self.part {
            Part::Slice(slice) => Part::Slice(super::Slice { identity_groups: &[], ..slice }),
            part => part,
        };
        let mut users: Vec<&str> = self.document.users.iter().map(|user| user.id.as_str()).collect();
        users.retain(|user| self.of(part).check(&asked(user)).allowed);
        users.sort_unstable();
        Ok(users)
    }

    /// The values v of the dimension, or all, for which the check with the resource and dimension = v is granted. Without a
    /// dimension, a box for each level that covers.
    pub fn reach(&self, request: &Request, dimension: Option<&str>) -> Value {
        // Of a dimension that the resource names already two values would be told.
        let named_twice = dimension.is_some_and(|name| request.resource.iter().any(|(named, _)| *named == name));
        if is_malformed(request) || dimension.is_some_and(|name| !is_an_id(name)) || named_twice {
            return unreached(Reason::InvalidRequest);
        }
        // Any value of the dimension will do to find what is wrong with the question.
        let with = |value| {
            let mut asked = request.clone();
            asked.resource.extend(dimension.map(|dimension| (dimension, value)));
            asked
        };
        let reason = self.answer(&with("anything")).0;
        if reason < Reason::UnknownUser {
            return unreached(reason);
        }
        let (reason, _) = self.answer(request);
        if reason != Reason::Granted {
            return unreached(reason);
        }
        if !self.scoping() {
            return json!({ "reason": reason, "all": true });
        }
        let levels = self.covering_levels(request);
        let Some(dimension) = dimension else {
            let boxes: Vec<Value> = levels.iter().map(|level| self.covered_by(level, request.user)).collect();
            return if boxes.is_empty() {
                json!({ "reason": Reason::OutOfScope, "boxes": [] })
            } else {
                json!({ "reason": reason, "boxes": boxes })
            };
        };
        if levels.iter().any(|level| listed(level, dimension).contains(&"*")) {
            return json!({ "reason": reason, "all": true });
        }
        // Whatever could be covered, put to the check itself.
        let mut values: Vec<&str> =
            self.document.access_levels.iter().flat_map(|level| listed(level, dimension)).collect();
        values.extend(self.names(request.user));
        values.sort_unstable();
        values.dedup();
        values.retain(|value| self.answer(&with(value)).0 == Reason::Granted);
        if values.is_empty() { unreached(Reason::OutOfScope) } else { json!({ "reason": reason, "values": values }) }
    }

    /// The levels by which some path that counts covers the request, by (company, key): those that assignments are within, and the
    /// own or default ones where an assignment is within none.
    fn covering_levels(&self, request: &Request) -> Vec<&'d AccessLevel> {
        let request = self.asked(request);
        let mut paths = self.paths_that_hold(&request);
        paths.retain(|path| self.admits(path.role, request.access_method));
        let own = self.own_levels(request.user);
        let mut levels: Vec<&AccessLevel> = self.document.access_levels.iter().collect();
        levels.sort_by_key(|level| (&level.company, &level.key));
        levels.retain(|level| {
            let counts = |path: &Path| match path.within {
                Some(within) => within == (level.company.as_str(), level.key.as_str()),
                None => own.iter().any(|own| std::ptr::eq(*own, *level)),
            };
            self.covers(level, &request) && paths.iter().any(counts)
        });
        levels
    }

    /// What one level covers, dimension by dimension; those in which it covers nothing are left out.
    fn covered_by(&self, one: &AccessLevel, user: &str) -> Value {
        let mut covers = Map::new();
        for dimension in self.dimensions() {
            let mut values = listed(one, dimension);
            if values.contains(&"*") {
                values = vec!["*"];
            } else if values.contains(&"$user") {
                values.retain(|value| *value != "$user");
                values.extend(self.names(user));
            }
            values.sort_unstable();
            values.dedup();
            if !values.is_empty() {
                covers.insert(dimension.to_owned(), json!(values));
            }
        }
        json!({ "level": level((&one.company, &one.key)), "covers": covers })
    }

    /// What `$user` stands for. An unknown user may be called `*` or `$user`, which no request may name as a value.
    fn names<'r>(&self, user: &'r str) -> Vec<&'r str>
    where
        'd: 'r,
    {
        let email = self.user(user).and_then(|user| user.email.as_deref());
        [Some(user), email].into_iter().flatten().filter(|name| *name != "*" && *name != "$user").collect()
    }
}

/// What a slice or a shard makes of a question.
impl Oracle<'_> {
    /// The request with the groups that count: those presented, or those that the slice was cut for.
    fn asked<'r>(&'r self, request: &Request<'r>) -> Request<'r> {
        match &self.part {
            Part::Slice(slice) => slice.asked(request),
            _ => request.clone(),
        }
    }

    fn is_of_another_method(&self, request: &Request) -> bool {
        matches!(self.part, Part::Slice(slice) if slice.access_method != request.access_method)
    }

    /// Whether the slice does not hold the grant, and so knows nothing of it.
    fn is_hidden(&self, request: &Request) -> bool {
        matches!(self.part, Part::Slice(slice) if !slice.explain && !self.slice_holds(slice, request.permission, request.right))
    }

    fn answers_for(&self, user: &str) -> bool {
        match self.part {
            Part::Whole => true,
            Part::Slice(slice) => user == slice.user,
            Part::Shard { from, to } => from <= user && (to.is_empty() || user < to),
        }
    }
}

fn held_path(path: &Path, reason: Reason) -> Value {
    let mut told = json!({ "role": path.role, "via": path.via, "reason": reason });
    if let Some(within) = path.within {
        told["level"] = level(within);
    }
    told
}

fn level((company, key): Keys) -> Value {
    json!({ "company": company, "key": key })
}

fn nothing(reason: Reason) -> Value {
    json!({ "reason": reason, "groups": [] })
}

fn unreached(reason: Reason) -> Value {
    json!({ "reason": reason, "values": [] })
}
