//! Decisions into the source, and the evidence of them.

use super::decided::{Decisions, cell, read, teams};
use super::edit::{Taken, edited};
use super::held::{self, Held};
use super::{checksum, packed, table};
use crate::Model;
use crate::source::findings::{At, Finding, Findings};
use crate::source::locate::locate;
use crate::source::reading::{File, Format, Parts, Reading, Role};
use crate::source::text::Text;
use crate::source::words::{list, quote};
use crate::source::{Document, Problems, Source, format_time};
use serde::Serialize;
use std::collections::HashMap;

/// A review that was put into its source.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # use rolepack::review::{By, Review, apply};
/// # let review = Review::of_source(&source, 0, By::Role).unwrap().to_csv();
/// # let decided = |row: &str| if row.contains("eve") { ",revoke,ines,,checksum" } else { ",keep,ines,,checksum" };
/// # let table: String = review.lines().map(|row| row.replace(",,,,checksum", decided(row)) + "
/// ").collect();
/// let applied = apply(("review.csv", &table), &source, 0, None)?;   // in which Eve's role is revoked
/// assert_eq!(applied.files.len(), 1);
/// assert_eq!(applied.evidence.revoked, 1);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The files that change: each by the name that the source has it under, and its text from then on.
    pub files: Vec<Changed>,
    /// What was decided.
    pub evidence: Evidence,
}

/// A file's name and its text.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # use rolepack::review::{By, Review, apply};
/// # let review = Review::of_source(&source, 0, By::Role).unwrap().to_csv();
/// # let decided = |row: &str| if row.contains("eve") { ",revoke,ines,,checksum" } else { ",keep,ines,,checksum" };
/// # let table: String = review.lines().map(|row| row.replace(",,,,checksum", decided(row)) + "
/// ").collect();
/// let (name, text) = apply(("review.csv", &table), &source, 0, None)?.files.remove(0);
/// assert_eq!(name, "workshop.yaml");
/// assert!(text.starts_with(b"# The organisation"));   // comments stay
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
pub type Changed = (String, Vec<u8>);

/// Who decided what, on what, and what came of it.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # use rolepack::review::{By, Review, apply};
/// # let review = Review::of_source(&source, 0, By::Role).unwrap().to_csv();
/// # let decided = |row: &str| if row.contains("eve") { ",revoke,ines,,checksum" } else { ",keep,ines,,checksum" };
/// # let table: String = review.lines().map(|row| row.replace(",,,,checksum", decided(row)) + "
/// ").collect();
/// let evidence = apply(("review.csv", &table), &source, 0, None)?.evidence;
/// assert_eq!((evidence.organization.as_str(), evidence.kept, evidence.revoked), ("acme", 4, 1));
/// assert_ne!(evidence.before, evidence.after);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The organisation's id.
    pub organization: String,
    /// The checksum of the snapshot that was reviewed.
    pub snapshot: String,
    /// When it was put into the source, as it was told; the time of the two that follow.
    pub at: String,
    /// The checksum of the source's snapshot before.
    pub before: String,
    /// And after.
    pub after: String,
    /// How many rows say keep.
    pub kept: usize,
    /// How many rows say revoke.
    pub revoked: usize,
    /// Every row.
    pub decisions: Vec<Decided>,
    /// What is held now and no row is about: it came after the review, or was not in force in the snapshot that was reviewed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_reviewed: Vec<Decided>,
}

