//! `pricewar compare`: a scenario and its arms under the same luck, in one table.

use clap::Args;

use super::answer::{Origin, Way, end};
use super::ask::{Ask, Gathered};
use super::drawing::style;
use super::flags::{Market, Output, Voice};
use super::json;
use super::open::{Opened, open, warn};
use super::print::{complain, say};
use super::trouble::{Ending, Trouble};
use crate::experiments::{BASE, Comparison, Keeps, Plan, causal_arms};
use crate::model::{Links, Model};
use crate::report::charts::Style;
use crate::report::compare::{CompareReport, causes, draw, frame, sentences, side_by_side, write};
use crate::report::{Figure, Language, Manifest};
use crate::scenario::{Arm, TWIN, nearest};
use crate::study::ModelMaker;

/// Flags of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    pub(super) market: Market,
    /// Arms of the scenario to compare with it, in place of all
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    arms: Vec<String>,
    /// Adds the twin without war as an arm: the same luck, each price its opening mark-up on today's standard cost. A
    /// scenario without arms is compared with it
    #[arg(long)]
    twin: bool,
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
        let has_twin = opened.scenario.arms.iter().any(|arm| arm.model.twin.is_some());
        let asked = more.len();
        let asks_more = self.links || self.causal;
        if (opened.scenario.arms.is_empty() && !asks_more) || (self.twin && !has_twin) {
            more.push(TWIN.to_owned());
        }
        if self.links {
            more.extend(cut_links(&opened.scenario.model));
        }
        if self.causal {
            more.extend(causal_arms());
        }
        if more.len() > asked {
            opened = open(&self.market, &more)?;
        }
        let arms = self.arms(&opened)?;
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
        self.tell((&gathered, &comparison), &opened, &ask.way(style))
    }

    /// The arms that are asked for, in the order of the scenario.
    fn arms<'a>(&self, opened: &'a Opened) -> Result<Vec<&'a Arm>, Trouble> {
        let all = &opened.scenario.arms;
        for name in &self.arms {
            if all.iter().any(|arm| arm.name == *name) {
                continue;
            }
            let known: Vec<&str> = all.iter().map(|arm| arm.name.as_str()).collect();
            let help = nearest(name, known.iter().copied()).map_or_else(
                || format!("there is {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(Trouble::Asked(format!("--arms: the scenario has no arm `{name}`; {help}")));
        }
        let is_asked = |arm: &&Arm| self.arms.is_empty() || self.arms.contains(&arm.name);
        Ok(all.iter().filter(is_asked).collect())
    }

    /// Writes the answer where it is not written yet, and says it.
    fn tell(
        &self,
        (gathered, comparison): (&Gathered, &Comparison),
        opened: &Opened,
        way: &Way,
    ) -> Result<Ending, Trouble> {
        let manifest = match &gathered.manifest {
            Some(manifest) => manifest.clone(),
            None => self.write(gathered, comparison, (opened, way))?,
        };
        let page = gathered.folder.join("report.html").display().to_string();
        match way.voice {
            Voice::Json => say(&json::study(comparison, &manifest, (&page, gathered.origin))?)?,
            Voice::Path => say(&page)?,
            Voice::Words => say(&self.words(comparison, gathered, &page))?,
        }
        Ok(end(&manifest, gathered.origin, way))
    }

    fn write(
        &self,
        gathered: &Gathered,
        comparison: &Comparison,
        (opened, way): (&Opened, &Way),
    ) -> Result<Manifest, Trouble> {
        let findings = &gathered.findings;
        let figures = way.style.as_ref().map_or_else(Vec::new, |style| charts(comparison, style, way.voice));
        let report = CompareReport {
            comparison,
            findings,
            figures: &figures,
            scenario: &opened.scenario.text,
            question: &gathered.identity,
            command: &format!("{} -n {}", self.line(), findings.replicates),
            complete: gathered.origin != Origin::Interrupted,
            language: self.output.look.language(),
            timings: gathered.timings,
        };
        Ok(write(&report, &gathered.folder)?)
    }

    /// The command line that asks again, without the number of replicates.
    fn line(&self) -> String {
        let mut words = vec![self.market.command("compare")];
        if self.twin {
            words.push("--twin".to_owned());
        }
        words.extend(self.links.then(|| "--links".to_owned()));
        words.extend(self.causal.then(|| "--causal".to_owned()));
        if !self.arms.is_empty() {
            words.push(format!("--arms {}", super::flags::quoted(&self.arms.join(","))));
        }
        words.join(" ")
    }

    /// The summary on a terminal.
    fn words(&self, comparison: &Comparison, gathered: &Gathered, page: &str) -> String {
        let language: Language = self.output.look.language();
        let mut parts = vec![comparison.title.clone(), frame(comparison, language)];
        let lines = sentences(comparison, language);
        let numbered = lines.iter().enumerate().map(|(at, line)| format!("{}. {line}", at + 1));
        parts.push(numbered.collect::<Vec<_>>().join("\n"));
        parts.extend(causes(comparison, language).map(|table| table.terminal(None)));
        if (1..=4).contains(&comparison.told().len()) {
            parts.push(side_by_side(comparison, language).terminal(None));
        }
        let stored = if gathered.origin == Origin::Stored { ", stored before" } else { "" };
        let (runs, n) = (gathered.findings.replicates, comparison.arms.len() + 1);
        parts.push(format!("{runs} x {n} runs, seed {}{stored}\n{page}", comparison.seed));
        parts.join("\n\n")
    }
}

/// The charts of a comparison; says which are not drawn, and which characters no font has.
fn charts(comparison: &Comparison, style: &Style, voice: Voice) -> Vec<Figure> {
    if comparison.replicates == 0 {
        return Vec::new();
    }
    let drawn = draw(comparison, style);
    if let Some(report) = style.fonts.take_missing_report(style.language) {
        complain(&report);
    }
    if voice == Voice::Words {
        for skipped in &drawn.skipped {
            complain(&format!("{} is not drawn: {}", skipped.file, skipped.why));
        }
    }
    drawn.figures
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
