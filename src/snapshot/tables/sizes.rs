//! How large each section is.

use super::super::SectionSize;
use super::super::error::Section;
use super::{Keyed, Snapshot};
use alloc::vec::Vec;

impl Snapshot {
    /// How many records and bytes each section has, in the order of the format; the first is everything before the body.
    pub(crate) fn sizes(&self) -> Vec<SectionSize> {
        let tables = &self.tables;
        let profiles = tables.shared_profiles.len() + self.single_profiles();
        let sections = [
            (Section::Dimensions, self.count(Keyed::Dimensions)),
            (Section::Rights, self.count(Keyed::Rights)),
            (Section::PermissionGroups, self.count(Keyed::Groups)),
            (Section::Permissions, self.count(Keyed::Permissions)),
            (Section::Roles, self.count(Keyed::Roles)),
            (Section::Levels, self.count(Keyed::Levels)),
            (Section::Teams, self.count(Keyed::Teams)),
            (Section::Mappings, self.count(Keyed::Mappings)),
            (Section::Profiles, profiles),
            (Section::Users, self.count(Keyed::Users)),
            (Section::Values, tables.values().iter().map(|values| values.count as usize).sum()),
            (Section::Labels, usize::from(self.has_labels())),
        ];
        let start =
            |section: Section| tables.starts.get(section as usize).map_or(self.bytes.len(), |start| *start as usize);
        let ends = sections.iter().skip(1).map(|(section, _)| start(*section)).chain([self.bytes.len()]);
        let mut sizes =
            alloc::vec![SectionSize { section: "envelope and header", count: 1, bytes: start(Section::Dimensions) }];
        sizes.extend(sections.iter().zip(ends).map(|((section, count), end)| SectionSize {
            section: section.name(),
            count: *count,
            bytes: end - start(*section),
        }));
        sizes
    }

    fn single_profiles(&self) -> usize {
        let mut numbers = self.cursor(self.tables.user_profiles.start);
        (0..self.count(Keyed::Users)).filter(|_| numbers.varint() == 0).count()
    }
}
