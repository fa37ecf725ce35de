//! Assignments that have ended, and those that are about to.

use super::gathered::Gathered;
use crate::source::format_time;

pub(super) fn look(gathered: &mut Gathered<'_>) {
    let (at, within) = (gathered.options.at, gathered.options.ending_within);
    let found = gathered.assignments(|held| held.until.is_some_and(|until| until.saturating_sub(within) <= at));
    for (who, held, path) in found {
        let role = gathered.role(held.role);
        let within = held.within.map_or_else(String::new, |level| format!(" within {}", gathered.level(level)));
        let until = held.until.and_then(format_time).unwrap_or_default();
        if gathered.has_not_ended(held) {
            let message = format!("{who} holds the role {role}{within} until {until} only");
            gathered.found("ending-assignment", message, path, "give it for longer if it is still needed");
        } else {
            let message = format!("{who} held the role {role}{within} until {until}");
            gathered.found("ended-assignment", message, path, "remove it: it gives nothing any more");
        }
    }
}
