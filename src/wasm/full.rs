//! What the full build answers beside the gate's yes and no: objects. Questions stand in the same buffer.

use super::gate;
use crate::access::{CutError, SliceOptions};
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

/// The decision with every path, or why not and the roles that would grant it; undefined where the question is malformed.
#[wasm_bindgen]
#[must_use]
pub fn explain(length: u32) -> JsValue {
    object(length, &|access, request| to_object(&access.explain(request)))
}

/// Every grant of the user in question, by feature area.
#[wasm_bindgen]
#[must_use]
pub fn effective(length: u32) -> JsValue {
    object(length, &|access, request| to_object(&access.effective(request)))
}

/// The ids of the users whom the question is granted to, or the name of a reason.
#[wasm_bindgen(js_name = whoCan)]
#[must_use]
pub fn who_can(length: u32) -> JsValue {
    object(length, &|access, request| match access.who_can(request) {
        Ok(users) => to_object(&users),
        Err(reason) => JsValue::from_str(reason.name()),
    })
}

/// How far the grant in question reaches, in the dimension whose name is given, or in boxes.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn reach(length: u32, dimension: Option<String>) -> JsValue {
    object(length, &|access, request| to_object(&access.reach(request, dimension.as_deref())))
}

/// The bytes of the slice of the user in question.
///
/// # Errors
///
/// The code of a `CutError`.
#[wasm_bindgen]
pub fn slice(length: u32, explain: bool, labels: bool) -> Result<Vec<u8>, String> {
    let mut cut = Err(CutError::InvalidRequest);
    ask(length, &mut |access, request| cut = access.slice(request, SliceOptions { explain, labels }));
    cut.map_err(|error| error.code().into())
}

/// The bytes of the shard of the ids from `from` up to `to`; an empty one is an open end.
///
/// # Errors
///
/// The code of a `CutError`.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "texts cross the boundary whole")]
pub fn shard(from: String, to: String) -> Result<Vec<u8>, String> {
    let mut cut = Err(CutError::InvalidRequest);
    gate::with(&mut |access| cut = access.shard(&from, &to));
    cut.map_err(|error| error.code().into())
}

fn object(length: u32, answer: &dyn Fn(&Access, &Request<'_>) -> JsValue) -> JsValue {
    let mut object = JsValue::UNDEFINED;
    ask(length, &mut |access, request| object = answer(access, request));
    object
}

fn ask(length: u32, answer: &mut dyn FnMut(&Access, &Request<'_>)) {
    gate::ask(length, false, &mut |access, asked, _| {
        if let Some(request) = asked.request() {
            answer(access, &request);
        }
        0
    });
}

fn to_object(value: &impl Serialize) -> JsValue {
    // Nothing that is answered can fail to be an object: it holds texts, lists and small numbers.
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}
