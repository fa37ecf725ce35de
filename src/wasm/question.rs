//! A request as it crosses the boundary: one text, its parts apart by U+0000, which no id holds.
//!
//! `user 0 permission 0 right 0 method`, then `0 dimension 0 value` for each dimension that is named, then, if groups are
//! presented, `0` and `0 provider 0 group` for each. An empty right is none; the method is `s` or empty.

use crate::access::{Asked, Pairs, part};

/// The request that the bytes stand for; `None` where they are cut short.
pub(super) fn read(mut bytes: &[u8]) -> Option<Asked<'_>> {
    let rest = &mut bytes;
    let mut asked = Asked::about(part(rest)?);
    asked.permission = part(rest)?;
    asked.right = Some(part(rest)?).filter(|right| !right.is_empty());
    asked.slide_in = part(rest)? == b"s";
    asked.resource = Pairs::Joined(rest);
    while !rest.is_empty() {
        let before = *rest;
        if part(rest)?.is_empty() {
            // No dimension has no name: groups follow.
            if let Pairs::Joined(pairs) = &mut asked.resource {
                *pairs = pairs.get(..pairs.len() - before.len())?;
            }
            asked.identity_groups = Pairs::Joined(rest);
            let mut groups = *rest;
            while !groups.is_empty() {
                part(&mut groups)?;
                part(&mut groups)?;
            }
            break;
        }
        part(rest)?;
    }
    Some(asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessMethod, Request};

    /// What was read, with its pairs one by one.
    fn pairs(asked: &Asked<'_>) -> [Vec<(Vec<u8>, Vec<u8>)>; 2] {
        [asked.resource, asked.identity_groups].map(|pairs| pairs.map(|(a, b)| (a.to_vec(), b.to_vec())).collect())
    }

    #[test]
    fn every_part_finds_its_place() {
        let bare = Request::new("ada", "createRun");
        for (bytes, expected) in [
            (&b"ada\0createRun\0\0\0"[..], bare.clone()),
            (b"ada\0tax\0add\0s\0", Request::new("ada", "tax").right("add").access_method(AccessMethod::SlideIn)),
            (
                b"ada\0createRun\0\0\0location\0A\0tool\0T\0\0okta\0Ops\0",
                bare.clone().resource("location", "A").resource("tool", "T").identity_group("okta", "Ops"),
            ),
            (b"ada\0createRun\0\0\0\0okta\0Ops\0", bare.clone().identity_group("okta", "Ops")),
        ] {
            let read = read(bytes).unwrap();
            let asked = expected.asked();
            assert_eq!(pairs(&read), pairs(&asked));
            let [read, asked] =
                [read, asked].map(|asked| Asked { resource: Pairs::NONE, identity_groups: Pairs::NONE, ..asked });
            assert_eq!(read, asked);
        }
    }

    #[test]
    fn what_is_cut_short_is_nothing() {
        for bytes in [
            &b""[..],
            b"ada",
            b"ada\0p\0\0",
            b"ada\0p\0\0\0location\0",
            b"ada\0p\0\0\0location\0A",
            b"ada\0p\0\0\0\0okta\0",
            b"ada\0p\0\0\0\0okta\0Ops",
            b"ada\0p\0\0\0location\0A\0\0okta\0",
        ] {
            assert_eq!(read(bytes), None);
        }
    }
}
