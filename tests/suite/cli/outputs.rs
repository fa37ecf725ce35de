//! No output takes the place of what is read, however its path is written.

use super::Folder;
use std::fs;

/// Runs what must be refused, and sees that all files are as before.
fn refused(folder: &Folder, args: &[&str], said: &str) {
    let all = || {
        let files = folder.names().into_iter().filter(|name| folder.path(name).is_file());
        files.map(|name| (folder.read(&name), name)).collect::<Vec<_>>()
    };
    let inside = || fs::read_dir(folder.path("acme")).unwrap().count();
    let before = (all(), inside());
    let ran = folder.run(args.iter().copied());
    assert!(ran.status == 3 && ran.err.contains(said), "{args:?}: {ran:?}");
    assert!(before == (all(), inside()), "{args:?} wrote");
}

/// With a source as a folder too, and a table to import.
fn folder() -> Folder {
    let folder = Folder::with_acme();
    fs::create_dir(folder.path("acme")).unwrap();
    folder.write("acme/s.yaml", "organization: { id: acme }\nroles: [{ id: r }]\nusers: [{ id: ada, roles: [r] }]\n");
    folder.write("people.csv", "id,role\nbob,r\n");
    folder.write("catalogue.yaml", "permissions: [{ key: fly }]\n");
    folder.write("named.yaml", "organization: { id: acme }\ncatalogues: [catalogue.yaml]\n");
    folder
}

const PART: &str = "a part of the source";

#[test]
fn types_and_sources_go_elsewhere() {
    let folder = folder();
    refused(&folder, &["types", "acme.json", "-o", "./acme.json"], PART);
    refused(&folder, &["types", "acme", "-o", "acme/t.d.ts"], PART);
    refused(&folder, &["types", "named.yaml", "-o", "catalogue.yaml"], PART);
    refused(&folder, &["types", "acme.rolepack", "-o", "acme.rolepack"], "is what is read");
    refused(&folder, &["unpack", "acme.rolepack", "-o", "./acme.rolepack"], "is what is read");
    refused(&folder, &["unpack", "acme", "-o", "acme/x.json"], PART);
    folder.done(["types", "acme", "-o", "acme/.t.d.ts"]);
    folder.done(["types", "acme", "-o", "t.d.ts"]);
    folder.done(["pack", "acme", "-o", "again.rolepack"]);
}

#[test]
fn a_schema_is_no_part_of_a_source() {
    let folder = folder();
    refused(&folder, &["schema", "-o", "acme/schema.json"], PART);
    refused(&folder, &["schema", "-o", "acme/s.yaml"], "is no schema");
    refused(&folder, &["schema", "-o", "acme.json"], "is no schema");
    for output in ["acme/.rolepack.schema.json", "schema.json", "schema.json"] {
        folder.done(["schema", "-o", output]);
    }
}

#[test]
fn an_import_takes_no_place_in_its_source_that_is_taken() {
    let folder = folder();
    let import = ["import", "csv", "people.csv", "--user", "id", "--role", "role", "--within"];
    let run = |within, output| [&import[..], &[within, "-o", output]].concat();
    refused(&folder, &run("acme", "acme/s.yaml"), "is a file of the source");
    refused(&folder, &run("acme/s.yaml", "./acme/s.yaml"), "is a file of the source");
    refused(&folder, &run("acme", "./people.csv"), "is what is imported");
    folder.done(run("acme", "acme/users.jsonl"));
    folder.done(["pack", "acme", "-o", "again.rolepack"]);
}

#[test]
fn a_snapshot_does_not_replace_the_key_that_signs_it() {
    let folder = folder();
    folder.done(["keygen", "-o", "acme.key"]);
    let pack = ["pack", "acme", "--sign", "acme.key", "--sequence", "1", "--expires", "2099-01-01", "-o", "./acme.key"];
    refused(&folder, &pack, "is what is read");
}

#[test]
fn what_a_review_writes_stands_apart() {
    let folder = folder();
    let review = folder.done(["review", "acme/s.yaml", "--by", "role", "--at", "2026-11-22"]);
    folder.write("review.csv", review.replace(",,,,checksum", ",revoke,eve,,checksum"));
    refused(&folder, &["review", "acme", "--by", "role", "-o", "acme/users.csv"], PART);
    refused(&folder, &["review", "named.yaml", "--by", "role", "-o", "catalogue.yaml", "--force"], PART);
    let with = |more: &[&'static str]| {
        let apply = ["review", "apply", "review.csv", "acme/s.yaml", "--at", "2026-11-22", "--force"];
        [&apply[..], more].concat()
    };
    refused(&folder, &with(&["-o", "x.yaml", "--evidence", "./x.yaml"]), "would both be written to");
    refused(&folder, &with(&["-o", "-", "--evidence", "-"]), "would both be written to");
    refused(&folder, &with(&["--evidence", "./review.csv"]), "the review itself would be written over");
    refused(&folder, &with(&["-o", "acme/../review.csv"]), "the review itself would be written over");
    refused(&folder, &with(&["--evidence", "acme/../acme/s.yaml"]), PART);
    let into = ["review", "apply", "review.csv", "acme", "--at", "2026-11-22", "--evidence", "acme/e.json"];
    refused(&folder, &into, PART);
    folder.done(with(&["-o", "acme/s.yaml", "--evidence", "e.json"]));
    assert!(String::from_utf8(folder.read("acme/s.yaml")).unwrap().contains("roles: []"));
}
