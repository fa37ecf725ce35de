//! The decision vectors of `tests/vectors`, put to the oracle.

use crate::oracle::{Oracle, Part, Slice, milliseconds};
use rolepack::source::Document;
use rolepack::{AccessMethod, Reason, Request};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    pub rule: String,
    pub at: Option<String>,
    #[serde(default)]
    pub sequence: u64,
    pub source: Document,
    pub cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    #[serde(default)]
    pub request: Value,
    pub text: Option<String>,
    #[serde(default)]
    pub strict: bool,
    pub slice: Option<SliceFor>,
    pub shard: Option<Range>,
    pub decision: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SliceFor {
    pub user: String,
    #[serde(default)]
    pub identity_groups: Vec<Group>,
    pub access_method: Option<String>,
    #[serde(default)]
    pub explain: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub from: String,
    pub to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub provider: String,
    pub group: String,
}

/// Every file, by name.
fn files() -> Vec<(String, Vectors)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("tests/vectors").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a file");
        let vectors = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, vectors)
    };
    files.into_iter().map(read).collect()
}

/// A request that is well shaped. Those of the files `malformed*` need not be, and are a strict reader's to tell.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    user: String,
    permission: String,
    right: Option<String>,
    #[serde(default)]
    resource: BTreeMap<String, String>,
    #[serde(default)]
    identity_groups: Vec<Group>,
    access_method: Option<String>,
}

impl Asked {
    fn request(&self) -> Request<'_> {
        Request {
            user: &self.user,
            permission: &self.permission,
            right: self.right.as_deref(),
            resource: self.resource.iter().map(|(dimension, value)| (dimension.as_str(), value.as_str())).collect(),
            identity_groups: pairs(&self.identity_groups),
            access_method: method(self.access_method.as_deref()),
        }
    }
}

fn pairs(groups: &[Group]) -> Vec<(&str, &str)> {
    groups.iter().map(|one| (one.provider.as_str(), one.group.as_str())).collect()
}

fn method(name: Option<&str>) -> AccessMethod {
    name.map_or(AccessMethod::Login, |name| AccessMethod::from_name(name).expect("an access method"))
}

#[test]
fn the_oracle_answers_as_the_vectors_say() {
    for (file, vectors) in files() {
        if file.starts_with("malformed") {
            continue;
        }
        let oracle = Oracle::new(&vectors.source, vectors.at.as_deref().map(milliseconds), vectors.sequence);
        for case in &vectors.cases {
            let asked: Asked = serde_json::from_value(case.request.clone()).expect("a request");
            let groups = case.slice.as_ref().map(|slice| pairs(&slice.identity_groups)).unwrap_or_default();
            let slice = case.slice.as_ref().map(|slice| {
                let access_method = method(slice.access_method.as_deref());
                Part::Slice(Slice {
                    user: &slice.user,
                    identity_groups: &groups,
                    access_method,
                    explain: slice.explain,
                })
            });
            let shard = case.shard.as_ref().map(|shard| Part::Shard { from: &shard.from, to: &shard.to });
            let oracle = oracle.of(slice.or(shard).unwrap_or(Part::Whole));
            let decision = serde_json::to_value(oracle.check(&asked.request())).expect("a decision");
            assert_eq!(decision, case.decision, "{file}: {}", case.name);
        }
    }
}

#[test]
fn there_are_vectors_for_every_rule_and_reason() {
    let files = files();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for rule in 1..=12 {
        let prefix = format!("rule-{rule:02}-");
        assert!(names.iter().any(|name| name.starts_with(&prefix)), "no vectors for rule {rule}");
    }
    for reason in Reason::ALL {
        let name = format!("reason-{}", reason.name());
        let (_, vectors) =
            files.iter().find(|(file, _)| *file == name).unwrap_or_else(|| panic!("no vectors for {name}"));
        assert!(vectors.cases.iter().any(|case| case.decision["reason"] == reason.name()), "{name} never says so");
    }
    for (file, vectors) in &files {
        assert!(!vectors.rule.is_empty(), "{file} does not say what it shows");
        for (index, case) in vectors.cases.iter().enumerate() {
            assert!(
                vectors.cases[..index].iter().all(|other| other.name != case.name),
                "{file}: `{}` stands twice",
                case.name
            );
            assert!(case.text.is_some() || !case.strict, "{file}: `{}` is strict but no text", case.name);
        }
    }
}
