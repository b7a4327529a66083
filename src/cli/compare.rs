//! `pricewar compare`: a scenario and its arms under the same luck, in one table.

use std::io;
use std::path::Path;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use super::ask::Ask;
use super::drawing::style;
use super::flags::{Market, Output, Voice};
use super::hint::hint;
use super::open::{Opened, open, warn};
use super::told::{Told, numbered};
use super::trouble::{Ending, Trouble};
use crate::experiments::{BASE, Comparison, Findings, Keeps, Plan, causal_arms};
use crate::model::{Links, Model, Twin};
use crate::report::charts::Style;
use crate::report::compare::{causes, draw, frame, pairing, sentences, side_by_side, write};
use crate::report::figures::Drawing;
use crate::report::{Language, Manifest, Report};
use crate::scenario::{Arm, twin};
use crate::study::ModelMaker;

/// Flags of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    pub(super) market: Market,
    /// Arms of the scenario to compare with it, in place of all
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    arms: Vec<String>,
    /// Adds a twin as an arm, the same luck under other prices; may be given often. Alone it is the twin without war, with
    /// which a scenario without arms is compared anyway
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = Twin::WithoutWar.name(), value_parser = PossibleValuesParser::new(Twin::ALL.map(Twin::name)))]
    twin: Vec<String>,
    /// Adds an arm for each link of the market's loop that is cut: what does each contribute?
    #[arg(long)]
    links: bool,
    /// Adds the seven arms without technology, scale feedback, conduct, or several of them: what causes what?
    #[arg(long)]
    causal: bool,
    /// Replicates of each arm, in place of the scenario's
    #[arg(short = 'n', long, value_name = "N")]
    replicates: Option<u32>,
    #[command(flatten)]
    pub(super) output: Output,
}

impl Compare {
    /// Runs all arms, compares them, writes the comparison down, says it.
    pub fn run(&self) -> Result<Ending, Trouble> {
        // The door knows the lawful range, so the flag goes through it like any other value.
        let mut more: Vec<String> = self.replicates.iter().map(|n| format!("batch.replicates={n}")).collect();
        let mut opened = open(&self.market, &more)?;
        let is_asked = |kind: &Twin| self.twin.iter().any(|name| name == kind.name());
        let mut twins: Vec<Twin> = Twin::ALL.into_iter().filter(is_asked).collect();
        if opened.scenario.arms.is_empty() && twins.is_empty() && !self.links && !self.causal {
            twins.push(Twin::WithoutWar);
        }
        let is_new = |kind: &Twin| opened.scenario.arms.iter().all(|arm| arm.model.twin != Some(*kind));
        twins.retain(is_new);
        let is_taken = |kind: &&Twin| opened.scenario.arms.iter().any(|arm| arm.name == kind.name());
        if let Some(kind) = twins.iter().find(is_taken) {
            let name = kind.name();
            return Err(Trouble::Asked(format!(
                "--twin={name}: the scenario has an arm `{name}` that is something else; give that arm another name"
            )));
        }
        let own: Vec<String> = opened.scenario.arms.iter().map(|arm| arm.name.clone()).collect();
        let asked = more.len();
        more.extend(twins.into_iter().map(twin));
        if self.links {
            more.extend(cut_links(&opened.scenario.model));
        }
        if self.causal {
            more.extend(causal_arms());
        }
        if more.len() > asked {
            opened = open(&self.market, &more)?;
        }
        let arms = self.arms(&opened, &own)?;
        let style = style(&self.output.look)?;
        if self.output.voice() == Voice::Words {
            warn(&opened.scenario);
        }
        let base: &dyn ModelMaker = &opened.scenario.maker;
        let makers: Vec<&dyn ModelMaker> =
            [base].into_iter().chain(arms.iter().map(|arm| &arm.maker as &dyn ModelMaker)).collect();
        let names: Vec<String> =
            [BASE.to_owned()].into_iter().chain(arms.iter().map(|arm| arm.name.clone())).collect();
        let ask = Ask {
            command: "compare",
            opened: &opened,
            model: &opened.scenario.model,
            makers: &makers,
            keeps: Keeps::All,
            more: format!("\n{}", names.join("\n")),
            line: self.line(),
            output: &self.output,
        };
        let plan = Plan { arms: names, replicates: opened.scenario.study.replicates };
        let gathered = ask.gather(&plan)?;
        let comparison = Comparison::of(&gathered.findings);
        ask.tell(&comparison, &gathered, style)
    }

    /// The arms that are asked for, in the order of the scenario, and those that flags add to its `own`.
    fn arms<'a>(&self, opened: &'a Opened, own: &[String]) -> Result<Vec<&'a Arm>, Trouble> {
        let all = &opened.scenario.arms;
        for name in &self.arms {
            if all.iter().any(|arm| arm.name == *name) {
                continue;
            }
            let known: Vec<&str> = all.iter().map(|arm| arm.name.as_str()).collect();
            let help = hint(name, &known);
            return Err(Trouble::Asked(format!("--arms: the scenario has no arm `{name}`; {help}")));
        }
        let is_twin =
            |arm: &Arm| arm.model.twin.is_some_and(|kind| self.twin.iter().any(|name| name == kind.name()));
        let is_asked = |arm: &&Arm| {
            self.arms.is_empty() || self.arms.contains(&arm.name) || !own.contains(&arm.name) || is_twin(arm)
        };
        Ok(all.iter().filter(is_asked).collect())
    }

    /// The command line that asks again, without the number of replicates.
    fn line(&self) -> String {
        let mut words = vec![self.market.command("compare")];
        words.extend(self.twin.iter().map(|name| format!("--twin={name}")));
        words.extend(self.links.then(|| "--links".to_owned()));
        words.extend(self.causal.then(|| "--causal".to_owned()));
        if !self.arms.is_empty() {
            words.push(format!("--arms {}", super::flags::quoted(&self.arms.join(","))));
        }
        words.join(" ")
    }
}

impl Told for Comparison {
    fn draw(&self, _: &Findings, style: &Style) -> Drawing {
        draw(self, style)
    }

    fn write(&self, report: &Report, folder: &Path) -> io::Result<Manifest> {
        write(self, report, folder)
    }

    fn json(&self) -> impl Serialize {
        self
    }

    fn parts(&self, language: Language) -> Vec<String> {
        let mut parts = vec![self.title.clone(), frame(self, language)];
        parts.push(numbered(&sentences(self, language)));
        parts.extend(causes(self, language).map(|table| table.terminal(None)));
        if (1..=4).contains(&self.told().len()) {
            parts.push(side_by_side(self, language).terminal(None));
        }
        parts.extend(pairing(self, language));
        parts
    }

    fn runs(&self, findings: &Findings) -> String {
        format!("{} x {}", findings.replicates, self.arms.len() + 1)
    }
}

/// Overrides that make an arm of each link that can be cut here.
fn cut_links(model: &Model) -> Vec<String> {
    let is_there = |link: &&&str| **link != "satisfaction" || model.satisfaction.is_some();
    Links::ALL
        .iter()
        .filter(is_there)
        .map(|link| format!("compare.arms.no_{link}.links.{link}=false"))
        .collect()
}
