//! The objects of the API, each as it stands: what they refer to is looked up when all are read.

use crate::import::Options;
use crate::import::gathering::{Gathering, key};
use crate::source::ApplyTo;
use crate::source::fields::Fields;
use crate::source::findings::{At, Finding};
use crate::source::node::{Kind as Written, Node, Span};
use serde_json::{Map, Value};

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Permission,
    Role,
    Assignment,
    UserMap,
    GroupMap,
    User,
    Group,
}

/// How the API calls each kind in its links.
const LINKS: [(&str, Kind); 7] = [
    ("permission", Kind::Permission),
    ("role", Kind::Role),
    ("role-policy-assignment", Kind::Assignment),
    ("role-user-map", Kind::UserMap),
    ("role-user-group-map", Kind::GroupMap),
    ("user", Kind::User),
    ("user-group", Kind::Group),
];

/// Fields that one kind alone has.
const MARKS: [(&str, Kind); 9] = [
    ("rolePermissionAssignments", Kind::Role),
    ("roleUsers", Kind::Role),
    ("roleGroups", Kind::Role),
    ("applyTo", Kind::Role),
    ("roleType", Kind::Role),
    ("allowedAccessRights", Kind::Permission),
    ("accessRights", Kind::Assignment),
    ("user", Kind::UserMap),
    ("userGroup", Kind::GroupMap),
];

/// What every object and every reference to one has.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Named {
    pub key: Option<String>,
    pub id: Option<String>,
    pub href: Option<String>,
    /// Unknown fields of a reference that are to be kept.
    pub kept: Map<String, Value>,
}

/// A thing, and where it stands.
#[derive(Debug)]
pub(super) struct Placed<T> {
    pub thing: T,
    pub at: At,
}

/// What of an object decides nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rest {
    pub audit: Option<Value>,
    pub kept: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Permission {
    pub own: Named,
    pub module: String,
    pub name: String,
    pub group: Option<String>,
    /// What it allows; `None`, which was reported, where the answer leaves that out.
    pub rights: Option<Vec<String>>,
    pub rest: Rest,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Role {
    pub own: Named,
    pub description: Option<String>,
    pub role_type: Option<String>,
    pub apply_to: Option<ApplyTo>,
    pub rest: Rest,
}

/// A permission as an assignment names it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PermissionRef {
    pub own: Named,
    pub module: Option<String>,
    pub name: Option<String>,
}

/// Something that a role is joined with: a permission of it, or one who holds it.
#[derive(Debug)]
pub(super) struct Link<T> {
    pub own: Named,
    pub role: Named,
    pub other: Placed<T>,
    /// Of a permission, if the answer says them.
    pub rights: Option<Vec<String>>,
    /// The number of the telling of its role that it stands in; `None` where it stands by itself.
    pub within: Option<usize>,
    pub rest: Rest,
}

/// One of the times that a role is told of.
#[derive(Debug)]
pub(super) struct Telling {
    pub role: Named,
    /// Which of [`LISTS`] it has.
    pub lists: [bool; 3],
    pub at: At,
}

/// The lists of a role.
pub(super) const LISTS: [&str; 3] = ["rolePermissionAssignments", "roleUsers", "roleGroups"];

/// What is told to do where an answer leaves out what decides.
pub(super) const WHOLE: &str = "import the whole object too, as the API answers it by its key";

/// All that was read.
#[derive(Default)]
pub(super) struct Records {
    pub permissions: Vec<Placed<Permission>>,
    pub roles: Vec<Placed<Role>>,
    pub tellings: Vec<Telling>,
    pub assignments: Vec<Placed<Link<PermissionRef>>>,
    pub user_maps: Vec<Placed<Link<Named>>>,
    pub group_maps: Vec<Placed<Link<Named>>>,
    /// Objects that a list names and says no more of.
    pub only_named: Vec<(Kind, Placed<Named>)>,
}

impl Kind {
    pub fn many(self) -> &'static str {
        match self {
            Self::Permission => "permissions",
            Self::Role => "roles",
            Self::Assignment => "permission assignments",
            Self::UserMap => "user maps",
            Self::GroupMap => "user group maps",
            Self::User => "users",
            Self::Group => "user groups",
        }
    }

    /// What the object is, by its link, or else by a field that only such objects have.
    fn of(node: &Node) -> Option<Self> {
        let Written::Object(fields) = &node.kind else { return None };
        let linked = fields.iter().find(|field| field.key == "href").and_then(|field| match &field.value.kind {
            Written::String(link) => {
                let name = link.split_once("/objects/company-config/")?.1.split('/').next()?;
                LINKS.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
            }
            _ => None,
        });
        linked.or_else(|| {
            let marked = MARKS.into_iter().find(|(mark, _)| fields.iter().any(|field| field.key == *mark));
            marked.map(|(_, kind)| kind)
        })
    }
}

