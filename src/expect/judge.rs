//! Expectations against answers. All names are known by now.

use super::holders;
use super::report::{Asked, Duty, Failed, HeldDuty, IdentityGroup, Offender, Report, Unmet};
use super::written::{self, Bound, Circumstances, Expectations, Rule, Says, Word};
use crate::access::{Path, PermissionHandle};
use crate::source::findings::{At, Finding, Findings, KEPT};
use crate::source::{Parts, locate};
use crate::{Access, AccessMethod, Reason, Request};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub(super) fn judge<'a>(expectations: &'a Expectations, access: &'a Access) -> Report<'a> {
    let mut tested = 0;
    let mut unmet: Vec<(&Rule, Unmet<'a>)> = Vec::new();
    for rule in &expectations.rules {
        match &rule.says {
            Says::Expect { users, permissions, .. } => {
                tested += users.len() * permissions.len();
                unmet.extend(decisions(access, &rule.says).into_iter().map(|one| (rule, one)));
            }
            says => {
                tested += 1;
                unmet.extend(of_many(access, says).into_iter().map(|one| (rule, one)));
            }
        }
    }
    let mut places = Vec::with_capacity(unmet.len());
    // As many at a time as are located of problems, by whom these are told where they stand.
    for unmet in unmet.chunks(KEPT) {
        let mut findings = Findings::default();
        for (rule, _) in unmet {
            findings.push(Finding::new("unmet", "").at(At::File(rule.file, rule.span)));
        }
        places.extend(locate(findings, &expectations.files, &Parts::default()).problems);
    }
    let failed = unmet.into_iter().zip(places).map(|((rule, unmet), problem)| Failed {
        place: problem.place,
        because: rule.because.as_deref(),
        unmet,
    });
    Report { tested, failed: failed.collect() }
}

fn decisions<'a>(access: &'a Access, says: &'a Says) -> Vec<Unmet<'a>> {
    let Says::Expect { users, permissions, right, groups, place, allowed, reason } = says else { return Vec::new() };
    let mut unmet = Vec::new();
    // A reason is of one decision; that nothing is allowed is so only if no other access method allows it.
    let also = !*allowed && place.method.is_none() && *reason != Some(Reason::AccessMethod);
    let also = also.then_some((AccessMethod::SlideIn, None));
    for user in users {
        for permission in permissions {
            let mut request = place.name(Request::new(&user.text, &permission.text));
            request.right = right.as_ref().map(|right| right.text.as_str());
            request.identity_groups = groups.iter().map(|(provider, group)| (&*provider.text, &*group.text)).collect();
            for (method, reason) in [(place.method.unwrap_or_default(), *reason)].into_iter().chain(also) {
                request.access_method = method;
                let decision = access.check(&request);
                if decision.allowed == *allowed && reason.is_none_or(|reason| reason == decision.reason) {
                    continue;
                }
                let mut asked = Asked { identity_groups: named(groups), ..asked(permission, right.as_ref(), place) };
                if method != AccessMethod::default() {
                    asked.access_method = Some(method.name());
                }
                unmet.push(Unmet::Expect {
                    user: &user.text,
                    asked,
                    expected: *allowed,
                    expected_reason: reason,
                    explanation: Box::new(access.explain(&request)),
                });
                // Once an expectation.
                break;
            }
        }
    }
    unmet
}

fn of_many<'a>(access: &'a Access, says: &'a Says) -> Vec<Unmet<'a>> {
    match says {
        Says::Expect { .. } => Vec::new(),
        Says::Never { together, except, place } => {
            let offenders = never(access, together, except, place);
            if offenders.is_empty() { Vec::new() } else { vec![Unmet::Never { offenders }] }
        }
        Says::Only { grant, roles, users, place } => {
            let mut unmet = Vec::new();
            let written::Duty::Grant { permission, right } = grant else { return unmet };
            let asked = || asked(permission, right.as_ref(), place);
            if let Some(expected) = roles {
                let granting = granting_roles(access, permission, right.as_ref(), place);
                let (unexpected, missing) = difference(&granting, expected);
                if !unexpected.is_empty() || !missing.is_empty() {
                    unmet.push(Unmet::OnlyRoles { asked: asked(), unexpected, missing });
                }
            }
            if let Some(expected) = users {
                let able = Held::of(access, grant, place);
                let (unexpected, missing) = difference(&able.users(), expected);
                if !unexpected.is_empty() || !missing.is_empty() {
                    let unexpected = unexpected.into_iter().map(|user| offender(user, &[&able])).collect();
                    unmet.push(Unmet::OnlyUsers { asked: asked(), unexpected, missing });
                }
            }
            unmet
        }
        Says::Count { of, bound, users, place } => {
            let held = Held::of(access, of, place);
            let all = held.users();
            let list = || all.iter().map(|user| offender(user, &[&held])).collect();
            let (of, number) = (held.duty(), *users);
            match bound {
                Bound::AtMost if all.len() > number => vec![Unmet::AtMost { of, bound: number, users: list() }],
                Bound::AtLeast if all.len() < number => vec![Unmet::AtLeast { of, bound: number, users: list() }],
                _ => Vec::new(),
            }
        }
    }
}

/// Users who hold all of it, then identity-provider groups that by themselves give all of it: what somebody holds who
/// presents one and has roles too, nobody knows before.
fn never<'a>(
    access: &'a Access,
    together: &'a [written::Duty],
    except: &[Word],
    place: &'a Circumstances,
) -> Vec<Offender<'a>> {
    let held: Vec<Held<'a>> = together.iter().map(|duty| Held::of(access, duty, place)).collect();
    let mut users: Vec<&str> = held.first().map(Held::users).unwrap_or_default().into_iter().collect();
    users.retain(|user| {
        held.iter().skip(1).all(|duty| duty.has(user)) && !except.iter().any(|excepted| excepted.text == **user)
    });
    let all: Vec<&Held<'a>> = held.iter().collect();
    let mut offenders: Vec<Offender<'a>> = users.into_iter().map(|user| offender(user, &all)).collect();
    // What a group gives without a level reaches as far as its holder's levels, which may be anywhere.
    if place.resource.is_empty() {
        let roles: Vec<HashSet<&str>> = together.iter().map(|duty| duty_roles(access, duty, place)).collect();
        for (number, (provider, group)) in (0..).zip(access.mapped_groups()) {
            let paths = holders::of_mapping(access, number);
            let first = |roles: &HashSet<&str>| paths.iter().find(|path| roles.contains(path.role)).cloned();
            let given: Option<Vec<Path<'a>>> = roles.iter().map(first).collect();
            let Some(given) = given else { continue };
            let holds = held.iter().zip(given);
            let holds = holds.map(|(held, path)| HeldDuty { what: held.duty(), path: Some(path) }).collect();
            let identity_group = Some(IdentityGroup { provider, group });
            offenders.push(Offender { user: None, identity_group, holds });
        }
    }
    offenders
}