/// A role held, and what was decided about it.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # use rolepack::review::{By, Review, apply};
/// # let review = Review::of_source(&source, 0, By::Role).unwrap().to_csv();
/// # let decided = |row: &str| if row.contains("eve") { ",revoke,ines,,checksum" } else { ",keep,ines,,checksum" };
/// # let table: String = review.lines().map(|row| row.replace(",,,,checksum", decided(row)) + "
/// ").collect();
/// let evidence = apply(("review.csv", &table), &source, 0, None)?.evidence;
/// let eve = evidence.decisions.iter().find(|decided| decided.user == "eve").unwrap();
/// assert_eq!((eve.role.as_str(), eve.decision, eve.reviewer.as_deref()), ("lead", Some("revoke"), Some("ines")));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decided {
    /// The row of the review, the header being 1; none: no row is about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The user's id.
    pub user: String,
    /// The role's id.
    pub role: String,
    /// The team that gives it; none: held directly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The access level that it is held within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// From when on it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// `keep` or `revoke`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<&'static str>,
    /// Who decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// What they said to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Puts a review, a table by the name that problems tell it by, into the source that it is about, at a time in milliseconds
/// since 1970. `reviewer` stands for those whom rows do not name.
///
/// Revoking a role that a team gives takes the user out of the team. In the source's texts what is revoked is taken out, and all
/// else stays as it is. Linear in the source and the review, but for sorting.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # use rolepack::review::{By, Review, apply};
/// # let review = Review::of_source(&source, 0, By::Role).unwrap().to_csv();
/// # let decided = |row: &str| if row.contains("eve") { ",revoke,ines,,checksum" } else { ",keep,ines,,checksum" };
/// # let table: String = review.lines().map(|row| row.replace(",,,,checksum", decided(row)) + "
/// ").collect();
/// let applied = apply(("review.csv", &table), &source, 0, Some("ines@acme.example"))?;
/// let (_, text) = &applied.files[0];
/// assert!(String::from_utf8_lossy(text).contains("{ id: eve, name: Eve"));   // she is still there, without the role
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
/// All of it, by row: no decision or an unknown one, nobody who decided, what is not held or not held so any longer, rows about the
/// same or of no review, a team left in part; rows that are missing or not those that were written; a source that is refused.
pub fn apply(
    (name, text): (&str, &str),
    source: &Source,
    at: i64,
    reviewer: Option<&str>,
) -> Result<Applied, Problems> {
    let before = snapshot(&source.check()?, at)?;
    let document = source.with_everybody()?;
    let held = held::all(&document);
    let file = File { name: name.to_owned(), format: Format::Csv, text: text.to_owned().into(), role: Role::Document };
    let mut findings = Findings::default();
    let lines = table::read(&file, &mut findings);
    let decisions = read(&lines, &held, &document, reviewer, &mut findings);
    teams(&lines, &held, &document, &decisions, &mut findings);
    findings.settle(0, 0);
    if findings.is_empty() {
        let without: Vec<String> = open(&held, &decisions).map(|held| named(held, &document)).collect();
        match &decisions.stamp {
            Some(stamp) => stamp.hold(&lines, &without, name, &mut findings),
            None => findings.push(Finding::new("missing-row", "the review has no rows").at(At::Named(name.to_owned()))),
        }
    }
    if !findings.is_empty() {
        return Err(locate(findings, &[file], &Parts::new()));
    }
    let (changed, files) = change(source, &document, &held, &decisions)?;
    let after = snapshot(&Model::try_from(changed)?, at)?;
    let told = |revoke| decisions.decisions.iter().filter(|decision| decision.revoke == revoke).count();
    let evidence = Evidence {
        organization: document.organization.as_ref().map(|known| known.id.clone()).unwrap_or_default(),
        snapshot: decisions.stamp.as_ref().map(|stamp| stamp.snapshot.clone()).unwrap_or_default(),
        at: format_time(at).unwrap_or_default(),
        before,
        after,
        kept: told(false),
        revoked: told(true),
        decisions: decisions
            .decisions
            .iter()
            .filter_map(|decision| {
                let line = lines.get(decision.line)?;
                let text = |column| Some(cell(line, column).to_owned()).filter(|text| !text.is_empty());
                Some(Decided {
                    row: Some(decision.number),
                    user: cell(line, "user").to_owned(),
                    role: cell(line, "role").to_owned(),
                    team: text("team"),
                    within: text("within"),
                    from: text("from"),
                    until: text("until"),
                    decision: Some(if decision.revoke { "revoke" } else { "keep" }),
                    reviewer: Some(decision.reviewer.clone()),
                    comment: Some(decision.comment.clone()).filter(|comment| !comment.is_empty()),
                })
            })
            .collect(),
        not_reviewed: open(&held, &decisions).map(|held| not_reviewed(held, &document)).collect(),
    };
    Ok(Applied { files, evidence })
}

