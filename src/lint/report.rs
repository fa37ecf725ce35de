//! What was found, and how much it matters.

use super::codes::CODES;
use crate::source::{Problem, Style};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// What was found, in the order of the files.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let report = rolepack::lint::lint(source, &rolepack::lint::Options::default())?;
/// assert_eq!(report.findings.len(), 4);
/// assert!(report.to_string().starts_with("warning[contained-role]: `lead` grants all that the role `operator` does\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// At most 10,000.
    pub findings: Vec<Finding>,
    /// How many more there are, by code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<&'static str, usize>,
}

/// One finding.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let report = rolepack::lint::lint(source, &rolepack::lint::Options::default())?;
/// use rolepack::lint::Level;
///
/// let first = &report.findings[0];
/// assert_eq!((first.level, first.problem.code), (Level::Warn, "contained-role"));
/// assert!(first.problem.help.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// What it is, where, and how to mend it.
    #[serde(flatten)]
    pub problem: Problem,
}

/// How much a finding matters.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let report = rolepack::lint::lint(source, &rolepack::lint::Options::default())?;
/// use rolepack::lint::{Level, Levels};
///
/// let mut levels = Levels::default();
/// levels.set("equal-role", Level::Allow);
/// assert_eq!(report.leveled(&levels).count(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// It is told.
    #[default]
    Warn,
    /// It is told, and is a failure.
    Deny,
    /// It is not told.
    Allow,
}

/// The levels of codes: what is said of a code counts more than what is said of all.
///
/// ```
/// use rolepack::lint::{Level, Levels};
///
/// let mut levels = Levels::default();
/// levels.set("all", Level::Deny);
/// levels.set("unused-level", Level::Warn);
/// assert_eq!((levels.of("equal-role"), levels.of("unused-level")), (Level::Deny, Level::Warn));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Levels {
    all: Level,
    codes: BTreeMap<String, Level>,
}

/// How many findings of one code `Display` shows whole.
const SHOWN: usize = 8;

impl Levels {
    /// Sets the level of a code, or of `all`. False: there is no such code.
    ///
    /// ```
    /// use rolepack::lint::{Level, Levels};
    ///
    /// let mut levels = Levels::default();
    /// assert!(levels.set("unused-level", Level::Deny));
    /// assert!(!levels.set("unused-levels", Level::Deny));
    /// ```
    pub fn set(&mut self, code: &str, level: Level) -> bool {
        let known = CODES.iter().any(|known| known.code == code);
        if code == "all" {
            self.all = level;
        } else if known {
            self.codes.insert(code.to_owned(), level);
        }
        known || code == "all"
    }

    /// The level of a code.
    ///
    /// ```
    /// use rolepack::lint::{Level, Levels};
    ///
    /// assert_eq!(Levels::default().of("unused-level"), Level::Warn);
    /// ```
    #[must_use]
    pub fn of(&self, code: &str) -> Level {
        self.codes.get(code).copied().unwrap_or(self.all)
    }
}

impl Report {
    /// Leaves out what is allowed, and marks what is denied.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// # let report = rolepack::lint::lint(source, &rolepack::lint::Options::default())?;
    /// use rolepack::lint::{Level, Levels};
    ///
    /// let mut levels = Levels::default();
    /// levels.set("all", Level::Allow);
    /// assert_eq!(report.leveled(&levels).count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn leveled(mut self, levels: &Levels) -> Self {
        for finding in &mut self.findings {
            finding.level = levels.of(finding.problem.code);
        }
        self.findings.retain(|finding| finding.level != Level::Allow);
        self.more.retain(|code, _| levels.of(code) != Level::Allow);
        self
    }

    /// How many findings there are that are denied by `levels`.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// # let report = rolepack::lint::lint(source, &rolepack::lint::Options::default())?;
    /// use rolepack::lint::{Level, Levels};
    ///
    /// let mut levels = Levels::default();
    /// levels.set("equal-role", Level::Deny);
    /// assert_eq!(report.leveled(&levels).denied(&levels), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn denied(&self, levels: &Levels) -> usize {
        let more = self.more.iter().filter(|(code, _)| levels.of(code) == Level::Deny).map(|(_, count)| count);
        self.findings.iter().filter(|finding| finding.level == Level::Deny).count() + more.sum::<usize>()
    }

    /// How many findings there are.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// # let report = rolepack::lint::lint(source, &rolepack::lint::Options::default())?;
    /// assert_eq!(report.count(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        self.findings.len() + self.more.values().sum::<usize>()
    }

    /// Gives the text that `Display` shows, piece by piece, each with its style: of each code the first few whole, the rest counted.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// # let report = rolepack::lint::lint(source, &rolepack::lint::Options::default())?;
    /// use rolepack::source::Style;
    ///
    /// let mut codes = String::new();
    /// report.render(&mut |style, text| {
    ///     if style == Style::Warning {
    ///         codes += text;
    ///     }
    ///     Ok(())
    /// })?;
    /// assert!(codes.starts_with("warning[contained-role]"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Only those of `put`.
    pub fn render(&self, put: &mut dyn FnMut(Style, &str) -> fmt::Result) -> fmt::Result {
        let mut rest = self.more.clone();
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        for Finding { level, problem } in &self.findings {
            let count = shown.entry(problem.code).or_default();
            *count += 1;
            if *count > SHOWN {
                *rest.entry(problem.code).or_default() += 1;
                continue;
            }
            let (label, style) =
                if *level == Level::Deny { ("error", Style::Error) } else { ("warning", Style::Warning) };
            problem.render((label, style), put)?;
            put(Style::Plain, "\n")?;
        }
        for (code, count) in rest {
            put(Style::Message, &format!("… and {count} more of {code}\n"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.render(&mut |_, text| f.write_str(text))
    }
}

/// Whether the excerpt of a finding is wanted, the findings before it counted.
pub(super) fn is_shown(counts: &mut BTreeMap<&'static str, usize>, code: &'static str) -> bool {
    let count = counts.entry(code).or_default();
    *count += 1;
    *count <= SHOWN
}
