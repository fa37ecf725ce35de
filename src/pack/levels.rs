//! Access levels, and their values the other way round: for each value, the levels that list it.

use crate::model::{AccessLevel, Model};
use crate::snapshot::encode::LevelRow;
use std::collections::BTreeMap;

const EVERY: &str = "*";
const OWN: &str = "$user";

pub(super) fn levels(model: &Model) -> Vec<LevelRow<'_>> {
    let rows = model.levels.iter().map(|level| LevelRow {
        company: &level.company,
        key: &level.key,
        active: level.active,
        default: level.default,
        every: listing(level, EVERY),
        own: listing(level, OWN),
        employee: level.employee.as_deref().unwrap_or_default(),
    });
    rows.collect()
}

/// A bit for each dimension in which the level lists a value.
fn listing(level: &AccessLevel, value: &str) -> u64 {
    let lists = level.values.iter().enumerate().filter(|(_, values)| values.iter().any(|listed| listed == value));
    lists.fold(0, |mask, (dimension, _)| mask | 1 << dimension)
}

/// The dimensions that have values: four built in, and the declared ones.
pub(super) fn values(model: &Model) -> Vec<Vec<(&str, Vec<u16>)>> {
    (0..4 + model.dimensions.len()).map(|dimension| values_of(model, dimension)).collect()
}

fn values_of(model: &Model, dimension: usize) -> Vec<(&str, Vec<u16>)> {
    let mut listed: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for (number, level) in model.levels.iter().enumerate() {
        for value in level.values.get(dimension).into_iter().flatten() {
            if value != EVERY && value != OWN {
                listed.entry(value).or_default().push(number as u16);
            }
        }
    }
    listed.into_iter().collect()
}
