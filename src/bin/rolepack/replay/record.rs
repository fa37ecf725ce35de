//! A line of a guard's decision log. What an operator's sink adds to it is passed over; of what is read nothing is guessed.

use rolepack::request_json::{Malformed, RequestJson};
use rolepack::{Access, Decision, Level, Reason, Via};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What was asked, and what was answered.
#[derive(Deserialize)]
pub struct Record<'l> {
    #[serde(borrow)]
    pub organization: Cow<'l, str>,
    pub sequence: u64,
    allowed: bool,
    #[serde(borrow)]
    reason: Cow<'l, str>,
    #[serde(borrow)]
    role: Option<Cow<'l, str>>,
    #[serde(borrow)]
    via: Option<From<'l>>,
    #[serde(borrow)]
    level: Option<Place<'l>>,
    #[serde(borrow)]
    pub request: &'l RawValue,
    #[serde(borrow)]
    pub time: Option<&'l RawValue>,
    #[serde(borrow)]
    pub method: Option<&'l RawValue>,
    #[serde(borrow)]
    pub route: Option<&'l RawValue>,
    #[serde(borrow)]
    pub mode: Option<&'l RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct From<'l> {
    #[serde(borrow)]
    team: Option<Cow<'l, str>>,
    #[serde(borrow)]
    identity_group: Option<Group<'l>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group<'l> {
    #[serde(borrow)]
    provider: Cow<'l, str>,
    #[serde(borrow)]
    group: Cow<'l, str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place<'l> {
    #[serde(borrow)]
    company: Cow<'l, str>,
    #[serde(borrow)]
    key: Cow<'l, str>,
}

/// The longest id that there is.
const ID: usize = 512;

/// What a guard tells of a refusal, and that it is nothing else.
#[derive(Deserialize)]
struct Refusal {
    #[serde(rename = "status")]
    _status: u16,
    #[serde(rename = "reason")]
    _reason: IgnoredAny,
    #[serde(rename = "message")]
    _message: IgnoredAny,
    allowed: Option<IgnoredAny>,
    request: Option<IgnoredAny>,
}

impl<'l> Record<'l> {
    /// Reads a line, or says why it is no decision. Nothing of one that tells of a refusal: where that was a decision, it has a line of its own.
    pub fn read(line: &'l [u8]) -> Result<Option<Self>, String> {
        let error = match serde_json::from_slice(line) {
            Ok(record) => return Self::sound(record).map(Some),
            Err(error) => error,
        };
        match serde_json::from_slice(line) {
            Ok(Refusal { allowed: None, request: None, .. }) => Ok(None),
            _ => Err(format!("no decision: {}", plain(&error))),
        }
    }

    fn sound(record: Self) -> Result<Self, String> {
        let Some(reason) = Reason::ALL.into_iter().find(|reason| reason.name() == record.reason) else {
            return Err(format!("no decision: `{}` is no reason of one", record.reason));
        };
        let granted = reason == Reason::Granted;
        if record.allowed != granted {
            let allowed = if record.allowed { "allowed" } else { "not allowed" };
            return Err(format!("contradicts itself: {allowed}, and the reason is `{}`", record.reason));
        }
        if [record.role.is_some(), record.via.is_some()] != [granted; 2] || record.level.is_some() && !granted {
            return Err(
                "contradicts itself: `role` and `via` say by what something is allowed, and of nothing else".to_owned()
            );
        }
        if record.names().any(|name| name.is_empty() || name.len() > ID) {
            return Err(format!("no decision: a name in it is empty, or longer than {ID} bytes"));
        }
        Ok(record)
    }

    /// What was answered.
    pub fn decision(&self) -> Decision<'_> {
        let reason = Reason::ALL.into_iter().find(|reason| reason.name() == self.reason);
        Decision {
            allowed: self.allowed,
            reason: reason.unwrap_or(Reason::InvalidRequest),
            scoped: false,
            role: self.role.as_deref(),
            via: self.via.as_ref().map(|via| Via {
                team: via.team.as_deref(),
                identity_group: via.identity_group.as_ref().map(|group| (&*group.provider, &*group.group)),
            }),
            level: self.level.as_ref().map(|level| Level { company: &level.company, key: &level.key }),
            organization: &self.organization,
            sequence: self.sequence,
        }
    }

    /// Puts the request to a snapshot. What is malformed is so for every snapshot (rule 8): it is not read anew, for JSON may say less of it than the
    /// guard saw, and a log that says that it was answered is not believed.
    pub fn ask<'a>(&self, access: &'a Access) -> Result<Decision<'a>, String> {
        if self.reason == Reason::InvalidRequest.name() {
            return Ok(Malformed::new("").decision(access));
        }
        let asked =
            RequestJson::parse(self.request.get().as_bytes()).map_err(|why| self.not_asked(&why.to_string()))?;
        let decision = access.check(&asked.request());
        match decision.reason {
            Reason::InvalidRequest => Err(self.not_asked(&crate::sentence::malformed(&asked.request()))),
            _ => Ok(decision),
        }
    }

    fn not_asked(&self, why: &str) -> String {
        format!("contradicts itself: the request is malformed, {why}, and the reason is `{}`", self.reason)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let via = self.via.as_ref();
        let group = via.and_then(|via| via.identity_group.as_ref());
        let level = self.level.as_ref();
        [
            self.role.as_deref(),
            via.and_then(|via| via.team.as_deref()),
            group.map(|group| &*group.provider),
            group.map(|group| &*group.group),
            level.map(|level| &*level.company),
            level.map(|level| &*level.key),
        ]
        .into_iter()
        .flatten()
    }
}

/// What the parser says, without the number of the line, which is always the first.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((what, _)) => format!("{what} (column {})", error.column()),
        None => text,
    }
}
