//! Whether all pages of a collection are there.

use super::answer::Meta;
use super::record::Kind;
use crate::import::gathering::Gathering;
use crate::source::findings::{At, Finding};
use std::collections::{BTreeMap, BTreeSet};

/// A page of a collection.
pub(super) struct Page {
    /// What the objects on it are, if there are any.
    pub kind: Option<Kind>,
    pub count: usize,
    pub meta: Meta,
    pub at: At,
}

/// All pages that were read.
#[derive(Default)]
pub(super) struct Pages(Vec<Page>);

impl Pages {
    pub fn add(&mut self, page: Page) {
        self.0.push(page);
    }

    /// Reports every gap in what the pages of one kind and total cover together, and every page that another says to follow.
    pub fn check(mut self, gathering: &mut Gathering<'_>) {
        self.0.sort_by_key(Page::start);
        let mut collections: BTreeMap<(Option<Kind>, u64), Vec<&Page>> = BTreeMap::new();
        for page in &self.0 {
            if let Some(total) = page.meta.total {
                collections.entry((page.kind, total)).or_default().push(page);
            }
        }
        let totals: BTreeSet<u64> =
            collections.keys().filter(|(kind, _)| kind.is_some()).map(|(_, total)| *total).collect();
        let mut incomplete = BTreeSet::new();
        for ((kind, total), mut pages) in collections {
            if kind.is_none() && totals.contains(&total) {
                // Whoever asks on until nothing comes has a last page without objects.
                pages.retain(|page| page.start() <= total);
                if pages.is_empty() {
                    continue;
                }
            }
            if gaps(gathering, kind, total, &pages) {
                incomplete.insert(kind);
            }
        }
        for page in self.0.iter().filter(|page| !incomplete.contains(&page.kind)) {
            if let Some(next) = page.meta.next.filter(|next| !self.0.iter().any(|other| other.follows(page, *next))) {
                let finding = Finding::new("missing-page", "the page says that another follows, which is not here");
                let help = format!("ask for the page that starts at {next}, and import all pages together");
                gathering.findings.push(finding.at(page.at.clone()).help(help));
            }
        }
    }
}

impl Page {
    /// The number of its first object, counted from 1.
    fn start(&self) -> u64 {
        self.meta.start.unwrap_or(1).max(1)
    }

    /// The number of the first object after it.
    fn end(&self) -> u64 {
        self.start().saturating_add(self.count as u64)
    }

    /// Whether this is what `page` says to follow, or has it: of its kind, or without objects.
    fn follows(&self, page: &Self, next: u64) -> bool {
        let alike = self.kind == page.kind || self.kind.is_none() || page.kind.is_none();
        let begins = self.start() > page.start() && self.start() <= next.max(page.end());
        alike && begins && (self.count == 0 || self.end() > next)
    }
}

/// Reports what the pages, sorted, do not cover; whether there is any.
fn gaps(gathering: &mut Gathering<'_>, kind: Option<Kind>, total: u64, pages: &[&Page]) -> bool {
    let mut after = 1;
    let mut whole = true;
    let mut last: Option<&At> = None;
    for page in pages {
        let start = page.start().min(total.saturating_add(1));
        if start > after {
            missing(gathering, kind, (after, start - 1), total, &page.at);
            whole = false;
        }
        after = after.max(page.end());
        last = Some(&page.at);
    }
    if let Some(at) = last.filter(|_| after <= total) {
        missing(gathering, kind, (after, total), total, at);
        whole = false;
    }
    !whole
}

fn missing(gathering: &mut Gathering<'_>, kind: Option<Kind>, (from, to): (u64, u64), total: u64, at: &At) {
    let what = kind.map_or("objects", Kind::many);
    let which = if from == to { format!("number {from} is") } else { format!("those from number {from} to {to} are") };
    let message = format!("of {total} {what} {which} on no page");
    let help = format!("ask for the page that starts at {from}, and import all pages together");
    gathering.findings.push(Finding::new("missing-page", message).at(at.clone()).help(help));
}
