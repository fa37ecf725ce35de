//! From the text of expectations files to rules. What is wrong is gathered, with the place it stands at.

use super::written::{Bound, Circumstances, Duty, Expectations, Rule, Says, Word};
use crate::source::fields::{Fields, text, unknown_field, wrong_type};
use crate::source::findings::{Finding, Findings};
use crate::source::node::{Kind, Node, Piece, Span};
use crate::source::words::quote;
use crate::source::{File, FileRole, Format, Parts, Problems, document_format, locate};
use crate::{AccessMethod, Reason};

const FIELDS: [&str; 6] = ["organization", "expect", "never", "only", "atMost", "atLeast"];

const METHODS: [(&str, AccessMethod); 2] = [("login", AccessMethod::Login), ("slideIn", AccessMethod::SlideIn)];

pub(super) fn read(files: impl IntoIterator<Item = (String, String)>) -> Result<Expectations, Problems> {
    let mut read = Expectations { files: Vec::new(), organizations: Vec::new(), rules: Vec::new() };
    let mut findings = Findings::default();
    for (number, (name, text)) in files.into_iter().enumerate() {
        let format = document_format(&name).unwrap_or(Format::Json);
        let file = File { name, format, text: text.into(), role: FileRole::Document };
        let mark = findings.kept.len();
        let mut list = "";
        file.walk(&mut findings, &mut |findings, piece| match piece {
            Piece::Field { key, at, value } => {
                list = FIELDS.into_iter().find(|field| *field == key).unwrap_or_default();
                match (list, value) {
                    ("", _) => {
                        let message = format!("an expectations file has no field {}", quote(&key));
                        findings.push(unknown_field(message, &key, at, &FIELDS));
                    }
                    ("organization", value) => {
                        let node = value.unwrap_or(Node { span: at, kind: Kind::Array(Vec::new()) });
                        read.organizations
                            .extend(word("`organization` is a string", node, findings).map(|id| (number, id)));
                    }
                    (_, Some(node)) => wrong_type(&format!("`{list}` is a list"), &node.kind, node.span, findings),
                    (_, None) => {}
                }
            }
            Piece::Entry { node } if !list.is_empty() && list != "organization" => {
                let span = node.span;
                let entry = entry(list, node, findings);
                read.rules.extend(entry.map(|(says, because)| Rule { file: number, span, because, says }));
            }
            Piece::Entry { .. } => {}
        });
        findings.settle(mark, number);
        read.files.push(file);
    }
    if findings.is_empty() { Ok(read) } else { Err(locate(findings, &read.files, &Parts::default())) }
}

fn entry(list: &str, node: Node, findings: &mut Findings) -> Option<(Says, Option<String>)> {
    let what = match list {
        "expect" => "an entry of `expect`",
        "never" => "an entry of `never`",
        "only" => "an entry of `only`",
        "atMost" => "an entry of `atMost`",
        _ => "an entry of `atLeast`",
    };
    let span = node.span;
    let mut fields = Fields::of(what, node, findings)?;
    let because = fields.string("because");
    let says = match list {
        "expect" => expect(&mut fields, span),
        "never" => never(&mut fields, span),
        "only" => only(&mut fields, span),
        "atMost" => count(&mut fields, span, Bound::AtMost),
        _ => count(&mut fields, span, Bound::AtLeast),
    };
    fields.end();
    says.map(|says| (says, because))
}

fn expect(fields: &mut Fields<'_>, span: Span) -> Option<Says> {
    let users = one_or_more(fields, "user", "users");
    let permissions = one_or_more(fields, "permission", "permissions");
    let right = optional(fields, "right");
    let groups = fields.list("identityGroups", |node, findings| {
        let mut fields = Fields::of("an identity group", node, findings)?;
        let named = required(&mut fields, "provider").zip(required(&mut fields, "group"));
        fields.end();
        named
    });
    let place = circumstances(fields);
    let (has_allowed, has_reason) = (fields.has("allowed"), fields.has("reason"));
    let allowed = fields.boolean("allowed");
    let reasons: Vec<(&str, Reason)> = Reason::ALL.into_iter().map(|reason| (reason.name(), reason)).collect();
    let reason = fields.word("reason", &reasons);
    if !has_allowed && !has_reason {
        fields.missing("allowed", "true or false, or `reason`");
        return None;
    }
    let granted = reason.map(|reason| reason == Reason::Granted);
    if let (Some(allowed), Some(granted)) = (allowed, granted)
        && allowed != granted
    {
        let message = format!("`allowed` is {allowed}, which no decision with that reason is");
        fields.findings().push(Finding::new("contradiction", message).at(span).help("leave one of the two out"));
    }
    let allowed = allowed.or(granted)?;
    Some(Says::Expect { users: users?, permissions: permissions?, right, groups, place, allowed, reason })
}

fn never(fields: &mut Fields<'_>, span: Span) -> Option<Says> {
    if !fields.has("together") {
        fields.missing("together", "a list of permissions or roles");
        return None;
    }
    let mut whole = true;
    let together = fields.list("together", |node, findings| {
        let read = duty(node, findings);
        whole &= read.is_some();
        read
    });
    if whole && together.len() < 2 {
        let finding =
            Finding::new("too-few", "`together` needs two things or more, which nobody holds all of").at(span);
        let help = "what nobody may hold at all is `only` with `users: []`, or `atMost` with `users: 0`";
        fields.findings().push(finding.help(help));
    }
    let except = words(fields, "except");
    Some(Says::Never { together, except, place: circumstances(fields) })
}

