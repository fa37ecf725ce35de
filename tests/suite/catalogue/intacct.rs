use super::*;

const RIGHTS: [&str; 5] = ["list", "readonly", "add", "modify", "delete"];

#[test]
fn keys_are_module_and_name() {
    for permission in Catalogue::load("intacct@1").permissions() {
        let (module, name) = (text(permission, "module"), text(permission, "name"));
        assert_eq!(text(permission, "key"), format!("{module}/{name}"));
        assert!(text(permission, "permissionGroup").starts_with(&format!("{module}/")));
        assert!(text(permission, "description").ends_with('.'));
    }
}

#[test]
fn rights_are_intaccts_in_their_order() {
    for permission in Catalogue::load("intacct@1").permissions() {
        let rights = texts(permission, "rights");
        let in_order: Vec<_> = RIGHTS.into_iter().filter(|right| rights.iter().any(|held| held == right)).collect();
        assert_eq!(rights, in_order, "`{}`", text(permission, "key"));
        assert!(!rights.is_empty());
    }
}

#[test]
fn it_is_a_sample_without_roles() {
    let sample = Catalogue::load("intacct@1");
    assert_eq!(sample.document.keys().collect::<Vec<_>>(), ["permissions"]);
    assert_eq!(
        sample.keys(),
        keys("accountsPayable/vendors myAccounting/switchToMyAccounting purchasing/taxScheduleMap")
    );
}
