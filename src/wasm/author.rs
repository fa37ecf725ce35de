//! The author's side: sources in, snapshots out, both ways as texts and bytes.

use crate::pack::{Labels, Options};
use crate::source::{Document, Problems, Source, parse, parse_files};
use crate::{Access, LoadOptions, Model};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;

/// A source as JavaScript gives it, in JSON.
#[derive(Deserialize)]
enum Given {
    /// One text, and the name by whose ending it is read.
    #[serde(rename = "text")]
    Text(String, String),
    /// A directory's files.
    #[serde(rename = "files")]
    Files(BTreeMap<String, String>),
}

/// What the packer is told, in JSON; times in milliseconds since 1970.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Told {
    at: Option<i64>,
    #[serde(default)]
    sequence: u64,
    created: Option<i64>,
    expires: Option<i64>,
    next_change: Option<i64>,
    labels: Option<bool>,
}

/// Why there is no snapshot, in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Refusal<'a> {
    code: &'a str,
    message: String,
    #[serde(flatten)]
    problems: Option<&'a Problems>,
}

/// The same of what is about no source, with how to mend it.
#[derive(Serialize)]
struct Helped<'a> {
    code: &'a str,
    message: String,
    help: &'a str,
}

/// Packs a source.
///
/// # Errors
///
/// A refusal, in JSON.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn pack(source: String, options: String) -> Result<Vec<u8>, String> {
    let told: Told =
        serde_json::from_str(&options).map_err(|error| refusal("invalid-options", error.to_string(), None))?;
    let model = model(&source).map_err(|problems| refusal("source", problems.to_string(), Some(&problems)))?;
    let options = Options {
        at: told.at,
        sequence: told.sequence,
        created: told.created,
        expires: told.expires,
        next_change: told.next_change,
        labels: if told.labels == Some(false) { Labels::LeaveOut } else { Labels::Keep },
    };
    crate::pack(&model, &options).map_err(|error| refusal(error.code(), error.to_string(), None))
}

/// Everything that is wrong with a source, in JSON: `{ "problems": […] }`.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn problems(source: String) -> String {
    match model(&source) {
        Ok(_) => r#"{"problems":[]}"#.into(),
        Err(problems) => json(&problems),
    }
}

/// What a snapshot holds, as a source document, and what it does not, in JSON.
///
/// # Errors
///
/// The number of a `LoadError`.
#[wasm_bindgen]
pub fn unpack(snapshot: Vec<u8>, slice: bool, seed: u64) -> Result<String, u32> {
    #[derive(Serialize)]
    struct Unpacked<'a> {
        document: &'a Document,
        missing: &'a [&'a str],
    }
    // Somebody who reads a snapshot may read an expired one too.
    let options = LoadOptions { seed, now: Some(i64::MIN), slice, ..LoadOptions::default() };
    let access = Access::load(snapshot, &options).map_err(super::gate::number)?;
    let unpacked = crate::unpack(&access);
    Ok(json(&Unpacked { document: &unpacked.document, missing: &unpacked.missing }))
}

fn model(source: &str) -> Result<Model, Problems> {
    Model::try_from(parsed(source)?)
}

pub(super) fn parsed(source: &str) -> Result<Source, Problems> {
    match serde_json::from_str(source) {
        Ok(Given::Text(name, text)) => parse(&name, &text),
        Ok(Given::Files(files)) => parse_files(files),
        // Said by the wrapper, which has checked it; an empty document says what is missing.
        Err(_) => parse("source.json", "{}"),
    }
}

pub(super) fn refusal(code: &str, message: String, problems: Option<&Problems>) -> String {
    json(&Refusal { code, message, problems })
}

pub(super) fn helped(code: &str, message: String, help: &str) -> String {
    json(&Helped { code, message, help })
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
