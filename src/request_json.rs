//! A request as JSON text, held to its shape to the letter (rule 8): for programs that ask line by line, and for tests.
//!
//! What is found here is the shape: fields, types, repeated names, lone surrogates. What the strings may be is
//! [`Access::check`]'s to say, as it is for every other caller.
//!
//! ```
//! # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
//! use rolepack::request_json::RequestJson;
//!
//! for line in [r#"{ "user": "ada", "permission": "createRun" }"#, r#"{ "user": "ada" }"#] {
//!     let decision = match RequestJson::parse(line.as_bytes()) {
//!         Ok(asked) => access.check(&asked.request()),
//!         Err(malformed) => malformed.decision(&access),
//!     };
//!     println!("{}", decision.reason.name());   // granted, then invalid-request
//! }
//! ```

use crate::{Access, AccessMethod, Decision, Reason, Request};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A well-shaped request that owns its strings.
///
/// ```
/// use rolepack::request_json::RequestJson;
///
/// let asked = RequestJson::parse(br#"{ "user": "ada", "permission": "createRun", "resource": { "location": "A" } }"#)?;
/// assert_eq!(asked.request().resource, [("location", "A")]);
/// # Ok::<(), rolepack::request_json::Malformed>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestJson {
    user: String,
    permission: String,
    right: Option<String>,
    resource: Vec<(String, String)>,
    identity_groups: Vec<(String, String)>,
    access_method: AccessMethod,
}

/// Why a text is no request. Displays as one line.
///
/// ```
/// use rolepack::request_json::RequestJson;
///
/// let malformed = RequestJson::parse(br#"{ "user": "ada" }"#).unwrap_err();
/// assert_eq!(malformed.to_string(), "`permission` is missing");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    message: String,
    scoped: bool,
}

impl RequestJson {
    /// Reads one request. The text is JSON as RFC 8259 has it, in UTF-8, and nothing follows it. Linear in its length.
    ///
    /// ```
    /// use rolepack::request_json::RequestJson;
    ///
    /// let twice = br#"{ "user": "ada", "permission": "createRun", "resource": { "location": "A", "location": "B" } }"#;
    /// assert!(RequestJson::parse(twice).is_err());   // which one is meant is not guessed
    /// ```
    ///
    /// # Errors
    ///
    /// [`Malformed`], for all that rule 8 names: it is to be answered with [`Malformed::decision`], never skipped.
    pub fn parse(text: &[u8]) -> Result<Self, Malformed> {
        let raw: &RawValue = serde_json::from_slice(text)
            .map_err(|error| Malformed { message: format!("not JSON: {error}"), scoped: false })?;
        let fields = object("a request", raw).map_err(|message| Malformed { message, scoped: false })?;
        let scoped = fields
            .iter()
            .any(|(name, value)| is_resource(name) && object("", value).is_ok_and(|members| !members.is_empty()));
        Self::from_fields(fields).map_err(|message| Malformed { message, scoped })
    }

    fn from_fields(fields: Members<'_>) -> Result<Self, String> {
        let [mut user, mut permission, mut right, mut resource, mut groups, mut method] = [None; 6];
        for (name, value) in fields {
            let name = name.read("a field's name")?;
            let place = match name.as_str() {
                "user" => &mut user,
                "permission" => &mut permission,
                "right" => &mut right,
                "resource" => &mut resource,
                "identityGroups" => &mut groups,
                "accessMethod" => &mut method,
                _ => return Err(format!("unknown field `{name}`")),
            };
            if place.replace(value).is_some() {
                return Err(format!("the field `{name}` stands twice"));
            }
        }
        Ok(Self {
            user: string("`user`", user.ok_or("`user` is missing")?)?,
            permission: string("`permission`", permission.ok_or("`permission` is missing")?)?,
            right: right.filter(|value| value.get() != "null").map(|value| string("`right`", value)).transpose()?,
            resource: resource.map(dimensions).transpose()?.unwrap_or_default(),
            identity_groups: groups.map(identity_groups).transpose()?.unwrap_or_default(),
            access_method: method.map(access_method).transpose()?.unwrap_or_default(),
        })
    }

    /// The request, borrowed.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let asked = rolepack::request_json::RequestJson::parse(br#"{ "user": "ada", "permission": "createRun" }"#)?;
    /// assert!(access.allows(&asked.request()));
    /// # Ok::<(), rolepack::request_json::Malformed>(())
    /// ```
    #[must_use]
    pub fn request(&self) -> Request<'_> {
        fn borrow(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
            pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
        }
        Request {
            user: &self.user,
            permission: &self.permission,
            right: self.right.as_deref(),
            resource: borrow(&self.resource),
            identity_groups: borrow(&self.identity_groups),
            access_method: self.access_method,
        }
    }
}

