//! `pricewar sweep`: the same market at many places.

use std::io;
use std::path::Path;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::ask::Ask;
use super::drawing::style;
use super::flags::{Market, Output, Voice, quoted};
use super::open::{Opened, open, warn};
use super::over::{Over, over};
use super::told::{Told, numbered};
use super::trouble::{Ending, Trouble};
use crate::experiments::{Axis, Findings, Keeps, Plan, SweepAnswer, draw_all, sweep, sweep_points};
use crate::model::{Model, tiers_of_all};
use crate::random::Streams;
use crate::report::charts::Style;
use crate::report::figures::Drawing;
use crate::report::sweep::{draw, frame, sentences, table, write};
use crate::report::{Language, Manifest, Report};
use crate::scenario::{Maker, load_text};
use crate::study::{ModelMaker, Parameter};

/// Flags of `sweep`.
#[derive(Debug, Args)]
pub struct Sweep {
    #[command(flatten)]
    pub(super) market: Market,
    /// A path and its values, 0,10,20 %; beside the scenario's; may be given often
    #[arg(long, value_name = "PATH=VALUES", value_parser = over)]
    over: Vec<Over>,
    /// How values are combined, in place of the scenario's
    #[arg(long, value_enum)]
    design: Option<Laid>,
    /// Points of lhs and sobol, in place of the scenario's
    #[arg(long, value_name = "N")]
    points: Option<u32>,
    /// A measure to look at, in place of the scenario's; may be given often
    #[arg(long = "output", value_name = "MEASURE")]
    outputs: Vec<String>,
    /// A question of yes or no, 'profit.NAME > 0'; where its answer flips is shown
    #[arg(long, value_name = "CONDITION")]
    flip: Option<String>,
    /// Runs of every point, in place of the scenario's
    #[arg(short = 'n', long, value_name = "N")]
    replicates: Option<u32>,
    #[command(flatten)]
    pub(super) output: Output,
}

/// How values are combined, as the flag names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Laid {
    /// Every value with every other
    Grid,
    /// The first values together, then the second
    List,
    /// The same as list
    Zip,
    /// Latin hypercube between two ends of each
    Lhs,
    /// Scrambled Sobol sequence between two ends of each
    Sobol,
}

impl Laid {
    fn word(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::List => "list",
            Self::Zip => "zip",
            Self::Lhs => "lhs",
            Self::Sobol => "sobol",
        }
    }
}

impl Sweep {
    /// Runs all points, writes the answer down, says it.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let mut opened = open(&self.market, &self.overrides())?;
        let Some(asked) = opened.scenario.sweep.clone() else {
            return Err(Trouble::Asked(
                "nothing is swept: give --over PATH=VALUES, or a table [sweep] in the scenario".to_owned(),
            ));
        };
        opened.scenario.study.replicates = asked.replicates;
        let (axes, points) = sweep_points(&asked, opened.scenario.study.seed)
            .map_err(|why| Trouble::Asked(format!("sweep: {why}")))?;
        let makers = makers(&opened, &axes, &points)?;
        let style = style(&self.output.look)?;
        let voice = self.output.voice();
        if voice == Voice::Words {
            warn(&opened.scenario);
        }
        let arms: Vec<&dyn ModelMaker> = makers.iter().map(|maker| maker as &dyn ModelMaker).collect();
        let ask = Ask {
            keeps: Keeps::Only(&asked.outputs),
            ..Ask::whole("sweep", (&opened, &arms), (self.line(), &self.output))
        };
        let names = (1..=points.len()).map(|point| point.to_string()).collect();
        let gathered = ask.gather(&Plan { arms: names, replicates: asked.replicates })?;
        let answer = sweep(&gathered.findings, (axes, points), (&asked.outputs, asked.flip.as_ref()));
        ask.tell(&answer, &gathered, style)
    }

    /// What the flags lay over the scenario.
    fn overrides(&self) -> Vec<String> {
        let text = |text: &str| toml::Value::from(text).to_string();
        let names: Vec<String> = self.outputs.iter().map(|name| text(name)).collect();
        let outputs = (!names.is_empty()).then(|| format!("sweep.outputs=[{}]", names.join(", ")));
        let design = self.design.map(|design| format!("sweep.design={}", design.word()));
        let counts = [("points", self.points), ("replicates", self.replicates)];
        let counts = counts.into_iter().filter_map(|(key, n)| Some(format!("sweep.{key}={}", n?)));
        let flip = self.flip.as_ref().map(|flip| format!("sweep.flip={}", text(flip)));
        let over = self.over.iter().map(|over| over.in_table("sweep.over"));
        design.into_iter().chain(outputs).chain(flip).chain(counts).chain(over).collect()
    }

    /// The command line that asks again, without the number of replicates.
    fn line(&self) -> String {
        let mut words = vec![self.market.command("sweep")];
        let over =
            |over: &Over| format!("--over {}", quoted(&format!("{}={}", over.path, over.values.join(","))));
        words.extend(self.over.iter().map(over));
        words.extend(self.design.map(|design| format!("--design {}", design.word())));
        words.extend(self.points.map(|points| format!("--points {points}")));
        words.extend(self.outputs.iter().map(|output| format!("--output {}", quoted(output))));
        words.extend(self.flip.iter().map(|flip| format!("--flip {}", quoted(flip))));
        words.join(" ")
    }
}

