//! Users: their profiles, the numbers of those, and their ids.

use super::super::decode::END;
use super::contents::UserRow;
use super::profiles::intern;
use super::write::push;
use alloc::vec::Vec;

/// The byte after an id that says: the e-mail is the same.
const SAME_EMAIL: u8 = 1;
/// The byte before an e-mail.
const EMAIL: u8 = 2;
/// The byte before an employee.
const EMPLOYEE: u8 = 3;

pub(super) fn users(bytes: &mut Vec<u8>, rows: &[UserRow<'_>]) {
    let profiles = intern(rows);
    push(bytes, u64::from(profiles.shared));
    bytes.extend_from_slice(&profiles.shared_bytes);
    push_bytes(bytes, &profiles.single_bytes);
    let mut numbers = Vec::with_capacity(rows.len());
    profiles.numbers.iter().for_each(|number| push(&mut numbers, u64::from(*number)));
    push_bytes(bytes, &numbers);
    push(bytes, rows.len() as u64);
    for row in rows {
        bytes.extend_from_slice(row.id.as_bytes());
        match row.email {
            Some(email) if email == row.id => bytes.push(SAME_EMAIL),
            Some(email) => push_after(bytes, EMAIL, email),
            None => {}
        }
        if let Some(employee) = row.employee {
            push_after(bytes, EMPLOYEE, employee);
        }
        bytes.push(END);
    }
}

fn push_after(bytes: &mut Vec<u8>, mark: u8, text: &str) {
    bytes.push(mark);
    bytes.extend_from_slice(text.as_bytes());
}

fn push_bytes(bytes: &mut Vec<u8>, part: &[u8]) {
    push(bytes, part.len() as u64);
    bytes.extend_from_slice(part);
}
