//! What access levels cover: rule 9.

use super::{Oracle, Path};
use rolepack::Request;
use rolepack::source::{AccessLevel, LevelRef};

impl<'d> Oracle<'d> {
    /// True where the source says so; where it does not say, exactly when it has an access level.
    pub fn scoping(&self) -> bool {
        let said = self.document.organization.as_ref().expect("an organisation").scoping;
        said.unwrap_or(!self.document.access_levels.is_empty())
    }

    /// The path with the levels that cover the request, or nothing where it does not count.
    pub fn covered(&self, path: Path<'d>, request: &Request) -> Option<Path<'d>> {
        if let Some((company, key)) = path.within {
            let level = self.document.access_levels.iter().find(|level| level.company == company && level.key == key);
            return self.covers(level.expect("a level that exists"), request).then_some(path);
        }
        if request.resource.is_empty() || !self.scoping() {
            return Some(path);
        }
        let levels = self.own_levels(request.user).into_iter().filter(|level| self.covers(level, request));
        let levels: Vec<_> = levels.map(|level| (level.company.as_str(), level.key.as_str())).collect();
        if levels.is_empty() { None } else { Some(Path { levels, ..path }) }
    }

    /// Those assigned to the user or naming the user's `employee`, be they inactive; for a user with none, the default level of
    /// each company. Sorted by (company, key).
    pub fn own_levels(&self, id: &str) -> Vec<&'d AccessLevel> {
        let user = self.user(id);
        let employee = user.and_then(|user| user.employee.as_deref()).unwrap_or(id);
        let assigned: &[LevelRef] = user.map_or(&[], |user| &user.access_levels);
        let is_own = |level: &AccessLevel| {
            level.employee.as_deref() == Some(employee)
                || assigned.iter().any(|reference| std::ptr::eq(self.level(reference), level))
        };
        let mut levels: Vec<_> = self.document.access_levels.iter().filter(|level| is_own(level)).collect();
        if levels.is_empty() {
            levels = self.document.access_levels.iter().filter(|level| level.is_default.unwrap_or(false)).collect();
        }
        levels.sort_by_key(|level| (&level.company, &level.key));
        levels
    }

    /// A level covers a request if it is active and covers every value that the request names.
    pub fn covers(&self, level: &AccessLevel, request: &Request) -> bool {
        level.is_active.unwrap_or(true)
            && request
                .resource
                .iter()
                .all(|(dimension, value)| self.covers_value(level, dimension, value, request.user))
    }

    fn covers_value(&self, level: &AccessLevel, dimension: &str, value: &str, user: &str) -> bool {
        let email = self.user(user).and_then(|user| user.email.as_deref());
        listed(level, dimension).iter().any(|listed| match *listed {
            "*" => true,
            "$user" => value == user || Some(value) == email,
            listed => listed == value,
        })
    }
}

/// What a level lists in a dimension; the company is the level's own.
pub fn listed<'d>(level: &'d AccessLevel, dimension: &str) -> Vec<&'d str> {
    let list = match dimension {
        "company" => return vec![&level.company],
        "location" => &level.locations,
        "equipmentItem" => &level.equipment_items,
        "party" => &level.parties,
        "tool" => &level.tools,
        declared => match level.covers.get(declared) {
            Some(list) => list,
            None => return Vec::new(),
        },
    };
    list.iter().map(String::as_str).collect()
}
