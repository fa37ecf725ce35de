//! The gate: functions from numbers to numbers, over a buffer that the caller writes into and reads from.
//!
//! No function throws. One that is called before a snapshot is loaded, or again after the module trapped, answers 0, which
//! is "no" and "malformed".

use super::question;
use crate::access::{Asked, Decided};
use crate::snapshot::tables::{Keyed, Part, Span};
use crate::{Access, LoadError, LoadOptions, Reason};
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

/// From a question to a number; what is to stand in the buffer goes into the last.
type Answer<'a> = dyn FnMut(&Access, &Asked<'_>, &mut Vec<u8>) -> u32 + 'a;

/// What `answer` makes of the question in the first `length` bytes of the buffer, of which `plain` says that they are a user's id and
/// nothing else; what it writes then stands there. 0 where it is malformed.
#[inline(never)]
pub(super) fn ask(length: u32, plain: bool, answer: &mut Answer<'_>) -> u32 {
    let Some(mut gate) = GATE.try_lock() else { return 0 };
    let Gate { buffer, access: Some(access), .. } = &mut *gate else { return 0 };
    let read = |bytes| if plain { Some(Asked::about(bytes)) } else { question::read(bytes) };
    let Some(request) = buffer.get(..length as usize).and_then(read) else { return 0 };
    let mut out = Vec::new();
    let answer = answer(access, &request, &mut out);
    place(out, buffer);
    answer
}

/// The loaded snapshot; false where there is none.
#[cfg(feature = "full")]
pub(super) fn with(answer: &mut dyn FnMut(&Access)) -> bool {
    let gate = GATE.try_lock();
    let access = gate.as_ref().and_then(|gate| gate.access.as_ref());
    access.map(answer).is_some()
}

/// Puts what was written into the buffer.
fn place(out: Vec<u8>, buffer: &mut Vec<u8>) {
    match buffer.get_mut(..out.len()) {
        Some(start) => start.copy_from_slice(&out),
        None => *buffer = out,
    }
}

/// Sets `length` bytes aside for a snapshot and says where. Traps if there is no room.
#[wasm_bindgen]
pub fn snapshot(length: u32) -> *const u8 {
    let Some(mut gate) = GATE.try_lock() else { return core::ptr::null() };
    gate.incoming = alloc::vec![0; length as usize];
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
/// bytes of the buffer, 0: none. Numbers that are not given are NaN. Answers the number of the error in the low four bits, 0 if
/// there is none, and above it how much was written of what the snapshot says of itself.
///
/// That is six numbers of eight bytes: the kind, scoping, the sequence; created, expires and next change in milliseconds since 1970, NaN
/// for none. Then texts, each before a U+0000: the organisation; of a slice its user, and `s` if it is for `slideIn`.
#[wasm_bindgen]
pub fn load(organization: u32, min_sequence: f64, slice: bool, now: f64, seed: u32, seed_too: u32) -> u32 {
    let Some(mut gate) = GATE.try_lock() else { return number(LoadError::TooLarge) };
    let Gate { buffer, incoming, access } = &mut *gate;
    let organization = buffer.get(..organization as usize).filter(|expected| !expected.is_empty());
    let options = LoadOptions {
        seed: u64::from(seed) << 32 | u64::from(seed_too),
        now: (!now.is_nan()).then_some(now as i64),
        organization: None,
        min_sequence: (!min_sequence.is_nan()).then_some(min_sequence as u64),
        slice,
    };
    match Access::load_of(core::mem::take(incoming), &options, organization) {
        Ok(loaded) => {
            let about = about(&loaded);
            let written = about.len() as u32;
            place(about, buffer);
            *access = Some(loaded);
            written << 4
        }
        Err(error) => number(error),
    }
}

fn about(access: &Access) -> Vec<u8> {
    let snapshot = &*access.snapshot;
    let mut out = Vec::new();
    let time = |time: Option<i64>| time.map_or(f64::NAN, |time| time as f64);
    for number in [
        f64::from(access.kind() as u32),
        f64::from(u8::from(access.scoping())),
        access.sequence() as f64,
        time(access.created()),
        time(access.expires()),
        time(access.next_change()),
    ] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    push(&mut out, snapshot.slice_of(snapshot.header.organization), 0);
    let (user, method): (_, &[u8]) = match snapshot.header.part {
        Part::Slice { user, slide_in, .. } => (user, if slide_in { b"s" } else { b"" }),
        _ => (Span::default(), b""),
    };
    push(&mut out, snapshot.slice_of(user), 0);
    push(&mut out, method, 0);
    out
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

/// Whether the user, in the first `user` bytes of the buffer, may use the grant of that number anywhere at all.
#[wasm_bindgen]
pub fn can(user: u32, grant: u32) -> u32 {
    let Some(gate) = GATE.try_lock() else { return 0 };
    let Gate { buffer, access: Some(access), .. } = &*gate else { return 0 };
    u32::from(buffer.get(..user as usize).is_some_and(|user| access.holds(user, grant)))
}

/// Decides the question in the buffer: the number of the reason in the low four bits, above it how much was written. If it is
/// granted and `path` is asked for: role, team, provider and group, company and level, each before a U+0000, empty where absent.
#[wasm_bindgen]
pub fn check(length: u32, path: bool) -> u32 {
    ask(length, false, &mut |access, request, out| {
        let Decided { reason, held, level } = access.decide_named_once(request);
        if path && reason == Reason::Granted {
            let snapshot = &*access.snapshot;
            for (keyed, number) in [(Keyed::Roles, held.role), (Keyed::Teams, held.team)] {
                push(out, snapshot.key_bytes(keyed, number), 0);
            }
            for (keyed, number) in [(Keyed::Mappings, held.mapping), (Keyed::Levels, level)] {
                // A pair is two texts already.
                let pair = snapshot.key_bytes(keyed, number);
                push(out, if pair.is_empty() { b"\0" } else { pair }, 0);
            }
        }
        reason as u32 | (out.len() as u32) << 4
    })
}

/// Writes the grants of the user in the question, a bit each; `plain`: nothing but the id stands in the buffer. Answers how many bytes.
#[wasm_bindgen]
pub fn user(length: u32, plain: bool) -> u32 {
    ask(length, plain, &mut |access, request, out| {
        *out = access.user_bits(request);
        out.len() as u32
    })
}

/// The number of the grant that the question is about, and 1; 0 where there is none.
#[wasm_bindgen]
pub fn grant(length: u32) -> u32 {
    ask(length, false, &mut |access, request, _| access.grant_of(request).map_or(0, |grant| grant + 1))
}

/// Writes the permissions in the order of their grants, each its key and then its rights, each after U+0001, before a U+0000. Answers,
/// from bit 4, how much.
#[wasm_bindgen]
pub fn permissions() -> u32 {
    ask(0, true, &mut |access, _, out| {
        let snapshot = &*access.snapshot;
        for permission in snapshot.permissions() {
            out.extend_from_slice(snapshot.permission_id(permission));
            for right in snapshot.right_ids(permission) {
                out.push(1);
                out.extend_from_slice(right);
            }
            out.push(0);
        }
        (out.len() as u32) << 4
    })
}

#[inline(never)]
fn push(out: &mut Vec<u8>, text: &[u8], after: u8) {
    out.extend_from_slice(text);
    out.push(after);
}