fn only(fields: &mut Fields<'_>, span: Span) -> Option<Says> {
    let permission = required(fields, "permission");
    let right = optional(fields, "right");
    let roles = fields.has("roles").then(|| words(fields, "roles"));
    let users = fields.has("users").then(|| words(fields, "users"));
    let place = circumstances(fields);
    if roles.is_none() && users.is_none() {
        fields.missing("roles", "the roles that grant it, or `users`, those who may");
        return None;
    }
    if roles.is_some() && users.is_none() && !place.resource.is_empty() {
        let finding =
            Finding::new("contradiction", "`resource` says nothing of the roles that grant a permission").at(span);
        fields.findings().push(finding.help("leave `resource` out, or name `users`"));
    }
    Some(Says::Only { grant: Duty::Grant { permission: permission?, right }, roles, users, place })
}

fn count(fields: &mut Fields<'_>, span: Span, bound: Bound) -> Option<Says> {
    let (role, team) = (optional(fields, "role"), optional(fields, "team"));
    let (permission, right) = (optional(fields, "permission"), optional(fields, "right"));
    let place = circumstances(fields);
    let users = number(fields, "users");
    let held = match (role, team, permission) {
        (Some(role), None, None) if right.is_none() => Some(Duty::Role(role)),
        (None, Some(team), None) if right.is_none() => Some(Duty::Team(team)),
        (None, None, Some(permission)) => Some(Duty::Grant { permission, right }),
        _ => {
            let finding = Finding::new("unclear", "what is counted is not one thing").at(span);
            fields.findings().push(finding.help("name either `role`, `team` or `permission`"));
            None
        }
    };
    let of = held?;
    if !matches!(of, Duty::Grant { .. }) && (place.method.is_some() || !place.resource.is_empty()) {
        let finding =
            Finding::new("contradiction", "a role or a team is held wherever and however its holder comes in");
        fields.findings().push(finding.at(span).help("leave `resource` and `accessMethod` out, or count a permission"));
    }
    Some(Says::Count { of, bound, users: users?, place })
}

/// A permission's key, or an object with `permission` or `role`.
fn duty(node: Node, findings: &mut Findings) -> Option<Duty> {
    if !matches!(node.kind, Kind::Object(_)) {
        let permission = word("an entry of `together` is a permission's key, or an object", node, findings)?;
        return Some(Duty::Grant { permission, right: None });
    }
    let span = node.span;
    let mut fields = Fields::of("an entry of `together`", node, findings)?;
    let (permission, right, role) =
        (optional(&mut fields, "permission"), optional(&mut fields, "right"), optional(&mut fields, "role"));
    let duty = match (permission, role) {
        (Some(permission), None) => Some(Duty::Grant { permission, right }),
        (None, Some(role)) if right.is_none() => Some(Duty::Role(role)),
        _ => {
            let finding = Finding::new("unclear", "an entry of `together` is not one thing").at(span);
            fields
                .findings()
                .push(finding.help("name either `permission`, with `right` where it has rights, or `role`"));
            None
        }
    };
    fields.end();
    duty
}

fn circumstances(fields: &mut Fields<'_>) -> Circumstances {
    let mut resource = Vec::new();
    for field in fields.object("resource") {
        let value = word("what a resource names is a string", field.value, fields.findings());
        resource.extend(value.map(|value| (Word { text: field.key, span: field.at }, value)));
    }
    Circumstances { resource, method: fields.word("accessMethod", &METHODS) }
}

/// The one thing or the several; where neither is there, that is reported.
fn one_or_more(fields: &mut Fields<'_>, one: &'static str, more: &'static str) -> Option<Vec<Word>> {
    if !fields.has(more) {
        return required(fields, one).map(|word| vec![word]);
    }
    let (whole, mark, mut entries) = (fields.span(), fields.findings().kept.len(), 0);
    let mut all = fields.list(more, |node, findings| {
        entries += 1;
        word(&format!("an entry of `{more}` is a string"), node, findings)
    });
    let read = fields.findings().kept.len() == mark;
    if entries == 0 && read && !fields.has(one) {
        let finding = Finding::new("too-few", format!("`{more}` names nothing, so that nothing is expected"));
        fields.findings().push(finding.at(whole).help("name one or more, or leave the entry out"));
    }
    all.extend(optional(fields, one));
    Some(all)
}

fn words(fields: &mut Fields<'_>, name: &'static str) -> Vec<Word> {
    fields.list(name, |node, findings| word(&format!("an entry of `{name}` is a string"), node, findings))
}

fn required(fields: &mut Fields<'_>, name: &'static str) -> Option<Word> {
    if !fields.has(name) {
        fields.missing(name, "a string");
    }
    optional(fields, name)
}

fn optional(fields: &mut Fields<'_>, name: &'static str) -> Option<Word> {
    let node = fields.node(name)?;
    word(&format!("`{name}` is a string"), node, fields.findings())
}

fn word(expected: &str, node: Node, findings: &mut Findings) -> Option<Word> {
    let span = node.span;
    text(expected, node, findings).map(|text| Word { text, span })
}

fn number(fields: &mut Fields<'_>, name: &'static str) -> Option<usize> {
    let Some(node) = fields.node(name) else {
        fields.missing(name, "a number");
        return None;
    };
    let whole = match &node.kind {
        Kind::Number(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
        kind => {
            wrong_type(&format!("`{name}` is a number"), kind, node.span, fields.findings());
            return None;
        }
    };
    if whole.is_none() {
        fields
            .findings()
            .push(Finding::new("wrong-type", format!("`{name}` is a whole number, 0 or more")).at(node.span));
    }
    whole
}
