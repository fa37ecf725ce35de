//! What people type to run this: its texts tell them to.

use clap::Command;
use std::borrow::Cow;

const NAME: &str = "rolepack";

/// `rolepack`, or as it was called through a package manager, such as `npx rolepack`, which then stands where a program's name does.
pub fn name() -> Cow<'static, str> {
    let told = if cfg!(target_os = "wasi") { std::env::args().next() } else { None };
    told.filter(|name| name.ends_with(NAME)).map_or(Cow::Borrowed(NAME), Cow::Owned)
}

/// A text with the commands in it, in backticks, as they are typed.
pub fn typed(text: &str) -> Cow<'_, str> {
    match name() {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(name) => Cow::Owned(text.replace("`rolepack ", &format!("`{name} "))),
    }
}

/// The command and those below it, with the examples in their help as they are typed.
pub fn typed_help(command: Command) -> Command {
    match name() {
        Cow::Borrowed(_) => command,
        Cow::Owned(name) => with_examples(command, &name),
    }
}

fn with_examples(command: Command, name: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let examples = command.get_after_help().map(|text| text.to_string().replace(" rolepack ", &format!(" {name} ")));
    let command = examples.into_iter().fold(command, Command::after_help);
    // Of those whose usage is written out; the others get theirs, name and all, from what was typed.
    let usage = command.clone().render_usage().to_string();
    let written = usage
        .strip_prefix("Usage: ")
        .filter(|usage| usage.starts_with("rolepack "))
        .map(|usage| usage.replace("rolepack ", &format!("{name} ")));
    let command = written.into_iter().fold(command, Command::override_usage);
    names.into_iter().fold(command, |command, sub| command.mut_subcommand(sub, |sub| with_examples(sub, name)))
}

#[cfg(test)]
mod tests {
    use super::with_examples;
    use crate::args::Cli;
    use clap::CommandFactory;

    #[test]
    fn every_example_is_as_it_is_typed() {
        let mut command = with_examples(Cli::command(), "npx rolepack");
        let help = command.render_help().to_string();
        assert!(help.contains("Start with: npx rolepack init\n            npx rolepack pack"), "{help}");
        let pack = command.find_subcommand_mut("pack").unwrap().render_help().to_string();
        assert!(pack.contains("\n  npx rolepack pack acme/ -o acme.rolepack\n"), "{pack}");
        assert!(!pack.contains("\n  rolepack "), "{pack}");
        let check = command.find_subcommand_mut("check").unwrap().render_help().to_string();
        assert!(
            check.contains("Usage: npx rolepack check [OPTIONS]") && check.contains("\n       npx rolepack check"),
            "{check}"
        );
    }
}
