//! How far a grant reaches: the values of a dimension for which a check would be allowed.

use super::decision::{Level, Reason};
use super::held::{Judge, NONE, level_name};
use super::load::Access;
use super::question::{Question, Who};
use super::request::{Asked, Request};
use super::scope::{EVERY, OWN};
use crate::order::sort;
use crate::snapshot::Snapshot;
use alloc::vec::Vec;
use serde::Serialize;

/// How far a grant reaches.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let reach = access.reach(&rolepack::Request::new("ada", "closeRun"), Some("location"));
/// assert_eq!(reach.reason, rolepack::Reason::NotGranted);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reach<'a> {
    /// `granted` if it reaches anything, else why not.
    pub reason: Reason,
    /// What it reaches.
    #[serde(flatten)]
    pub reached: Reached<'a>,
}

/// What is reached.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Request, access::Reached};
///
/// let reach = access.reach(&Request::new("ada", "createRun"), Some("location"));
/// assert_eq!(reach.reached, Reached::Values(vec!["A"]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reached<'a> {
    /// Everything. Written as `"all": true`.
    #[serde(serialize_with = "all")]
    All,
    /// These values of the dimension asked for, in byte order.
    Values(Vec<&'a str>),
    /// One box a covering level: within each, any combination of what it covers.
    Boxes(Vec<ReachBox<'a>>),
}

/// What one level covers.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Request, access::Reached};
///
/// let Reached::Boxes(boxes) = access.reach(&Request::new("ada", "createRun"), None).reached else { panic!() };
/// assert_eq!((boxes[0].level.company, boxes[0].level.key), ("ACME", "plant-a"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReachBox<'a> {
    /// The level.
    pub level: Level<'a>,
    /// Every dimension in which it covers something.
    pub covers: Covers<'a>,
}

/// Dimension by dimension, the values covered; `*` alone: every value. Written as a map.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Request, access::Reached};
///
/// let Reached::Boxes(boxes) = access.reach(&Request::new("ada", "createRun"), None).reached else { panic!() };
/// assert_eq!(boxes[0].covers.0, [("company", vec!["ACME"]), ("location", vec!["A"])]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covers<'a>(pub Vec<(&'a str, Vec<&'a str>)>);

impl Serialize for Covers<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(dimension, values)| (dimension, values)))
    }
}

fn all<S: serde::Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(true)
}

impl Access {
    /// The values of a dimension, or all, for which [`check`](Self::check) with the request's resource and that value is granted. Without
    /// a dimension: one box for every level that covers the request's resource, never their product.
    ///
    /// The dimension asked for must not be among those that the resource names (`invalid-request`).
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Request, access::Reached};
    ///
    /// let reach = access.reach(&Request::new("ada", "createRun").resource("company", "ACME"), Some("location"));
    /// assert_eq!(reach.reached, Reached::Values(vec!["A"]));   // the filter of a list, say
    /// ```
    ///
    /// # Cost
    ///
    /// One pass over the values that levels list.
    #[must_use]
    pub fn reach<'a>(&'a self, request: &Request<'a>, dimension: Option<&str>) -> Reach<'a> {
        self.try_reach(request.user, &request.asked(), dimension.map(str::as_bytes))
            .unwrap_or_else(|reason| Reach { reason, reached: Reached::Values(Vec::new()) })
    }

    fn try_reach<'a>(
        &'a self,
        user: &'a str,
        request: &Asked<'_>,
        dimension: Option<&[u8]>,
    ) -> Result<Reach<'a>, Reason> {
        let snapshot = &*self.snapshot;
        if !request.is_sound() {
            return Err(Reason::InvalidRequest);
        }
        let dimension = match dimension {
            Some(name) if !crate::snapshot::text::is_id(name) => return Err(Reason::InvalidRequest),
            Some(name) if { request.resource }.any(|(named, _)| named == name) => {
                return Err(Reason::InvalidRequest);
            }
            dimension => dimension,
        };
        let question = Question::new(snapshot, request)?;
        let dimension = match dimension {
            Some(name) => Some(snapshot.dimension(name).ok_or(Reason::UnknownDimension)?),
            None => None,
        };
        let who = Who::new(snapshot, request)?.named(user.as_bytes());
        let judge = Judge::new(snapshot, &who, &question);
        let reason = judge.decide().reason;
        if reason != Reason::Granted {
            return Err(reason);
        }
        if !snapshot.header.scoping {
            return Ok(Reach { reason: Reason::Granted, reached: Reached::All });
        }
        let levels = covering_levels(&judge);
        let reached = match dimension {
            Some(number) => one_dimension(snapshot, &who, &levels, number),
            None => Reached::Boxes(boxes(snapshot, &who, &levels)),
        };
        let nothing = match &reached {
            Reached::All => false,
            Reached::Values(values) => values.is_empty(),
            Reached::Boxes(boxes) => boxes.is_empty(),
        };
        Ok(Reach { reason: if nothing { Reason::OutOfScope } else { Reason::Granted }, reached })
    }
}

