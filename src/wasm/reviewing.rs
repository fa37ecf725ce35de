//! What is done about sources and snapshots beside packing: comparing, looking through, reviewing. As the command line has it, in JSON.

use super::author::{helped, json, parsed, refusal};
use super::gate;
use crate::compare::compare;
use crate::lint::{self, lint};
use crate::review::{Applied, By, Evidence, Filled, Review, ReviewError, apply};
use crate::source::{Problems, Source};
use crate::{Access, LoadError, LoadOptions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;

/// A refusal, in JSON. Of a snapshot that cannot be loaded: which `LoadError`.
fn refused(error: LoadError) -> String {
    #[derive(Serialize)]
    struct Refused {
        load: u32,
    }
    json(&Refused { load: gate::number(error) })
}

fn refused_source(problems: &Problems) -> String {
    refusal("source", problems.to_string(), Some(problems))
}

fn options<'a, T: Deserialize<'a>>(told: &'a str) -> Result<T, String> {
    serde_json::from_str(told).map_err(|error| refusal("invalid-options", error.to_string(), None))
}

/// One to be looked at and asked nothing: it may have expired.
fn opened(snapshot: Vec<u8>, seed: u64) -> Result<Access, String> {
    let options = LoadOptions { seed, now: Some(i64::MIN), ..LoadOptions::default() };
    Access::load(snapshot, &options).map_err(refused)
}

/// Who gained and who lost what from one snapshot to another, in JSON.
///
/// # Errors
///
/// A refusal, in JSON.
#[wasm_bindgen]
pub fn diff(old: Vec<u8>, new: Vec<u8>, seed: u64) -> Result<String, String> {
    let (old, new) = (opened(old, seed)?, opened(new, seed)?);
    let comparison = compare(&old, &new)
        .map_err(|error| helped(error.code(), error.to_string(), "compare two whole snapshots of one organisation"))?;
    Ok(json(&comparison))
}

/// What lint is told; times in milliseconds.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Looking {
    at: i64,
    #[serde(default)]
    ending_within: i64,
}

/// What is allowed in a source and seldom meant, in JSON. `previous`: the snapshot before, or nothing.
///
/// # Errors
///
/// A refusal, in JSON.
#[wasm_bindgen(js_name = lint)]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn look(source: String, told: String, previous: Vec<u8>, seed: u64) -> Result<String, String> {
    let Looking { at, ending_within } = options(&told)?;
    let previous = if previous.is_empty() { None } else { Some(opened(previous, seed)?) };
    let source = parsed(&source).map_err(|problems| refused_source(&problems))?;
    let options = lint::Options { at, ending_within, previous: previous.as_ref() };
    lint(source, &options).map(|report| json(&report)).map_err(|problems| refused_source(&problems))
}

/// What a review is told.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    by: Order,
    #[serde(default)]
    at: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Order {
    Team,
    Role,
    Manager,
}

impl From<Order> for By {
    fn from(order: Order) -> Self {
        match order {
            Order::Team => Self::Team,
            Order::Role => Self::Role,
            Order::Manager => Self::Manager,
        }
    }
}

/// Who holds what and from where, in JSON: of a snapshot, or where that is empty of a source.
///
/// # Errors
///
/// A refusal, in JSON.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn review(source: String, snapshot: Vec<u8>, told: String) -> Result<String, String> {
    let Asked { by, at } = options(&told)?;
    let review = if snapshot.is_empty() {
        let source: Source = parsed(&source).map_err(|problems| refused_source(&problems))?;
        Review::of_source(&source, at, by.into())
    } else {
        Review::of_snapshot(snapshot, by.into())
    };
    review.map(|review| json(&review)).map_err(|error| match error {
        ReviewError::Source(problems) => refused_source(&problems),
        ReviewError::Load(error) => refused(error),
        ReviewError::NoManagers => helped("no-managers", error.to_string(), "review by team or by role"),
        ReviewError::Pack(error) => refusal(error.code(), error.to_string(), None),
        ReviewError::Shard => helped("no-review", error.to_string(), "review the whole snapshot"),
        error => helped("no-review", error.to_string(), "mend the source"),
    })
}

/// A review as CSV, with what was decided so far.
///
/// # Errors
///
/// A refusal, in JSON.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn review_table(review: String, filled: String) -> Result<String, String> {
    let review: Review = options(&review)?;
    let filled: Vec<Filled> = options(&filled)?;
    Ok(review.to_csv_with(&filled))
}

/// What `apply` is told.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Taking {
    at: i64,
    reviewer: Option<String>,
}

/// A decided review into its source: the files that change, and the evidence, in JSON.
///
/// # Errors
///
/// A refusal, in JSON.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn apply_review(source: String, table: String, told: String) -> Result<String, String> {
    #[derive(Serialize)]
    struct Taken<'a> {
        files: BTreeMap<&'a str, std::borrow::Cow<'a, str>>,
        evidence: &'a Evidence,
    }
    let Taking { at, reviewer } = options(&told)?;
    let source = parsed(&source).map_err(|problems| refused_source(&problems))?;
    let Applied { files, evidence } = apply(("review.csv", &table), &source, at, reviewer.as_deref())
        .map_err(|problems| refused_source(&problems))?;
    // They were given as text.
    let files = files.iter().map(|(name, text)| (name.as_str(), String::from_utf8_lossy(text))).collect();
    Ok(json(&Taken { files, evidence: &evidence }))
}
