use super::{problems, sound, texts};
use rolepack::import::{Imported, Options, intacct};
use rolepack::source::{ApplyTo, Problems, RolePermission, RoleRef};
use serde_json::{Value, json};

fn link(kind: &str, key: &str) -> String {
    format!("/objects/company-config/{kind}/{key}")
}

fn permission(key: &str, module: &str, name: &str, rights: &[&str]) -> Value {
    json!({ "key": key, "id": key, "module": module, "name": name, "permissionGroup": "activitiesAndLists",
            "allowedAccessRights": rights, "href": link("permission", key) })
}

fn permissions() -> Value {
    let list = [
        permission("253", "purchasing", "taxScheduleMap", &["list", "readonly", "add", "modify", "delete"]),
        permission("12", "accountsPayable", "vendors", &["list", "readonly"]),
        permission("99", "myAccounting", "switchToMyAccounting", &[]),
    ];
    json!({ "ia::result": list, "ia::meta": { "totalCount": 3, "start": 1, "pageSize": 100, "next": null, "previous": null } })
}

fn role() -> Value {
    json!({
        "key": "41", "id": "::SYS::Shared-ROLE-FOR - Buyer", "description": "Buys", "roleType": "enterprise", "applyTo": "slideIn",
        "audit": { "createdBy": "1", "modifiedDateTime": null },
        "rolePermissionAssignments": [
            { "key": "7", "id": "7", "role": { "key": "41" },
              "permission": { "key": "253", "id": "253", "name": "taxScheduleMap", "module": "purchasing", "href": link("permission", "253") },
              "accessRights": ["readonly", "list"], "audit": {}, "href": link("role-policy-assignment", "7") },
            { "key": "8", "permission": { "key": "99" }, "accessRights": [] }
        ],
        "roleUsers": [{ "key": "9", "id": "9", "user": { "key": "3", "id": "ada", "href": link("user", "3") } }],
        "roleGroups": [{ "key": "10", "userGroup": { "key": "5", "id": "Purchasers" }, "href": link("role-user-group-map", "10") }],
        "href": link("role", "41")
    })
}

fn one(object: &Value) -> Value {
    json!({ "ia::result": object, "ia::meta": { "totalCount": 1, "totalSuccess": 1, "totalError": 0 } })
}

fn import(values: &[Value]) -> Result<Imported, Problems> {
    intacct(texts(values), &Options::default())
}

/// The role with one thing about it changed.
fn changed(pointer: &str, to: Value) -> Value {
    let mut role = role();
    *role.pointer_mut(pointer).unwrap() = to;
    role
}

#[test]
fn a_role_comes_with_all_that_decides() {
    let document = sound(import(&[permissions(), one(&role())]));
    let keys: Vec<&str> = document.permissions.iter().map(|permission| permission.key.as_str()).collect();
    assert_eq!(keys, ["accountsPayable/vendors", "myAccounting/switchToMyAccounting", "purchasing/taxScheduleMap"]);
    let purchasing = &document.permissions[2];
    assert_eq!(purchasing.permission_group.as_deref(), Some("purchasing/activitiesAndLists"));
    assert_eq!(purchasing.rights, ["list", "readonly", "add", "modify", "delete"]);
    assert_eq!(purchasing.external["intacct"]["key"], "253");
    let role = &document.roles[0];
    assert_eq!(
        (role.id.as_str(), role.apply_to, role.system),
        ("::SYS::Shared-ROLE-FOR - Buyer", Some(ApplyTo::SlideIn), None)
    );
    assert_eq!(role.permissions[0], RolePermission::Key("myAccounting/switchToMyAccounting".into()));
    let RolePermission::Rights(held) = &role.permissions[1] else { panic!("{role:?}") };
    assert_eq!(
        (held.permission.as_str(), held.rights.as_slice()),
        ("purchasing/taxScheduleMap", ["list".into(), "readonly".into()].as_slice())
    );
    assert_eq!(role.external["intacct"]["audit"], json!({ "createdBy": "1", "modifiedDateTime": null }));
    assert_eq!(role.external["intacct"]["roleGroups"][0]["userGroup"], "Purchasers");
    let holds = [RoleRef::Id(role.id.clone())];
    assert_eq!((document.users[0].id.as_str(), document.users[0].roles.as_slice()), ("ada", holds.as_slice()));
    assert_eq!((document.teams[0].id.as_str(), document.teams[0].roles.as_slice()), ("Purchasers", holds.as_slice()));
}

