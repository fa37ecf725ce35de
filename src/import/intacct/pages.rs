//! Whether all pages of a collection are there.

use super::answer::Meta;
use super::record::Kind;
use crate::import::gathering::Gathering;
use crate::source::findings::{At, Finding};
use std::collections::BTreeMap;

/// A page of a collection.
pub(super) struct Page {
    /// What the objects on it are, if there are any.
    pub kind: Option<Kind>,
    pub count: usize,
    pub meta: Meta,
    pub at: At,
}

/// Pages by what they list and how many of it there are.
#[derive(Default)]
pub(super) struct Pages(BTreeMap<(Option<Kind>, u64), Vec<Page>>);

impl Pages {
    pub fn add(&mut self, page: Page) {
        if let Some(total) = page.meta.total {
            self.0.entry((page.kind, total)).or_default().push(page);
        }
    }

    /// Reports every gap in what the pages cover together.
    pub fn check(self, gathering: &mut Gathering<'_>) {
        for ((kind, total), mut pages) in self.0 {
            pages.sort_by_key(|page| page.meta.start.unwrap_or(1));
            let mut read = 0;
            let mut last: Option<At> = None;
            for page in pages {
                let start = page.meta.start.unwrap_or(1).max(1);
                if start > read + 1 {
                    missing(gathering, kind, (read + 1, start - 1), total, &page.at);
                }
                read = read.max(start - 1 + page.count as u64);
                last = Some(page.at);
            }
            if let Some(at) = last.filter(|_| read < total) {
                missing(gathering, kind, (read + 1, total), total, &at);
            }
        }
    }
}

fn missing(gathering: &mut Gathering<'_>, kind: Option<Kind>, (from, to): (u64, u64), total: u64, at: &At) {
    let what = kind.map_or("objects", Kind::many);
    let which = if from == to { format!("number {from} is") } else { format!("those from number {from} to {to} are") };
    let message = format!("of {total} {what} {which} on no page");
    let help = format!("ask for the page that starts at {from}, and import all pages together");
    gathering.findings.push(Finding::new("missing-page", message).at(at.clone()).help(help));
}
