//! What is asked, and of what: a whole snapshot, a shard, or a slice.

use crate::generate::{Case, Question};
use crate::oracle::{Oracle, Part, Slice};
use fastrand::Rng;
use rolepack::access::SliceOptions;
use rolepack::model::Model;
use rolepack::pack::{self, pack};
use rolepack::source::Document;
use rolepack::{Access, LoadOptions, Request};
use serde::Serialize;
use serde_json::{Value, json};

/// One part of an organisation's snapshot.
#[derive(Debug, Clone)]
pub enum Subject {
    Whole,
    Shard {
        from: String,
        to: String,
    },
    /// Of the question the user, the groups and the access method are read.
    Slice {
        who: Question,
        explain: bool,
    },
}

/// A whole snapshot, loaded.
pub fn packed(case: &Case) -> Result<Access, String> {
    let bytes = packed_bytes(&case.document, case.at, case.sequence)?;
    Access::load(bytes, &LoadOptions { seed: 1, ..LoadOptions::default() }).map_err(|error| error.to_string())
}

pub fn packed_bytes(document: &Document, at: Option<i64>, sequence: u64) -> Result<Vec<u8>, String> {
    let model = Model::try_from(document.clone()).map_err(|problems| problems.to_string())?;
    pack(&model, &pack::Options { at, sequence, ..pack::Options::default() }).map_err(|error| error.to_string())
}

/// The whole, a shard, a slice and a slice that explains, each with its share of `count` questions.
pub fn subjects(rng: &mut Rng, case: &Case, count: usize) -> Vec<(Subject, usize)> {
    let some = count.div_ceil(10);
    let mut ends = [Question::random(rng, case).user, Question::random(rng, case).user];
    ends.sort();
    let [from, to] = ends;
    let to = if rng.u8(..4) == 0 { String::new() } else { to };
    let from = if rng.u8(..4) == 0 { String::new() } else { from };
    let mut slice = |explain| loop {
        let who = Question::random(rng, case);
        let asked = Request { permission: "any", right: None, resource: Vec::new(), ..who.request() };
        if !crate::oracle::is_malformed(&asked) {
            break Subject::Slice { who, explain };
        }
    };
    let slices = [slice(false), slice(true)];
    let mut subjects = vec![(Subject::Whole, count - 3 * some), (Subject::Shard { from, to }, some)];
    subjects.extend(slices.into_iter().map(|slice| (slice, some)));
    subjects
}

impl Subject {
    /// This part of the whole snapshot, written and loaded.
    pub fn open(&self, whole: &Access) -> Access {
        let options = LoadOptions { seed: 2, ..LoadOptions::default() };
        match self {
            Self::Whole => whole.clone(),
            Self::Shard { from, to } => {
                Access::load(whole.shard(from, to).expect("a shard"), &options).expect("a shard that loads")
            }
            Self::Slice { who, explain } => {
                let bytes = whole
                    .slice(&who.request(), SliceOptions { explain: *explain, ..SliceOptions::default() })
                    .expect("a slice");
                Access::load(bytes, &LoadOptions { slice: true, ..options }).expect("a slice that loads")
            }
        }
    }

    /// Asks a slice about its own user, most of the time, and by its own access method.
    pub fn steer(&self, rng: &mut Rng, question: &mut Question) {
        if let Self::Slice { who, .. } = self {
            if rng.u8(..6) != 0 {
                question.user.clone_from(&who.user);
            }
            if rng.u8(..4) != 0 {
                question.access_method = who.access_method;
            }
        }
    }

    /// The oracle of the same part.
    pub fn oracle<T>(&self, case: &Case, ask: impl FnOnce(&Oracle) -> T) -> T {
        let oracle = Oracle::new(&case.document, case.at, case.sequence);
        match self {
            Self::Whole => ask(&oracle),
            Self::Shard { from, to } => ask(&oracle.of(Part::Shard { from, to })),
            Self::Slice { who, explain } => {
                let request = who.request();
                let slice = Slice {
                    user: request.user,
                    identity_groups: &request.identity_groups,
                    access_method: request.access_method,
                    explain: *explain,
                };
                ask(&oracle.of(Part::Slice(slice)))
            }
        }
    }
}

/// A question of the crate's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Check,
    Explain,
    Effective,
    WhoCan,
    Reach,
    User,
}

impl Asked {
    /// The dimension to reach in: none, one of the organisation's, now and then another.
    pub fn dimension(self, rng: &mut Rng, case: &Case) -> Option<String> {
        let mut dimensions = ["location", "location", "company", "tool", "colour", ""].map(String::from).to_vec();
        dimensions.extend(case.document.dimensions.iter().cloned());
        if self == Self::Reach && rng.u8(..4) != 0 { rng.choice(dimensions) } else { None }
    }

    /// The oracle's answer and the snapshot's, where they differ.
    pub fn difference(
        self,
        case: &Case,
        subject: &Subject,
        access: &Access,
        question: &Question,
        dimension: Option<&str>,
    ) -> Option<(Value, Value)> {
        let request = &question.request();
        let (expected, found) = match self {
            Self::Check => {
                let found = access.check(request);
                let agrees = subject.oracle(case, |oracle| oracle.check(request) == found)
                    && access.allows(request) == found.allowed;
                if agrees {
                    return None;
                }
                (subject.oracle(case, |oracle| told(&oracle.check(request))), told(&found))
            }
            Self::Explain => (subject.oracle(case, |oracle| oracle.explain(request)), told(&access.explain(request))),
            Self::Effective => {
                (subject.oracle(case, |oracle| oracle.effective(request)), told(&access.effective(request)))
            }
            Self::WhoCan => {
                (subject.oracle(case, |oracle| json!(oracle.who_can(request))), json!(access.who_can(request)))
            }
            Self::Reach => (
                subject.oracle(case, |oracle| oracle.reach(request, dimension)),
                told(&access.reach(request, dimension)),
            ),
            Self::User => (
                subject.oracle(case, |oracle| unscoped(case, request, |asked| oracle.check(asked).allowed)),
                bits(case, access, request),
            ),
        };
        (expected != found).then_some((expected, found))
    }
}

fn told(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).expect("an answer")
}

/// Every grant of the organisation, and whether it is allowed.
fn unscoped(case: &Case, who: &Request, allowed: impl Fn(&Request) -> bool) -> Value {
    let grants = case.document.permissions.iter().flat_map(|permission| {
        let bare = permission.rights.is_empty().then_some(None);
        bare.into_iter()
            .chain(permission.rights.iter().map(|right| Some(right.as_str())))
            .map(|right| (permission.key.as_str(), right))
    });
    let answers = grants.map(|(permission, right)| {
        let asked = Request { permission, right, resource: Vec::new(), ..who.clone() };
        json!([permission, right, allowed(&asked)])
    });
    answers.collect()
}

/// The same from the user's bits.
fn bits(case: &Case, access: &Access, who: &Request) -> Value {
    let user = access.user(who);
    unscoped(case, who, |asked| user.can(asked.permission, asked.right))
}
