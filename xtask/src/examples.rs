//! Whether everything public is shown in use: what rustdoc made pages of, asked for examples.
//!
//! Only its pages say on a stable toolchain what can be reached from outside. The examples themselves are run by `cargo test --doc`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::context::Context;
use crate::step::Done;

/// How rustdoc's pages show an example.
const EXAMPLE: &str = "rust-example-rendered";

/// Fewer than these were never found: then rustdoc writes its pages in another way, and this file has to follow.
const AT_LEAST: usize = 150;

/// `printed` is what `cargo doc` said, its last line where the pages are.
pub fn run(context: &Context, printed: &str) -> Result<()> {
    context.steps.step(
        "everything public has an example",
        "write one, or make what nobody outside needs `pub(crate)`",
        |_| {
            let index = printed.lines().find_map(|line| line.trim().strip_prefix("Generated "));
            let folder = Path::new(index.context("`cargo doc` did not say where the pages are")?).parent();
            let items = public(folder.context("the pages are in no folder")?)?;
            let without: Vec<&str> = items.iter().filter(|item| !item.shown).map(|item| item.name.as_str()).collect();
            match items.len() {
                all if all < AT_LEAST => bail!("only {all} items were found in the pages of `cargo doc`"),
                all if without.is_empty() => Ok(Done::With(format!("{all} items"))),
                all => bail!("{} of {all} are without an example:\n{}", without.len(), without.join("\n")),
            }
        },
    )
}

/// Something public, and whether its documentation has an example.
#[derive(Debug, PartialEq)]
struct Item {
    name: String,
    shown: bool,
}

/// Everything that the list of all items leads to, and the modules that it is in: pages of what is gone stay in the folder.
fn public(folder: &Path) -> Result<Vec<Item>> {
    let read = |page: &str| {
        let path = folder.join(page);
        fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))
    };
    let all = read("all.html")?;
    let mut pages = BTreeSet::new();
    for page in all.split("href=\"").skip(1).filter_map(|link| link.split_once('"')).map(|(page, _)| page) {
        if page.ends_with(".html") && !page.contains("..") {
            pages.insert(page.to_owned());
            for (at, _) in page.match_indices('/') {
                pages.insert(format!("{}/index.html", &page[..at]));
            }
        }
    }
    pages.insert("index.html".to_owned());
    let mut items = Vec::new();
    for page in pages {
        items.extend(shown(&page, &read(&page)?));
    }
    Ok(items)
}

/// What a page documents: the thing itself, its methods and its constants. Fields and variants are shown by their owner's example.
fn shown(page: &str, text: &str) -> Vec<Item> {
    let path = page.trim_end_matches(".html").trim_end_matches("index");
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // `struct.Access`: the kind is no part of the name.
    if let Some(last) = parts.last_mut() {
        *last = last.split_once('.').map_or(*last, |(_, name)| name);
    }
    let name = ["rolepack"].into_iter().chain(parts).collect::<Vec<_>>().join("::");
    let (text, _of_traits) = cut(text, &["<h2 id=\"trait-implementations\"", "<h2 id=\"deref-methods"]);
    let (itself, inherent) = cut(text, &["<h2 id=\"implementations\""]);
    let (itself, _parts) =
        cut(itself, &["<h2 id=\"fields\"", "<h2 id=\"variants\"", "<h2 id=\"modules\"", "<h2 id=\"structs\""]);
    let mut items = vec![Item { name: name.clone(), shown: itself.contains(EXAMPLE) }];
    let parts = ["method.", "associatedconstant."].into_iter().flat_map(|kind| sections(inherent, kind));
    for (part, documentation) in parts {
        items.push(Item { name: format!("{name}::{part}"), shown: documentation.contains(EXAMPLE) });
    }
    items
}

/// The text before the first of the marks, and the rest.
fn cut<'t>(text: &'t str, marks: &[&str]) -> (&'t str, &'t str) {
    let at = marks.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    text.split_at(at)
}

/// The sections of that kind: the name of each, and what stands before the next section.
fn sections<'t>(text: &'t str, kind: &str) -> Vec<(&'t str, &'t str)> {
    let sections = text.split("<section id=\"").skip(1);
    sections.filter_map(|section| section.strip_prefix(kind)?.split_once('"')).collect()
}

#[cfg(test)]
mod tests {
    use super::{Item, shown};

    fn item(name: &str, shown: bool) -> Item {
        Item { name: name.to_owned(), shown }
    }

    #[test]
    fn the_thing_itself_and_its_methods_want_an_example_each() {
        let page = "<main><p>Text</p><pre class=\"rust rust-example-rendered\">\
                    <h2 id=\"fields\"><p>Text</p>\
                    <h2 id=\"implementations\"><section id=\"impl-Thing\"><section id=\"method.new\">Makes one.\
                    <section id=\"method.can\"><pre class=\"rust rust-example-rendered\">\
                    <section id=\"associatedconstant.ALL\">\
                    <h2 id=\"trait-implementations\"><section id=\"method.fmt\">";
        assert_eq!(
            shown("access/struct.Thing.html", page),
            [
                item("rolepack::access::Thing", true),
                item("rolepack::access::Thing::new", false),
                item("rolepack::access::Thing::can", true),
                item("rolepack::access::Thing::ALL", false)
            ]
        );
    }

    #[test]
    fn a_module_is_not_shown_by_the_first_line_of_what_is_in_it() {
        let page = "<p>Text</p><h2 id=\"structs\"><pre class=\"rust rust-example-rendered\">";
        assert_eq!(shown("source/index.html", page), [item("rolepack::source", false)]);
        assert_eq!(shown("index.html", page), [item("rolepack", false)]);
    }
}
