//! What the rows of a review decide, held against what is held.

use super::Of;
use super::held::Held;
use super::stamp::Stamp;
use super::table::Line;
use super::written::COLUMNS;
use crate::source::findings::{Finding, Findings};
use crate::source::suggest::closest;
use crate::source::words::{list, quote};
use crate::source::{Document, format_time, parse_time};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A row that decides.
pub(super) struct Decision {
    pub line: usize,
    pub number: usize,
    pub revoke: bool,
    pub reviewer: String,
    pub comment: String,
}

/// The rows, what they decide, and which role held each of them is about.
pub(super) struct Decisions {
    pub decisions: Vec<Decision>,
    /// For each role held the decision about it.
    pub of: Vec<Option<usize>>,
    /// What the rows say of the review that they are of.
    pub stamp: Option<Stamp>,
}

/// A cell by the name of its column.
pub(super) fn cell<'l>(line: &'l Line, column: &str) -> &'l str {
    let place = COLUMNS.iter().position(|name| *name == column);
    place.and_then(|place| line.cells.get(place)).map_or("", String::as_str)
}

/// Matches every row with what is held now, and reports what does not match.
pub(super) fn read(
    lines: &[Line],
    held: &[Held<'_>],
    document: &Document,
    reviewer: Option<&str>,
    findings: &mut Findings,
) -> Decisions {
    type Key<'k> = (&'k str, &'k str, &'k str, &'k str);
    let mut places: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (place, held) in held.iter().enumerate() {
        let user = document.users.get(held.user).map_or("", |user| user.id.as_str());
        places.entry((user, held.role, held.team, held.within.as_str())).or_default().push(place);
    }
    let users: HashSet<&str> = document.users.iter().map(|user| user.id.as_str()).collect();
    let mut all = Decisions {
        decisions: Vec::new(),
        of: held.iter().map(|_| None).collect(),
        stamp: Stamp::read(lines, findings),
    };
    let is_of_snapshot = all.stamp.as_ref().is_none_or(|stamp| stamp.of == Of::Snapshot);
    for (index, line) in lines.iter().enumerate() {
        let row = line.number;
        let mut refuse = |code, message: String, help: Option<String>| {
            let finding = Finding::new(code, format!("row {row}: {message}")).at(line.at);
            findings.push(finding.maybe_help(help));
        };
        let text = |column| cell(line, column);
        let decision = match text("decision").trim().to_lowercase().as_str() {
            "keep" => Some(false),
            "revoke" => Some(true),
            "" => {
                refuse("missing-decision", "no decision".to_owned(), Some("write `keep` or `revoke`".to_owned()));
                None
            }
            other => {
                let near = closest(other, ["keep", "revoke"].into_iter());
                let help = near
                    .map_or_else(|| "write `keep` or `revoke`".to_owned(), |near| format!("did you mean `{near}`?"));
                refuse("unknown-decision", format!("{} is no decision", quote(text("decision"))), Some(help));
                None
            }
        };
        let named = text("reviewer").trim();
        let by = if named.is_empty() { reviewer.map_or("", str::trim) } else { named };
        if by.is_empty() {
            refuse("missing-reviewer", "nobody is named as its reviewer".to_owned(), None);
        }
        let user = text("user");
        let same = places.get(&(user, text("role"), text("team"), text("within"))).map_or(&[][..], Vec::as_slice);
        // A snapshot does not say until when a role is held: a row of one is about it whenever that is.
        let whenever = is_of_snapshot && text("from").is_empty() && text("until").is_empty();
        let (from, until) = (time(text("from")), time(text("until")));
        let at_that_time = |held: &Held<'_>| whenever || (from == held.from && until == held.until);
        let now: Vec<usize> = same.iter().copied().filter(|place| held.get(*place).is_some_and(at_that_time)).collect();
        if now.is_empty() {
            let others: Vec<&Held<'_>> = same.iter().filter_map(|place| held.get(*place)).collect();
            let (message, help) = gone(line, &others, &users, document);
            refuse("not-held", message, help);
        }
        let (Some(revoke), false, false) = (decision, by.is_empty(), now.is_empty()) else { continue };
        for place in now {
            let Some(decided) = all.of.get_mut(place) else { continue };
            if let Some(first) = decided.and_then(|first| all.decisions.get(first)) {
                refuse("repeated-entry", format!("row {} is about the same", first.number), None);
                continue;
            }
            *decided = Some(all.decisions.len());
        }
        let (reviewer, comment) = (by.to_owned(), text("comment").to_owned());
        all.decisions.push(Decision { line: index, number: row, revoke, reviewer, comment });
    }
    all
}

/// That what a row is about is held no longer, or at `others` times, and what may be wrong with the row.
fn gone(line: &Line, others: &[&Held<'_>], users: &HashSet<&str>, document: &Document) -> (String, Option<String>) {
    let (user, role, team, within) = (cell(line, "user"), cell(line, "role"), cell(line, "team"), cell(line, "within"));
    if !users.contains(user) {
        let near = closest(user, users.iter().copied()).map(|near| format!("did you mean {}?", quote(near)));
        let help = near.unwrap_or_else(|| "a spreadsheet may have changed the id; import columns as text".to_owned());
        return (format!("there is no user {}", quote(user)), Some(help));
    }
    if !document.roles.iter().any(|known| known.id == role) {
        let near = closest(role, document.roles.iter().map(|known| known.id.as_str()));
        return (
            format!("there is no role {}", quote(role)),
            near.map(|near| format!("did you mean {}?", quote(near))),
        );
    }
    let whence = if team.is_empty() { "directly".to_owned() } else { format!("by team {}", quote(team)) };
    let within = if within.is_empty() { String::new() } else { format!(" within {}", quote(within)) };
    let what = format!("user {} does not hold {}{within} {whence}", quote(user), quote(role));
    if others.is_empty() {
        return (format!("{what}, or no longer so"), Some("review again what is held now".to_owned()));
    }
    let held: Vec<String> = others.iter().map(|held| period(&held.from, &held.until)).collect();
    let message = format!("{what} {}, but {}", period(cell(line, "from"), cell(line, "until")), list(&held));
    let help = "a spreadsheet may have changed the time: import columns as text, or review again what is held now";
    (message, Some(help.to_owned()))
}

/// When a role is held, as messages say it.
fn period(from: &str, until: &str) -> String {
    match (from, until) {
        ("", "") => "without a time".to_owned(),
        (from, "") => format!("from {}", quote(from)),
        ("", until) => format!("until {}", quote(until)),
        (from, until) => format!("from {} until {}", quote(from), quote(until)),
    }
}

/// A time as it is compared: spreadsheets may leave a date alone.
pub(super) fn time(text: &str) -> String {
    parse_time(text.trim()).and_then(format_time).unwrap_or_else(|| text.to_owned())
}

/// Reports roles by a team of which some are revoked and some not: a team is left whole or not at all.
pub(super) fn teams(
    lines: &[Line],
    held: &[Held<'_>],
    document: &Document,
    decisions: &Decisions,
    findings: &mut Findings,
) {
    let mut by_team: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (place, held) in held.iter().enumerate().filter(|(_, held)| !held.team.is_empty()) {
        by_team.entry((held.user, held.team)).or_default().push(place);
    }
    for ((user, team), places) in by_team {
        let decided =
            |place: &usize| decisions.of.get(*place).copied().flatten().and_then(|at| decisions.decisions.get(at));
        let Some(revoked) = places.iter().filter_map(decided).find(|decision| decision.revoke) else { continue };
        let kept: Vec<String> = places
            .iter()
            .filter(|place| decided(place).is_none_or(|decision| !decision.revoke))
            .filter_map(|place| held.get(*place).map(|held| quote(held.role)))
            .collect();
        if kept.is_empty() {
            continue;
        }
        let user = document.users.get(user).map_or("", |user| user.id.as_str());
        let message = format!(
            "row {}: user {} holds {} by team {} too, and a team is left whole or not at all",
            revoked.number,
            quote(user),
            list(&kept),
            quote(team)
        );
        let at = lines.get(revoked.line).map(|line| line.at).unwrap_or_default();
        let finding = Finding::new("team-in-part", message).at(at);
        findings.push(finding.help("revoke all of it, or take the role from the team"));
    }
}
