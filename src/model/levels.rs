//! Access levels and the dimensions they are told in.

use super::check::Check;
use super::unknown::Names;
use super::{bounds, ids};
use crate::source::AccessLevel;
use crate::source::findings::{Finding, Path};
use crate::source::words::quote;
use std::collections::HashMap;

/// The dimensions that every organisation has, and the field of a level that holds their values.
const BUILT_IN: [(&str, &str); 5] = [
    ("company", "company"),
    ("location", "locations"),
    ("equipmentItem", "equipmentItems"),
    ("party", "parties"),
    ("tool", "tools"),
];

pub(super) fn check(check: &mut Check) {
    dimensions(check);
    let document = check.document;
    let mut defaults: HashMap<&str, usize> = HashMap::new();
    for (i, level) in document.access_levels.iter().enumerate() {
        let path = |field| Path::of("accessLevels").index(i).field(field);
        check.id("an access level's key", &level.key, || path("key"));
        if level.company != "*" {
            check.id("an access level's company", &level.company, || path("company"));
        }
        if let Some(employee) = &level.employee {
            check.id("an access level's employee", employee, || path("employee"));
        }
        if level.is_default == Some(true) {
            if let Some(first) = defaults.get(level.company.as_str()) {
                let message = format!("a second default access level of the company {}", quote(&level.company));
                let first = Path::of("accessLevels").index(*first).field("isDefault");
                check.findings.push(Finding::new("second-default", message).at(path("isDefault")).also(first));
            } else {
                defaults.insert(&level.company, i);
            }
        }
        values(check, level, i);
    }
}

fn dimensions(check: &mut Check) {
    let document = check.document;
    for (i, dimension) in document.dimensions.iter().enumerate() {
        let path = || Path::of("dimensions").index(i);
        check.id("a dimension's id", dimension, path);
        if BUILT_IN.iter().any(|(name, _)| name == dimension) {
            let message = format!("the dimension {} is built in", quote(dimension));
            check
                .findings
                .push(Finding::new("built-in-dimension", message).at(path()).help("remove it from `dimensions`"));
        }
    }
    check.once("dimension", document.dimensions.iter().map(String::as_str), || Path::of("dimensions"));
}

fn values<'d>(check: &mut Check<'d>, level: &'d AccessLevel, i: usize) {
    let path = || Path::of("accessLevels").index(i);
    let mut count = 0;
    for (field, list) in [
        ("equipmentItems", &level.equipment_items),
        ("locations", &level.locations),
        ("parties", &level.parties),
        ("tools", &level.tools),
    ] {
        count += list.len();
        check.values(list, || path().field(field));
    }
    for (dimension, list) in &level.covers {
        count += list.len();
        let at = || path().field("covers").key(dimension);
        check.values(list, at);
        if let Some((_, field)) = BUILT_IN.iter().find(|(name, _)| name == dimension) {
            let message = format!("`covers` names the dimension {}, which is built in", quote(dimension));
            check.findings.push(
                Finding::new("built-in-dimension", message).at(at()).help(format!("its values stand in `{field}`")),
            );
        } else if !check.names.dimensions.contains(dimension.as_str()) {
            let message = format!("the dimension {} is not declared", quote(dimension));
            check.unknown(Names::Dimensions, message, dimension, at());
        }
    }
    check.bound("values in one access level", count, bounds::VALUES, path);
}

impl Check<'_> {
    fn values(&mut self, values: &[String], path: impl Fn() -> Path) {
        for (j, value) in values.iter().enumerate() {
            if let Some((code, why)) = ids::value_flaw(value) {
                let message = if value.is_empty() {
                    format!("a value {why}")
                } else {
                    format!("a value {why}: {}", quote(value))
                };
                self.findings.push(Finding::new(code, message).at(path().index(j)));
            }
        }
        self.once("value", values.iter().map(String::as_str), path);
    }
}
