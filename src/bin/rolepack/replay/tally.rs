//! What changes, told one by one and counted together.

use super::record::Record;
use crate::output::{Output, say};
use crate::problem::Failure;
use crate::render::{FAINT, Safe, Word, count, counted};
use crate::sentence;
use crate::table::Table;
use rolepack::request_json::RequestJson;
use rolepack::{Access, Decision};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// How many groups are told apart, however long the log; what is in none of them is counted all the same.
const GROUPS: usize = 10_000;
/// How many of them are shown, and how many of the users of each.
const SHOWN: usize = 40;
const USERS: usize = 3;

/// How a decision changes, and to what.
pub struct Change<'a> {
    kind: Kind,
    after: Decision<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Gained,
    Lost,
    OtherReason,
    OtherPath,
}

impl<'a> Change<'a> {
    /// Nothing where the two say the same.
    pub fn between(record: &Record<'_>, after: Decision<'a>) -> Option<Self> {
        let before = record.decision();
        let kind = match (before.allowed, after.allowed) {
            (false, true) => Kind::Gained,
            (true, false) => Kind::Lost,
            (false, false) if before.reason != after.reason => Kind::OtherReason,
            (true, true) if (before.role, before.via, before.level) != (after.role, after.via, after.level) => {
                Kind::OtherPath
            }
            _ => return None,
        };
        Some(Self { kind, after })
    }

    /// For programs.
    pub fn told<'t>(&'t self, line: usize, record: &'t Record<'_>) -> impl Serialize + use<'a, 't> {
        Told {
            line,
            change: self.kind.name(),
            time: record.time,
            method: record.method,
            route: record.route,
            mode: record.mode,
            request: record.request,
            before: Answer(record.decision()),
            after: Answer(self.after),
        }
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::OtherReason => "other-reason",
            Self::OtherPath => "other-path",
        }
    }
}

#[derive(Serialize)]
struct Told<'t> {
    line: usize,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'t RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'t RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<&'t RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<&'t RawValue>,
    request: &'t RawValue,
    before: Answer<'t>,
    after: Answer<'t>,
}

/// What of a decision can change: of which organisation it is, and whether it was scoped, cannot.
struct Answer<'t>(Decision<'t>);

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'t> {
            allowed: bool,
            reason: &'t str,
            #[serde(skip_serializing_if = "Option::is_none")]
            role: Option<&'t str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            via: Option<rolepack::Via<'t>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            level: Option<rolepack::Level<'t>>,
            sequence: u64,
        }
        let Decision { allowed, reason, role, via, level, sequence, .. } = self.0;
        Fields { allowed, reason: reason.name(), role, via, level, sequence }.serialize(serializer)
    }
}

/// Everything that was asked again, counted.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally<'a> {
    organization: &'a str,
    sequence: u64,
    decisions: usize,
    gained: usize,
    lost: usize,
    other_reason: usize,
    other_path: usize,
    same: usize,
    /// Lines that tell of refusals, of which decisions are told in lines of their own.
    pub refusals: usize,
    /// Lines that are no decisions of this organisation.
    pub not_decisions: usize,
    #[serde(skip)]
    groups: HashMap<Alike, Group>,
    #[serde(skip)]
    ungrouped: usize,
    /// The lowest and the highest sequence in the log.
    #[serde(skip)]
    sequences: Option<(u64, u64)>,
}

/// What decisions have in common that are shown in one row.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Alike {
    kind: Kind,
    grant: String,
    before: String,
    after: String,
}

struct Group {
    decisions: usize,
    first: usize,
    users: Vec<String>,
    more_users: bool,
}

impl<'a> Tally<'a> {
    pub fn new(access: &'a Access) -> Self {
        Self {
            organization: access.organization(),
            sequence: access.sequence(),
            decisions: 0,
            gained: 0,
            lost: 0,
            other_reason: 0,
            other_path: 0,
            same: 0,
            refusals: 0,
            not_decisions: 0,
            groups: HashMap::new(),
            ungrouped: 0,
            sequences: None,
        }
    }

