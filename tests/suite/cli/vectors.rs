//! The decision vectors, asked as programs ask: packed by `pack`, answered line by line by `check --requests`.

use super::Folder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A request's built-in dimensions, and the options that name them.
const OPTIONS: [(&str, &str); 5] = [
    ("company", "--company"),
    ("location", "--location"),
    ("equipmentItem", "--equipment-item"),
    ("party", "--party"),
    ("tool", "--tool"),
];

#[test]
fn the_command_line_answers_as_the_vectors_say() {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut answered = 0;
    for entry in fs::read_dir(vectors).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            answered += answer(&path);
        }
    }
    assert!(answered > 200, "{answered} cases");
}

/// Asks every case of one file; each snapshot that the cases name is packed once, and asked once.
fn answer(path: &Path) -> usize {
    let file: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut asked: BTreeMap<Vec<String>, Vec<&Value>> = BTreeMap::new();
    for case in file["cases"].as_array().unwrap() {
        asked.entry(part(case)).or_default().push(case);
    }
    let folder = Folder::new();
    folder.write("source.json", file["source"].to_string());
    for (part, cases) in asked {
        let sequence = file["sequence"].as_u64().unwrap_or_default().to_string();
        let mut pack: Vec<&str> = vec!["pack", "source.json", "-o", "asked.rolepack", "--sequence", &sequence];
        pack.extend(file["at"].as_str().into_iter().flat_map(|at| ["--at", at]));
        pack.extend(part.iter().map(String::as_str));
        folder.done(pack);
        let slice = part.first().is_some_and(|flag| flag == "--user").then_some("--slice");
        let requests: String = cases.iter().map(|case| line(case) + "\n").collect();
        let ran = folder.fed(["check", "asked.rolepack", "--requests", "-"].into_iter().chain(slice), requests);
        let decisions: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(decisions.len(), cases.len(), "{}: {}", path.display(), ran.err);
        for (case, decision) in cases.iter().zip(&decisions) {
            assert_eq!(decision, &case["decision"], "{}: {}: {}", path.display(), case["name"], line(case));
        }
        for (case, decision) in cases.iter().zip(&decisions) {
            if let Some(args) = arguments(case) {
                let ran = folder.run(
                    ["check", "--json", "asked.rolepack"]
                        .into_iter()
                        .chain(slice)
                        .chain(args.iter().map(String::as_str)),
                );
                assert_eq!(&serde_json::from_str::<Value>(&ran.out).unwrap(), decision, "{}: {args:?}", path.display());
            }
        }
        let malformed = decisions.iter().any(|decision| decision["reason"] == "invalid-request");
        assert_eq!(ran.status, if malformed { 3 } else { 0 }, "{}", path.display());
    }
    file["cases"].as_array().unwrap().len()
}

/// The request as one line of JSON text.
fn line(case: &Value) -> String {
    let line = case["text"].as_str().map_or_else(|| case["request"].to_string(), str::to_owned);
    assert!(!line.contains('\n'), "{} cannot be a line", case["name"]);
    line
}

/// What of the organisation is asked, as the arguments of `pack` that cut it.
fn part(case: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    if let Some(slice) = case.get("slice") {
        let mut args = vec!["--user".to_owned(), text(&slice["user"])];
        for group in slice["identityGroups"].as_array().into_iter().flatten() {
            args.extend([
                "--identity-group".to_owned(),
                format!("{}:{}", text(&group["provider"]), text(&group["group"])),
            ]);
        }
        if let Some(method) = slice["accessMethod"].as_str() {
            args.extend(["--access-method".to_owned(), method.to_owned()]);
        }
        args.extend((slice["explain"] == true).then(|| "--explain".to_owned()));
        return args;
    }
    case.get("shard").map_or_else(Vec::new, |shard| {
        vec!["--ids".to_owned(), format!("{}..{}", text(&shard["from"]), text(&shard["to"]))]
    })
}

/// The request as arguments, if it can be one: it is well shaped, and no name in it holds what separates two.
fn arguments(case: &Value) -> Option<Vec<String>> {
    let request = case.get("request")?.as_object()?;
    let fields = ["user", "permission", "right", "resource", "identityGroups", "accessMethod"];
    if !request.keys().all(|field| fields.contains(&field.as_str())) {
        return None;
    }
    let mut args = Vec::new();
    if let Some(right) = request.get("right") {
        args.push(format!("--right={}", right.as_str()?));
    }
    for (dimension, value) in request.get("resource").map_or(Some(&serde_json::Map::new()), Value::as_object)? {
        let value = value.as_str()?;
        args.push(match OPTIONS.iter().find(|(name, _)| name == dimension) {
            Some((_, option)) => format!("{option}={value}"),
            None if dimension.contains('=') => return None,
            None => format!("--in={dimension}={value}"),
        });
    }
    for group in request.get("identityGroups").map_or(Some(&vec![]), Value::as_array)? {
        let (provider, name) = (group.get("provider")?.as_str()?, group.get("group")?.as_str()?);
        if provider.contains(':') || group.as_object()?.len() != 2 {
            return None;
        }
        args.push(format!("--identity-group={provider}:{name}"));
    }
    if let Some(method) = request.get("accessMethod") {
        let method = method.as_str().filter(|name| ["login", "slideIn"].contains(name))?;
        args.push(format!("--access-method={method}"));
    }
    args.extend([
        "--".to_owned(),
        request.get("user")?.as_str()?.to_owned(),
        request.get("permission")?.as_str()?.to_owned(),
    ]);
    // No argument can hold a zero byte.
    args.iter().all(|arg| !arg.contains('\0')).then_some(args)
}
