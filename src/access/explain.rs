//! Rule 11: every decision explained.

use super::decision::{Decision, Level, Reason, Via};
use super::held::{Held, Judge, NONE, level_name};
use super::load::Access;
use super::question::{Question, Who};
use super::request::{AccessMethod, Request};
use crate::order::sort;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Part, Role};
use alloc::vec::Vec;
use serde::Serialize;

/// A decision with every path that leads to it, or with what is missing.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let explanation = access.explain(&rolepack::Request::new("ada", "closeRun"));
/// assert_eq!(explanation.decision.reason.name(), "not-granted");
/// assert_eq!(explanation.would_grant, ["lead", "admin"]);   // system roles last
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation<'a> {
    /// What [`Access::check`] answers.
    #[serde(flatten)]
    pub decision: Decision<'a>,
    /// Every path that grants, in the order of rule 11; `check` names the first.
    pub paths: Vec<Path<'a>>,
    /// In a scoped question that a path without a level of its own answers: the user's own or default levels that cover, by
    /// (company, key). They stand once, for all such paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covering_levels: Vec<Level<'a>>,
    /// Every path that holds the grant and does not count for this request.
    pub held: Vec<HeldPath<'a>>,
    /// Where it is denied and a role would help: the roles of the request's access method that hold the grant, system roles last.
    pub would_grant: Vec<&'a str>,
}

/// A role that grants, and from where it is held.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let explanation = access.explain(&rolepack::Request::new("ada", "createRun"));
/// let path = &explanation.paths[0];
/// assert_eq!((path.role, path.via.team, path.level.map(|level| level.key)), ("operator", Some("line-1"), Some("plant-a")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Path<'a> {
    /// The role.
    pub role: &'a str,
    /// From where it is held.
    pub via: Via<'a>,
    /// As in a decision: the assignment's own level, else, in a scoped question, the first own or default level that covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level<'a>>,
}

/// A role that holds the grant, and why it does not count.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let explanation = access.explain(&rolepack::Request::new("ada", "createRun").resource("location", "B"));
/// let held = &explanation.held[0];
/// assert_eq!((held.role, held.reason.name()), ("operator", "out-of-scope"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldPath<'a> {
    /// The role.
    pub role: &'a str,
    /// From where it is held.
    pub via: Via<'a>,
    /// The level that it is held within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level<'a>>,
    /// `access-method` or `out-of-scope`.
    pub reason: Reason,
}

impl Access {
    /// Decides, and says everything that led to it: every path, or why not and which roles would grant it.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let explanation = access.explain(&rolepack::Request::new("ben", "closeRun"));
    /// assert!(explanation.decision.allowed);
    /// assert_eq!(explanation.paths[0].role, "lead");
    /// ```
    ///
    /// # Cost
    ///
    /// One bit test a role held, and where it is denied one a role of the organisation; allocates the lists.
    #[must_use]
    pub fn explain<'a>(&'a self, request: &Request<'_>) -> Explanation<'a> {
        let snapshot = &*self.snapshot;
        let mut explanation = Explanation {
            decision: self.check(request),
            paths: Vec::new(),
            covering_levels: Vec::new(),
            held: Vec::new(),
            would_grant: Vec::new(),
        };
        if explanation.decision.reason == Reason::InvalidRequest {
            return explanation;
        }
        let asked = request.asked();
        let Ok(question) = Question::new(snapshot, &asked) else { return explanation };
        if let Ok(who) = Who::new(snapshot, &asked) {
            let judge = Judge::new(snapshot, &who, &question);
            let mut by_own_levels = false;
            who.each_held(snapshot, &mut |held| {
                if judge.holds(held) {
                    match judge.counts(held) {
                        Ok(level) => {
                            by_own_levels |= held.within == NONE;
                            explanation.paths.push(path(snapshot, held, level));
                        }
                        Err(reason) => explanation.held.push(HeldPath {
                            role: snapshot.role_id(held.role),
                            via: held.via(snapshot),
                            level: level_name(snapshot, held.within),
                            reason,
                        }),
                    }
                }
                false
            });
            if by_own_levels && !question.scope.names_nothing() {
                let mut covering = Vec::new();
                judge.covering_own_levels(&mut |level| covering.push(level));
                sort(&mut covering);
                covering.dedup();
                let names = covering.into_iter().filter_map(|level| level_name(snapshot, level));
                explanation.covering_levels = names.collect();
            }
        }
        if !explanation.decision.allowed && explanation.decision.reason >= Reason::UnknownUser {
            explanation.would_grant = granting_roles(snapshot, &question, request.access_method);
        }
        explanation
    }
}

pub(super) fn path(snapshot: &Snapshot, held: Held, level: u32) -> Path<'_> {
    Path { role: snapshot.role_id(held.role), via: held.via(snapshot), level: level_name(snapshot, level) }
}

/// The roles that hold the grant and count for the access method, by id, system roles last. A slice without `explain` knows none but
/// those that are held already, and names none.
fn granting_roles<'a>(snapshot: &'a Snapshot, question: &Question<'_>, method: AccessMethod) -> Vec<&'a str> {
    let Some(grant) = question.grant else { return Vec::new() };
    if matches!(snapshot.header.part, Part::Slice { explain: false, .. }) {
        return Vec::new();
    }
    let slide_in = method == AccessMethod::SlideIn;
    let all = || 0..snapshot.role_count() as u32;
    let grants = |role: &u32| snapshot.role_holds(*role, grant) && snapshot.role_admits(*role, slide_in);
    let is_system = |role: &u32| snapshot.role(*role).is_some_and(Role::is_system);
    let ordinary = all().filter(|role| !is_system(role));
    ordinary.chain(all().filter(is_system)).filter(grants).map(|role| snapshot.role_id(role)).collect()
}