fn snapshot(model: &Model, at: i64) -> Result<String, Problems> {
    let cannot = |error: crate::pack::PackError| whole(Finding::new("pack", error.to_string()));
    packed(model, at).map(|bytes| checksum(&bytes)).map_err(cannot)
}

fn whole(finding: Finding) -> Problems {
    let mut findings = Findings::default();
    findings.push(finding);
    locate(findings, &[], &Parts::new())
}

/// What is held and no row is about.
fn open<'h, 'd>(held: &'h [Held<'d>], decisions: &'h Decisions) -> impl Iterator<Item = &'h Held<'d>> {
    held.iter().zip(&decisions.of).filter(|(_, decided)| decided.is_none()).map(|(held, _)| held)
}

fn not_reviewed(held: &Held<'_>, document: &Document) -> Decided {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Decided {
        row: None,
        user: document.users.get(held.user).map(|user| user.id.clone()).unwrap_or_default(),
        role: held.role.to_owned(),
        team: some(held.team),
        within: some(&held.within),
        from: some(&held.from),
        until: some(&held.until),
        decision: None,
        reviewer: None,
        comment: None,
    }
}

fn named(held: &Held<'_>, document: &Document) -> String {
    let user = document.users.get(held.user).map_or("", |user| user.id.as_str());
    format!("{} of {}", quote(held.role), quote(user))
}

/// The document without what is revoked, and the texts that say it.
fn change(
    source: &Source,
    document: &Document,
    held: &[Held<'_>],
    decisions: &Decisions,
) -> Result<(Document, Vec<Changed>), Problems> {
    let mut taken: HashMap<&str, Taken> = HashMap::new();
    for (held, decided) in held.iter().zip(&decisions.of) {
        let revoked = decided.and_then(|at| decisions.decisions.get(at)).is_some_and(|decision| decision.revoke);
        if let Some(user) = document.users.get(held.user).filter(|_| revoked) {
            let taken = taken.entry(user.id.as_str()).or_default();
            if held.team.is_empty() {
                taken.roles.insert(held.place)
            } else {
                taken.teams.insert(held.place)
            };
        }
    }
    let mut changed = document.clone();
    for user in &mut changed.users {
        let Some(taken) = taken.get(user.id.as_str()) else { continue };
        let left = |places: &std::collections::BTreeSet<usize>| {
            let places = places.clone();
            let mut place = 0;
            move || {
                place += 1;
                !places.contains(&(place - 1))
            }
        };
        let (mut roles, mut teams) = (left(&taken.roles), left(&taken.teams));
        user.roles.retain(|_| roles());
        user.teams.retain(|_| teams());
    }
    let mut files = Vec::new();
    let mut again = Reading::default();
    for file in source.files() {
        let text = match edited(file, &taken) {
            Some(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                files.push((file.name.clone(), bytes));
                Text::Held(text)
            }
            None => file.text.again(),
        };
        again.add(File { name: file.name.clone(), format: file.format, text, role: file.role });
    }
    // What was taken out of a text is held against what should be left, whatever way the text was written in.
    let read = again.finish().and_then(|source| source.with_everybody());
    if read.as_ref().ok() != Some(&changed) {
        let names: Vec<String> = files.iter().map(|(name, _)| quote(name)).collect();
        let message = format!("what is revoked cannot be taken out of {} as it is written", list(&names));
        return Err(whole(Finding::new("edit", message).help("write lists as `[a, b]`, or one entry a line")));
    }
    Ok((changed, files))
}
