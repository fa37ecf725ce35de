//! The gate: functions from numbers to numbers, over a buffer that the caller writes into and reads from.
//!
//! No function throws. One that is called before a snapshot is loaded, or again after the module trapped, answers 0, which
//! is "no" and "malformed".

use super::question;
use crate::access::Reached;
use crate::{Access, AccessMethod, Decision, LoadError, LoadOptions, Reason};
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

/// Answers with what stands in the first `length` bytes of the buffer.
pub(super) fn with<T: Default>(length: u32, answer: impl FnOnce(&Access, &str, &mut Vec<u8>) -> T) -> T {
    let Some(mut gate) = GATE.try_lock() else { return T::default() };
    let Gate { buffer, access: Some(access), .. } = &mut *gate else { return T::default() };
    let mut out = Vec::new();
    let answer = {
        let Some(Ok(text)) = buffer.get(..length as usize).map(core::str::from_utf8) else { return T::default() };
        answer(access, text, &mut out)
    };
    if out.len() > buffer.len() {
        *buffer = out;
    } else if let Some(start) = buffer.get_mut(..out.len()) {
        start.copy_from_slice(&out);
    }
    answer
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

/// Where the bytes of the loaded snapshot begin.
#[wasm_bindgen]
pub fn bytes() -> *const u8 {
    let gate = GATE.try_lock();
    let access = gate.as_ref().and_then(|gate| gate.access.as_ref());
    access.map_or(core::ptr::null(), |access| access.as_bytes().as_ptr())
}

/// How many bytes the loaded snapshot has.
#[wasm_bindgen]
pub fn length() -> usize {
    let gate = GATE.try_lock();
    let access = gate.as_ref().and_then(|gate| gate.access.as_ref());
    access.map_or(0, |access| access.as_bytes().len())
}

/// What the header says: six little-endian 64-bit floats (kind, scoping, sequence, created, expires, next change; NaN: none), then the
/// organisation and, of a slice, its user and, if it is for `slideIn`, `s`.
#[wasm_bindgen]
pub fn about() -> usize {
    with(0, |access, _, out| {
        let time = |time: Option<i64>| time.map_or(f64::NAN, |time| time as f64);
        let numbers = [
            f64::from(access.kind() as u8),
            f64::from(u8::from(access.scoping())),
            access.sequence() as f64,
            time(access.created()),
            time(access.expires()),
            time(access.next_change()),
        ];
        out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        let slide_in = access.slice_access_method() == Some(AccessMethod::SlideIn);
        join(out, [access.organization(), access.slice_user().unwrap_or_default(), if slide_in { "s" } else { "" }]);
        out.len()
    })
}

/// The permissions in the order of their grants, apart by U+0000: the key, then the rights, each after U+0001.
#[wasm_bindgen]
pub fn grants() -> usize {
    with(0, |access, _, out| {
        for permission in access.permissions() {
            if !out.is_empty() {
                out.push(0);
            }
            out.extend_from_slice(permission.key.as_bytes());
            for right in permission.rights {
                out.push(1);
                out.extend_from_slice(right.as_bytes());
            }
        }
        out.len()
    })
}

/// Whether the user, in the first `user` bytes of the buffer, may use the permission, in the `permission` bytes after it.
#[wasm_bindgen]
pub fn can(user: u32, permission: u32) -> bool {
    with(user.saturating_add(permission), |access, text, _| {
        text.split_at_checked(user as usize).is_some_and(|(user, permission)| access.can(user, permission))
    })
}

/// Whether the request in the buffer is allowed.
#[wasm_bindgen]
pub fn allows(length: u32) -> bool {
    with(length, |access, text, _| access.allows(&question::read(text)))
}

/// The number of the reason in the low four bits, above it how much was written: role, team, provider, group, company and
/// level, apart by U+0000, empty where absent.
#[wasm_bindgen]
pub fn check(length: u32) -> u32 {
    with(length, |access, text, out| {
        let decision = access.check(&question::read(text));
        if decision.allowed {
            join(out, path(&decision));
        }
        answer(decision.reason, out)
    })
}

fn path<'a>(decision: &Decision<'a>) -> [&'a str; 6] {
    let via = decision.via.unwrap_or_default();
    let (provider, group) = via.identity_group.unwrap_or_default();
    let (company, key) = decision.level.map(|level| (level.company, level.key)).unwrap_or_default();
    [decision.role.unwrap_or_default(), via.team.unwrap_or_default(), provider, group, company, key]
}

/// The grants of the user in the question, a bit each.
#[wasm_bindgen]
pub fn user(length: u32) -> usize {
    with(length, |access, text, out| {
        out.extend_from_slice(access.user(&question::read(text)).bits());
        out.len()
    })
}

/// How far the grant in question reaches, in the dimension whose name stands in the `dimension` bytes after the question; 0: in
/// boxes. Answers as [`check`] does: `a` for all; `v` and the values, each after U+0000; or `b` and the boxes, each after U+0002: company,
/// key, then for every dimension, each after U+0001, its name and its values, apart by U+0000.
#[wasm_bindgen]
pub fn reach(length: u32, dimension: u32) -> u32 {
    with(length.saturating_add(dimension), |access, text, out| {
        let Some((asked, name)) = text.split_at_checked(length as usize) else { return 0 };
        let request = question::read(asked);
        let reach = access.reach(&request, (!name.is_empty()).then_some(name));
        match reach.reached {
            Reached::All => out.push(b'a'),
            Reached::Values(values) => {
                out.push(b'v');
                values.iter().for_each(|value| push(out, 0, value));
            }
            Reached::Boxes(boxes) => {
                out.push(b'b');
                for found in boxes {
                    push(out, 2, found.level.company);
                    push(out, 0, found.level.key);
                    for (dimension, values) in found.covers.0 {
                        push(out, 1, dimension);
                        values.iter().for_each(|value| push(out, 0, value));
                    }
                }
            }
        }
        answer(reach.reason, out)
    })
}

fn answer(reason: Reason, out: &[u8]) -> u32 {
    reason as u32 | (out.len() as u32) << 4
}

fn push(out: &mut Vec<u8>, before: u8, text: &str) {
    out.push(before);
    out.extend_from_slice(text.as_bytes());
}

fn join<const N: usize>(out: &mut Vec<u8>, parts: [&str; N]) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.push(0);
        }
        out.extend_from_slice(part.as_bytes());
    }
}