    /// Counts a decision that was asked again.
    pub fn count(&mut self, line: usize, record: &Record<'_>, change: Option<Change<'_>>) {
        self.decisions += 1;
        let (least, most) = self.sequences.unwrap_or((record.sequence, record.sequence));
        self.sequences = Some((least.min(record.sequence), most.max(record.sequence)));
        let Some(change) = change else {
            self.same += 1;
            return;
        };
        *match change.kind {
            Kind::Gained => &mut self.gained,
            Kind::Lost => &mut self.lost,
            Kind::OtherReason => &mut self.other_reason,
            Kind::OtherPath => &mut self.other_path,
        } += 1;
        self.group(line, record, &change);
    }

    fn group(&mut self, line: usize, record: &Record<'_>, change: &Change<'_>) {
        // What changes was asked, so that it can be read.
        let Ok(asked) = RequestJson::parse(record.request.get().as_bytes()) else { return };
        let request = asked.request();
        let alike = Alike {
            kind: change.kind,
            grant: sentence::grant(&request),
            before: answer(&record.decision()),
            after: answer(&change.after),
        };
        if self.groups.len() >= GROUPS && !self.groups.contains_key(&alike) {
            self.ungrouped += 1;
            return;
        }
        let group =
            self.groups.entry(alike).or_insert(Group { decisions: 0, first: line, users: vec![], more_users: false });
        group.decisions += 1;
        if group.users.iter().all(|user| user != request.user) {
            if group.users.len() < USERS {
                group.users.push(request.user.to_owned());
            } else {
                group.more_users = true;
            }
        }
    }

    /// How many decisions change.
    pub fn changed(&self) -> usize {
        self.decisions - self.same
    }

    /// For people: the counts, and a row for what is alike, gains first.
    pub fn write(&self, output: &mut Output) -> Result<(), Failure> {
        let of = match self.sequences {
            Some((least, most)) if least != most => format!(" of sequences {least} to {most}"),
            Some((one, _)) => format!(" of sequence {one}"),
            None => String::new(),
        };
        let decisions = counted(self.decisions, "decision");
        say!(output, "{}: {decisions}{of}, asked again of sequence {}: ", Word(self.organization), self.sequence)?;
        let counts = [
            (self.gained, "gained"),
            (self.lost, "lost"),
            (self.other_reason, "denied for another reason"),
            (self.other_path, "allowed by another path"),
            (self.same, "the same"),
        ];
        let counts: Vec<String> = counts.iter().map(|(number, what)| format!("{} {what}", count(*number))).collect();
        say!(output, "{}\n", counts.join(", "))?;
        if self.refusals > 0 {
            say!(output, "not asked again: {} of refusals\n", counted(self.refusals, "line"))?;
        }
        if self.groups.is_empty() {
            return Ok(());
        }
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by(|(one, of_one), (other, of_other)| {
            (one.kind, of_other.decisions, of_one.first, one).cmp(&(
                other.kind,
                of_one.decisions,
                of_other.first,
                other,
            ))
        });
        let mut table = Table::new(["CHANGE", "DECISIONS", "OF", "BEFORE", "AFTER", "USERS", "FIRST LINE"])
            .numbers([false, true, false, false, false, false, true]);
        for (alike, group) in groups.iter().take(SHOWN) {
            let users: Vec<String> = group.users.iter().map(|user| Word(user).to_string()).collect();
            let users = if group.more_users { format!("{} and others", users.join(", ")) } else { users.join(", ") };
            let Alike { kind, grant, before, after } = alike;
            table.row([kind.name(), &count(group.decisions), grant, before, after, &users, &count(group.first)]);
        }
        say!(output, "\n")?;
        table.write(output)?;
        let hidden = groups.iter().skip(SHOWN).map(|(_, group)| group.decisions).sum::<usize>() + self.ungrouped;
        if hidden > 0 {
            let hidden = counted(hidden, "decision");
            say!(output, "\n{FAINT}… and {hidden} more; `--json` has them all{FAINT:#}\n")?;
        }
        Ok(())
    }
}

/// "not-granted", or by what something is allowed.
fn answer(decision: &Decision<'_>) -> String {
    match (decision.role, decision.via) {
        (Some(role), Some(via)) => sentence::path(role, via, decision.level),
        _ => Safe(decision.reason.name()).to_string(),
    }
}
