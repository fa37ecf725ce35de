//! The sample organisation, Acme Rockets: as large as it says, and answering what its README says.
//! Its expectations files are for `rolepack test`; here stand the facts that other tests and the pages rely on.

use rolepack::Reason::{Granted, InactiveUser, NotGranted, OutOfScope, UnknownUser};
use rolepack::pack::Options;
use rolepack::source::{self, Document, RoleRef, parse_time};
use rolepack::{Access, AccessMethod, Level, LoadOptions, Model, Reason, Request, Via, pack};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Document> =
    LazyLock::new(|| read().into_document().unwrap_or_else(|problems| panic!("{problems}")));

static ACCESS: LazyLock<Access> = LazyLock::new(|| {
    let model = Model::try_from(read()).unwrap_or_else(|problems| panic!("{problems}"));
    let at = parse_time("2026-11-22").expect("a date");
    let bytes = pack(&model, &Options { at: Some(at), ..Options::default() }).expect("a snapshot");
    Access::load(bytes, &LoadOptions::default()).expect("a sound snapshot")
});

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acme-rockets")
}

fn read() -> source::Source {
    source::read(&folder()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn acme(name: &str) -> String {
    format!("{name}@acme.example")
}

#[test]
fn it_is_as_large_as_it_says() {
    assert_eq!(DOCUMENT.users.len(), 60);
    assert_eq!(DOCUMENT.teams.len(), 12);
    assert_eq!(DOCUMENT.roles.len(), 14);
    let providers: BTreeSet<_> = DOCUMENT.group_mappings.iter().map(|mapping| &*mapping.provider).collect();
    assert_eq!(providers, ["entra", "okta"].into());
    let plants = DOCUMENT.access_levels.iter().map(|level| &*level.key).filter(|key| key.starts_with("plant-"));
    assert_eq!(plants.collect::<BTreeSet<_>>(), ["plant-a", "plant-b", "plant-c"].into());
}

#[test]
fn everybody_has_a_department_and_all_but_one_a_manager() {
    let ids: BTreeSet<_> = DOCUMENT.users.iter().map(|user| &*user.id).collect();
    let mut without = Vec::new();
    for user in &DOCUMENT.users {
        assert!(user.attributes["department"].is_string(), "{}", user.id);
        match user.attributes.get("manager") {
            Some(manager) => assert!(ids.contains(manager.as_str().expect("an id")), "{}: {manager}", user.id),
            None => without.push(&*user.id),
        }
    }
    assert_eq!(without, ["amara@acme.example"]);
}

#[test]
fn every_role_is_held_and_every_team_has_members() {
    let of = |roles: &[RoleRef]| -> Vec<String> {
        let id = |role: &RoleRef| match role {
            RoleRef::Id(id) => id.clone(),
            RoleRef::Assignment(assignment) => assignment.role.clone(),
        };
        roles.iter().map(id).collect()
    };
    let direct = DOCUMENT.users.iter().flat_map(|user| of(&user.roles));
    let held: BTreeSet<_> = direct.chain(DOCUMENT.teams.iter().flat_map(|team| of(&team.roles))).collect();
    assert_eq!(held, DOCUMENT.roles.iter().map(|role| role.id.clone()).collect());
    let joined: BTreeSet<_> = DOCUMENT.users.iter().flat_map(|user| &user.teams).collect();
    assert_eq!(joined, DOCUMENT.teams.iter().map(|team| &team.id).collect());
}

#[test]
fn those_who_changed_jobs_still_hold_what_they_should_not() {
    let moved = DOCUMENT.users.iter().filter(|user| user.attributes.contains_key("changedJobs"));
    let moved: BTreeSet<_> = moved.map(|user| user.id.clone()).collect();
    assert_eq!(moved, ["ingrid", "kwame", "rashid", "tomas", "zoe"].map(acme).into());

    let holds = |user: &str, permission: &str| ACCESS.can(&acme(user), permission);
    assert!(holds("kwame", "updateOrganization"));
    assert!(holds("tomas", "createPurchaseOrder") && holds("tomas", "createPurchaseOrderApproval"));
    assert!(holds("ingrid", "createProcedure") && holds("ingrid", "acme/hotFireRelease"));
    assert!(ACCESS.allows(&Request::new(&acme("rashid"), "updateRun").resource("location", "A")));
    assert!(ACCESS.allows(&Request::new(&acme("zoe"), "acme/toolCalibration").right("modify")));
}

#[test]
fn nobody_else_breaks_the_rules_that_they_break() {
    let who = |permission: &str| -> BTreeSet<String> {
        let able = ACCESS.who_can(&Request::new("anyone", permission)).expect("a known permission");
        able.into_iter().map(str::to_owned).collect()
    };
    let both = |one: &str, other: &str| -> Vec<String> { who(one).intersection(&who(other)).cloned().collect() };
    assert_eq!(both("createPurchaseOrder", "createPurchaseOrderApproval"), [acme("tomas")]);
    assert_eq!(both("createProcedure", "acme/hotFireRelease"), [acme("ingrid")]);
    assert_eq!(who("updateOrganization"), ["kwame", "noor", "sunita", "viktor"].map(acme).into());
    assert_eq!(who("acme/hotFireRelease"), ["freya", "ingrid", "kenji"].map(acme).into());
}

#[test]
fn it_answers_as_its_readme_says() {
    let ask = |user: &str, permission: &'static str| (acme(user), permission);
    let plain = [
        (ask("ada", "updatePurchaseOrder"), NotGranted),
        (ask("diego", "updateRun"), NotGranted),
        (ask("kalani", "acme/hotFireRelease"), NotGranted),
        (ask("sigrun", "createPurchaseOrder"), Granted),
        (ask("nils", "updateRun"), OutOfScope),
        (ask("omar", "updateRunStep"), InactiveUser),
        (ask("gareth", "createIssueApproval"), InactiveUser),
        (ask("theo", "createIssue"), NotGranted),
        (ask("dmitri", "updateRunStep"), NotGranted),
        (("iris@kestrel.example".to_owned(), "updateRunStep"), UnknownUser),
    ];
    for ((user, permission), reason) in &plain {
        assert_eq!(ACCESS.check(&Request::new(user, permission)).reason, *reason, "{user} {permission}");
    }

    let (ravi, tuan) = ("ravi@acme.example", "tuan@acme.example");
    let (paolo, yusuf) = ("paolo@acme.example", "yusuf@acme.example");
    let placed: [(&str, &str, &[(&str, &str)], Reason); 13] = [
        ("ada@acme.example", "createRun", &[("location", "A")], Granted),
        ("ada@acme.example", "createRun", &[("location", "B")], OutOfScope),
        ("diego@acme.example", "updateRunStep", &[("location", "A")], Granted),
        ("E-1044", "setDatagridValue", &[("equipmentItem", "CNC-1")], Granted),
        ("freya@acme.example", "acme/hotFireRelease", &[("equipmentItem", "STAND-2")], Granted),
        ("freya@acme.example", "acme/hotFireRelease", &[("equipmentItem", "STAND-1")], OutOfScope),
        (ravi, "updateRunStep", &[("company", "KESTREL"), ("owner", ravi)], Granted),
        (ravi, "updateRunStep", &[("company", "KESTREL"), ("owner", tuan)], OutOfScope),
        ("rashid@acme.example", "updateRun", &[("location", "A"), ("equipmentItem", "WELDER-1")], OutOfScope),
        (paolo, "updateRunStep", &[("equipmentItem", "CNC-2"), ("owner", paolo)], Granted),
        (paolo, "updateRunStep", &[("equipmentItem", "CNC-2"), ("owner", yusuf)], OutOfScope),
        ("sigrun@acme.example", "createPurchaseOrder", &[("location", "B")], OutOfScope),
        ("sigrun@acme.example", "createPurchaseOrder", &[("location", "TRAINING-ROOM")], Granted),
    ];
    for (user, permission, resource, reason) in placed {
        let request = Request { resource: resource.to_vec(), ..Request::new(user, permission) };
        assert_eq!(ACCESS.check(&request).reason, reason, "{user} {permission} {resource:?}");
    }

    let (diego, olga, theo) = (acme("diego"), acme("olga"), acme("theo"));
    let note = Request::new(&diego, "acme/shiftHandover").right("add");
    assert_eq!(ACCESS.check(&note).reason, Reason::AccessMethod);
    assert_eq!(ACCESS.check(&note.access_method(AccessMethod::SlideIn)).reason, Granted);
    let record = Request::new(&olga, "acme/toolCalibration");
    assert_eq!(ACCESS.check(&record.clone().right("modify")).reason, Granted);
    assert_eq!(ACCESS.check(&record.right("delete")).reason, NotGranted);
    let trainee = Request::new(&theo, "createIssue").identity_group("okta", "MES-Operators");
    assert_eq!(ACCESS.check(&trainee.clone().resource("location", "TRAINING-ROOM")).reason, Granted);
    assert_eq!(ACCESS.check(&trainee.resource("location", "A")).reason, OutOfScope);
    let guest = Request::new("iris@kestrel.example", "updateRunStep").identity_group("entra", "Kestrel-Test-Crew");
    assert_eq!(ACCESS.check(&guest.clone().resource("company", "KESTREL")).reason, Granted);
    assert_eq!(ACCESS.check(&guest.resource("company", "ACME")).reason, OutOfScope);
}

#[test]
fn its_readme_names_the_path() {
    let (ada, diego) = (acme("ada"), acme("diego"));
    let level = Some(Level { company: "ACME", key: "plant-a" });
    let own = ACCESS.check(&Request::new(&ada, "createRun").resource("location", "A"));
    assert_eq!((own.role, own.via, own.level), (Some("manufacturing-engineer"), Some(Via::default()), level));
    let team = ACCESS.check(&Request::new(&diego, "updateRunStep").resource("location", "A"));
    assert_eq!((team.role, team.level), (Some("operator"), level));
    assert_eq!(team.via, Some(Via { team: Some("line-1"), ..Via::default() }));
}

/// Of the Rust documentation's examples.
#[test]
fn the_workshops_snapshots_are_packed_from_their_sources() {
    for (name, sequence, day) in [("workshop", 42, "2026-01-01"), ("workshop.next", 43, "2026-01-02")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        let beside = |ending: &str| PathBuf::from(format!("{}.{ending}", path.display()));
        let source = source::read(&beside("yaml")).unwrap();
        let at = parse_time(day);
        let options = Options { at, created: at, sequence, ..Options::default() };
        let bytes = pack(&Model::try_from(source).unwrap(), &options).unwrap();
        assert_eq!(std::fs::read(beside("rolepack")).unwrap(), bytes, "pack it again, as {name}.yaml says");
    }
}
