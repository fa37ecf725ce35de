//! Changes in words, whatever marks names: a terminal or Markdown.

use crate::render::count;
use rolepack::Level;
use rolepack::compare::{Because, Change, Counts, Grant, GrantChange, Setting, Who};

/// How a name is shown.
pub type Mark = fn(&str) -> String;

/// How many things of one kind are named before the rest is counted.
pub struct Most {
    pub users: usize,
    pub grants: usize,
    pub levels: usize,
}

/// What became of a setting, in a sentence.
pub fn setting(setting: &Setting<'_>, mark: Mark) -> String {
    match setting {
        Setting::Scoping { on: false } => {
            "scoping was switched off: what a request names is ignored, and every grant counts everywhere".to_owned()
        }
        Setting::Scoping { on: true } => "scoping was switched on: access levels count".to_owned(),
        Setting::UnknownUsers { groups: true } => {
            "unknown users are no longer denied: they are allowed what their groups give".to_owned()
        }
        Setting::UnknownUsers { groups: false } => "unknown users are denied, whatever groups they present".to_owned(),
        Setting::Dimension { dimension, added: true } => format!("dimension {} was declared", mark(dimension)),
        Setting::Dimension { dimension, added: false } => {
            format!("dimension {} is gone: a request that names it is denied", mark(dimension))
        }
    }
}

/// Why something is gained or lost: "joined team `line-1`".
pub fn because(because: &Because<'_>, mark: Mark) -> String {
    let added = because.added;
    let either = |one: &'static str, other: &'static str| if added { one } else { other };
    let level = |level: &Level<'_>| mark(&format!("{}/{}", level.company, level.key));
    let role = |role: &str, within: &Option<Level<'_>>| {
        let within = within.as_ref().map_or_else(String::new, |within| format!(" within {}", level(within)));
        format!("role {}{within}", mark(role))
    };
    match &because.change {
        Change::Scoping => format!("scoping was switched {}", either("on", "off")),
        Change::UnknownUsers => {
            format!("unknown users are {} what their groups give", either("allowed", "no longer allowed"))
        }
        Change::Dimension { dimension } => {
            format!("dimension {} {}", mark(dimension), either("was declared", "is gone"))
        }
        Change::There => either("is new", "was removed").to_owned(),
        Change::Active => either("was activated", "was deactivated").to_owned(),
        Change::Role { role: id, within } => format!("{} {}", either("was given", "lost"), role(id, within)),
        Change::Team { team } => format!("{} team {}", either("joined", "left"), mark(team)),
        Change::TeamRole { team, role: id, within } => {
            format!("team {} {} {}", mark(team), either("was given", "lost"), role(id, within))
        }
        Change::RoleGrants { role } => format!("role {} {}", mark(role), either("gained grants", "lost grants")),
        Change::RoleAccessMethod { role, access_method } => {
            format!("role {} {} for {access_method}", mark(role), either("counts", "no longer counts"))
        }
        Change::LevelActive { level: one } => {
            format!("level {} was {}", level(one), either("activated", "deactivated"))
        }
        Change::LevelCovers { level: one } => format!("level {} covers {}", level(one), either("more", "less")),
        Change::OwnLevel { level: one } => format!("{} level {}", either("was given", "lost"), level(one)),
        Change::EmployeeLevel { level: one } => {
            format!("level {} {} the employee", level(one), either("names", "no longer names"))
        }
        Change::DefaultLevel { level: one } => {
            format!("level {} is {} default", level(one), either("now a", "no longer a"))
        }
        Change::OwnLevels => {
            format!("{} own levels, so that the defaults {}", either("has", "has no"), either("do not count", "count"))
        }
        Change::Email => "has another e-mail".to_owned(),
    }
}

/// ": 3 gain and 1 lose", or nothing where it is none.
pub fn users(users: Counts) -> String {
    match (users.gaining, users.losing) {
        (0, 0) => String::new(),
        (gaining, losing) => format!(": {} gain and {} lose", count(gaining), count(losing)),
    }
}

/// Whom something is about: "`ada`, `bob` and 3 more".
pub fn who(who: &Who<'_>, mark: Mark, most: &Most) -> String {
    match who {
        Who::Users(users) => cut(users.iter().map(|user| mark(user)), most.users),
        Who::IdentityGroup { provider, group } => {
            format!("identity group {}", mark(&format!("{provider}:{group}")))
        }
        Who::UnknownUser(id) => format!("unknown user {}", mark(id)),
        Who::UnknownUsers(_) => "unknown users".to_owned(),
    }
}

/// What is gained or lost, and where: "`createRun` and `add` of `tax` within `ACME/plant-a`".
pub fn what(change: &GrantChange<'_>, gained: bool, mark: Mark, most: &Most) -> String {
    let name = |grant: &Grant<'_>| match grant.right {
        Some(right) => format!("{} of {}", mark(right), mark(grant.permission)),
        None => mark(grant.permission),
    };
    let what = if change.grants.is_empty() {
        "whatever presented identity groups give".to_owned()
    } else {
        cut(change.grants.iter().map(name), most.grants)
    };
    let method = match change.access_methods.as_slice() {
        [only] => format!(" by {only}"),
        _ => String::new(),
    };
    let levels = cut(change.levels.iter().map(|level| mark(&format!("{}/{}", level.company, level.key))), most.levels);
    let own = if change.own_levels { "where their own levels reach" } else { "" };
    let within = if levels.is_empty() { String::new() } else { format!("within {levels}") };
    let joined = [own, &within].into_iter().filter(|place| !place.is_empty()).collect::<Vec<_>>().join(" and ");
    let place = match (change.wholly, change.everywhere, joined.as_str()) {
        (true, _, "") => String::new(),
        (true, _, place) => format!(" {place}"),
        (false, true, _) if gained => ", now everywhere".to_owned(),
        (false, true, _) => ", no longer everywhere".to_owned(),
        (false, false, "") => String::new(),
        (false, false, place) if gained => format!(", now also {place}"),
        (false, false, place) => format!(", no longer {place}"),
    };
    let inexact = if change.inexact { ", which cannot be compared exactly" } else { "" };
    format!("{what}{method}{place}{inexact}")
}

/// The first of many, and how many more there are.
pub fn cut(items: impl Iterator<Item = String>, most: usize) -> String {
    let mut items: Vec<String> = items.collect();
    // One more takes less room than to say so.
    if items.len() > most + 1 {
        let more = items.len() - most;
        items.truncate(most);
        return format!("{} and {} more", items.join(", "), count(more));
    }
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