/// Reads one object; what it is, if that can be told.
pub(super) fn read(gathering: &mut Gathering<'_>, node: Node, records: &mut Records) -> Option<Kind> {
    let Some(kind) = Kind::of(&node) else {
        let finding = match &node.kind {
            Written::Object(_) => {
                Finding::new("unknown-object", "neither a role, nor a permission, nor who holds a role")
                    .help("its `href` tells what an object is: import answers as they are")
            }
            other => Finding::new("wrong-type", format!("an answer is an object, not {}", other.name())),
        };
        gathering.findings.push(finding.at(node.span));
        return None;
    };
    let at = gathering.here(node.span);
    let only_named = matches!(&node.kind, Written::Object(fields)
        if fields.iter().all(|field| matches!(field.key.as_str(), "key" | "id" | "href")));
    if only_named || matches!(kind, Kind::User | Kind::Group) {
        let options = gathering.options;
        let fields = gathering.object("a reference", node, &[])?;
        let thing = reference_in(fields, options);
        records.only_named.push((kind, Placed { thing, at }));
        return Some(kind);
    }
    match kind {
        Kind::Permission => {
            let permission = permission(gathering, node);
            records.permissions.extend(permission.map(|thing| Placed { thing, at }));
        }
        Kind::Role => role(gathering, node, at, records),
        Kind::Assignment => records.assignments.extend(assignment(gathering, node, None)),
        Kind::UserMap => records.user_maps.extend(holding(gathering, node, "user", None)),
        _ => records.group_maps.extend(holding(gathering, node, "userGroup", None)),
    }
    Some(kind)
}

fn named(fields: &mut Fields<'_>) -> Named {
    Named { key: key(fields, "key"), id: key(fields, "id"), href: fields.string("href"), kept: Map::new() }
}

/// Takes what decides nothing, and refuses what is not known.
fn rest(mut fields: Fields<'_>, options: &Options) -> Rest {
    let audit = fields.node("audit").map(Node::into_value);
    let rest = Rest { audit, kept: fields.keep(|name| options.keeps(name)) };
    fields.end();
    rest
}

fn permission(gathering: &mut Gathering<'_>, node: Node) -> Option<Permission> {
    let (options, span) = (gathering.options, node.span);
    let mut fields = gathering.object("a permission", node, &[])?;
    let own = named(&mut fields);
    let (module, name) = (fields.required("module"), fields.required("name"));
    let group = fields.string("permissionGroup");
    let rights = said(&mut fields, "allowedAccessRights");
    if rights.is_none() {
        // A query may leave it out, and without any right a permission is granted as such.
        let finding = Finding::new("missing-field", "a permission without `allowedAccessRights`").at(span);
        fields.findings().push(finding.help(WHOLE));
    }
    let rest = rest(fields, options);
    module.zip(name).map(|(module, name)| Permission { own, module, name, group, rights, rest })
}

fn role(gathering: &mut Gathering<'_>, node: Node, at: At, records: &mut Records) {
    let options = gathering.options;
    let span = node.span;
    let Some(mut fields) = gathering.object("a role", node, &["applyTo"]) else { return };
    let own = named(&mut fields);
    let (description, role_type) = (fields.string("description"), fields.string("roleType"));
    let apply_to = fields.word("applyTo", &ApplyTo::WORDS);
    let lists = LISTS.map(|name| fields.has(name));
    let [assignments, users, groups] = LISTS.map(|name| fields.list(name, |node, _| Some(node)));
    let rest = rest(fields, options);
    if own.id.is_none() {
        gathering.findings.push(Finding::new("missing-field", "a role without `id`").at(span));
        return;
    }
    let of = Some((records.tellings.len(), &own));
    for node in assignments {
        records.assignments.extend(assignment(gathering, node, of));
    }
    for node in users {
        records.user_maps.extend(holding(gathering, node, "user", of));
    }
    for node in groups {
        records.group_maps.extend(holding(gathering, node, "userGroup", of));
    }
    records.tellings.push(Telling { role: own.clone(), lists, at: at.clone() });
    records.roles.push(Placed { thing: Role { own, description, role_type, apply_to, rest }, at });
}

