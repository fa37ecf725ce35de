//! A comparison for a terminal.

use super::later::{self, Told};
use super::told::{self, Most, cut};
use crate::output::{Output, say};
use crate::problem::Failure;
use crate::render::{ALLOWED, DENIED, FAINT, HEADING, Safe, Word, count, counted};
use crate::table::Table;
use rolepack::compare::{Comparison, Effect, GrantChange, Setting, Who};
use std::fmt::Write as _;

/// How much is shown; `--json` has it all.
const EFFECTS: usize = 40;
const CHANGES: usize = 25;
const STEPS: usize = 10;
const MOST: Most = Most { users: 4, grants: 8, levels: 4 };

fn word(name: &str) -> String {
    Word(name).to_string()
}

/// Writes all of it, long lists cut.
pub fn write(output: &mut Output, comparison: &Comparison<'_>, later: &Told<'_>) -> Result<(), Failure> {
    heading(output, comparison, later)?;
    if !comparison.changes.is_empty() {
        let mut table = Table::new(["CHANGE", "GAIN", "LOSE", "OTHERS"]).numbers([false, true, true, true]);
        for change in comparison.changes.iter().take(CHANGES) {
            let counts = [change.gaining, change.losing, change.others].map(count);
            let [gaining, losing, others] = counts;
            table.row([told::because(&change.because, plain), gaining, losing, others]);
        }
        say!(output, "\n")?;
        table.write(output)?;
        more(output, comparison.changes.len(), CHANGES, "change")?;
    }
    effects(output, &comparison.effects)?;
    rest(output, comparison)?;
    for step in later.later.iter().take(STEPS) {
        let users = told::users(step.users);
        say!(output, "\n{HEADING}{}{HEADING:#}{users}\n", step.heading())?;
        effects(output, &step.effects)?;
    }
    more(output, later.later.len(), STEPS, "later time")?;
    if later.later_times_not_compared > 0 {
        say!(output, "\n{}\n", later::not_compared(later.later_times_not_compared))?;
    }
    Ok(())
}

