//! The Access Level service: pages of records, each a level.

use super::gathering::{Gathering, Origins, external, key};
use super::{Imported, Options, Wildcards};
use crate::source::decode::List;
use crate::source::fields::{Fields, text, wrong_type};
use crate::source::findings::{At, Finding, Findings};
use crate::source::node::{Kind, Node, Span};
use crate::source::words::{list, quote};
use crate::source::{AccessLevel, Document, Problems};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Reads answers of the Access Level service: pages of records, single records, lists of them, also several in one text. Each
/// comes with the name that problems tell it by.
///
/// A page is a list, or an object whose `value` or `items` is one; where it tells how many there are, all must be there, and
/// where none of several does, that is noted. The identifiers of records and tool lines, and what tool lines say beside their
/// tool, go into `external`. Linear in the text, but for sorting.
///
/// ```
/// use rolepack::import::{Options, access_levels};
///
/// let page = r#"{ "@odata.count": 1, "value": [{ "id": "5b1f", "accessLevelKey": "plant-a", "company": "ACME",
///     "description": "Plant A", "isActive": true, "locations": ["A"],
///     "accessLevelTools": [{ "id": "1", "tool": "torque-wrench" }], "customAttributes": { "custom_shift": "night" } }] }"#;
/// let document = access_levels([("page.json".into(), page.into())], &Options::default())?.document;
/// assert_eq!(document.access_levels[0].tools, ["torque-wrench"]);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
/// All that is wrong with the answers, that is missing of them, and that the access model cannot say.
pub fn access_levels(
    texts: impl IntoIterator<Item = (String, String)>,
    options: &Options,
) -> Result<Imported, Problems> {
    let mut levels = Levels::default();
    let mut gathering = Gathering::read(texts, options, |gathering, node| levels.read(gathering, node));
    levels.check_pages(&mut gathering);
    let mut document = Document::default();
    let mut origins = Origins::new();
    for (level, at) in levels.levels.into_values() {
        if level.is_active.is_none() {
            gathering.note("whether level {} is active is not said: taken as active", &level.key);
        }
        origins.insert((List::AccessLevels, document.access_levels.len()), at);
        document.access_levels.push(level);
    }
    gathering.finish(document, &origins)
}

/// Fields that decide, and that a list without them might have been asked to leave out.
const DECIDING: [&str; 7] =
    ["isActive", "isDefault", "equipmentItems", "locations", "parties", "accessLevelTools", "employee"];

#[derive(Default)]
struct Levels {
    /// By company and key.
    levels: BTreeMap<(String, String), (AccessLevel, At)>,
    /// How many there are in all, as pages tell it, and where the last of them does.
    counts: BTreeMap<u64, At>,
    /// How many pages say that another follows, how many do not, and where the last that does stands.
    pages: (usize, usize, Option<At>),
}

impl Levels {
    fn read(&mut self, gathering: &mut Gathering<'_>, node: Node) {
        let is_page = |name: &str| matches!(name, "value" | "items");
        match node.kind {
            Kind::Array(entries) => {
                for entry in entries {
                    self.read(gathering, entry);
                }
            }
            Kind::Object(ref fields) if fields.iter().any(|field| is_page(&field.key)) => self.page(gathering, node),
            _ => self.record(gathering, node),
        }
    }

