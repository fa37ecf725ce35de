//! A comparison for a pull request: the sentence first, the rest folded away. Whatever names hold, they break no table, make no markup and
//! call nobody.

use super::text::summary;
use super::told::{self, Most, cut};
use crate::output::{Output, say};
use crate::problem::Failure;
use crate::render::{Safe, count, counted};
use rolepack::compare::{Comparison, GrantChange, Setting, Who};
use std::fmt::Write as _;

/// How much is told: a comment has room for 65,536 characters.
const EFFECTS: usize = 25;
const CHANGES: usize = 15;
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

/// Writes it.
pub fn write(output: &mut Output, comparison: &Comparison<'_>) -> Result<(), Failure> {
    say!(output, "### Access of {}\n\n", code(comparison.organization))?;
    for setting in &comparison.settings {
        let alert = if *setting == (Setting::Scoping { on: false }) { "CAUTION" } else { "IMPORTANT" };
        say!(output, "> [!{alert}]\n> {}\n\n", capital(&told::setting(setting, code)))?;
    }
    say!(output, "{}.\n", capital(&summary(comparison)))?;
    if comparison.is_empty() {
        return Ok(());
    }
    if !comparison.changes.is_empty() {
        say!(output, "\n| change | users gain | users lose | others |\n|---|--:|--:|--:|\n")?;
        for change in comparison.changes.iter().take(CHANGES) {
            let [gaining, losing, others] = [change.gaining, change.losing, change.others].map(count);
            say!(output, "| {} | {gaining} | {losing} | {others} |\n", told::because(&change.because, code))?;
        }
        more(output, comparison.changes.len(), CHANGES, "change")?;
    }
    if !comparison.effects.is_empty() {
        say!(output, "\n<details><summary>Who gains and who loses what</summary>\n\n")?;
        for effect in comparison.effects.iter().take(EFFECTS) {
            let number = match &effect.who {
                Who::Users(users) if users.len() > 1 => format!(" ({})", counted(users.len(), "user")),
                _ => String::new(),
            };
            say!(output, "- {}{number}\n", told::who(&effect.who, code, &MOST))?;
            changes(output, &effect.gained, true)?;
            changes(output, &effect.lost, false)?;
        }
        more(output, comparison.effects.len(), EFFECTS, "effect")?;
        say!(output, "\n</details>\n")?;
    }
    if !comparison.unaffected.is_empty() {
        let users: usize = comparison.unaffected.iter().map(|one| one.users.len()).sum();
        let users = counted(users, "user");
        say!(output, "\n<details><summary>{users} otherwise than before, who may do the same</summary>\n\n")?;
        for one in comparison.unaffected.iter().take(EFFECTS) {
            let because = cut(one.because.iter().map(|one| told::because(one, code)), MOST.levels);
            say!(output, "- {}: {because}\n", told::who(&Who::Users(one.users.clone()), code, &MOST))?;
        }
        more(output, comparison.unaffected.len(), EFFECTS, "line")?;
        say!(output, "\n</details>\n")?;
    }
    Ok(())
}

fn changes(output: &mut Output, changes: &[GrantChange<'_>], gained: bool) -> Result<(), Failure> {
    let verb = if gained { "gain" } else { "lose" };
    for change in changes {
        let because = cut(change.because.iter().map(|one| told::because(one, code)), MOST.levels);
        say!(output, "  - **{verb}** {}: {because}\n", told::what(change, gained, code, &MOST))?;
    }
    Ok(())
}

fn more(output: &mut Output, all: usize, shown: usize, thing: &str) -> Result<(), Failure> {
    if all > shown {
        say!(output, "\n… and {} more.\n", counted(all - shown, thing))?;
    }
    Ok(())
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