fn effects(output: &mut Output, effects: &[Effect<'_>]) -> Result<(), Failure> {
    for effect in effects.iter().take(EFFECTS) {
        say!(output, "\n{HEADING}{}{HEADING:#}{}\n", told::who(&effect.who, word, &MOST), number(effect))?;
        changes(output, &effect.gained, true)?;
        changes(output, &effect.lost, false)?;
    }
    more(output, effects.len(), EFFECTS, "effect")
}

/// A table makes its cells safe itself.
fn plain(name: &str) -> String {
    format!("`{name}`")
}

fn heading(output: &mut Output, comparison: &Comparison<'_>, later: &Told<'_>) -> Result<(), Failure> {
    let (old, new) = (comparison.old_sequence, comparison.new_sequence);
    for setting in &comparison.settings {
        let style = if *setting == (Setting::Scoping { on: false }) { DENIED } else { HEADING };
        say!(output, "{style}{}{style:#}\n", told::setting(setting, word))?;
    }
    let sequences = if old == 0 || new == 0 { String::new() } else { format!(", sequence {old} to {new}") };
    say!(output, "{}{sequences}: {}\n", Word(comparison.organization), summary(comparison, later))?;
    if let Some(next) = later::next_change(comparison) {
        say!(output, "{next}\n")?;
    }
    Ok(())
}

/// "3 of 60 users gain, 1 loses".
pub fn summary(comparison: &Comparison<'_>, later: &Told<'_>) -> String {
    let users = comparison.users;
    if comparison.is_empty() {
        return if later.is_empty() { "nothing differs" } else { "nothing differs yet" }.to_owned();
    }
    let mut text = match (users.gaining, users.losing) {
        (0, 0) => "no user gains or loses anything".to_owned(),
        (gaining, losing) => {
            format!("of {}, {} gain and {} lose", counted(users.all, "user"), count(gaining), count(losing))
        }
    };
    let of = |is: fn(&Who<'_>) -> bool| comparison.effects.iter().filter(|effect| is(&effect.who)).count();
    let groups = of(|who| matches!(who, Who::IdentityGroup { .. }));
    match groups {
        0 => {}
        1 => text += ", 1 identity group gives otherwise",
        // Writing to a string does not fail.
        _ => _ = write!(text, ", {} identity groups give otherwise", count(groups)),
    }
    if of(|who| matches!(who, Who::UnknownUser(_) | Who::UnknownUsers(_))) > 0 {
        text += ", unknown users may otherwise";
    }
    text
}

fn number(effect: &Effect<'_>) -> String {
    match &effect.who {
        Who::Users(users) if users.len() > MOST.users + 1 => {
            format!(" {FAINT}({}){FAINT:#}", counted(users.len(), "user"))
        }
        _ => String::new(),
    }
}

fn changes(output: &mut Output, changes: &[GrantChange<'_>], gained: bool) -> Result<(), Failure> {
    let (style, sign) = if gained { (ALLOWED, '+') } else { (DENIED, '-') };
    for change in changes {
        say!(output, "  {style}{sign}{style:#} {}\n", told::what(change, gained, word, &MOST))?;
        let because = cut(change.because.iter().map(|one| told::because(one, word)), MOST.levels);
        say!(output, "    {FAINT}{because}{FAINT:#}\n")?;
    }
    Ok(())
}

/// What nobody gains or loses by.
fn rest(output: &mut Output, comparison: &Comparison<'_>) -> Result<(), Failure> {
    for unaffected in comparison.unaffected.iter().take(CHANGES) {
        let users = told::who(&Who::Users(unaffected.users.clone()), word, &MOST);
        let because = cut(unaffected.because.iter().map(|one| told::because(one, word)), MOST.levels);
        say!(output, "\n{users}: {because}; {FAINT}nothing gained, nothing lost{FAINT:#}\n")?;
    }
    more(output, comparison.unaffected.len(), CHANGES, "group of users otherwise and unaffected")?;
    let structure = &comparison.structure;
    let lists = [
        ("users added", &structure.users.added),
        ("users removed", &structure.users.removed),
        ("roles added", &structure.roles.added),
        ("roles removed", &structure.roles.removed),
        ("teams added", &structure.teams.added),
        ("teams removed", &structure.teams.removed),
    ];
    let mut first = true;
    for (what, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        let space = if std::mem::take(&mut first) { "\n" } else { "" };
        say!(output, "{space}{what}: {}\n", cut(list.iter().map(|one| word(one)), MOST.grants))?;
    }
    Ok(())
}

fn more(output: &mut Output, all: usize, shown: usize, thing: &str) -> Result<(), Failure> {
    if all > shown {
        say!(output, "\n{FAINT}… and {} more; `--json` has them all{FAINT:#}\n", counted(all - shown, thing))?;
    }
    Ok(())
}

/// The comparison in a few lines, for standard error; gains first.
pub fn brief(comparison: &Comparison<'_>, later: &Told<'_>) -> String {
    let mut text = String::new();
    for setting in &comparison.settings {
        let _ = writeln!(text, "  {}", told::setting(setting, word));
    }
    if let Some(next) = later::next_change(comparison) {
        let _ = writeln!(text, "  {next}");
    }
    lines(&mut text, &comparison.effects);
    const STEPS: usize = 3;
    for step in later.later.iter().take(STEPS) {
        let _ = writeln!(text, "  {}:", step.heading());
        lines(&mut text, &step.effects);
    }
    let more = later.later.len().saturating_sub(STEPS);
    if more > 0 {
        let _ = writeln!(text, "  … and {}; `rolepack diff` has them all", counted(more, "more later time"));
    }
    if later.later_times_not_compared > 0 {
        let _ = writeln!(text, "  {}", later::not_compared(later.later_times_not_compared));
    }
    format!("{}: {}\n{text}", Safe(comparison.organization), summary(comparison, later))
}

fn lines(text: &mut String, effects: &[Effect<'_>]) {
    const LINES: usize = 12;
    let gained = effects.iter().map(|effect| (effect, &effect.gained, true));
    let lost = effects.iter().map(|effect| (effect, &effect.lost, false));
    let all: Vec<_> = gained.chain(lost).filter(|(_, changes, _)| !changes.is_empty()).collect();
    for (effect, changes, gained) in all.iter().take(LINES) {
        let what = cut(changes.iter().map(|change| told::what(change, *gained, word, &MOST)), 1);
        let several = matches!(&effect.who, Who::Users(users) if users.len() > 1);
        let verb = match (gained, several || matches!(effect.who, Who::UnknownUsers(_))) {
            (true, true) => "gain",
            (true, false) => "gains",
            (false, true) => "lose",
            (false, false) => "loses",
        };
        let _ = writeln!(text, "  {} {verb} {what}", told::who(&effect.who, word, &MOST));
    }
    if all.len() > LINES {
        let _ = writeln!(text, "  … and {} more; `rolepack diff` has them all", count(all.len() - LINES));
    }
}
