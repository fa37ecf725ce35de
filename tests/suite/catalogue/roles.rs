use super::*;

const WORKING: [&str; 5] = ["operator", "lead-operator", "manufacturing-engineer", "quality-engineer", "buyer-planner"];

#[test]
fn the_seven_roles_are_named_and_described() {
    let catalogue = ion();
    let ids: Vec<_> = catalogue.roles().iter().map(|role| text(role, "id")).collect();
    assert_eq!(ids, [&WORKING[..], &["admin", "read-only"]].concat());
    for role in catalogue.roles() {
        assert!(text(role, "description").ends_with('.') && !text(role, "name").ends_with('.'));
        let system = ["admin", "read-only"].contains(&text(role, "id"));
        assert_eq!(role.get("system").and_then(Value::as_bool).unwrap_or(false), system, "{}", text(role, "id"));
    }
}

#[test]
fn roles_hold_what_exists_and_hold_it_once() {
    let catalogue = ion();
    let all = catalogue.keys();
    for role in catalogue.roles() {
        let id = text(role, "id");
        let listed = texts(role, "permissions");
        let set: Keys = listed.iter().cloned().collect();
        assert_eq!(set.len(), listed.len(), "`{id}` repeats a permission");
        assert!(set.is_subset(&all), "`{id}` names {:?}", set.difference(&all).collect::<Vec<_>>());
        for area in texts(role, "permissionGroups") {
            let group = catalogue.group(&area);
            assert!(!group.is_empty(), "`{id}` names the area `{area}`");
            assert!(group.is_disjoint(&set), "`{id}` lists keys of its group `{area}`");
        }
    }
}

#[test]
fn the_lists_name_what_exists() {
    let all = ion().keys();
    for name in ["closes-runs.txt", "edits-procedures.txt", "any-record.txt", "settings.txt", "in-no-role.txt"] {
        let unknown: Vec<_> = list(name).difference(&all).cloned().collect();
        assert!(unknown.is_empty(), "`{name}` names {unknown:?}");
    }
    assert_eq!(list("closes-runs.txt"), keys("archiveRun cancelRun updateRun updateRuns"));
    let edits = list("edits-procedures.txt");
    let across = "mergeRunStepToProcedure UpdateProcedureAttributes UpdateStepAttributes addLabelToProcedureFamily";
    assert!(keys(across).is_subset(&edits));
    let settings = list("settings.txt");
    let forgotten: Vec<_> =
        actions_of("procedures").into_iter().filter(|key| !edits.contains(key) && !settings.contains(key)).collect();
    assert!(forgotten.is_empty(), "neither an edit nor a setting: {forgotten:?}");
}

#[test]
fn roles_that_work_in_an_area_can_see_it() {
    let areas = areas_of_keys();
    for role in WORKING {
        let held = ion().held(role);
        for key in held.iter().filter(|key| !is_read(key)) {
            let area = &areas[key];
            assert!(held.contains(&format!("read/{area}")), "`{role}` holds `{key}` and cannot see `{area}`");
        }
    }
}

#[test]
fn operator_runs_procedures_and_files_issues() {
    holds(
        "operator",
        &keys("checkIn checkOut updateRunStep updateRunStepFieldValue setDatagridValue createAbomInstallation"),
    );
    holds(
        "operator",
        &keys("createIssue createIssuePartInventory createFileAttachment createComment read/procedures read/runs"),
    );
}

#[test]
fn operator_neither_edits_procedures_nor_closes_runs() {
    for name in ["closes-runs.txt", "edits-procedures.txt", "any-record.txt", "settings.txt", "in-no-role.txt"] {
        holds_none("operator", &list(name));
    }
    holds_none("operator", &actions_of("procedures redlines mboms parts planning purchasing receiving inventory"));
    holds_none(
        "operator",
        &keys("createRun createRuns createRunStep deleteRunStep copyStepToRun updateIssue createIssueApproval"),
    );
}