/// The levels by which some path covers what the question names, by (company, key).
fn covering_levels(judge: &Judge<'_>) -> Vec<u32> {
    let mut levels = Vec::new();
    let mut own = false;
    judge.who.each_held(judge.snapshot, &mut |held| {
        if judge.holds(held) && judge.counts(held).is_ok() {
            match held.within {
                NONE => own = true,
                level => levels.push(level),
            }
        }
        false
    });
    if own {
        judge.covering_own_levels(&mut |level| levels.push(level));
    }
    sort(&mut levels);
    levels.dedup();
    // Where nothing is named, an own level counts without being asked; an inactive one covers nothing all the same.
    levels.retain(|level| judge.snapshot.level_is_active(*level));
    levels
}

/// The values of one dimension that the levels cover together.
fn one_dimension<'a>(snapshot: &'a Snapshot, who: &Who<'a>, levels: &[u32], number: usize) -> Reached<'a> {
    let mut values = Vec::new();
    for covered in each_covers(snapshot, who, levels, number) {
        match covered {
            Covered::Everything => return Reached::All,
            Covered::Values(some) => values.extend(some),
        }
    }
    sort(&mut values);
    values.dedup();
    Reached::Values(values)
}

fn boxes<'a>(snapshot: &'a Snapshot, who: &Who<'a>, levels: &[u32]) -> Vec<ReachBox<'a>> {
    let named = levels.iter().filter_map(|level| level_name(snapshot, *level));
    let mut boxes: Vec<ReachBox<'a>> = named.map(|level| ReachBox { level, covers: Covers(Vec::new()) }).collect();
    for (number, name) in snapshot.dimensions().enumerate() {
        for (reach_box, covered) in boxes.iter_mut().zip(each_covers(snapshot, who, levels, number)) {
            match covered {
                Covered::Everything => reach_box.covers.0.push((name, alloc::vec!["*"])),
                Covered::Values(values) if values.is_empty() => {}
                Covered::Values(mut values) => {
                    sort(&mut values);
                    values.dedup();
                    reach_box.covers.0.push((name, values));
                }
            }
        }
    }
    boxes
}

/// What one level covers of one dimension.
enum Covered<'a> {
    Everything,
    Values(Vec<&'a str>),
}

/// What each of the levels covers of one dimension, by one pass over the values that any level lists.
fn each_covers<'a>(snapshot: &'a Snapshot, who: &Who<'a>, levels: &[u32], number: usize) -> Vec<Covered<'a>> {
    let Some(dimension) = number.checked_sub(1) else {
        let companies = levels.iter().map(|level| match snapshot.level(*level) {
            Some(level) if level.company == EVERY => Covered::Everything,
            level => Covered::Values(level.map(|level| level.company).into_iter().collect()),
        });
        return companies.collect();
    };
    let mut covers: Vec<Covered<'a>> = levels.iter().map(|_| Covered::Values(Vec::new())).collect();
    for (value, listed_by) in snapshot.values(dimension) {
        for level in listed_by.levels() {
            let Some(covered) = levels.binary_search(&level).ok().and_then(|place| covers.get_mut(place)) else {
                continue;
            };
            match (covered, value) {
                (covered, EVERY) => *covered = Covered::Everything,
                (Covered::Values(values), OWN) => values.extend(who.names(snapshot)),
                (Covered::Values(values), _) => values.push(value),
                (Covered::Everything, _) => {}
            }
        }
    }
    covers
}

impl<'a> Who<'a> {
    /// What `$user` stands for: the id, and the e-mail. An unknown user may be called `*` or `$user`, which no request may name, and
    /// of which the first would read as every value.
    fn names(&self, snapshot: &'a Snapshot) -> impl Iterator<Item = &'a str> {
        let id = core::str::from_utf8(self.id).ok();
        let names = [id, self.user.and_then(|user| snapshot.email(user))].into_iter().flatten();
        names.filter(|name| *name != EVERY && *name != OWN)
    }
}
