//! The catalogues that a document names: those built in, by name and version, and files of the organisation's own.

use super::decode::List;
use super::findings::{Finding, Findings, Path};
use super::node::{Kind, Piece};
use super::reading::{File, Format, Reading, Role};
use super::suggest::closest;
use super::words::quote;
use std::collections::HashSet;

/// The catalogues built in. A published version never changes.
const BUILT_IN: [(&str, &str); 2] = [
    ("intacct@1", include_str!("../../catalogue/intacct@1.json")),
    ("ion@1", include_str!("../../catalogue/ion@1.json")),
];

/// The names of the catalogues built in, with their versions.
pub fn built_in() -> impl Iterator<Item = &'static str> {
    BUILT_IN.into_iter().map(|(name, _)| name)
}

/// Joins the built-in catalogues that the document names; anything else that it names is refused.
pub(crate) fn add_built_in(reading: &mut Reading) {
    add(reading, |_| Err("only built-in catalogues can be had here".to_owned()));
}

/// Joins the catalogues that the document names and that are not joined yet. `open` gives the text of one that is not built in, or says why it cannot be had.
pub(crate) fn add(reading: &mut Reading, mut open: impl FnMut(&str) -> Result<File, String>) {
    let names = reading.document.catalogues.clone();
    let joined = std::mem::replace(&mut reading.catalogues, names.len());
    let mut seen: HashSet<&str> = names.iter().take(joined).map(String::as_str).collect();
    for (index, name) in names.iter().enumerate().skip(joined) {
        let path = || Path::of(List::Catalogues.name()).index(index);
        if !seen.insert(name.as_str()) {
            reading.findings.push(
                Finding::new("repeated-entry", format!("the catalogue {} is named twice", quote(name))).at(path()),
            );
            continue;
        }
        if let Some((name, text)) = BUILT_IN.into_iter().find(|(built_in, _)| built_in == name) {
            reading.add(File {
                name: format!("catalogue {name}"),
                format: Format::Json,
                text: text.to_owned().into(),
                role: Role::Catalogue,
            });
            continue;
        }
        let finding = if let Some((kind, _)) = name.split_once('@').filter(|_| !name.contains(['/', '.'])) {
            let versions: Vec<String> = built_in()
                .filter(|known| known.split('@').next() == Some(kind))
                .map(|name| format!("`{name}`"))
                .collect();
            let help = if versions.is_empty() {
                closest(name, built_in())
                    .map_or_else(|| format!("those built in are {}", all()), |near| format!("did you mean `{near}`?"))
            } else {
                format!("did you mean {}?", versions.join(" or "))
            };
            Finding::new("unknown-catalogue", format!("there is no catalogue {}", quote(name))).help(help)
        } else {
            match open(name) {
                Ok(file) => {
                    reading.add(file);
                    continue;
                }
                Err(why) => {
                    let help = closest(name, built_in()).map_or_else(
                        || format!("those built in are {}", all()),
                        |near| format!("did you mean `{near}`?"),
                    );
                    Finding::new("unknown-catalogue", format!("the catalogue {} cannot be read: {why}", quote(name)))
                        .help(help)
                }
            }
        };
        reading.gaps.everything();
        reading.findings.push(finding.at(path()));
    }
}

/// The catalogues that a file names. A file that does not write the word plainly is not read for it.
pub(crate) fn named(file: &File) -> Vec<String> {
    let mut names = Vec::new();
    if !file.text.held().contains(List::Catalogues.name()) {
        return names;
    }
    let mut current = false;
    file.walk(&mut Findings::default(), &mut |_, piece| match piece {
        Piece::Field { key, .. } => current = key == List::Catalogues.name(),
        Piece::Entry { node } => {
            if let (true, Kind::String(name)) = (current, node.kind) {
                names.push(name);
            }
        }
    });
    names
}

fn all() -> String {
    super::words::list(&built_in().map(|name| format!("`{name}`")).collect::<Vec<_>>())
}
