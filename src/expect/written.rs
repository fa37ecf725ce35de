//! What an expectations file says, each word with the place it stands at.

use crate::source::node::Span;
use crate::source::{File, Problems};
use crate::{Access, AccessMethod, Reason, Request};

/// The expectations of one or more files, read and sound in themselves: whether their names mean anything is known once an
/// organisation is at hand.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "expect: [{ user: ada, permission: closeRun, allowed: true }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// assert_eq!(expectations.test(&access)?.failed.len(), 1);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug)]
pub struct Expectations {
    pub(super) files: Vec<File>,
    /// The organisations that the files say they are about.
    pub(super) organizations: Vec<(usize, Word)>,
    pub(super) rules: Vec<Rule>,
}

/// One entry of a file.
#[derive(Debug)]
pub(super) struct Rule {
    pub file: usize,
    pub span: Span,
    pub because: Option<String>,
    pub says: Says,
}

/// A word, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    pub span: Span,
}

#[derive(Debug)]
pub(super) enum Says {
    /// Each of the users is answered so about each of the permissions.
    Expect {
        users: Vec<Word>,
        permissions: Vec<Word>,
        right: Option<Word>,
        groups: Vec<(Word, Word)>,
        place: Circumstances,
        allowed: bool,
        reason: Option<Reason>,
    },
    /// Nobody but the excepted holds all of the duties.
    Never { together: Vec<Duty>, except: Vec<Word>, place: Circumstances },
    /// The roles that grant it are these, the users who may are these.
    Only { grant: Duty, roles: Option<Vec<Word>>, users: Option<Vec<Word>>, place: Circumstances },
    /// So many users hold it.
    Count { of: Duty, bound: Bound, users: usize, place: Circumstances },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    AtMost,
    AtLeast,
}

/// What somebody may hold.
#[derive(Debug)]
pub(super) enum Duty {
    Grant { permission: Word, right: Option<Word> },
    Role(Word),
    Team(Word),
}

/// Where, and by which access method.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    pub resource: Vec<(Word, Word)>,
    pub method: Option<AccessMethod>,
}

impl Circumstances {
    /// Adds the place to a request.
    pub fn name<'a>(&'a self, request: Request<'a>) -> Request<'a> {
        self.resource.iter().fold(request, |request, (dimension, value)| request.resource(&dimension.text, &value.text))
    }

    /// The access methods that count: the one named, or each.
    pub fn methods(&self) -> Vec<AccessMethod> {
        self.method.map_or_else(|| vec![AccessMethod::Login, AccessMethod::SlideIn], |method| vec![method])
    }
}

impl Expectations {
    /// Reads expectations files: their names, by whose endings they are read as JSON or YAML, and their texts.
    ///
    /// ```
    /// use rolepack::expect::Expectations;
    ///
    /// let file = ("acme.expect.yaml".to_owned(), "only: [{ permision: closeRun, roles: [lead] }]".to_owned());
    /// let problems = Expectations::parse([file]).unwrap_err();
    /// assert!(problems.to_string().contains("did you mean `permission`?"));
    /// ```
    ///
    /// # Errors
    ///
    /// All that is wrong with the files themselves: syntax, unknown fields, wrong types, rules that say nothing.
    pub fn parse(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Problems> {
        super::read::read(files)
    }

    /// Tries every expectation.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::expect::Expectations;
    ///
    /// let text = "never: [{ together: [createRun, closeRun], because: four eyes }]";
    /// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
    /// let report = expectations.test(&access)?;
    /// assert_eq!((report.tested, report.failed.len()), (1, 1));   // Ben and Eve hold both
    /// # Ok::<(), rolepack::source::Problems>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Names that the organisation does not have, unless the expectation is that it has not, and files about another
    /// organisation: a slip of the pen is no expectation that holds.
    ///
    /// # Cost
    ///
    /// A check for each user and permission expected; one or two passes over the users for every other rule.
    pub fn test<'a>(&'a self, access: &'a Access) -> Result<super::Report<'a>, Problems> {
        super::names::check(self, access)?;
        Ok(super::judge::judge(self, access))
    }

    /// How many rules there are.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::expect::Expectations;
    ///
    /// let text = "expect: [{ user: ada, permission: closeRun, allowed: true }]";
    /// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
    /// assert_eq!(expectations.len(), 1);
    /// # Ok::<(), rolepack::source::Problems>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule at all.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::expect::Expectations;
    ///
    /// let text = "{}";
    /// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
    /// assert!(expectations.is_empty());
    /// # Ok::<(), rolepack::source::Problems>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}