#[test]
fn what_the_answers_leave_open_is_noted() {
    let mut role = role();
    role.as_object_mut().unwrap().remove("applyTo");
    let notes = import(&[permissions(), role]).unwrap().notes;
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("`ada`") && note.contains("active")), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("applyTo")), "{notes:?}");
}

#[test]
fn order_pages_and_repetition_change_nothing() {
    let whole = import(&[permissions(), one(&role())]).unwrap();
    let Value::Array(list) = permissions()["ia::result"].take() else { unreachable!() };
    let page = |from: usize, some: &[Value]| json!({ "ia::result": some, "ia::meta": { "totalCount": 3, "start": from, "pageSize": 2, "next": null, "previous": null } });
    let named = json!({ "ia::result": [{ "key": "41", "id": "::SYS::Shared-ROLE-FOR - Buyer", "href": link("role", "41") }],
                        "ia::meta": { "totalCount": 1, "start": 1, "pageSize": 100 } });
    let mixed = [one(&role()), page(3, &list[2..]), named, json!([one(&role())]), page(1, &list[..2])];
    assert_eq!(import(&mixed).unwrap(), whole);
    let together: String = mixed.iter().map(|value| format!("\n{value}")).collect();
    let one_file = intacct([("all.json".to_owned(), format!("\u{feff}{together}"))], &Options::default());
    assert_eq!(one_file.unwrap(), whole);
}

#[test]
fn maps_come_by_themselves_too() {
    let mut bare = role();
    for list in ["rolePermissionAssignments", "roleUsers", "roleGroups"] {
        bare.as_object_mut().unwrap().remove(list);
    }
    let role = role();
    let mut alone = Vec::new();
    for list in ["rolePermissionAssignments", "roleUsers", "roleGroups"] {
        for object in role[list].as_array().unwrap() {
            let mut object = object.clone();
            object["role"] = json!({ "key": "41", "id": role["id"] });
            alone.push(object);
        }
    }
    let whole = import(&[permissions(), role]).unwrap();
    let mut apart = import(&[permissions(), bare, json!({ "ia::result": alone })]).unwrap();
    assert_eq!(apart.document.roles[0].permissions, whole.document.roles[0].permissions);
    apart.document.users.clone_from(&whole.document.users);
    assert_eq!(apart.document, whole.document);
}

#[test]
fn maps_of_users_and_of_user_groups_have_keys_of_their_own() {
    let mut role = role();
    let same = json!({ "key": "5", "id": "Purchasers" });
    role["roleUsers"][0] = json!({ "key": "9", "user": same });
    role["roleGroups"][0] = json!({ "key": "9", "userGroup": same });
    let document = sound(import(&[permissions(), role.clone()]));
    assert_eq!((document.users[0].roles.len(), document.teams[0].roles.len()), (1, 1));
    let other = json!({ "key": "9", "role": { "key": "41" }, "userGroup": { "key": "6", "id": "Sellers" } });
    let refused = problems(import(&[permissions(), one(&role), json!({ "ia::result": [other] })]));
    assert!(refused.iter().any(|problem| problem.contains("the user group map `9` is told twice")), "{refused:#?}");
}

