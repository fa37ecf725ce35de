use super::*;

/// The areas of organisation settings, users and integrations. Admin acts in no other, but for the settings listed.
const ADMINISTRATIVE: &str = "approvals authentication integrations organization users-and-permissions";

#[test]
fn admin_manages_settings_users_and_integrations() {
    let mut wanted = actions_of(ADMINISTRATIVE);
    wanted.remove("provisionCustomer");
    wanted.extend(list("settings.txt"));
    holds("admin", &wanted);
}

#[test]
fn admin_is_no_superuser() {
    let mut wanted = actions_of(ADMINISTRATIVE);
    wanted.remove("provisionCustomer");
    wanted.extend(list("settings.txt"));
    let held: Keys = ion().held("admin").into_iter().filter(|key| !is_read(key)).collect();
    assert_eq!(held, wanted);
    holds_none("admin", &list("closes-runs.txt"));
    holds_none("admin", &list("edits-procedures.txt"));
    holds_none("admin", &list("in-no-role.txt"));
}

#[test]
fn admin_does_no_work_in_these_areas_at_all() {
    holds_none(
        "admin",
        &actions_of(
            "aboms collaboration data-and-analytics datagrids files inventory kits planning receiving reviews runs",
        ),
    );
}

#[test]
fn admin_reads_what_it_administers_and_no_more() {
    let held: Keys = ion().held("admin").into_iter().filter(|key| is_read(key)).collect();
    let areas = format!("{ADMINISTRATIVE} barcodes custom-attributes labels locations");
    let wanted: Keys = areas.split(' ').map(|area| format!("read/{area}")).collect();
    assert_eq!(held, wanted);
}

#[test]
fn settings_are_the_administrators_alone() {
    for role in ion().roles().iter().map(|role| text(role, "id")).filter(|id| *id != "admin") {
        holds_none(role, &list("settings.txt"));
        holds_none(role, &actions_of("authentication integrations organization users-and-permissions"));
    }
}

#[test]
fn read_only_holds_every_read_and_nothing_else_written_out() {
    let catalogue = ion();
    let reads: Keys = catalogue.keys().into_iter().filter(|key| is_read(key)).collect();
    let listed: Keys = texts(catalogue.role("read-only"), "permissions").into_iter().collect();
    assert_eq!(listed, reads);
    assert!(catalogue.role("read-only").get("permissionGroups").is_none());
}

#[test]
fn setting_up_another_organisation_is_nobodys() {
    for role in ion().roles().iter().map(|role| text(role, "id")) {
        holds_none(role, &keys("provisionCustomer"));
    }
}