impl Malformed {
    /// A refusal for a reason found before the text was read, such as its length.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let refusal = rolepack::request_json::Malformed::new("longer than 65536 bytes");
    /// assert!(!refusal.decision(&access).allowed);
    /// ```
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), scoped: false }
    }

    /// The answer: [`Reason::InvalidRequest`], scoped where the text names a resource however wrongly, that is, where its `resource` is
    /// an object with members.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let malformed = rolepack::request_json::RequestJson::parse(b"no JSON").unwrap_err();
    /// assert_eq!(malformed.decision(&access).reason, rolepack::Reason::InvalidRequest);
    /// ```
    #[must_use]
    pub fn decision<'a>(&self, access: &'a Access) -> Decision<'a> {
        Decision {
            allowed: false,
            reason: Reason::InvalidRequest,
            scoped: self.scoped,
            role: None,
            via: None,
            level: None,
            organization: access.organization(),
            sequence: access.sequence(),
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Malformed {}

fn is_resource(name: &Text) -> bool {
    name.0.as_deref() == Ok("resource")
}

fn dimensions(value: &RawValue) -> Result<Vec<(String, String)>, String> {
    let mut dimensions: Vec<(String, String)> = Vec::new();
    for (name, value) in object("`resource`", value)? {
        let name = name.read("a dimension's name")?;
        let value = string(&format!("`resource.{name}`"), value)?;
        dimensions.push((name, value));
    }
    let mut names: Vec<&str> = dimensions.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    if let Some(name) =
        names.windows(2).find_map(|pair| matches!(pair, [a, b] if a == b).then(|| pair.first()).flatten())
    {
        return Err(format!("the dimension `{name}` stands twice"));
    }
    Ok(dimensions)
}

fn identity_groups(value: &RawValue) -> Result<Vec<(String, String)>, String> {
    let elements: Elements<'_> = if value.get().starts_with('[') {
        read(value)?
    } else {
        return Err(wrong_type("`identityGroups`", value, "an array"));
    };
    elements.0.into_iter().map(identity_group).collect()
}

fn identity_group(value: &RawValue) -> Result<(String, String), String> {
    let [mut provider, mut group] = [None; 2];
    for (name, value) in object("an entry of `identityGroups`", value)? {
        let name = name.read("a field's name")?;
        let place = match name.as_str() {
            "provider" => &mut provider,
            "group" => &mut group,
            _ => return Err(format!("unknown field `{name}` in `identityGroups`")),
        };
        if place.replace(value).is_some() {
            return Err(format!("the field `{name}` stands twice in `identityGroups`"));
        }
    }
    Ok((
        string("`provider`", provider.ok_or("`provider` is missing in `identityGroups`")?)?,
        string("`group`", group.ok_or("`group` is missing in `identityGroups`")?)?,
    ))
}

fn access_method(value: &RawValue) -> Result<AccessMethod, String> {
    let name = string("`accessMethod`", value)?;
    AccessMethod::from_name(&name)
        .ok_or_else(|| format!("unknown access method `{name}`, known are `login` and `slideIn`"))
}

fn string(place: &str, value: &RawValue) -> Result<String, String> {
    if value.get().starts_with('"') {
        read::<Text>(value)?.read(place)
    } else {
        Err(wrong_type(place, value, "a string"))
    }
}

fn object<'a>(place: &str, value: &'a RawValue) -> Result<Members<'a>, String> {
    if value.get().starts_with('{') {
        Ok(read::<Object<'a>>(value)?.0)
    } else {
        Err(wrong_type(place, value, "an object"))
    }
}

fn read<'a, T: Deserialize<'a>>(value: &'a RawValue) -> Result<T, String> {
    serde_json::from_str(value.get()).map_err(|error| format!("not JSON: {error}"))
}

fn wrong_type(place: &str, value: &RawValue, wanted: &str) -> String {
    let found = match value.get().bytes().next() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    };
    format!("{place} is {found}, not {wanted}")
}

type Members<'a> = Vec<(Text, &'a RawValue)>;

/// A string as JSON has them, which may hold a lone surrogate: read as bytes, so that the rest of the request is still understood.
struct Text(Result<String, ()>);

impl Text {
    fn read(self, place: &str) -> Result<String, String> {
        self.0.map_err(|()| format!("{place} holds a lone surrogate"))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Text;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Text, E> {
                Ok(Text(String::from_utf8(bytes.to_vec()).map_err(|_| ())))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// An object's members as they stand, repeated names and all.
struct Object<'a>(Members<'a>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map;
        impl<'de> Visitor<'de> for Map {
            type Value = Object<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Map)
    }
}

/// An array's elements.
struct Elements<'a>(Vec<&'a RawValue>);

