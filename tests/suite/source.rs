//! Reading sources: what is taken, what is refused, where and in which words.

mod files;
mod hostile;
mod made;
mod refusals;
mod rows;
mod shown;
mod tables;
mod written;

use rolepack::model::Model;
use rolepack::source::{Document, Problems, parse, read};
use std::path::Path;

/// The problems of a source that must have some.
fn problems(name: &str, text: &str) -> Problems {
    match parse(name, text) {
        Err(problems) => problems,
        Ok(source) => Model::try_from(source).err().unwrap_or_else(|| panic!("nothing is wrong with {text}")),
    }
}

/// The model of a source that must be sound.
fn model(name: &str, text: &str) -> Model {
    let source = parse(name, text).unwrap_or_else(|problems| panic!("{problems}"));
    Model::try_from(source).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_sample_is_sound() {
    let source = read(Path::new("examples/acme-rockets")).unwrap_or_else(|problems| panic!("{problems}"));
    Model::try_from(source).unwrap_or_else(|problems| panic!("{problems}"));
}

/// The example of the access model, with the ids that it refers to.
const WHOLE: &str = r#"{
  "organization": { "id": "acme", "name": "Acme Rockets" },
  "catalogues": ["ion@1"],
  "dimensions": ["owner"],
  "permissions": [
    { "key": "purchasing/taxScheduleMap", "module": "purchasing", "name": "taxScheduleMap",
      "permissionGroup": "purchasing/taxes", "rights": ["list", "readonly", "add", "modify", "delete"] }
  ],
  "roles": [
    { "id": "cell-operator", "name": "Cell operator", "description": "Runs the cells and files issues",
      "roleType": "enterprise", "applyTo": "loginAndSlideIn", "system": false,
      "permissionGroups": ["datagrids"],
      "permissions": ["createIssue", { "permission": "purchasing/taxScheduleMap", "rights": ["list", "readonly"] }] }
  ],
  "teams": [ { "id": "line-1", "name": "Line 1", "roles": ["cell-operator", { "role": "lead-operator", "within": "plant-a" }] } ],
  "users": [
    { "id": "ada@acme.example", "name": "Ada", "active": true,
      "roles": ["quality-engineer", { "role": "buyer-planner", "until": "2027-01-31" }],
      "teams": ["line-1"], "accessLevels": ["plant-a", "ACME/plant-b", { "company": "ACME", "key": "plant-c" }],
      "attributes": { "manager": null, "floors": [1, 2.5, -0.1e3] }, "external": { "crm": "007" } }
  ],
  "groupMappings": [ { "provider": "okta", "group": "MES-Operators", "roles": ["operator"], "teams": [] } ],
  "accessLevels": [
    { "key": "plant-a", "company": "ACME", "description": "Plant A", "remarks": "", "isActive": true, "isDefault": false,
      "locations": ["A"], "equipmentItems": ["CNC-1"], "parties": ["*"], "tools": ["torque-wrench"],
      "covers": { "owner": ["$user"] }, "customAttributes": { "custom_shift": "night" } },
    { "key": "plant-b", "company": "ACME", "description": "Plant B", "isDefault": true, "employee": "E-7" },
    { "key": "plant-c", "company": "ACME", "description": "" },
    { "key": "anywhere", "company": "*", "description": "Anywhere", "isDefault": true }
  ]
}"#;

#[test]
fn the_access_models_example_is_sound() {
    model("acme.json", WHOLE);
}

#[test]
fn yaml_says_what_json_says() {
    // JSON is YAML's flow style, so that the same text is read by both.
    assert_eq!(model("acme.json", WHOLE), model("acme.yaml", WHOLE));
    let block = "
organization: {id: acme, scoping: true}
roles:
- id: operator
  name: 'Operator: the cells'
  description: |
    Runs the cells
    and files issues
users:
- id: ada
  active: yes and no  # not a boolean in YAML 1.2
";
    let json = r#"{"organization": {"id": "acme", "scoping": true},
        "roles": [{"id": "operator", "name": "Operator: the cells", "description": "Runs the cells\nand files issues\n"}],
        "users": [{"id": "ada"}]}"#;
    assert_eq!(problems("a.yaml", block).problems[0].message, "`active` is true or false, not a string");
    assert_eq!(model("a.yaml", &block.replace("  active: yes and no", "")), model("a.json", json));
}

#[test]
fn a_document_and_its_text_mean_the_same() {
    let source = parse("acme.json", WHOLE).unwrap_or_else(|problems| panic!("{problems}"));
    let document: Document = serde_json::from_str(WHOLE).expect("the serde structs read the same");
    let by_hand = Model::try_from(document).unwrap_or_else(|problems| panic!("{problems}"));
    // What was taken out of a source has its catalogues in it and names them no longer.
    assert_eq!(Model::try_from(source.document().clone()).ok(), Some(by_hand.clone()));
    assert_eq!(Model::try_from(source).ok(), Some(by_hand));
}

#[test]
fn the_order_of_the_source_is_no_matter() {
    let mut document: Document = serde_json::from_str(WHOLE).expect("a document");
    let first = Model::try_from(document.clone()).expect("sound");
    document.access_levels.reverse();
    document.users[0].roles.reverse();
    document.users[0].access_levels.reverse();
    document.roles[0].permissions.reverse();
    assert_eq!(Model::try_from(document).ok(), Some(first));
}

#[test]
fn null_is_no_way_to_leave_a_field_out_for_plain_serde_either() {
    for text in [r#"{"role": "operator", "within": null}"#, r#"{"role": "operator", "until": null}"#] {
        assert!(serde_json::from_str::<rolepack::source::RoleAssignment>(text).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<rolepack::source::User>(r#"{"id": "ada", "active": null}"#).is_err());
}
