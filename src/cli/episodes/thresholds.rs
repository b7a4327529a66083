//! Flags for what counts as an episode.

use clap::Args;

use crate::cli::flags::quoted;
use crate::cli::trouble::Trouble;
use crate::measures::episodes::Thresholds;
use crate::scenario::read_quantity;
use crate::units::{Days, Elo, Share};

/// Thresholds, each in place of what the scenario says, or of its default.
#[derive(Debug, Args)]
pub struct Asked {
    /// Least fall of a price that is a cut, beyond costs ("10 %")
    #[arg(long, value_name = "SHARE")]
    cut: Option<String>,
    /// How far below the median of rivals a launch is at least, to be a move ("75 %")
    #[arg(long, value_name = "SHARE")]
    entry: Option<String>,
    /// Moves less than so many days apart belong together
    #[arg(long, value_name = "DAYS")]
    gap: Option<f64>,
    /// Firms that move, at least
    #[arg(long, value_name = "N")]
    firms: Option<u32>,
    /// Least fall of the price index beyond costs ("5 %")
    #[arg(long, value_name = "SHARE")]
    depth: Option<String>,
    /// Least size of the move that makes a leader ("10 %")
    #[arg(long, value_name = "SHARE")]
    lead: Option<String>,
    /// Points of quality (Elo) within which products are comparable
    #[arg(long, value_name = "ELO")]
    near: Option<f64>,
    /// A price within so much of floor cost stands at its floor ("10 %")
    #[arg(long, value_name = "SHARE")]
    floor: Option<String>,
}

/// Most days of `--gap`: a century.
const MOST_GAP: f64 = 36_525.0;

/// Most points of `--near`: all products are nearer.
const MOST_NEAR: f64 = 1e4;

impl Asked {
    /// The thresholds that the flags ask for; what they leave open is as in `usual`.
    pub fn thresholds(&self, usual: &Thresholds) -> Result<Thresholds, Trouble> {
        let gap = self.gap.unwrap_or(usual.gap.get());
        if !(gap > 0.0 && gap <= MOST_GAP) {
            return Err(Trouble::Asked(format!(
                "--gap {gap:e} is no length of time: more than 0 and at most {MOST_GAP} days"
            )));
        }
        let near = self.near.unwrap_or(usual.near.get());
        if !(0.0..=MOST_NEAR).contains(&near) {
            return Err(Trouble::Asked(format!("--near {near:e} is no distance: 0 to {MOST_NEAR} points")));
        }
        let firms = self.firms.unwrap_or(usual.firms);
        if firms < 1 {
            return Err(Trouble::Asked("--firms 0: an episode has at least one firm".to_owned()));
        }
        Ok(Thresholds {
            cut: share("--cut", self.cut.as_deref(), usual.cut)?,
            entry: share("--entry", self.entry.as_deref(), usual.entry)?,
            gap: Days(gap),
            firms,
            depth: share("--depth", self.depth.as_deref(), usual.depth)?,
            lead: share("--lead", self.lead.as_deref(), usual.lead)?,
            near: Elo(near),
            floor: share("--floor", self.floor.as_deref(), usual.floor)?,
        })
    }

    /// The flags as they were given.
    pub fn words(&self) -> Vec<String> {
        let texts = [
            ("--cut", &self.cut),
            ("--entry", &self.entry),
            ("--depth", &self.depth),
            ("--lead", &self.lead),
            ("--floor", &self.floor),
        ];
        let mut words: Vec<String> = texts
            .iter()
            .filter_map(|(flag, text)| Some(format!("{flag} {}", quoted(text.as_deref()?))))
            .collect();
        words.extend(self.gap.map(|gap| format!("--gap {gap}")));
        words.extend(self.firms.map(|firms| format!("--firms {firms}")));
        words.extend(self.near.map(|near| format!("--near {near}")));
        words
    }
}

/// A share of the flag, as a scenario writes it, or the usual one.
fn share(flag: &str, text: Option<&str>, usual: Share) -> Result<Share, Trouble> {
    let Some(text) = text else { return Ok(usual) };
    let value = read_quantity(text, "share").filter(|value| (0.0..=1.0).contains(value));
    value.map(Share).ok_or_else(|| {
        Trouble::Asked(format!(
            "{flag} `{text}` is no part of a price: write it as \"10 %\", from 0 to 100 %"
        ))
    })
}