#[test]
fn two_assignments_of_a_permission_add_up_and_are_both_kept() {
    let mut role = role();
    let more = json!({ "key": "70", "permission": { "id": "253" }, "accessRights": ["add"] });
    role["rolePermissionAssignments"].as_array_mut().unwrap().push(more);
    let document = sound(import(&[permissions(), role]));
    let RolePermission::Rights(held) = &document.roles[0].permissions[1] else { panic!() };
    assert_eq!(held.rights, ["list", "readonly", "add"]);
    let kept = &document.roles[0].external["intacct"]["rolePermissionAssignments"];
    let rights: Vec<&Value> = kept.as_array().unwrap().iter().map(|link| &link["accessRights"]).collect();
    assert!(rights.contains(&&json!(["add"])) && rights.contains(&&json!(["readonly", "list"])), "{kept}");
}

#[test]
fn what_is_missing_or_cannot_be_said_is_refused_where_it_stands() {
    let refused = |values: &[Value], expected: &str| {
        let problems = problems(import(values));
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{expected}: {problems:#?}");
    };
    let with = |role: Value| [permissions(), one(&role)];
    refused(&[one(&role())], "unknown-permission 0.json:1:");
    refused(&with(changed("/applyTo", json!("everywhere"))), "unknown-word 1.json:1:");
    refused(&with(changed("/applyTo", Value::Null)), "wrong-type 1.json:1:");
    refused(&with(changed("/id", Value::Null)), "missing-field 1.json:1:");
    refused(&with(changed("/id", json!("*"))), "reserved-id 1.json:1:");
    refused(&with(changed("/roleUsers/0/user/id", json!(""))), "empty-id 1.json:1:");
    refused(&with(changed("/rolePermissionAssignments/0/accessRights", json!([]))), "right-required 1.json:1:");
    refused(&with(changed("/rolePermissionAssignments/1/accessRights", json!(["list"]))), "unknown-right 1.json:1:");
    refused(&with(changed("/rolePermissionAssignments/0/role/key", json!("42"))), "conflict 1.json:1:");
    refused(&with(changed("/rolePermissionAssignments/0/permission/key", json!("12"))), "conflict 1.json:1:");
    refused(&with(changed("/roleUsers/0/user", json!({ "key": "4" }))), "only-named 1.json:1:");
    refused(&[permissions(), role(), changed("/description", json!("Sells"))], "conflict 2.json:1:1 the role");
    let mut unknown = role();
    unknown["status"] = json!("inactive");
    refused(&with(unknown), "unknown-field 1.json:1:");
    let named = json!({ "ia::result": [{ "key": "42", "id": "Seller", "href": link("role", "42") }] });
    refused(&[permissions(), role(), named], "only-named 2.json:1:16 of the roles one is only named: `Seller`");
    refused(&[json!({ "key": "1", "id": "x" })], "unknown-object 0.json:1:1");
    let error = json!({ "ia::result": { "ia::error": { "code": "invalidRequest", "message": "no such role" } },
                        "ia::meta": { "totalCount": 1, "totalSuccess": 0, "totalError": 1 } });
    refused(std::slice::from_ref(&error), "an error was answered, nothing else: `no such role`");
    refused(&[error], "the answer tells of errors");
    let mut cut = permissions();
    cut["ia::result"].as_array_mut().unwrap().remove(0);
    refused(&[cut], "missing-page 0.json:1:15 of 3 permissions number 3 is on no page");
    let text = [("cut.json".to_owned(), permissions().to_string()[..90].to_owned())];
    assert!(problems(intacct(text, &Options::default()))[0].starts_with("syntax cut.json:1:90 "));
    assert!(problems(intacct([("a.json".into(), " ".into())], &Options::default()))[0].contains("the file is empty"));
}

#[test]
fn unknown_fields_are_kept_when_told_to_be() {
    let mut role = role();
    role["entity"] = json!({ "key": "1" });
    role["roleUsers"][0]["user"]["entity"] = json!("E1");
    let keep = Options { keep: vec!["entity".into(), "applyTo".into()], ..Options::default() };
    let document = intacct(texts(&[permissions(), role]), &keep).unwrap().document;
    assert_eq!(document.roles[0].external["intacct"]["entity"], json!({ "key": "1" }));
    assert_eq!(document.users[0].external["intacct"]["entity"], "E1");
    assert_eq!(document.roles[0].apply_to, Some(ApplyTo::SlideIn), "what decides is never only kept");
}

#[test]
fn keeping_a_field_passes_it_over_where_an_answer_says_it_of_itself() {
    let mut page = permissions();
    page["ia::meta"]["entity"] = json!(1);
    page["ia::trace"] = json!("x");
    let found = problems(import(&[page.clone(), role()]));
    assert_eq!(found.iter().filter(|problem| problem.starts_with("unknown-field 0.json:1:")).count(), 2, "{found:#?}");
    let keep = Options { keep: vec!["entity".into(), "ia::trace".into(), "totalCount".into()], ..Options::default() };
    let whole = import(&[permissions(), role()]).unwrap();
    assert_eq!(intacct(texts(&[page, role()]), &keep).unwrap(), whole);
    let mut cut = permissions();
    cut["ia::result"].as_array_mut().unwrap().remove(0);
    let found = problems(intacct(texts(&[cut, role()]), &keep));
    assert!(
        found.iter().any(|problem| problem.starts_with("missing-page")),
        "what decides is not passed over: {found:#?}"
    );
}

/// It is refused, with a problem that begins so.
#[track_caller]
fn refused(values: &[Value], expected: &str) {
    let found = problems(import(values));
    assert!(found.iter().any(|problem| problem.starts_with(expected)), "{expected}: {found:#?}");
}

/// The role without some fields.
fn without(names: &[&str]) -> Value {
    let mut role = role();
    names.iter().for_each(|name| drop(role.as_object_mut().unwrap().remove(*name)));
    role
}

#[test]
fn a_list_that_is_told_twice_is_the_same_both_times() {
    for list in ["rolePermissionAssignments", "roleUsers", "roleGroups"] {
        let other = changed(&format!("/{list}"), json!([]));
        let expected =
            format!("conflict 2.json:1:1 the list `{list}` of the role `::SYS::Shared-ROLE-FOR - Buyer` is told");
        refused(&[permissions(), role(), other.clone()], &expected);
        refused(&[permissions(), other, role()], &expected);
    }
    let mut keyless = role();
    let first = &mut keyless["rolePermissionAssignments"][0];
    first.as_object_mut().unwrap().remove("key");
    first["accessRights"] = json!(["readonly"]);
    refused(&[permissions(), role(), keyless], "conflict 2.json:1:1 the list `rolePermissionAssignments`");

    let mut turned = role();
    turned["rolePermissionAssignments"].as_array_mut().unwrap().reverse();
    let whole = import(&[permissions(), role()]).unwrap();
    assert_eq!(import(&[permissions(), turned, role()]).unwrap(), whole);
    assert_eq!(import(&[without(&["roleUsers", "roleGroups"]), permissions(), role()]).unwrap(), whole);
}

#[test]
fn what_stands_by_itself_is_in_the_list_of_its_role() {
    let mut map = role()["roleUsers"][0].clone();
    map["role"] = json!({ "key": "41" });
    let whole = import(&[permissions(), role()]).unwrap();
    assert_eq!(import(&[permissions(), role(), map.clone()]).unwrap(), whole);
    map["href"] = json!(link("role-user-map", "11"));
    map["key"] = json!("11");
    map["user"] = json!({ "key": "4", "id": "eve" });
    refused(&[permissions(), role(), map], "conflict 2.json:1:1 it names the role");
    let right =
        json!({ "key": "71", "role": { "key": "41" }, "permission": { "key": "12" }, "accessRights": ["list"] });
    refused(&[permissions(), role(), right], "conflict 2.json:1:1 it names the role");
}

#[test]
fn what_a_query_leaves_out_is_not_taken_for_nothing() {
    refused(&[permissions(), without(&["roleUsers"])], "missing-field 1.json:1:1 a role without `roleUsers`");
    let lists = ["rolePermissionAssignments", "roleUsers", "roleGroups"];
    let expected = "missing-field 1.json:1:1 a role without `rolePermissionAssignments`, `roleUsers` and `roleGroups`";
    refused(&[permissions(), without(&lists)], expected);
    let mut null = role();
    lists.iter().for_each(|list| null[list] = Value::Null);
    refused(&[permissions(), null], expected);

    let mut bare = permission("253", "purchasing", "taxScheduleMap", &[]);
    bare.as_object_mut().unwrap().remove("allowedAccessRights");
    refused(&[bare, role()], "missing-field 0.json:1:1 a permission without `allowedAccessRights`");
    let mut role = role();
    role["rolePermissionAssignments"][1].as_object_mut().unwrap().remove("accessRights");
    assert!(import(&[permissions(), role.clone()]).is_ok(), "a permission without rights is held without any");
    role["rolePermissionAssignments"][0].as_object_mut().unwrap().remove("accessRights");
    refused(&[permissions(), role], "missing-field 1.json:1:");
}

#[test]
fn a_role_that_no_map_names_is_noted_where_others_maps_come_by_themselves() {
    let mut bare = without(&["roleUsers"]);
    for (name, value) in [("key", "42"), ("id", "Seller"), ("href", link("role", "42").as_str())] {
        bare[name] = json!(value);
    }
    bare["rolePermissionAssignments"] = json!([]);
    bare["roleGroups"] = json!([]);
    let mut map = role()["roleUsers"][0].clone();
    map["role"] = json!({ "key": "41" });
    let imported = import(&[permissions(), without(&["roleUsers"]), bare, map]).unwrap();
    let held = RoleRef::Id("::SYS::Shared-ROLE-FOR - Buyer".into());
    assert_eq!(imported.document.users[0].roles, [held]);
    assert!(
        imported.notes.contains(&"no user map names role `Seller`: taken as one that no user holds".into()),
        "{:?}",
        imported.notes
    );
}

#[test]
fn the_page_that_follows_is_there() {
    let one = permission("253", "purchasing", "taxScheduleMap", &["list"]);
    let two = permission("12", "accountsPayable", "vendors", &["list"]);
    let page = |objects: &[&Value], meta: Value| json!({ "ia::result": objects, "ia::meta": meta });
    let first = page(&[&one], json!({ "start": 1, "pageSize": 1, "next": 2 }));
    let expected = "missing-page 0.json:1:15 the page says that another follows";
    refused(std::slice::from_ref(&first), expected);
    let second = page(&[&two], json!({ "start": 2, "pageSize": 1, "next": null }));
    assert_eq!(import(&[second, first.clone()]).unwrap().document.permissions.len(), 2);
    assert!(import(&[first, page(&[], json!({ "start": 2 }))]).is_ok());

    let contradicts = page(&[&one], json!({ "totalCount": 1, "start": 1, "pageSize": 1, "next": 2 }));
    refused(&[contradicts], expected);
    // By number of page and not of object.
    refused(&[page(&[&one, &two], json!({ "start": 1, "pageSize": 2, "next": 2 }))], expected);
}

#[test]
fn a_last_page_without_objects_is_no_gap() {
    let empty = |total: u64, start: u64| json!({ "ia::result": [], "ia::meta": { "totalCount": total, "start": start, "pageSize": 3 } });
    let whole = import(&[permissions()]).unwrap();
    assert_eq!(import(&[permissions(), empty(3, 4)]).unwrap(), whole);
    assert_eq!(import(&[empty(3, 101), permissions()]).unwrap(), whole);
    assert_eq!(import(&[permissions(), empty(0, 1)]).unwrap(), whole);
    refused(&[empty(3, 4)], "missing-page 0.json:1:15 of 3 objects those from number 1 to 3 are on no page");
    refused(
        &[permissions(), empty(3, 1)],
        "missing-page 1.json:1:15 of 3 objects those from number 1 to 3 are on no page",
    );
    refused(&[permissions(), empty(2, 3)], "missing-page 1.json:1:15 of 2 objects");
}
