//! A request as it crosses the boundary: one text, its parts apart by U+0000, which no id holds.
//!
//! `user 0 permission 0 right 0 method`, then `0 dimension 0 value` for each dimension that is named, then, if groups are
//! presented, `0` and `0 provider 0 group` for each. An empty right is none; the method is `s` or empty.

use crate::{AccessMethod, Request};

/// The request that the text stands for. A text of another shape gives one that is malformed.
pub(super) fn read(text: &str) -> Request<'_> {
    let mut parts = text.split('\0');
    let mut part = || parts.next().unwrap_or_default();
    let mut request = Request::new(part(), part());
    let right = part();
    request.right = (!right.is_empty()).then_some(right);
    request.access_method = if part() == "s" { AccessMethod::SlideIn } else { AccessMethod::Login };
    while let Some(dimension) = parts.next() {
        if dimension.is_empty() {
            break;
        }
        request.resource.push((dimension, parts.next().unwrap_or_default()));
    }
    while let Some(provider) = parts.next() {
        request.identity_groups.push((provider, parts.next().unwrap_or_default()));
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_finds_its_place() {
        let bare = Request::new("ada", "createRun");
        assert_eq!(read("ada\0createRun\0\0"), bare);
        assert_eq!(
            read("ada\0tax\0add\0s"),
            Request::new("ada", "tax").right("add").access_method(AccessMethod::SlideIn)
        );
        assert_eq!(
            read("ada\0createRun\0\0\0location\0A\0tool\0T\0\0okta\0Ops"),
            bare.clone().resource("location", "A").resource("tool", "T").identity_group("okta", "Ops")
        );
        assert_eq!(read("ada\0createRun\0\0\0\0okta\0Ops"), bare.identity_group("okta", "Ops"));
    }

    #[test]
    fn a_text_cut_short_is_malformed() {
        assert_eq!(read("").user, "");
        assert_eq!(read("ada").permission, "");
        assert_eq!(read("ada\0p\0\0\0location").resource, [("location", "")]);
    }
}
