use super::{problems, sound, texts};
use rolepack::import::{Imported, Options, Wildcards, access_levels};
use rolepack::source::Problems;
use serde_json::{Value, json};

fn level(key: &str) -> Value {
    json!({
        "id": format!("5b1f-{key}"), "accessLevelKey": key, "company": "ACME", "description": "A plant", "remarks": null,
        "isActive": false, "isDefault": true, "equipmentItems": ["CNC-1"], "locations": ["A", "B"], "parties": [],
        "accessLevelTools": [
            { "id": "1", "tool": "torque-wrench", "custom_calibrated": "2026-01-01" },
            { "id": 2, "tool": "gauge", "customAttributes": { "custom_owner": "ada" } },
            { "id": "3", "tool": "gauge" }
        ],
        "employee": "E-7", "customAttributes": { "custom_shift": "night" }, "custom_crew": 2
    })
}

fn import(values: &[Value]) -> Result<Imported, Problems> {
    access_levels(texts(values), &Options::default())
}

#[test]
fn a_record_comes_whole() {
    let document = sound(import(&[level("a")]));
    let level = &document.access_levels[0];
    assert_eq!((level.company.as_str(), level.key.as_str(), level.description.as_str()), ("ACME", "a", "A plant"));
    assert_eq!((level.is_active, level.is_default, level.employee.as_deref()), (Some(false), Some(true), Some("E-7")));
    assert_eq!(
        (level.equipment_items.join(","), level.locations.join(","), level.parties.len()),
        ("CNC-1".into(), "A,B".into(), 0)
    );
    assert_eq!(level.tools, ["torque-wrench", "gauge"]);
    assert_eq!(Value::Object(level.custom_attributes.clone()), json!({ "custom_shift": "night", "custom_crew": 2 }));
    assert_eq!(level.external["recordId"], "5b1f-a");
    assert_eq!(
        level.external["accessLevelTools"],
        json!([
            { "id": "1", "tool": "torque-wrench", "customAttributes": { "custom_calibrated": "2026-01-01" } },
            { "id": "2", "tool": "gauge", "customAttributes": { "custom_owner": "ada" } },
            { "id": "3", "tool": "gauge" }
        ])
    );
}

#[test]
fn pages_are_joined_in_any_order() {
    let mut other = level("b");
    other["isDefault"] = json!(false);
    let first = json!({ "@odata.context": "x/$metadata#accessLevels", "@odata.count": 2, "@odata.nextLink": "x?$skip=1", "value": [level("a")] });
    let last = json!({ "@odata.count": 2, "items": [other] });
    let joined = import(&[first.clone(), last.clone()]).unwrap();
    assert_eq!(joined.document.access_levels.len(), 2);
    assert_eq!(import(&[last, first]).unwrap(), joined);
    assert_eq!(import(&[json!([other, level("a"), level("a")])]).unwrap(), joined);
}

#[test]
fn what_is_optional_may_be_left_out() {
    let imported = import(&[json!({ "accessLevelKey": "a", "company": "ACME", "description": "" })]).unwrap();
    assert_eq!(imported.document.access_levels[0].is_active, None);
    assert_eq!(imported.notes, ["whether level `a` is active is not said: taken as active"]);
}

#[test]
fn what_is_missing_or_cannot_be_said_is_refused_where_it_stands() {
    let refused = |value: Value, expected: &str| {
        let problems = problems(import(&[value]));
        assert!(problems.iter().any(|problem| problem.starts_with(expected)), "{expected}: {problems:#?}");
    };
    let with = |name: &str, value: Value| {
        let mut level = level("a");
        level[name] = value;
        level
    };
    for name in ["accessLevelKey", "company", "description"] {
        refused(with(name, Value::Null), "missing-field 0.json:1:1 ");
    }
    for name in ["isActive", "isDefault"] {
        refused(with(name, Value::Null), "wrong-type 0.json:1:");
    }
    refused(with("locations", json!("A")), "wrong-type 0.json:1:");
    refused(with("parties", json!([{ "key": "A" }])), "wrong-type 0.json:1:");
    refused(with("parties", json!(["A", "A"])), "repeated-entry 0.json:1:1 ");
    refused(with("locations", json!(["*"])), "wildcard 0.json:1:");
    refused(with("company", json!("*")), "wildcard 0.json:1:");
    refused(with("accessLevelTools", json!([{ "id": "1", "tool": "$user" }])), "wildcard 0.json:1:");
    refused(with("accessLevelTools", json!([{ "id": "1" }])), "missing-field 0.json:1:");
    refused(with("validUntil", json!("2026-01-01")), "unknown-field 0.json:1:");
    refused(json!([level("a"), level("b")]), "second-default 0.json:1:");
    refused(json!([level("a"), with("remarks", json!("new"))]), "conflict 0.json:1:");
    refused(json!({ "@odata.count": 2, "value": [level("a")] }), "missing-page 0.json:1:");
    refused(json!({ "@odata.nextLink": "x", "value": [level("a")] }), "missing-page 0.json:1:1 ");
    let selected =
        json!({ "@odata.context": "x/$metadata#accessLevels(accessLevelKey,company,description)", "value": [] });
    refused(selected, "missing-field 0.json:1:1 ");
    refused(json!({ "error": { "code": "404" } }), "missing-field 0.json:1:1 ");
    refused(json!(7), "wrong-type 0.json:1:1 ");
}

#[test]
fn wildcards_are_taken_when_they_are_said_to_be_meant() {
    let mut level = level("a");
    level["locations"] = json!(["*"]);
    let options = Options { wildcards: Wildcards::Taken, ..Options::default() };
    let document = sound(access_levels(texts(&[level]), &options));
    assert_eq!(document.access_levels[0].locations, ["*"]);
}

#[test]
fn pages_of_which_none_tells_how_many_there_are_are_noted() {
    let mut other = level("c");
    other["isDefault"] = json!(false);
    let first = json!({ "@odata.nextLink": "x?$skip=1", "value": [level("a")] });
    let third = json!({ "value": [other] });
    let note = "no page says how many access levels there are: whether one is missing cannot be told";
    assert_eq!(import(&[first.clone(), third.clone()]).unwrap().notes, [note]);
    assert_eq!(import(&[json!({ "value": [level("a")] }), third.clone()]).unwrap().notes, [note]);
    assert!(
        import(std::slice::from_ref(&third)).unwrap().notes.is_empty(),
        "a single page without a next one is the last"
    );
    let counted = json!({ "@odata.count": 2, "value": third["value"] });
    assert!(import(&[first, counted]).unwrap().notes.is_empty());
}

#[test]
fn keeping_a_field_passes_it_over_where_a_page_says_it() {
    let page = json!({ "items": [level("a")], "pageSize": 1 });
    assert!(problems(import(std::slice::from_ref(&page)))[0].starts_with("unknown-field 0.json:1:"));
    let keep = Options { keep: vec!["pageSize".into(), "count".into()], ..Options::default() };
    assert_eq!(access_levels(texts(&[page]), &keep).unwrap(), import(&[level("a")]).unwrap());
    let counted = json!({ "items": [level("a")], "count": 2 });
    assert!(
        problems(access_levels(texts(&[counted]), &keep))[0].starts_with("missing-page"),
        "what decides is not passed over"
    );
}
