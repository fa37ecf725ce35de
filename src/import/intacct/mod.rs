//! Intacct: roles with their permission assignments, who holds them, and permissions, as its REST API answers.
//!
//! A permission's key is `module/name`, its group `module/permissionGroup`, a user group is a team. Numbers, links and audit
//! trails go into `external.intacct`.

mod answer;
mod pages;
mod record;
mod table;
mod lists;
mod join;
mod write;

use super::gathering::Gathering;
use super::{Imported, Options};
use crate::source::Problems;

/// Reads answers of the Intacct REST API: pages of a collection, single objects, results of queries, also several in one text
/// or in a list. Each comes with the name that problems tell it by.
///
/// A list tells objects by key alone; each role and permission that one names must be there whole as well, and so must every
/// page. Permissions must be there with their rights, and roles with their three lists, unless what these hold comes by itself.
/// What is told twice must be the same both times. Linear in the text, but for sorting.
///
/// ```
/// use rolepack::import::{Options, intacct};
///
/// let permissions = r#"{ "ia::result": { "key": "253", "id": "253", "module": "purchasing", "name": "taxScheduleMap",
///     "permissionGroup": "activitiesAndLists", "allowedAccessRights": ["list", "readonly"] } }"#;
/// let role = r#"{ "ia::result": { "key": "41", "id": "Buyer", "roleType": "enterprise", "applyTo": "login",
///     "rolePermissionAssignments": [{ "key": "7", "permission": { "key": "253" }, "accessRights": ["list"] }],
///     "roleUsers": [{ "key": "9", "user": { "key": "3", "id": "ada" } }], "roleGroups": [] } }"#;
/// let texts = [("permission.json", permissions), ("role.json", role)].map(|(name, text)| (name.into(), text.into()));
/// let document = intacct(texts, &Options::default())?.document;
/// assert_eq!(document.permissions[0].key, "purchasing/taxScheduleMap");
/// assert_eq!(document.users[0].id, "ada");
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
/// All that is wrong with the answers, that is missing of them, and that the access model cannot say.
pub fn intacct(texts: impl IntoIterator<Item = (String, String)>, options: &Options) -> Result<Imported, Problems> {
    let mut records = record::Records::default();
    let mut pages = pages::Pages::default();
    let mut gathering = Gathering::read(texts, options, |gathering, node| {
        answer::read(gathering, node, &mut records, &mut pages);
    });
    pages.check(&mut gathering);
    let (document, origins) = join::join(&mut gathering, records);
    gathering.finish(document, &origins)
}
