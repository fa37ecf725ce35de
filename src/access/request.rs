//! What is asked: one user, one permission, and what the request names of the place it happens in.

use super::scope::{EVERY, OWN};
use crate::order::sort;
use crate::snapshot::text::is_id;
use alloc::vec::Vec;

/// How the user came in. A role counts only if its `applyTo` admits the access method (rule 5).
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{AccessMethod, Request};
///
/// let asked = Request::new("ben", "order").right("list");
/// assert!(access.allows(&asked));
/// assert!(!access.allows(&asked.access_method(AccessMethod::SlideIn)));   // buyers count for `login` alone
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AccessMethod {
    /// The ordinary sign-in.
    #[default]
    Login,
    /// Entered from another organisation's sign-in.
    SlideIn,
}

impl AccessMethod {
    /// The name as requests write it: `login` or `slideIn`.
    ///
    /// ```
    /// assert_eq!(rolepack::AccessMethod::SlideIn.name(), "slideIn");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::SlideIn => "slideIn",
        }
    }

    /// The access method of that name, if there is one.
    ///
    /// ```
    /// use rolepack::AccessMethod;
    ///
    /// assert_eq!(AccessMethod::from_name("login"), Some(AccessMethod::Login));
    /// assert_eq!(AccessMethod::from_name("LOGIN"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "login" => Some(Self::Login),
            "slideIn" => Some(Self::SlideIn),
            _ => None,
        }
    }
}

/// One question: may `user` use `permission`? Built with the methods below; all strings are borrowed.
///
/// Nothing is checked here: what is malformed is answered with
/// [`Reason::InvalidRequest`](crate::Reason::InvalidRequest) (rule 8).
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::Request;
///
/// let request = Request::new("ada", "createRun").resource("location", "A");
/// assert!(access.check(&request).allowed);
/// assert_eq!((request.user, request.resource.as_slice()), ("ada", [("location", "A")].as_slice()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    /// The user's id, compared byte for byte (rule 12).
    pub user: &'a str,
    /// The permission's key.
    pub permission: &'a str,
    /// The right, where the permission has rights.
    pub right: Option<&'a str>,
    /// What the request names: (dimension, value), each dimension at most once. Empty: not scoped (rule 9).
    pub resource: Vec<(&'a str, &'a str)>,
    /// The identity-provider groups presented: (provider, group).
    pub identity_groups: Vec<(&'a str, &'a str)>,
    /// How the user came in.
    pub access_method: AccessMethod,
}

impl<'a> Request<'a> {
    /// A request that names nothing but the user and the permission.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let request = rolepack::Request::new("ada", "createRun");
    /// assert!(access.allows(&request));   // anywhere at all
    /// ```
    #[must_use]
    pub fn new(user: &'a str, permission: &'a str) -> Self {
        Self {
            user,
            permission,
            right: None,
            resource: Vec::new(),
            identity_groups: Vec::new(),
            access_method: AccessMethod::Login,
        }
    }

    /// Asks for one right of the permission.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Reason, Request};
    ///
    /// assert!(access.allows(&Request::new("ben", "order").right("add")));
    /// assert_eq!(access.check(&Request::new("ben", "order")).reason, Reason::RightRequired);
    /// ```
    #[must_use]
    pub fn right(mut self, right: &'a str) -> Self {
        self.right = Some(right);
        self
    }

    /// Names a value in a dimension, such as `("location", "A")`.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::Request;
    ///
    /// assert!(access.allows(&Request::new("ada", "createRun").resource("company", "ACME").resource("location", "A")));
    /// assert!(!access.allows(&Request::new("ada", "createRun").resource("location", "A").resource("tool", "wrench")));
    /// ```
    #[must_use]
    pub fn resource(mut self, dimension: &'a str, value: &'a str) -> Self {
        self.resource.push((dimension, value));
        self
    }

    /// Presents a group of an identity provider.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::Request;
    ///
    /// let somebody = Request::new("somebody@acme.example", "createRun");
    /// assert!(!access.allows(&somebody));
    /// assert!(access.allows(&somebody.identity_group("okta", "MES-Operators")));
    /// ```
    #[must_use]
    pub fn identity_group(mut self, provider: &'a str, group: &'a str) -> Self {
        self.identity_groups.push((provider, group));
        self
    }