    fn page(&mut self, gathering: &mut Gathering<'_>, node: Node) {
        let (at, options) = (gathering.here(node.span), gathering.options);
        let Some(mut fields) = gathering.object("a page", node, &["value", "items"]) else { return };
        let mut entries = fields.list("value", |node, _| Some(node));
        entries.extend(fields.list("items", |node, _| Some(node)));
        let counts = ["@odata.count", "totalCount", "count"].map(|name| fields.node(name));
        let next = ["@odata.nextLink", "nextLink"].map(|name| fields.string(name));
        let context = fields.string("@odata.context");
        // What else a page says of itself decides nothing.
        fields.keep(|name| name.starts_with("@odata.") || options.keeps(name));
        fields.end();
        for count in counts.into_iter().flatten() {
            match &count.kind {
                Kind::Number(number) if number.is_u64() => {
                    self.counts.insert(number.as_u64().unwrap_or_default(), gathering.here(count.span));
                }
                other => wrong_type("a page's count is a whole number", other, count.span, &mut gathering.findings),
            }
        }
        if next.into_iter().flatten().next().is_some() {
            self.pages = (self.pages.0 + 1, self.pages.1, Some(at.clone()));
        } else {
            self.pages.1 += 1;
        }
        if let Some(missing) = context.and_then(|context| left_out(&context)) {
            let message = format!("the page was asked to leave out {}", list(&missing));
            let finding = Finding::new("missing-field", message).at(at);
            gathering.findings.push(finding.help("ask for it without `$select`"));
        }
        for entry in entries {
            self.record(gathering, entry);
        }
    }

    /// Reports that pages are missing, as far as those that are there tell.
    fn check_pages(&self, gathering: &mut Gathering<'_>) {
        let read = self.levels.len() as u64;
        if let Some((count, at)) = self.counts.last_key_value().filter(|(count, _)| **count > read)
            && gathering.findings.is_empty()
        {
            let message = format!("there are {count} access levels, and {read} on the pages");
            let finding = Finding::new("missing-page", message).at(at.clone());
            gathering.findings.push(finding.help("ask for the rest with `$skip`, and import all pages together"));
        } else if let (_, 0, Some(at)) = &self.pages {
            let finding = Finding::new("missing-page", "the page says that another follows, which is not here");
            let finding = finding.at(at.clone());
            gathering.findings.push(finding.help("ask for what its next link names, and import all pages together"));
        } else if self.counts.is_empty() && self.pages.0 + self.pages.1 > 1 {
            gathering.note("no page says how many access levels there are: whether one is missing cannot be told", "");
        }
    }

    fn record(&mut self, gathering: &mut Gathering<'_>, node: Node) {
        let at = gathering.here(node.span);
        let Some(level) = level(gathering, node) else { return };
        let name = (level.company.clone(), level.key.clone());
        match self.levels.get(&name) {
            Some((before, first)) if *before != level => {
                let message = format!("the access level {} is told twice, and differently", quote(&name.1));
                let finding = Finding::new("conflict", message).at(at).also(first.clone());
                gathering.findings.push(finding.help("ask again for both pages: something changed between them"));
            }
            Some(_) => {}
            None => {
                self.levels.insert(name, (level, at));
            }
        }
    }
}

fn level(gathering: &mut Gathering<'_>, node: Node) -> Option<AccessLevel> {
    let options = gathering.options;
    let mut fields = gathering.object("an access level", node, &["isActive", "isDefault"])?;
    let record_id = key(&mut fields, "id");
    let [key, description] = ["accessLevelKey", "description"].map(|name| fields.required(name));
    let company = required_value(&mut fields, "company", options.wildcards);
    let (remarks, employee) = (fields.string("remarks"), fields.string("employee"));
    let (is_active, is_default) = (fields.boolean("isActive"), fields.boolean("isDefault"));
    let [equipment_items, locations, parties] =
        ["equipmentItems", "locations", "parties"].map(|name| values(&mut fields, name, options.wildcards));
    let lines = fields.list("accessLevelTools", |node, findings| line(node, options, findings));
    let custom_attributes = custom(&mut fields);
    let kept = fields.keep(|name| options.keeps(name));
    fields.end();
    let mut tools: Vec<String> = Vec::new();
    for (tool, _) in &lines {
        // Two lines may name one tool, which is one value.
        if !tools.contains(tool) {
            tools.push(tool.clone());
        }
    }
    let lines: Vec<Value> = lines.into_iter().map(|(_, line)| Value::Object(line)).collect();
    let told = lines.iter().any(|line| line.as_object().is_some_and(|line| line.len() > 1));
    let mut external = external([
        ("recordId", record_id.map(Value::String)),
        ("accessLevelTools", told.then_some(Value::Array(lines))),
    ]);
    external.extend(kept);
    Some(AccessLevel {
        key: key?,
        company: company?,
        description: description?,
        remarks: remarks.filter(|remarks| !remarks.is_empty()),
        is_active,
        is_default,
        equipment_items,
        locations,
        parties,
        tools,
        employee,
        custom_attributes,
        external,
        ..AccessLevel::default()
    })
}

