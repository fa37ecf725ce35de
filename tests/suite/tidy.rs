//! The house kept tidy: what the layout promises, checked.

use std::fs;
use std::path::{Path, PathBuf};

/// Code files under the given folders, with their text.
fn code(folders: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in folders {
        collect(&root.join(folder), &mut files);
    }
    let relative = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (relative(path), fs::read_to_string(path).expect("code is UTF-8"))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if !["node_modules", "dist", "cache", "target"].iter().any(|built| name == *built) {
                collect(&path, files);
            }
        } else if path
            .extension()
            .is_some_and(|ending| ["rs", "ts", "tsx", "mjs", "css"].contains(&ending.to_string_lossy().as_ref()))
        {
            files.push(path);
        }
    }
}

const EVERYWHERE: &[&str] = &["src", "tests", "xtask/src", "pkg", "www", "docs", "fuzz", "benches"];

#[test]
fn reading_and_deciding_never_import_the_authors_side() {
    for (path, text) in code(&["src/access", "src/snapshot"]) {
        for side in ["model", "source", "pack", "unpack"] {
            assert!(!text.contains(&format!("crate::{side}")), "{path} imports `{side}`: arrows point one way");
        }
    }
}

#[test]
fn the_snapshot_knows_nothing_of_deciding() {
    for (path, text) in code(&["src/snapshot"]) {
        assert!(!text.contains("crate::access"), "{path} imports `access`");
    }
}

#[test]
fn wasm_bindgen_is_named_in_one_place() {
    for (path, text) in code(&["src"]) {
        let is_binding = path == "src/wasm.rs" || path.starts_with("src/wasm/");
        assert!(
            is_binding || !text.contains("wasm_bindgen"),
            "{path} names wasm_bindgen; the bindings are in src/wasm.rs"
        );
    }
}

#[test]
fn files_stay_small() {
    for (path, text) in code(EVERYWHERE) {
        // Documentation with its examples is read in other places, and beside them.
        let is_code = |line: &&str| !["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark));
        let lines = text.lines().filter(is_code).count();
        assert!(lines <= 400, "{path} has {lines} lines of code: split it, one idea each (400 at most)");
    }
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    for (path, _) in code(EVERYWHERE) {
        let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
        for part in parts {
            assert!(
                !["util", "utils", "common", "helpers", "prelude", "misc"].contains(&part),
                "{path}: say what it is"
            );
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["for n", "ow"].concat(), ["XX", "X"].concat()];
    for (path, text) in code(EVERYWHERE) {
        for mark in &marks {
            assert!(!text.contains(mark.as_str()), "{path} says `{mark}`");
        }
    }
}

#[test]
fn the_format_document_tells_the_version_that_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let format = fs::read_to_string(root.join("src/snapshot/FORMAT.md")).expect("FORMAT.md");
    let version = rolepack::snapshot::FORMAT_VERSION;
    assert!(format.starts_with(&format!("# The snapshot format, version {version}\n")));
    assert!(format.contains(&format!("| format version | be {version} |")));
}

#[test]
fn the_licences_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ] {
        assert!(root.join(name).is_file(), "{name} is missing");
        if name.starts_with("LICENSE") {
            let packed = fs::read(root.join("pkg").join(name)).ok();
            assert_eq!(
                packed,
                fs::read(root.join(name)).ok(),
                "pkg/{name} is packed with the npm package: copy {name}"
            );
        }
    }
}
