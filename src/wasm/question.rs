//! A request as it crosses the boundary: one text, its parts apart by U+0000, which no id holds.
//!
//! `user 0 permission 0 right 0 method`, then `0 dimension 0 value` for each dimension that is named, then, if groups are
//! presented, `0` and `0 provider 0 group` for each. An empty right is none; the method is `s` or empty.

use crate::{AccessMethod, Request};

/// The request that the bytes stand for; `None` where they are no text, or cut short.
pub(super) fn read(mut bytes: &[u8]) -> Option<Request<'_>> {
    let rest = &mut bytes;
    let mut request = Request::new(part(rest)?, part(rest)?);
    let right = part(rest)?;
    request.right = (!right.is_empty()).then_some(right);
    request.access_method = if part(rest)? == "s" { AccessMethod::SlideIn } else { AccessMethod::Login };
    let mut pairs = &mut request.resource;
    while !rest.is_empty() {
        let first = part(rest)?;
        if first.is_empty() {
            pairs = &mut request.identity_groups;
        } else {
            pairs.push((first, part(rest)?));
        }
    }
    Some(request)
}

/// What stands before the next U+0000, and leaves the rest.
#[inline(never)]
fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let end = rest.iter().position(|byte| *byte == 0)?;
    let (part, after) = rest.split_at_checked(end)?;
    *rest = after.get(1..)?;
    core::str::from_utf8(part).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_finds_its_place() {
        let bare = Request::new("ada", "createRun");
        assert_eq!(read(b"ada\0createRun\0\0\0"), Some(bare.clone()));
        let slide_in = Request::new("ada", "tax").right("add").access_method(AccessMethod::SlideIn);
        assert_eq!(read(b"ada\0tax\0add\0s\0"), Some(slide_in));
        assert_eq!(
            read(b"ada\0createRun\0\0\0location\0A\0tool\0T\0\0okta\0Ops\0"),
            Some(bare.clone().resource("location", "A").resource("tool", "T").identity_group("okta", "Ops"))
        );
        assert_eq!(read(b"ada\0createRun\0\0\0\0okta\0Ops\0"), Some(bare.identity_group("okta", "Ops")));
    }

    #[test]
    fn what_is_cut_short_or_no_text_is_nothing() {
        for bytes in
            [&b""[..], b"ada", b"ada\0p\0\0", b"ada\0p\0\0\0location\0", b"ada\0p\0\0\0location\0A", b"\xff\0p\0\0\0"]
        {
            assert_eq!(read(bytes), None);
        }
    }
}
