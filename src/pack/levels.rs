//! Access levels, and their values the other way round: for each value, the levels that list it.

use crate::model::{AccessLevel, Model};
use crate::snapshot::encode::LevelRow;
use std::collections::BTreeMap;

pub(super) fn levels(model: &Model) -> Vec<LevelRow<'_>> {
    let rows = model.levels.iter().map(|level| LevelRow {
        company: &level.company,
        key: &level.key,
        active: level.active,
        default: level.default,
    });
    rows.collect()
}

/// The dimensions that have values, four built in and the declared ones; then the employees.
pub(super) fn values(model: &Model) -> Vec<Vec<(&str, Vec<u16>)>> {
    let dimensions = (0..4 + model.dimensions.len())
        .map(|dimension| listed(model, |level| level.values.get(dimension).map(Vec::as_slice).unwrap_or_default()));
    dimensions.chain([listed(model, |level| level.employee.as_slice())]).collect()
}

fn listed<'a>(model: &'a Model, values: impl Fn(&'a AccessLevel) -> &'a [String]) -> Vec<(&'a str, Vec<u16>)> {
    let mut listed: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for (number, level) in model.levels.iter().enumerate() {
        for value in values(level) {
            listed.entry(value).or_default().push(number as u16);
        }
    }
    listed.into_iter().collect()
}
