//! The decision vectors of `tests/vectors`, put to the oracle and to snapshots.

use crate::decisions::{Subject, packed};
use crate::generate::{self, Question};
use crate::oracle::milliseconds;
use rolepack::request_json::{Malformed, RequestJson};
use rolepack::source::Document;
use rolepack::{AccessMethod, Reason};
use serde::Deserialize;
use serde_json::Value;
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

impl Case {
    /// The request, or what is wrong with its shape.
    fn asked(&self) -> Result<RequestJson, Malformed> {
        let text = self.text.clone().unwrap_or_else(|| self.request.to_string());
        RequestJson::parse(text.as_bytes())
    }

    /// The part of the snapshot that is asked.
    fn subject(&self) -> Subject {
        let pairs = |groups: &[Group]| groups.iter().map(|one| (one.provider.clone(), one.group.clone())).collect();
        match (&self.slice, &self.shard) {
            (None, None) => Subject::Whole,
            (None, Some(shard)) => Subject::Shard { from: shard.from.clone(), to: shard.to.clone() },
            (Some(slice), _) => {
                let named = |name: &String| AccessMethod::from_name(name).expect("an access method");
                let who = Question {
                    user: slice.user.clone(),
                    permission: "any".into(),
                    right: None,
                    resource: Vec::new(),
                    identity_groups: pairs(&slice.identity_groups),
                    access_method: slice.access_method.as_ref().map(named).unwrap_or_default(),
                };
                Subject::Slice { who, explain: slice.explain }
            }
        }
    }
}

impl Vectors {
    /// As the generator makes them, so that both are asked alike.
    fn packed(&self) -> generate::Case {
        generate::Case {
            document: self.source.clone(),
            at: self.at.as_deref().map(milliseconds),
            sequence: self.sequence,
        }
    }
}

#[test]
fn the_oracle_answers_as_the_vectors_say() {
    for (file, vectors) in files() {
        let packed = vectors.packed();
        for case in &vectors.cases {
            // What is wrong in shape is a reader's to tell; the oracle takes requests.
            let Ok(asked) = case.asked() else { continue };
            let decision =
                case.subject().oracle(&packed, |oracle| serde_json::to_value(oracle.check(&asked.request())));
            assert_eq!(decision.expect("a decision"), case.decision, "{file}: {}", case.name);
        }
    }
}

#[test]
fn snapshots_answer_as_the_vectors_say() {
    let mut answered = 0;
    for (file, vectors) in files() {
        let whole = packed(&vectors.packed()).unwrap_or_else(|refusal| panic!("{file} is refused: {refusal}"));
        for case in &vectors.cases {
            let access = case.subject().open(&whole);
            let asked = case.asked();
            let decision = match &asked {
                Ok(asked) => access.check(&asked.request()),
                Err(malformed) => malformed.decision(&access),
            };
            let decision = serde_json::to_value(decision).expect("a decision");
            assert_eq!(decision, case.decision, "{file}: {}", case.name);
            answered += 1;
        }
    }
    assert!(answered > 400, "{answered} cases");
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
