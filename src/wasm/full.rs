//! What the full build answers beside the gate's yes and no: objects. Questions stand in the same buffer.

use super::{gate, question};
use crate::access::SliceOptions;
use crate::{Access, Request};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The module's memory, in which the buffer stands.
#[wasm_bindgen(js_name = linearMemory)]
#[must_use]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// The decision with every path, or why not and the roles that would grant it; undefined where nothing is loaded.
#[wasm_bindgen]
#[must_use]
pub fn explain(length: u32) -> JsValue {
    object(length, |access, request| to_object(&access.explain(request)))
}

/// Every grant of the user in question, by feature area.
#[wasm_bindgen]
#[must_use]
pub fn effective(length: u32) -> JsValue {
    object(length, |access, request| to_object(&access.effective(request)))
}

/// The ids of the users whom the question is granted to, or the name of a reason.
#[wasm_bindgen(js_name = whoCan)]
#[must_use]
pub fn who_can(length: u32) -> JsValue {
    object(length, |access, request| match access.who_can(request) {
        Ok(users) => to_object(&users),
        Err(reason) => JsValue::from_str(reason.name()),
    })
}

/// The bytes of the slice of the user in question.
///
/// # Errors
///
/// The code of a `CutError`.
#[wasm_bindgen]
pub fn slice(length: u32, explain: bool, labels: bool) -> Result<Vec<u8>, String> {
    gate::with(length, |access, text, _| Some(access.slice(&question::read(text), SliceOptions { explain, labels })))
        .ok_or("invalid-request")?
        .map_err(|error| error.code().into())
}

/// The bytes of the shard of the ids from the text in the first `from` bytes of the buffer up to the one in the `to` bytes after it.
///
/// # Errors
///
/// The code of a `CutError`.
#[wasm_bindgen]
pub fn shard(from: u32, to: u32) -> Result<Vec<u8>, String> {
    gate::with(from.saturating_add(to), |access, text, _| {
        Some(text.split_at_checked(from as usize).map(|(from, to)| access.shard(from, to)))
    })
    .flatten()
    .ok_or("invalid-request")?
    .map_err(|error| error.code().into())
}

fn object(length: u32, answer: impl FnOnce(&Access, &Request<'_>) -> JsValue) -> JsValue {
    gate::with(length, |access, text, _| Some(answer(access, &question::read(text)))).unwrap_or_default()
}

fn to_object(value: &impl Serialize) -> JsValue {
    // Nothing that is answered can fail to be an object: it holds texts, lists and small numbers.
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}