impl Told for SweepAnswer {
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
        for swept in &self.outputs {
            parts.push(format!("{}\n{}", swept.output, numbered(&sentences(self, swept, language))));
            parts.push(table(self, swept, language).terminal(None));
        }
        parts
    }

    fn runs(&self, _: &Findings) -> String {
        format!("{} x {}", self.replicates, self.points.len())
    }
}

/// The makers of all points; each is a scenario of its own, with its values over the whole.
fn makers(opened: &Opened, axes: &[Axis], points: &[Vec<usize>]) -> Result<Vec<Maker>, Trouble> {
    let study = &opened.scenario.study;
    let make = |at: &Vec<usize>| -> Result<Maker, Trouble> {
        let over = |(axis, at): (&Axis, &usize)| format!("{}={}", axis.path, axis.values[*at]);
        let overrides: Vec<String> = axes.iter().zip(at).map(over).collect();
        let scenario = load_text(&opened.name, &opened.scenario.text, &overrides)?;
        if scenario.study.seed != study.seed {
            return Err(Trouble::Asked(
                "a sweep cannot change the seed: the luck is the same at every point".to_owned(),
            ));
        }
        if let Some(what) = redrawn(&study.parameters, &scenario.study.parameters) {
            return Err(Trouble::Asked(format!(
                "a sweep cannot change {what}, which [uncertainty] draws: the luck is the same at every point; take it out of the law with `except`"
            )));
        }
        Ok(scenario.maker)
    };
    let makers: Vec<Maker> = points.iter().map(make).collect::<Result<_, _>>()?;
    let tiers = tiers_of_all(makers.iter().map(Maker::tiers));
    let makers: Vec<Maker> = makers.into_iter().map(|maker| maker.telling(tiers.clone())).collect();
    let draws = draw_all(&study.parameters, Streams::new(study.seed, 0));
    let differ = |one: &Maker, other: &Maker| match (one.make(&draws), other.make(&draws)) {
        // What a market is called does not make it.
        (Ok(one), Ok(other)) => {
            one != Model { title: one.title.clone(), question: one.question.clone(), ..other }
        }
        // What cannot be made is said of the point when it is run.
        _ => true,
    };
    for (axis, of) in axes.iter().enumerate() {
        let Some((first, rest)) = points.split_first() else { break };
        let alone = |at: &Vec<usize>| {
            at[axis] != first[axis] && (0..at.len()).all(|other| other == axis || at[other] == first[other])
        };
        let mut others = rest.iter().zip(&makers[1..]).filter(|(at, _)| alone(at)).peekable();
        if others.peek().is_some() && others.all(|(_, maker)| !differ(&makers[0], maker)) {
            return Err(Trouble::Asked(format!(
                "the values of `{}` are all one to the market: only what makes a market can be swept",
                of.path
            )));
        }
    }
    Ok(makers)
}

/// What is drawn otherwise at a point, in words; nothing where the same laws draw the same places. The range of a factor is that of
/// what it may multiply, which a swept value moves.
fn redrawn(before: &[Parameter], now: &[Parameter]) -> Option<String> {
    let law = |own: &Parameter| (own.path.clone(), own.distribution, own.effect);
    let changed = |from: &[Parameter], to: &[Parameter]| -> Vec<String> {
        let gone = from.iter().filter(|own| !to.iter().any(|other| law(other) == law(own)));
        gone.map(|own| format!("`{}`", own.path)).collect()
    };
    let mut all = changed(before, now);
    if all.is_empty() {
        all = changed(now, before);
    }
    (!all.is_empty()).then(|| all.join(", "))
}
