use super::*;

#[test]
fn every_key_of_ion_stands_in_its_area() {
    let expected = areas_of_keys();
    assert_eq!(expected.len(), 491);
    let catalogue = ion();
    let actions = catalogue.permissions().iter().filter(|permission| permission.get("kind").is_none());
    let found: BTreeMap<_, _> =
        actions.map(|action| (text(action, "key").to_owned(), text(action, "permissionGroup").to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_area_has_one_read() {
    let areas: Keys = areas_of_keys().into_values().collect();
    assert_eq!(areas.len(), 27);
    let catalogue = ion();
    let reads: Vec<_> = catalogue.permissions().iter().filter(|permission| permission.get("kind").is_some()).collect();
    assert_eq!(reads.len(), 27);
    for read in reads {
        let area = text(read, "permissionGroup");
        assert_eq!(text(read, "kind"), "read");
        assert_eq!(text(read, "key"), format!("read/{area}"));
        assert!(areas.contains(area) && read.get("action").is_none());
    }
}

#[test]
fn twins_that_differ_in_case_are_two_permissions() {
    let all = ion().keys();
    assert!(all.contains("updateIssueAttribute") && all.contains("UpdateIssueAttributes"));
    assert!(!all.contains("updateIssueAttributes"));
}

#[test]
fn every_action_says_what_it_does() {
    for permission in ion().permissions().iter().filter(|permission| permission.get("kind").is_none()) {
        let (key, action) = (text(permission, "key"), text(permission, "action"));
        assert!(["create", "update", "delete", "other"].contains(&action), "`{key}`: `{action}`");
        if key.starts_with("delete") {
            assert_eq!(action, "delete", "`{key}`");
        }
        if key.to_lowercase().starts_with("update") {
            assert_eq!(action, "update", "`{key}`");
        }
    }
}

#[test]
fn permissions_have_these_fields_and_no_others() {
    for permission in ion().permissions() {
        let fields: Vec<_> = permission.as_object().expect("an object").keys().map(String::as_str).collect();
        let sort = if permission.get("kind").is_some() { "kind" } else { "action" };
        let expected: BTreeSet<_> = ["key", "permissionGroup", sort, "title", "description"].into();
        assert_eq!(fields.into_iter().collect::<BTreeSet<_>>(), expected, "{permission}");
    }
}

#[test]
fn one_permission_a_line_by_area_then_key() {
    let lines = read("catalogue/ion@1.json");
    let lines = lines.lines().filter(|line| line.starts_with("    { \"key\": "));
    let catalogue = ion();
    let places: Vec<_> =
        catalogue.permissions().iter().map(|it| (text(it, "permissionGroup"), text(it, "key"))).collect();
    assert_eq!(lines.count(), places.len());
    assert!(places.is_sorted_by(|one, next| one < next));
}

/// Words that keep their capitals inside a title.
const PROPER: [&str; 10] = ["aBOM", "aBOMs", "mBOM", "mBOMs", "MRP", "OAuth", "Auth0", "API", "CSV", "PDF"];

#[test]
fn titles_are_short_phrases_in_sentence_case() {
    let mut seen = BTreeMap::new();
    for permission in ion().permissions() {
        let (key, title) = (text(permission, "key"), text(permission, "title"));
        if let Some(other) = seen.insert(title.to_lowercase(), key.to_owned()) {
            panic!("`{key}` and `{other}` are both titled `{title}`");
        }
        assert!((6..=60).contains(&title.chars().count()), "`{key}`: the length of `{title}`");
        assert!(title.starts_with(|first: char| first.is_ascii_uppercase()), "`{key}`: `{title}`");
        assert!(!title.ends_with(['.', '!', '?', ' ', ',']), "`{key}`: the end of `{title}`");
        for word in title.split(' ').skip(1) {
            let word = word.trim_matches(['(', ')', ',']).trim_end_matches("'s");
            assert!(PROPER.contains(&word) || word == word.to_lowercase(), "`{key}`: `{word}` in `{title}`");
        }
        if is_read(key) {
            assert!(title.starts_with("View "), "`{key}`: `{title}`");
        }
    }
}

#[test]
fn descriptions_are_one_or_two_sentences_of_their_own() {
    let mut seen = BTreeMap::new();
    for permission in ion().permissions() {
        let (key, description) = (text(permission, "key"), text(permission, "description"));
        if let Some(other) = seen.insert(description.to_owned(), key.to_owned()) {
            panic!("`{key}` and `{other}` are described alike");
        }
        assert!((40..=200).contains(&description.chars().count()), "`{key}`: the length of `{description}`");
        assert!(description.starts_with(|first: char| first.is_ascii_uppercase()), "`{key}`: `{description}`");
        assert!(description.ends_with('.') && !description.ends_with(".."), "`{key}`: `{description}`");
        assert!(description.matches(". ").count() <= 1, "`{key}`: more than two sentences");
        assert!(!description.contains("  ") && !description.contains(key), "`{key}`: `{description}`");
        assert_ne!(description.trim_end_matches('.'), text(permission, "title"), "`{key}`");
    }
}
