//! A comparison for a pull request: the sentence first, the rest folded away. Whatever names hold, they break no table, make no markup and
//! call nobody.

use super::later::{self, Told};
use super::text::summary;
use super::told::{self, Most, cut};
use crate::output::{Output, say};
use crate::problem::Failure;
use crate::render::{Safe, count, counted};
use rolepack::compare::{Comparison, Effect, GrantChange, Setting, Who};
use std::fmt::Write as _;

/// How much is told, and where a part has to end: a comment has room for 65,536 characters.
const EFFECTS: usize = 25;
const LINES: usize = 12;
const CHANGES: usize = 15;
const STEPS: usize = 10;
const MOST: Most = Most { users: 6, grants: 8, levels: 4 };

/// A name as code in which nothing is markup. In a `code` element nobody is notified; a code span could not hold every name.
fn code(name: &str) -> String {
    let mut text = String::from("<code>");
    for letter in clipped(&Safe(name).to_string()).chars() {
        if letter.is_ascii_punctuation() && !matches!(letter, '-' | '/' | '.') {
            // Writing to a string does not fail.
            let _ = write!(text, "&#{};", u32::from(letter));
        } else {
            text.push(letter);
        }
    }
    text + "</code>"
}

/// Ids may have 512 bytes, which a table has no room for.
fn clipped(name: &str) -> String {
    const LONGEST: usize = 80;
    let mut letters = name.chars();
    let mut text: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        text.push('…');
    }
    text
}

/// A comment of so many bytes at most, in whose parts each has an end: what has no room there is counted.
struct Page(String);

const EFFECTS_END: usize = 46_000;
const UNAFFECTED_END: usize = 52_000;
const END: usize = 59_000;

impl Page {
    /// Adds whole pieces as long as there is room, and says how many were.
    fn add(&mut self, pieces: impl Iterator<Item = String>, end: usize) -> usize {
        let mut added = 0;
        for piece in pieces {
            if self.0.len() + piece.len() > end {
                break;
            }
            self.0 += &piece;
            added += 1;
        }
        added
    }

    fn more(&mut self, all: usize, shown: usize, thing: &str) {
        if all > shown {
            // Writing to a string does not fail.
            let _ = write!(self.0, "\n… and {} more.\n", counted(all - shown, thing));
        }
    }

    fn effects(&mut self, effects: &[Effect<'_>], end: usize) {
        let shown = self.add(effects.iter().take(EFFECTS).map(effect), end);
        self.more(effects.len(), shown, "effect");
    }
}

/// Writes it.
pub fn write(output: &mut Output, comparison: &Comparison<'_>, later: &Told<'_>) -> Result<(), Failure> {
    let mut page = Page(format!("### Access of {}\n\n", code(comparison.organization)));
    let settings = comparison.settings.iter().map(|setting| {
        let alert = if *setting == (Setting::Scoping { on: false }) { "CAUTION" } else { "IMPORTANT" };
        format!("> [!{alert}]\n> {}\n\n", capital(&told::setting(setting, code)))
    });
    page.add(settings, EFFECTS_END);
    page.0 += &format!("{}.\n", capital(&summary(comparison, later)));
    if let Some(next) = later::next_change(comparison) {
        page.0 += &format!("\n{}.\n", capital(&next));
    }
    if !comparison.changes.is_empty() {
        page.0 += "\n| change | users gain | users lose | others |\n|---|--:|--:|--:|\n";
        let rows = comparison.changes.iter().take(CHANGES).map(|change| {
            let [gaining, losing, others] = [change.gaining, change.losing, change.others].map(count);
            format!("| {} | {gaining} | {losing} | {others} |\n", told::because(&change.because, code))
        });
        let shown = page.add(rows, EFFECTS_END);
        page.more(comparison.changes.len(), shown, "change");
    }
    if !comparison.effects.is_empty() {
        page.0 += "\n<details><summary>Who gains and who loses what</summary>\n\n";
        page.effects(&comparison.effects, EFFECTS_END);
        page.0 += "\n</details>\n";
    }
    if !comparison.unaffected.is_empty() {
        let users: usize = comparison.unaffected.iter().map(|one| one.users.len()).sum();
        let users = counted(users, "user");
        page.0 += &format!("\n<details><summary>{users} otherwise than before, who may do the same</summary>\n\n");
        let lines = comparison.unaffected.iter().take(EFFECTS).map(|one| {
            let because = cut(one.because.iter().map(|one| told::because(one, code)), MOST.levels);
            format!("- {}: {because}\n", told::who(&Who::Users(one.users.clone()), code, &MOST))
        });
        let shown = page.add(lines, UNAFFECTED_END);
        page.more(comparison.unaffected.len(), shown, "line");
        page.0 += "\n</details>\n";
    }
    for (number, step) in later.later.iter().enumerate() {
        let heading = format!("{}{}", capital(&step.heading()), told::users(step.users));
        if number == STEPS || page.0.len() + heading.len() + 200 > END {
            page.more(later.later.len(), number, "later time");
            break;
        }
        page.0 += &format!("\n<details><summary>{heading}</summary>\n\n");
        page.effects(&step.effects, END);
        page.0 += "\n</details>\n";
    }
    if later.later_times_not_compared > 0 {
        page.0 += &format!("\n{}.\n", capital(&later::not_compared(later.later_times_not_compared)));
    }
    say!(output, "{}", page.0)
}

/// An effect in its lines, of which the first are told.
fn effect(effect: &Effect<'_>) -> String {
    let number = match &effect.who {
        Who::Users(users) if users.len() > 1 => format!(" ({})", counted(users.len(), "user")),
        _ => String::new(),
    };
    let mut text = format!("- {}{number}\n", told::who(&effect.who, code, &MOST));
    let lines = [(&effect.gained, true), (&effect.lost, false)];
    let lines = lines.into_iter().flat_map(|(changes, gained)| changes.iter().map(move |change| line(change, gained)));
    let all = effect.gained.len() + effect.lost.len();
    lines.take(LINES).for_each(|line| text += &line);
    if all > LINES {
        let _ = writeln!(text, "  - … and {} more", count(all - LINES));
    }
    text
}

fn line(change: &GrantChange<'_>, gained: bool) -> String {
    let verb = if gained { "gain" } else { "lose" };
    let because = cut(change.because.iter().map(|one| told::because(one, code)), MOST.levels);
    format!("  - **{verb}** {}: {because}\n", told::what(change, gained, code, &MOST))
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
