//! Nobody may be taken for somebody else: an id is one user's, and an e-mail is one user's and no other user's id.

use super::users::Users;
use crate::source::findings::{Finding, Findings, Path};
use crate::source::words::quote;
use hashbrown::DefaultHashBuilder;
use std::hash::BuildHasher;

/// A user's id, or an e-mail that is not the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Id,
    Email,
}

/// Reports every name that two users have. Linear but for sorting numbers.
pub(super) fn check(users: &Users, findings: &mut Findings) {
    let hasher = DefaultHashBuilder::default();
    let mut names: Vec<(u64, u32, Name)> = Vec::with_capacity(users.len());
    for number in 0..users.len() as u32 {
        names.push((hasher.hash_one(users.id(number)), number, Name::Id));
        names.extend(users.other_email(number).map(|email| (hasher.hash_one(email), number, Name::Email)));
    }
    names.sort_unstable();
    let mut alike = Vec::new();
    for names in names.chunk_by(|a, b| a.0 == b.0).filter(|names| names.len() > 1) {
        alike.clear();
        alike.extend(names.iter().map(|(_, number, name)| (text(users, *number, *name), *name, *number)));
        // Ids before e-mails, and each in the order in which they came.
        alike.sort_unstable();
        for same in alike.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            report(users, same, findings);
        }
    }
}

fn text(users: &Users, number: u32, name: Name) -> &str {
    match name {
        Name::Id => users.id(number),
        Name::Email => users.other_email(number).unwrap_or_default(),
    }
}

fn report(users: &Users, same: &[(&str, Name, u32)], findings: &mut Findings) {
    let path = |number: u32, field| Path::of("users").index(number as usize).field(field);
    let (ids, others) = same.split_at(same.partition_point(|(_, name, _)| *name == Name::Id));
    let text = same.first().map_or("", |(text, ..)| text);
    let first_id = ids.first().map(|(.., number)| *number);
    for (.., again) in ids.iter().skip(1) {
        let message = format!("two users have the id {}", quote(text));
        let finding = Finding::new("duplicate-id", message).at(path(*again, "id"));
        findings.push(finding.also(path(first_id.unwrap_or_default(), "id")));
    }
    let own = ids.iter().filter(|(.., number)| users.email_is_id(*number));
    let mut emails: Vec<u32> = own.chain(others).map(|(.., number)| *number).collect();
    emails.sort_unstable();
    for again in emails.iter().skip(1) {
        let message = format!("two users have the e-mail {}", quote(text));
        let finding = Finding::new("duplicate-email", message).at(path(*again, "email"));
        findings.push(finding.also(path(emails.first().copied().unwrap_or_default(), "email")));
    }
    for (.., number) in others {
        if let Some(other) = first_id {
            let message = format!("the e-mail {} is another user's id", quote(text));
            let finding = Finding::new("email-is-id", message).at(path(*number, "email"));
            findings.push(finding.also(path(other, "id")));
        }
    }
}