/// A tool line: its tool, and the whole of it.
fn line(mut node: Node, options: &Options, findings: &mut Findings) -> Option<(String, Map<String, Value>)> {
    if let Kind::Object(fields) = &mut node.kind {
        fields.retain(|field| !matches!(field.value.kind, Kind::Null));
    }
    let mut fields = Fields::of("a tool line", node, findings)?;
    let id = key(&mut fields, "id");
    let tool = required_value(&mut fields, "tool", options.wildcards);
    let custom = custom(&mut fields);
    let kept = fields.keep(|name| options.keeps(name));
    fields.end();
    let tool = tool?;
    let custom = Some(Value::Object(custom)).filter(|custom| custom.as_object().is_some_and(|map| !map.is_empty()));
    let mut whole =
        external([("id", id.map(Value::String)), ("tool", Some(tool.clone().into())), ("customAttributes", custom)]);
    whole.extend(kept);
    Some((tool, whole))
}

/// Custom attributes, which stand in an object of their own, or each by itself with the prefix that its name has.
fn custom(fields: &mut Fields<'_>) -> Map<String, Value> {
    let mut custom = fields.map("customAttributes");
    custom.extend(fields.keep(|name| name.starts_with("custom_")));
    custom
}

fn required_value(fields: &mut Fields<'_>, name: &'static str, wildcards: Wildcards) -> Option<String> {
    match fields.node(name) {
        Some(node) => value(&format!("`{name}` is a string"), node, wildcards, fields.findings()),
        // Says that it is missing.
        None => fields.required(name),
    }
}

fn values(fields: &mut Fields<'_>, name: &'static str, wildcards: Wildcards) -> Vec<String> {
    let expected = format!("an entry of `{name}` is a string");
    fields.list(name, |node, findings| value(&expected, node, wildcards, findings))
}

fn value(expected: &str, node: Node, wildcards: Wildcards, findings: &mut Findings) -> Option<String> {
    let span = node.span;
    let text = text(expected, node, findings)?;
    refuse_wildcard(&text, span, wildcards, findings);
    Some(text)
}

/// The service knows no wildcards: a location that is called `*` would become every location.
fn refuse_wildcard(text: &str, span: Span, wildcards: Wildcards, findings: &mut Findings) {
    if wildcards == Wildcards::Refused && matches!(text, "*" | "$user") {
        let what = if text == "*" { "every value" } else { "the user's own" };
        let message = format!("a value is called {}, which means {what} in a source", quote(text));
        let finding = Finding::new("wildcard", message).at(span);
        findings.push(finding.help("say that wildcards are meant, or give the value another name"));
    }
}

/// The deciding fields that a `$select` left out, by the context that such a page tells: `…#accessLevels(accessLevelKey,company)`.
fn left_out(context: &str) -> Option<Vec<String>> {
    let selected = context.rsplit_once('(')?.1.strip_suffix(')')?;
    let names: Vec<&str> = selected.split(',').map(str::trim).collect();
    let left_out: Vec<String> = DECIDING
        .iter()
        .filter(|name| !names.contains(name) && !names.contains(&"*"))
        .map(|name| format!("`{name}`"))
        .collect();
    (!left_out.is_empty()).then_some(left_out)
}
