//! `pricewar sensitivity`: which assumptions decide the answer?

use std::io;
use std::path::Path;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::ask::Ask;
use super::drawing::style;
use super::flags::{Market, Output, Voice, quoted};
use super::open::{open, warn};
use super::over::{Over, over};
use super::told::{Told, numbered};
use super::trouble::{Ending, Trouble};
use crate::experiments::{Design, Findings, Keeps, Plan, SensitivityAnswer, analyse};
use crate::report::charts::Style;
use crate::report::figures::Drawing;
use crate::report::sensitivity::{draw, frame, indices, sentences, tornado, write};
use crate::report::{Language, Manifest, Report};
use crate::study::ModelMaker;

/// Flags of `sensitivity`.
#[derive(Debug, Args)]
pub struct Sensitivity {
    #[command(flatten)]
    pub(super) market: Market,
    /// How influence is measured, in place of the scenario's
    #[arg(long, value_enum)]
    method: Option<Method>,
    /// Base points (a power of two) or trajectories, in place of the scenario's
    #[arg(long, value_name = "N")]
    samples: Option<u32>,
    /// A measure to look at, in place of the scenario's; may be given often
    #[arg(long = "output", value_name = "MEASURE")]
    outputs: Vec<String>,
    /// An input and its two ends, beside the scenario's or in place of one of them; may be given often
    #[arg(long, value_name = "PATH=LOW,HIGH", value_parser = over)]
    over: Vec<Over>,
    /// Runs of every point, in place of the scenario's
    #[arg(short = 'n', long, value_name = "N")]
    replicates: Option<u32>,
    #[command(flatten)]
    pub(super) output: Output,
}

/// How influence is measured, as the flag names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Method {
    /// Parts of variance
    Sobol,
    /// Elementary effects
    Morris,
}

/// Measures that need the monthly search for Nash prices.
const ATTRIBUTED: [&str; 4] = ["price_fall", "trend", "competition", "war"];

impl Sensitivity {
    /// Runs the design, analyses it, writes the answer down, says it.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let mut opened = open(&self.market, &self.overrides())?;
        if opened.scenario.sensitivity.is_none() {
            // Without a table the usual one is meant, with the inputs of [uncertainty].
            opened = open(&self.market, &["sensitivity.method=sobol".to_owned()])?;
        }
        let Some(varied) = opened.scenario.sensitivity.clone() else {
            return Err(Trouble::Asked("the scenario has no table [sensitivity]".to_owned()));
        };
        // What resumes and what is counted goes by the study's replicates.
        opened.scenario.study.replicates = varied.asked.replicates;
        let seed = opened.scenario.study.seed;
        let design = Design::new(&varied.asked, seed)
            .ok_or_else(|| Trouble::Asked("the samples of [sensitivity] cannot be laid out".to_owned()))?;
        let attributed =
            varied.asked.outputs.iter().any(|output| ATTRIBUTED.contains(&output.measure.as_str()));
        let points = design.points(&varied.maker, attributed);
        let style = style(&self.output.look)?;
        let voice = self.output.voice();
        if voice == Voice::Words {
            warn(&opened.scenario);
        }
        let makers: Vec<&dyn ModelMaker> = points.iter().map(|point| point as &dyn ModelMaker).collect();
        let ask = Ask {
            keeps: Keeps::Only(&varied.asked.outputs),
            ..Ask::whole("sensitivity", (&opened, &makers), (self.line(), &self.output))
        };
        let plan = Plan { arms: design.arms(), replicates: varied.asked.replicates };
        let gathered = ask.gather(&plan)?;
        let answer = analyse(&gathered.findings, &design);
        ask.tell(&Found { answer: &answer, design: &design }, &gathered, style)
    }

    /// What the flags lay over the scenario.
    fn overrides(&self) -> Vec<String> {
        let method = self.method.map(|method| match method {
            Method::Sobol => "sensitivity.method=sobol".to_owned(),
            Method::Morris => "sensitivity.method=morris".to_owned(),
        });
        let names: Vec<String> =
            self.outputs.iter().map(|name| toml::Value::from(name.as_str()).to_string()).collect();
        let outputs = (!names.is_empty()).then(|| format!("sensitivity.outputs=[{}]", names.join(", ")));
        let counts = [("samples", self.samples), ("replicates", self.replicates)];
        let counts = counts.into_iter().filter_map(|(key, n)| Some(format!("sensitivity.{key}={}", n?)));
        let over = self.over.iter().map(|over| over.in_table("sensitivity.parameters"));
        method.into_iter().chain(outputs).chain(counts).chain(over).collect()
    }

    /// The command line that asks again, without the number of replicates.
    fn line(&self) -> String {
        let mut words = vec![self.market.command("sensitivity")];
        words.extend(self.method.map(|method| match method {
            Method::Sobol => "--method sobol".to_owned(),
            Method::Morris => "--method morris".to_owned(),
        }));
        words.extend(self.samples.map(|samples| format!("--samples {samples}")));
        words.extend(self.outputs.iter().map(|output| format!("--output {}", quoted(output))));
        words.extend(
            self.over.iter().map(|over| {
                format!("--over {}", quoted(&format!("{}={}", over.path, over.values.join(","))))
            }),
        );
        words.join(" ")
    }
}

/// What was found, and by which design.
struct Found<'a> {
    answer: &'a SensitivityAnswer,
    design: &'a Design,
}

impl Told for Found<'_> {
    fn draw(&self, _: &Findings, style: &Style) -> Drawing {
        draw(self.answer, style)
    }

    fn write(&self, report: &Report, folder: &Path) -> io::Result<Manifest> {
        write((self.answer, self.design), report, folder)
    }

    fn json(&self) -> impl Serialize {
        self.answer
    }

    fn parts(&self, language: Language) -> Vec<String> {
        let answer = self.answer;
        let mut parts = vec![answer.title.clone(), frame(answer, language)];
        for output in &answer.outputs {
            parts.push(format!("{}\n{}", output.output, numbered(&sentences(answer, output, language))));
            parts.push(indices(output, language).terminal(None));
            parts.push(tornado(answer, output, language).terminal(None));
        }
        parts
    }

    fn runs(&self, _: &Findings) -> String {
        self.answer.runs.to_string()
    }
}
