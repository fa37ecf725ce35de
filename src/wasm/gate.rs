//! The gate: functions from numbers to numbers, over a buffer that the caller writes into and reads from.
//!
//! No function throws. One that is called before a snapshot is loaded, or again after the module trapped, answers 0, which
//! is "no" and "malformed".

use super::question;
use crate::{Access, AccessMethod, LoadError, LoadOptions, Reason, Request};
use alloc::vec::Vec;
use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::wasm_bindgen;

pub(super) struct Gate {
    /// What is asked is written here, and what is answered read from here.
    pub buffer: Vec<u8>,
    incoming: Vec<u8>,
    pub access: Option<Access>,
}

/// A module has one thread: the lock is taken already only if a call before this one trapped.
static GATE: SpinMutex<Gate> = SpinMutex::new(Gate { buffer: Vec::new(), incoming: Vec::new(), access: None });

/// From bytes to a number; what is to stand in the buffer goes into the last.
type Answer<'a> = dyn FnMut(&Access, &[u8], &mut Vec<u8>) -> u32 + 'a;

/// The same, of a question.
type Questioned<'a> = dyn FnMut(&Access, &Request<'_>, &mut Vec<u8>) -> u32 + 'a;

/// What `answer` makes of the first `length` bytes of the buffer; what it writes then stands there.
#[inline(never)]
pub(super) fn with(length: u32, answer: &mut Answer<'_>) -> u32 {
    let Some(mut gate) = GATE.try_lock() else { return 0 };
    let Gate { buffer, access: Some(access), .. } = &mut *gate else { return 0 };
    let Some(asked) = buffer.get(..length as usize) else { return 0 };
    let mut out = Vec::new();
    let answer = answer(access, asked, &mut out);
    if out.len() > buffer.len() {
        *buffer = out;
    } else if let Some(start) = buffer.get_mut(..out.len()) {
        start.copy_from_slice(&out);
    }
    answer
}

/// The same, of bytes that are a question.
#[inline(never)]
pub(super) fn ask(length: u32, answer: &mut Questioned<'_>) -> u32 {
    with(length, &mut |access, bytes, out| question::read(bytes).map_or(0, |request| answer(access, &request, out)))
}

/// Sets `length` bytes aside for a snapshot and says where; 0 if there is no room.
#[wasm_bindgen]
pub fn snapshot(length: u32) -> *const u8 {
    let Some(mut gate) = GATE.try_lock() else { return core::ptr::null() };
    if gate.incoming.try_reserve_exact(length as usize).is_err() {
        return core::ptr::null();
    }
    gate.incoming.resize(length as usize, 0);
    gate.incoming.as_ptr()
}

/// Makes the buffer at least `length` bytes long and says where it is. It moves only here, and where an answer needs more room.
#[wasm_bindgen]
pub fn reserve(length: u32) -> *const u8 {
    let Some(mut gate) = GATE.try_lock() else { return core::ptr::null() };
    if gate.buffer.len() < length as usize {
        gate.buffer.resize(length as usize, 0);
    }
    gate.buffer.as_ptr()
}

/// Loads the snapshot that was written where [`snapshot`] said. The expected organisation stands in the first `organization`
/// bytes of the buffer, 0: none. Numbers that are not given are NaN. Answers 0, or the number of the error.
#[wasm_bindgen]
pub fn load(organization: u32, min_sequence: f64, slice: bool, now: f64, seed: u32, seed_too: u32) -> u32 {
    let Some(mut gate) = GATE.try_lock() else { return number(LoadError::TooLarge) };
    let Gate { buffer, incoming, access } = &mut *gate;
    let organization = match buffer.get(..organization as usize).map(core::str::from_utf8) {
        Some(Ok("")) => None,
        Some(Ok(expected)) => Some(expected),
        _ => return number(LoadError::WrongOrganization),
    };
    let options = LoadOptions {
        seed: u64::from(seed) << 32 | u64::from(seed_too),
        now: (!now.is_nan()).then_some(now as i64),
        organization,
        min_sequence: (!min_sequence.is_nan()).then_some(min_sequence as u64),
        slice,
    };
    match Access::load(core::mem::take(incoming), &options) {
        Ok(loaded) => {
            *access = Some(loaded);
            0
        }
        Err(error) => number(error),
    }
}