/// Who holds one thing.
struct Held<'a> {
    access: &'a Access,
    duty: &'a written::Duty,
    place: &'a Circumstances,
    /// Each user with the path, where it is known already, and the access method by which a grant is held.
    holders: BTreeMap<&'a str, (Option<Path<'a>>, AccessMethod)>,
}

impl<'a> Held<'a> {
    fn of(access: &'a Access, duty: &'a written::Duty, place: &'a Circumstances) -> Self {
        let mut holders = BTreeMap::new();
        match duty {
            written::Duty::Role(role) => {
                let of_role = holders::of_role(access, &role.text).into_iter();
                holders.extend(of_role.map(|(user, path)| (user, (Some(path), AccessMethod::Login))));
            }
            written::Duty::Team(team) => {
                let members = holders::of_team(access, &team.text).into_iter();
                holders.extend(members.map(|user| (user, (None, AccessMethod::Login))));
            }
            written::Duty::Grant { .. } => {
                for method in place.methods().into_iter().rev() {
                    // The reasons for which nobody can be told were found among the names.
                    let able = access.who_can(&request("anyone", duty, place, method)).unwrap_or_default();
                    holders.extend(able.into_iter().map(|user| (user, (None, method))));
                }
            }
        }
        Self { access, duty, place, holders }
    }

