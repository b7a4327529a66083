//! `--precision 'share_tokens.NAME 0.5pt'`: how narrow an interval is wanted, and when there are replicates enough for it.

use super::print::complain;
use super::trouble::Trouble;
use crate::experiments::{Ledger, Narrow, Plan, Within, narrow};
use crate::measures::CATALOGUE;
use crate::model::Model;
use crate::scenario::output;
use crate::study::Output;

/// The most replicates that are added up to: what `-n` may ask for.
const MOST: u32 = 1_000_000;

/// A measure and half the width that its interval may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Precision {
    /// As it was written.
    pub text: String,
    name: String,
    number: f64,
    unit: String,
}

impl Precision {
    /// Reads `MEASURE WIDTH`, the width with its unit.
    pub fn read(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}`: expected a measure and a width: 'share_tokens.NAME 0.5pt', 'price_blended 2%', 'hhi_tokens 50'"
            )
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_number =
            |word: &&str| word.trim_start_matches('±').starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let at = words.iter().rposition(is_number).filter(|at| *at > 0).ok_or_else(wrong)?;
        let width = words[at].trim_start_matches('±');
        let end = width.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(width.len());
        let (number, unit) = width.split_at(end);
        let number: f64 = number.parse().map_err(|_| wrong())?;
        let rest = [&[unit][..], &words[at + 1..]].concat();
        let unit = rest.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if number <= 0.0 {
            return Err(format!("`{text}`: no number of runs makes an interval of no width"));
        }
        Ok(Self { text: text.to_owned(), name: words[..at].join(" "), number, unit })
    }

    /// The plan with as many whole blocks as are stored and not narrow enough, and the next one: what is to be run now. The first
    /// block is the plan's own number of replicates, and so is each further one. Only whole blocks in order are judged, so what is
    /// found does not depend on what else is stored.
    ///
    /// # Errors
    /// A measure that there is not, or a width in another unit.
    pub fn next(&self, mut plan: Plan, ledger: &Ledger, model: &Model) -> Result<Plan, Trouble> {
        let (wanted, within) = self.wanted(model)?;
        let block = plan.replicates;
        while ledger.missing(&plan).is_empty() {
            let runs = plan.replicates;
            match narrow(ledger, &wanted, within, runs) {
                Narrow::Enough => break,
                Narrow::None if runs >= 10 * block.max(10) => {
                    complain(&format!(
                        "no interval of {} after {runs} replicates: too few have that figure",
                        self.name
                    ));
                    break;
                }
                _ if runs + block > MOST => {
                    complain(&format!(
                        "{} is not reached with {runs} replicates, the most there may be",
                        self.text
                    ));
                    break;
                }
                _ => plan.replicates += block,
            }
        }
        Ok(plan)
    }

    /// The measure and the width, as this market has them.
    ///
    /// # Errors
    /// A measure that there is not, or a width in another unit.
    pub fn wanted(&self, model: &Model) -> Result<(Output, Within), Trouble> {
        let wanted = output(&self.name, model).map_err(|(label, help)| {
            let help = help.map_or_else(String::new, |help| format!("; {help}"));
            Trouble::Asked(format!("--precision {}: {label}{help}", self.name))
        })?;
        let within = self.within(&unit(&wanted, model))?;
        Ok((wanted, within))
    }

    /// How far it is, for one who waits.
    pub fn tell(&self, ledger: &Ledger, (plan, model): (&Plan, &Model)) -> Option<String> {
        let wanted = output(&self.name, model).ok()?;
        let unit = unit(&wanted, model);
        let within = self.within(&unit).ok()?;
        let Narrow::Wide(half, needed) = narrow(ledger, &wanted, within, plan.replicates) else {
            return None;
        };
        let parts = is_part(&unit);
        let (half, unit) = if parts { (half * 100.0, "pt") } else { (half, unit.as_str()) };
        Some(format!(
            "{} ± {half:.3} {unit} after {} replicates; about {needed} are needed",
            self.name, plan.replicates
        ))
    }

    fn within(&self, unit: &str) -> Result<Within, Trouble> {
        let wrong = |allowed: &str| {
            let message =
                format!("--precision {}: {} is in {unit}, so write {allowed}", self.text, self.name);
            Err(Trouble::Asked(message))
        };
        match self.unit.as_str() {
            "%" if is_part(unit) => wrong("the width in percentage points, 0.5pt"),
            "%" => Ok(Within::Relative(self.number / 100.0)),
            "pt" | "pp" if is_part(unit) => Ok(Within::Absolute(self.number / 100.0)),
            "" => Ok(Within::Absolute(self.number)),
            own => match multiple(own, unit) {
                Some(times) => Ok(Within::Absolute(self.number * times)),
                None if is_part(unit) => wrong("the width in percentage points, 0.5pt"),
                None => wrong("the width in that unit (k, M or G before it), or 2% for a part of the mean"),
            },
        }
    }
}

/// The unit of a measure in this market.
fn unit(wanted: &Output, model: &Model) -> String {
    let known = CATALOGUE.iter().find(|known| known.name == wanted.measure);
    known.map_or_else(String::new, |known| known.unit.replace("money", &model.currency))
}

/// Whether percentage points are its small change.
fn is_part(unit: &str) -> bool {
    matches!(unit, "share" | "chance")
}

/// How many of a unit a word with a prefix is.
fn multiple(word: &str, unit: &str) -> Option<f64> {
    let rest = |prefix: &str| {
        let rest = word.strip_prefix(prefix)?.trim();
        (rest.is_empty() || rest == unit).then_some(())
    };
    let prefixes = [("k", 1e3), ("M", 1e6), ("G", 1e9)];
    if word == unit {
        return Some(1.0);
    }
    prefixes.into_iter().find_map(|(prefix, times)| rest(prefix).map(|()| times))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_read_with_their_units() {
        let read = |text: &str| Precision::read(text).unwrap();
        let of = |text: &str, unit: &str| read(text).within(unit).unwrap();
        assert_eq!(of("share_tokens.DeepSeek 0.5pt", "share"), Within::Absolute(0.005));
        assert_eq!(of("share_tokens.Qwen 2 ±0.5 pt", "share"), Within::Absolute(0.005));
        assert_eq!(read("share_tokens.Qwen 2 0.5 pt").name, "share_tokens.Qwen 2");
        assert_eq!(of("price_blended 2%", "USD/Mtok"), Within::Relative(0.02));
        assert_eq!(of("price_blended 0.1 USD/Mtok", "USD/Mtok"), Within::Absolute(0.1));
        assert_eq!(of("profit.A 2 M USD", "USD"), Within::Absolute(2e6));
        assert_eq!(of("profit.A 2M", "USD"), Within::Absolute(2e6));
        assert_eq!(of("hhi_tokens 50", "index"), Within::Absolute(50.0));
    }

    #[test]
    fn mistakes_are_explained() {
        for wrong in ["", "share_tokens", "0.5pt", "share_tokens x", "a 1.2.3"] {
            assert!(
                Precision::read(wrong).unwrap_err().contains("expected a measure and a width"),
                "{wrong}"
            );
        }
        assert!(Precision::read("a 0pt").unwrap_err().contains("no width"));
        let within = |text: &str, unit| match Precision::read(text).unwrap().within(unit) {
            Err(Trouble::Asked(message)) => message,
            other => panic!("{other:?}"),
        };
        assert!(within("share_tokens.A 2%", "share").contains("percentage points"));
        assert!(within("share_tokens.A 2 foo", "share").contains("percentage points"));
        assert!(within("profit.A 2 EUR", "USD").contains("is in USD"));
    }
}