#[test]
fn lead_operator_does_all_that_an_operator_does() {
    holds("lead-operator", &ion().held("operator"));
}

#[test]
fn lead_operator_reviews_and_closes_runs() {
    holds("lead-operator", &list("closes-runs.txt"));
    holds("lead-operator", &actions_of("reviews"));
    holds("lead-operator", &keys("createRedlineApproval createRedlineRoleBasedApproval"));
    for name in ["edits-procedures.txt", "any-record.txt", "settings.txt"] {
        holds_none("lead-operator", &list(name));
    }
}

#[test]
fn only_a_lead_operator_closes_runs() {
    for role in ion().roles().iter().map(|role| text(role, "id")).filter(|id| *id != "lead-operator") {
        holds_none(role, &list("closes-runs.txt"));
    }
}

#[test]
fn only_a_manufacturing_engineer_edits_procedures() {
    holds("manufacturing-engineer", &list("edits-procedures.txt"));
    for role in ion().roles().iter().map(|role| text(role, "id")).filter(|id| *id != "manufacturing-engineer") {
        holds_none(role, &list("edits-procedures.txt"));
    }
}

#[test]
fn manufacturing_engineer_manages_parts_and_schedules_runs() {
    holds(
        "manufacturing-engineer",
        &actions_of("parts mboms redlines").difference(&list("settings.txt")).cloned().collect(),
    );
    holds(
        "manufacturing-engineer",
        &keys("createRun createRuns createRunBatch updateRunBatch updateRunStep copyStepToRun createIssue"),
    );
    holds_none(
        "manufacturing-engineer",
        &actions_of("purchasing receiving inventory planning further-actions organization"),
    );
    holds_none("manufacturing-engineer", &keys("updateIssue createIssueApproval checkIn updateRunStepFieldValue"));
    holds_none("manufacturing-engineer", &list("settings.txt"));
}

#[test]
fn quality_engineer_manages_issues_and_further_actions() {
    holds(
        "quality-engineer",
        &actions_of("issues further-actions").difference(&list("settings.txt")).cloned().collect(),
    );
    holds("quality-engineer", &keys("updateIssueAttribute UpdateIssueAttributes createRedlineApproval"));
    holds_none(
        "quality-engineer",
        &actions_of("procedures parts mboms purchasing receiving inventory kits planning organization"),
    );
    holds_none("quality-engineer", &list("settings.txt"));
}

#[test]
fn quality_engineer_sees_the_whole_organisation() {
    holds("quality-engineer", &ion().keys().into_iter().filter(|key| is_read(key)).collect());
}

#[test]
fn buyer_planner_manages_orders_receipts_and_inventory() {
    let apart: Keys = list("in-no-role.txt").union(&list("settings.txt")).cloned().collect();
    let work = actions_of("purchasing receiving inventory kits planning");
    holds("buyer-planner", &work.difference(&apart).cloned().collect());
    holds(
        "buyer-planner",
        &keys("createPurchaseOrder updatePurchaseOrder createReceipt updatePartInventory createMrpJob"),
    );
    holds_none("buyer-planner", &actions_of("procedures parts mboms redlines datagrids further-actions organization"));
    holds_none("buyer-planner", &keys("createRun updateRunStep updateIssue"));
    holds_none("buyer-planner", &apart);
}

#[test]
fn nobody_signs_purchase_orders_ready_made() {
    let approvals = keys("createPurchaseOrderApproval updatePurchaseOrderApproval updatePurchaseOrderApprovalLevel");
    assert!(approvals.is_subset(&list("in-no-role.txt")));
}

#[test]
fn every_other_key_is_held_by_some_role() {
    let catalogue = ion();
    let mut unheld = catalogue.keys();
    for role in catalogue.roles() {
        for key in catalogue.held(text(role, "id")) {
            unheld.remove(&key);
        }
    }
    assert_eq!(unheld, list("in-no-role.txt"));
}
