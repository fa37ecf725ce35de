//! `cargo xtask test`: runs the checks, all of them even if one fails, and closes with their count.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::checks::{CHECKS, Check, Lane, PACKAGED};
use crate::context::Context;
use crate::lanes::{self, ENDED, FAILED, Outcome};

/// Prints the checks that there are.
pub fn list() {
    for check in CHECKS {
        println!("{:<14}{}", check.name, check.about);
    }
}

/// Runs the checks named in `only`, or all, in lanes. The last line says how many passed and failed.
pub fn run(context: &Context, only: &[String]) -> Result<()> {
    let started = Instant::now();
    let Outcome { passed, failed } = if only.is_empty() {
        let of = |lane| CHECKS.iter().filter(|check| check.lane == lane).collect();
        let lane = |name, lane, after| lanes::Planned { name, checks: of(lane), after };
        let pages = lane("pages", Lane::Pages, Some(PACKAGED));
        lanes::run(context, vec![lane("native", Lane::Native, None), lane("package", Lane::Package, None), pages])?
    } else {
        one_by_one(context, &choose(only)?)
    };
    println!();
    for name in &failed {
        println!("{name}{FAILED}{name}");
    }
    println!("{} s", started.elapsed().as_secs());
    println!("{passed} passed, {} failed", failed.len());
    if failed.is_empty() {
        Ok(())
    } else {
        std::process::exit(1);
    }
}

fn one_by_one(context: &Context, chosen: &[&Check]) -> Outcome {
    let mut failed = Vec::new();
    for (index, check) in chosen.iter().enumerate() {
        println!("[{}/{}] {}: {}", index + 1, chosen.len(), check.name, check.about);
        if let Err(error) = (check.run)(context) {
            println!("  {error:#}");
            failed.push(check.name.to_owned());
        }
        println!("{}{ENDED}", check.name);
    }
    Outcome { passed: chosen.len() - failed.len(), failed }
}

fn choose(only: &[String]) -> Result<Vec<&'static Check>> {
    let unknown = only.iter().find(|name| CHECKS.iter().all(|check| check.name != **name));
    if let Some(name) = unknown {
        let names: Vec<_> = CHECKS.iter().map(|check| check.name).collect();
        bail!("no check is named `{name}`\n  help: the checks are {}", names.join(", "));
    }
    Ok(CHECKS.iter().filter(|check| only.iter().any(|name| name == check.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn chosen_checks_run_in_the_order_of_the_list() {
        let names = |only: &[&str]| {
            let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
            choose(&only).map(|checks| checks.iter().map(|check| check.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["lint", "format"]).unwrap(), ["format", "lint"]);
        assert!(names(&["lint", "nothing"]).is_err());
    }
}
