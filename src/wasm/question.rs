//! A request as it crosses the boundary: one text, its parts apart by U+0000, which no id holds.
//!
//! `user 0 permission 0 right 0 method`, then `0 dimension 0 value` for each dimension that is named, then, if groups are
//! presented, `0` and `0 provider 0 group` for each. An empty right is none; the method is `s` or empty.

use crate::access::Asked;

/// The request that the bytes stand for; `None` where they are cut short.
pub(super) fn read(mut bytes: &[u8]) -> Option<Asked<'_>> {
    let rest = &mut bytes;
    let mut asked = Asked::about(part(rest)?);
    asked.permission = part(rest)?;
    asked.right = Some(part(rest)?).filter(|right| !right.is_empty());
    asked.slide_in = part(rest)? == b"s";
    let mut pairs = &mut asked.resource;
    while !rest.is_empty() {
        let first = part(rest)?;
        if first.is_empty() {
            pairs = &mut asked.identity_groups;
        } else {
            pairs.push((first, part(rest)?));
        }
    }
    Some(asked)
}

/// What stands before the next U+0000, and leaves the rest.
#[inline(never)]
fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|byte| *byte == 0)?;
    let (part, after) = rest.split_at_checked(end)?;
    *rest = after.get(1..)?;
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessMethod, Request};

    #[test]
    fn every_part_finds_its_place() {
        let bare = Request::new("ada", "createRun");
        assert_eq!(read(b"ada\0createRun\0\0\0"), Some(bare.asked()));
        let slide_in = Request::new("ada", "tax").right("add").access_method(AccessMethod::SlideIn);
        assert_eq!(read(b"ada\0tax\0add\0s\0"), Some(slide_in.asked()));
        assert_eq!(
            read(b"ada\0createRun\0\0\0location\0A\0tool\0T\0\0okta\0Ops\0"),
            Some(bare.clone().resource("location", "A").resource("tool", "T").identity_group("okta", "Ops").asked())
        );
        assert_eq!(read(b"ada\0createRun\0\0\0\0okta\0Ops\0"), Some(bare.identity_group("okta", "Ops").asked()));
    }

    #[test]
    fn what_is_cut_short_is_nothing() {
        for bytes in [&b""[..], b"ada", b"ada\0p\0\0", b"ada\0p\0\0\0location\0", b"ada\0p\0\0\0location\0A"] {
            assert_eq!(read(bytes), None);
        }
    }
}