impl<'de> Deserialize<'de> for Elements<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Sequence;
        impl<'de> Visitor<'de> for Sequence {
            type Value = Elements<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Elements<'de>, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = sequence.next_element()? {
                    elements.push(element);
                }
                Ok(Elements(elements))
            }
        }
        deserializer.deserialize_seq(Sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (String, bool) {
        let malformed = RequestJson::parse(text.as_bytes()).expect_err(text);
        (malformed.message, malformed.scoped)
    }

    #[test]
    fn a_whole_request_is_read() {
        let text = r#" {"user":"a\u0064a","permission":"tax","right":"add","resource":{"location":"A","owner":"b"},
            "identityGroups":[{"group":"g","provider":"okta"}],"accessMethod":"slideIn"} "#;
        let read = RequestJson::parse(text.as_bytes()).unwrap();
        let expected = Request::new("ada", "tax").right("add").resource("location", "A").resource("owner", "b");
        assert_eq!(read.request(), expected.identity_group("okta", "g").access_method(AccessMethod::SlideIn));
    }

    #[test]
    fn what_is_absent_is_not_asked() {
        for text in [
            r#"{"user":"ada","permission":"p"}"#,
            r#"{"user":"ada","permission":"p","right":null,"resource":{},"identityGroups":[]}"#,
        ] {
            assert_eq!(RequestJson::parse(text.as_bytes()).unwrap().request(), Request::new("ada", "p"), "{text}");
        }
    }

    #[test]
    fn a_request_cut_or_changed_is_another_or_none() {
        let text = r#"{"user":"ada","permission":"p","right":null,"resource":{"location":"A"},"identityGroups":[{"provider":"o","group":"g"}]}"#;
        let whole = RequestJson::parse(text.as_bytes()).unwrap();
        for place in 0..text.len() {
            assert!(RequestJson::parse(&text.as_bytes()[..place]).is_err(), "cut at {place}");
            for bit in 0..8 {
                let mut changed = text.as_bytes().to_vec();
                changed[place] ^= 1 << bit;
                assert_ne!(RequestJson::parse(&changed), Ok(whole.clone()), "byte {place}, bit {bit}");
            }
        }
    }

    #[test]
    fn scoped_is_what_names_a_resource_however_wrongly() {
        for (text, message, scoped) in [
            (r#"{"user":1,"permission":"p","resource":{"location":"A"}}"#, "`user` is a number, not a string", true),
            (
                r#"{"user":"\ud800","permission":"p","resource":{"location":"A"}}"#,
                "`user` holds a lone surrogate",
                true,
            ),
            (
                r#"{"\ud800":1,"user":"u","permission":"p","resource":{"location":"A"}}"#,
                "a field's name holds a lone surrogate",
                true,
            ),
            (
                r#"{"user":"u","permission":"p","resource":{"\udfff":"A"}}"#,
                "a dimension's name holds a lone surrogate",
                true,
            ),
            (
                r#"{"user":"u","permission":"p","resource":{"a":"A","b":"B","a":"A"}}"#,
                "the dimension `a` stands twice",
                true,
            ),
            (
                r#"{"user":"u","permission":"p","resource":{"a":"A"},"resource":{}}"#,
                "the field `resource` stands twice",
                true,
            ),
            (
                r#"{"user":"u","permission":"p","resource":{},"resource":{}}"#,
                "the field `resource` stands twice",
                false,
            ),
            (r#"{"user":"u","permission":"p","resource":["a"]}"#, "`resource` is an array, not an object", false),
            (r#"[{"resource":{"a":"A"}}]"#, "a request is an array, not an object", false),
        ] {
            assert_eq!(refused(text), (message.to_owned(), scoped), "{text}");
        }
    }

    #[test]
    fn what_is_not_json_is_refused_whatever_it_means_elsewhere() {
        for text in [
            "",
            "{",
            "{}{}",
            "{'user':1}",
            "\u{feff}{}",
            "{\"user\":\"a\tb\"}",
            "{\"user\":NaN}",
            "{\"user\":01}",
            "{/**/}",
            "{\"user\":\"a\",}",
        ] {
            assert!(refused(text).0.starts_with("not JSON: "), "{text}");
        }
        assert!(RequestJson::parse(b"{\"user\":\"\xff\",\"permission\":\"p\"}").is_err());
        assert_eq!(
            refused(&format!("{{\"user\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000))).0,
            "`user` is an array, not a string"
        );
    }
}