/// The role that an object stands in, and the number of that telling.
type Of<'n> = Option<(usize, &'n Named)>;

fn assignment(gathering: &mut Gathering<'_>, node: Node, of: Of<'_>) -> Option<Placed<Link<PermissionRef>>> {
    let options = gathering.options;
    let (span, at) = (node.span, gathering.here(node.span));
    let mut fields = gathering.object("a permission assignment", node, &[])?;
    let own = named(&mut fields);
    let (role, permission) = (fields.node("role"), fields.node("permission"));
    let rights = said(&mut fields, "accessRights");
    let rest = rest(fields, options);
    let role = role_of(gathering, role, of, span)?;
    let permission = there(gathering, permission, "a permission assignment without `permission`", span)?;
    let place = gathering.here(permission.span);
    let mut fields = gathering.object("a permission's reference", permission, &[])?;
    let named = named(&mut fields);
    let (module, name) = (fields.string("module"), fields.string("name"));
    // What is kept of a permission, the permission itself has.
    fields.keep(|name| options.keeps(name));
    let thing = PermissionRef { own: named, module, name };
    fields.end();
    let other = Placed { thing, at: place };
    Some(Placed { thing: Link { own, role, other, rights, within: of.map(|(telling, _)| telling), rest }, at })
}

fn holding(gathering: &mut Gathering<'_>, node: Node, whose: &'static str, of: Of<'_>) -> Option<Placed<Link<Named>>> {
    let options = gathering.options;
    let (span, at) = (node.span, gathering.here(node.span));
    let mut fields = gathering.object("a role's map", node, &[])?;
    let own = named(&mut fields);
    let (role, holder) = (fields.node("role"), fields.node(whose));
    let rest = rest(fields, options);
    let role = role_of(gathering, role, of, span)?;
    let holder = there(gathering, holder, &format!("a role's map without `{whose}`"), span)?;
    let other = reference(gathering, holder)?;
    Some(Placed { thing: Link { own, role, other, rights: None, within: of.map(|(telling, _)| telling), rest }, at })
}

/// A list of strings, if there is one.
fn said(fields: &mut Fields<'_>, name: &'static str) -> Option<Vec<String>> {
    fields.has(name).then(|| fields.strings(name))
}

fn there(gathering: &mut Gathering<'_>, node: Option<Node>, message: &str, span: Span) -> Option<Node> {
    if node.is_none() {
        gathering.findings.push(Finding::new("missing-field", message).at(span));
    }
    node
}

fn reference(gathering: &mut Gathering<'_>, node: Node) -> Option<Placed<Named>> {
    let (span, at) = (node.span, gathering.here(node.span));
    let options = gathering.options;
    let fields = gathering.object("a reference", node, &[])?;
    let thing = reference_in(fields, options);
    if thing.key.is_none() && thing.id.is_none() {
        gathering.findings.push(Finding::new("missing-field", "a reference without `key` and `id`").at(span));
        return None;
    }
    Some(Placed { thing, at })
}

fn reference_in(mut fields: Fields<'_>, options: &Options) -> Named {
    let named = named(&mut fields);
    let kept = fields.keep(|name| options.keeps(name));
    fields.end();
    Named { kept, ..named }
}

/// The role that an object belongs to: the one that it stands in, which the object may name too.
fn role_of(gathering: &mut Gathering<'_>, node: Option<Node>, of: Of<'_>, span: Span) -> Option<Named> {
    let said = match node {
        Some(node) => Some(reference(gathering, node)?),
        None => None,
    };
    match (of.map(|(_, role)| role), said) {
        (Some(role), None) => Some(role.clone()),
        (Some(role), Some(said)) if said.thing.agrees(role) => Some(role.clone()),
        (None, Some(said)) => Some(said.thing),
        (Some(_), Some(said)) => {
            let finding = Finding::new("conflict", "it stands in one role and names another").at(said.at);
            gathering.findings.push(finding);
            None
        }
        (None, None) => {
            gathering.findings.push(Finding::new("missing-field", "it names no role, and stands in none").at(span));
            None
        }
    }
}

impl Named {
    /// Whether nothing that both say differs.
    pub fn agrees(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        same(&self.key, &other.key) && same(&self.id, &other.id)
    }
}