/// Errors cross as numbers; their texts are on the other side.
pub(super) fn number(error: LoadError) -> u32 {
    match error {
        LoadError::Truncated => 1,
        LoadError::NotASnapshot => 2,
        LoadError::UnsupportedVersion(_) => 3,
        LoadError::Checksum => 4,
        LoadError::Corrupt(..) => 5,
        LoadError::WrongOrganization => 6,
        LoadError::LowerSequence(_) => 7,
        LoadError::Expired(_) => 8,
        LoadError::TimeRequired => 9,
        LoadError::Slice => 10,
        LoadError::NotASlice => 11,
        LoadError::TooLarge => 12,
    }
}

/// Where the bytes of the loaded snapshot begin, and, of 1, how many there are.
#[wasm_bindgen]
pub fn bytes(which: u32) -> u32 {
    with(0, &mut |access, _, _| {
        let bytes = access.as_bytes();
        if which == 0 { bytes.as_ptr() as usize as u32 } else { bytes.len() as u32 }
    })
}

/// A number of the header: 0 the kind, 1 scoping, 2 the sequence; 3 created, 4 expires, 5 next change, in milliseconds since 1970. NaN: none.
#[wasm_bindgen]
pub fn header(which: u32) -> f64 {
    let mut number = f64::NAN;
    with(0, &mut |access, _, _| {
        let time = match which {
            0 => Some(access.kind() as i64),
            1 => Some(i64::from(access.scoping())),
            2 => Some(access.sequence() as i64),
            3 => access.created(),
            4 => access.expires(),
            _ => access.next_change(),
        };
        if let Some(time) = time {
            number = time as f64;
        }
        0
    });
    number
}

/// Writes the organisation and, of a slice, its user and, if it is for `slideIn`, `s`, each before a U+0000. Answers how much.
#[wasm_bindgen]
pub fn about() -> u32 {
    with(0, &mut |access, _, out| {
        let slide_in = access.slice_access_method() == Some(AccessMethod::SlideIn);
        push(out, access.organization(), 0);
        push(out, access.slice_user().unwrap_or_default(), 0);
        push(out, if slide_in { "s" } else { "" }, 0);
        out.len() as u32
    })
}

/// Writes the permissions in the order of their grants, each before a U+0000: the key, then the rights, each after U+0001.
#[wasm_bindgen]
pub fn grants() -> u32 {
    with(0, &mut |access, _, out| {
        let snapshot = &*access.snapshot;
        for permission in snapshot.permissions() {
            out.extend_from_slice(snapshot.permission_key(permission).as_bytes());
            for right in snapshot.rights(permission) {
                out.push(1);
                out.extend_from_slice(right.as_bytes());
            }
            out.push(0);
        }
        out.len() as u32
    })
}

/// Whether the user, in the first `user` bytes of the buffer, may use the permission, in the `permission` bytes after it.
#[wasm_bindgen]
pub fn can(user: u32, permission: u32) -> u32 {
    with(user.saturating_add(permission), &mut |access, text, _| {
        let Some((user, permission)) = text.split_at_checked(user as usize) else { return 0 };
        match (core::str::from_utf8(user), core::str::from_utf8(permission)) {
            (Ok(user), Ok(permission)) => u32::from(access.can(user, permission)),
            _ => 0,
        }
    })
}

/// Whether the request in the buffer is allowed.
#[wasm_bindgen]
pub fn allows(length: u32) -> u32 {
    ask(length, &mut |access, request, _| u32::from(access.allows(request)))
}

/// The number of the reason in the low four bits, above it how much was written: role, team, provider, group, company and
/// level, each before a U+0000, empty where absent.
#[wasm_bindgen]
pub fn check(length: u32) -> u32 {
    ask(length, &mut |access, request, out| {
        let decision = access.check(request);
        if decision.allowed {
            let via = decision.via.unwrap_or_default();
            let (provider, group) = via.identity_group.unwrap_or_default();
            let (company, key) = decision.level.map(|level| (level.company, level.key)).unwrap_or_default();
            for part in [decision.role.unwrap_or_default(), via.team.unwrap_or_default(), provider, group, company, key]
            {
                push(out, part, 0);
            }
        }
        answer(decision.reason, out)
    })
}

/// Writes the grants of the user in the question, a bit each. Answers how many bytes.
#[wasm_bindgen]
pub fn user(length: u32) -> u32 {
    ask(length, &mut |access, request, out| {
        out.extend_from_slice(access.user(request).bits());
        out.len() as u32
    })
}

fn answer(reason: Reason, out: &[u8]) -> u32 {
    reason as u32 | (out.len() as u32) << 4
}

#[inline(never)]
fn push(out: &mut Vec<u8>, text: &str, after: u8) {
    out.extend_from_slice(text.as_bytes());
    out.push(after);
}
