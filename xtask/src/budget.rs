//! What may not grow: the limits of `benches/budgets.json`, and how a measurement stands to its limit.

use std::fs;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::context::Context;

const FILE: &str = "benches/budgets.json";

/// Below this part of its limit a measurement has left so much room that the limit guards little.
const LOOSE: f64 = 0.95;

pub struct Budgets {
    text: String,
    budgets: Vec<Budget>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    name: String,
    limit: f64,
    unit: String,
    what: String,
}

impl Budgets {
    pub fn read(context: &Context) -> Result<Self> {
        let text = fs::read_to_string(context.path(FILE)).with_context(|| format!("cannot read `{FILE}`"))?;
        Self::parse(text)
    }

    fn parse(text: String) -> Result<Self> {
        let budgets = serde_json::from_str(&text).with_context(|| format!("`{FILE}` holds no list of budgets"))?;
        Ok(Self { text, budgets })
    }

    /// What a budget is for, for people.
    pub fn what(&self, name: &str) -> Result<&str> {
        Ok(&self.named(name)?.what)
    }

    /// Says how much of the budget is used.
    ///
    /// # Errors
    /// More than there is, and where the limit stands.
    pub fn spend(&self, name: &str, measured: f64) -> Result<String> {
        let Budget { limit, unit, what, .. } = self.named(name)?;
        let place = format!("{FILE}:{}", self.line(name));
        let shown = format!("{} {unit} of at most {}", number(measured), number(*limit));
        if measured > *limit {
            bail!(
                "`{what}`: {shown}, {:.1} % too many (the limit is in {place})\n\
                 help: find what grew; where it is worth its price, raise `limit` there and say why in the commit",
                (measured / limit - 1.0) * 100.0
            );
        }
        if measured < limit * LOOSE {
            return Ok(format!("{shown}; keep what was won, lower it in {place}"));
        }
        Ok(shown)
    }

    /// The names of all budgets.
    #[cfg(test)]
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.budgets.iter().map(|budget| budget.name.as_str())
    }

    fn named(&self, name: &str) -> Result<&Budget> {
        let budget = self.budgets.iter().find(|budget| budget.name == name);
        budget.with_context(|| format!("`{FILE}` has no budget `{name}`"))
    }

    fn line(&self, name: &str) -> usize {
        let field = format!("\"name\": \"{name}\"");
        self.text.lines().take_while(|line| !line.contains(&field)).count() + 1
    }
}

/// With a comma between thousands; below a hundred with two decimals, unless whole.
fn number(number: f64) -> String {
    if number < 100.0 && number.fract() != 0.0 {
        return format!("{number:.2}");
    }
    let digits = format!("{number:.0}");
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Budgets, number};

    const TEXT: &str = r#"[
  { "name": "load", "limit": 600, "unit": "instructions a user", "what": "load of 10,000 users" },
  { "name": "size", "limit": 4.98, "unit": "bytes a user", "what": "snapshot" }
]"#;

    #[test]
    fn what_is_too_much_is_told_with_the_place_of_its_limit() {
        let budgets = Budgets::parse(TEXT.to_owned()).unwrap();
        let told = budgets.spend("size", 5.2).unwrap_err().to_string();
        assert!(
            told.starts_with(
                "`snapshot`: 5.20 bytes a user of at most 4.98, 4.4 % too many (the limit is in benches/budgets.json:3)"
            ),
            "{told}"
        );
        assert_eq!(budgets.spend("size", 4.98).unwrap(), "4.98 bytes a user of at most 4.98");
        assert!(budgets.spend("weight", 1.0).is_err());
    }

    #[test]
    fn a_limit_far_above_what_is_measured_is_to_be_lowered() {
        let budgets = Budgets::parse(TEXT.to_owned()).unwrap();
        assert_eq!(
            budgets.spend("load", 500.0).unwrap(),
            "500 instructions a user of at most 600; keep what was won, lower it in benches/budgets.json:2"
        );
    }

    #[test]
    fn numbers_are_written_for_people() {
        let written = [0.5, 33.0, 100.4, 1622.4, 1_234_567.0].map(number);
        assert_eq!(written, ["0.50", "33", "100", "1,622", "1,234,567"]);
    }
}