    fn users(&self) -> BTreeSet<&'a str> {
        self.holders.keys().copied().collect()
    }

    fn has(&self, user: &str) -> bool {
        self.holders.contains_key(user)
    }

    fn path(&self, user: &str) -> Option<Path<'a>> {
        let (path, method) = self.holders.get(user)?;
        if path.is_some() || matches!(self.duty, written::Duty::Team(_)) {
            return path.clone();
        }
        let decision = self.access.check(&request(user, self.duty, self.place, *method));
        Some(Path { role: decision.role?, via: decision.via?, level: decision.level })
    }

    fn duty(&self) -> Duty<'a> {
        match self.duty {
            written::Duty::Role(role) => Duty::Role(&role.text),
            written::Duty::Team(team) => Duty::Team(&team.text),
            written::Duty::Grant { permission, right } => Duty::Grant(asked(permission, right.as_ref(), self.place)),
        }
    }
}

fn offender<'a>(user: &'a str, held: &[&Held<'a>]) -> Offender<'a> {
    let holds = held.iter().map(|held| HeldDuty { what: held.duty(), path: held.path(user) }).collect();
    Offender { user: Some(user), identity_group: None, holds }
}

fn request<'r>(user: &'r str, duty: &'r written::Duty, place: &'r Circumstances, method: AccessMethod) -> Request<'r> {
    let (permission, right) = match duty {
        written::Duty::Grant { permission, right } => (permission.text.as_str(), right.as_ref()),
        written::Duty::Role(_) | written::Duty::Team(_) => ("", None),
    };
    let mut request = place.name(Request::new(user, permission)).access_method(method);
    request.right = right.map(|right| right.text.as_str());
    request
}

/// The roles by which something is held.
fn duty_roles<'a>(access: &'a Access, duty: &'a written::Duty, place: &Circumstances) -> HashSet<&'a str> {
    match duty {
        written::Duty::Role(role) => HashSet::from([role.text.as_str()]),
        written::Duty::Team(_) => HashSet::new(),
        written::Duty::Grant { permission, right } => {
            granting_roles(access, permission, right.as_ref(), place).into_iter().collect()
        }
    }
}

/// The roles that hold a grant and count for one of the access methods, by id.
fn granting_roles<'a>(
    access: &'a Access,
    permission: &Word,
    right: Option<&Word>,
    place: &Circumstances,
) -> BTreeSet<&'a str> {
    let snapshot = &*access.snapshot;
    let Some(PermissionHandle { first_grant, .. }) = access.permission(&permission.text) else {
        return BTreeSet::new();
    };
    let rights: HashMap<&str, u32> = access
        .permissions()
        .find(|known| known.key == permission.text)
        .map_or_else(HashMap::new, |known| known.rights.into_iter().zip(0..).collect());
    let Some(place_of_right) = right.map_or(Some(0), |right| rights.get(right.text.as_str()).copied()) else {
        return BTreeSet::new();
    };
    let grant = snapshot.grant(first_grant + place_of_right);
    let slide_in = place.methods().into_iter().map(|method| method == AccessMethod::SlideIn).collect::<Vec<_>>();
    let counts = |role: &u32| {
        snapshot.role_holds(*role, grant) && slide_in.iter().any(|method| snapshot.role_admits(*role, *method))
    };
    (0..snapshot.role_count() as u32).filter(counts).map(|role| snapshot.role_id(role)).collect()
}

/// What is there and not expected, and what is expected and not there.
fn difference<'a>(there: &BTreeSet<&'a str>, expected: &'a [Word]) -> (Vec<&'a str>, Vec<&'a str>) {
    let expected: BTreeSet<&str> = expected.iter().map(|word| word.text.as_str()).collect();
    (there.difference(&expected).copied().collect(), expected.difference(there).copied().collect())
}

fn asked<'a>(permission: &'a Word, right: Option<&'a Word>, place: &'a Circumstances) -> Asked<'a> {
    Asked {
        permission: &permission.text,
        right: right.map(|right| right.text.as_str()),
        resource: place.resource.iter().map(|(dimension, value)| (&*dimension.text, &*value.text)).collect(),
        identity_groups: Vec::new(),
        access_method: place.method.map(AccessMethod::name),
    }
}

fn named(groups: &[(Word, Word)]) -> Vec<IdentityGroup<'_>> {
    groups.iter().map(|(provider, group)| IdentityGroup { provider: &provider.text, group: &group.text }).collect()
}