    /// Says how the user came in; `login` unless said.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{AccessMethod, Reason, Request};
    ///
    /// let asked = Request::new("ben", "order").right("list").access_method(AccessMethod::SlideIn);
    /// assert_eq!(access.check(&asked).reason, Reason::AccessMethod);
    /// ```
    #[must_use]
    pub fn access_method(mut self, access_method: AccessMethod) -> Self {
        self.access_method = access_method;
        self
    }
}

impl<'a> Request<'a> {
    /// The same in bytes.
    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked {
            user: self.user.as_bytes(),
            permission: self.permission.as_bytes(),
            right: self.right.map(str::as_bytes),
            resource: Pairs::Listed(&self.resource),
            identity_groups: Pairs::Listed(&self.identity_groups),
            slide_in: self.access_method == AccessMethod::SlideIn,
        }
    }
}

/// A request in bytes, as it is looked up: [`is_well_formed`](Self::is_well_formed) finds out whether they are text.
#[derive(Debug, PartialEq)]
pub(crate) struct Asked<'a> {
    pub user: &'a [u8],
    pub permission: &'a [u8],
    pub right: Option<&'a [u8]>,
    pub resource: Pairs<'a>,
    pub identity_groups: Pairs<'a>,
    pub slide_in: bool,
}

/// Pairs of texts, in bytes: (dimension, value) or (provider, group).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Pairs<'a> {
    Listed(&'a [(&'a str, &'a str)]),
    /// Each text before a U+0000.
    Joined(&'a [u8]),
}

impl Pairs<'_> {
    pub(crate) const NONE: Self = Self::Joined(&[]);
}

impl<'a> Iterator for Pairs<'a> {
    type Item = (&'a [u8], &'a [u8]);

    // Once in a module that is downloaded, wherever it is used where it is fast.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Listed(pairs) => {
                let ((first, second), rest) = pairs.split_first()?;
                *pairs = rest;
                Some((first.as_bytes(), second.as_bytes()))
            }
            Self::Joined(texts) => Some((part(texts)?, part(texts)?)),
        }
    }
}

/// What stands before the next U+0000, and leaves the rest.
#[inline(never)]
pub(crate) fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|byte| *byte == 0)?;
    let (part, after) = rest.split_at_checked(end)?;
    *rest = after.get(1..)?;
    Some(part)
}

impl<'a> Asked<'a> {
    /// Nothing but a user.
    pub(crate) fn about(user: &'a [u8]) -> Self {
        Self {
            user,
            permission: b"",
            right: None,
            resource: Pairs::NONE,
            identity_groups: Pairs::NONE,
            slide_in: false,
        }
    }

    /// The request that this was; `None` where bytes are not text.
    #[cfg(feature = "full")]
    pub(crate) fn request(&self) -> Option<Request<'a>> {
        let text = |bytes: &'a [u8]| core::str::from_utf8(bytes).ok();
        let texts = |pairs: Pairs<'a>| pairs.map(|(a, b)| Some((text(a)?, text(b)?))).collect::<Option<Vec<_>>>();
        Some(Request {
            user: text(self.user)?,
            permission: text(self.permission)?,
            right: self.right.map(text).map_or(Some(None), |right| right.map(Some))?,
            resource: texts(self.resource)?,
            identity_groups: texts(self.identity_groups)?,
            access_method: if self.slide_in { AccessMethod::SlideIn } else { AccessMethod::Login },
        })
    }

    /// Rule 8 for a request that is about a user and no permission.
    pub(super) fn is_about_a_user(&self) -> bool {
        is_id(self.user) && { self.identity_groups }.all(|(provider, group)| is_id(provider) && is_id(group))
    }

    /// Rule 8: whether every id is one, and no value is one that means something in levels only.
    pub(super) fn is_well_formed(&self) -> bool {
        self.is_about_a_user() && is_id(self.permission) && self.right.is_none_or(is_id) && { self.resource }.all(
            |(dimension, value)| {
                is_id(dimension) && is_id(value) && value != EVERY.as_bytes() && value != OWN.as_bytes()
            },
        )
    }

    /// The whole of rule 8.
    pub(super) fn is_sound(&self) -> bool {
        self.is_well_formed() && !self.names_a_dimension_twice()
    }

    /// The rest of rule 8, which an object of JavaScript cannot break.
    pub(super) fn names_a_dimension_twice(&self) -> bool {
        if { self.resource }.nth(1).is_none() {
            return false;
        }
        let mut dimensions: Vec<&[u8]> = self.resource.map(|(dimension, _)| dimension).collect();
        sort(&mut dimensions);
        dimensions.windows(2).any(|pair| pair.first() == pair.last())
    }
}
