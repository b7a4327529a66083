//! What is kept of a finished job: plain data that can be written to disk and read back.

use serde::{Deserialize, Serialize};

use super::credit::Credits;
use super::derived::derived;
use super::path::Path;
use super::plan::Job;
use crate::calendar::Instant;
use crate::history::{Entity, Happening, History, Names, Statements};
use crate::measures::episodes::{Episode, Thresholds};
use crate::measures::{Kind, Outcome};
use crate::model::{Model, Shock, ShockKind};
use crate::study::{Effect, Parameter, Study};

/// What an experiment is about, as far as tables, charts and pages need to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// The command line that asks it again, without the number of replicates.
    pub command: String,
    /// Title of the scenario.
    pub title: String,
    /// The question that it asks.
    pub question: Option<String>,
    /// Code of its currency.
    pub currency: String,
    /// First day, year-month-day.
    pub start: String,
    /// Days from start to end.
    pub horizon: f64,
    /// Days of the end window.
    pub window: f64,
    /// What counts as a price-war episode.
    pub thresholds: Thresholds,
    /// Seed of all streams.
    pub seed: u64,
    /// Confidence level of intervals.
    pub level: f64,
    /// Names of the arms.
    pub arms: Vec<String>,
    /// Those of them that are twins without war.
    pub twins: Vec<String>,
    /// Those of them in which all prices are held.
    pub held: Vec<String>,
    /// Names of providers, products and segments.
    pub names: Names,
    /// Colours of providers where the scenario gives one.
    pub colors: Vec<Option<String>>,
    /// Scripted events.
    pub shocks: Vec<ShockNote>,
    /// Benchmarks of the opening's prices; none where they are not looked for or do not exist.
    pub benchmarks: Vec<BenchmarkNote>,
    /// What taste classes cost in truth, by segment; empty where tastes are private.
    pub classes: Vec<ClassNote>,
    /// Days from round to round, of a market in rounds.
    pub rounds: Option<f64>,
    /// Uncertain parameters.
    pub parameters: Vec<ParameterNote>,
}

/// A scripted event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShockNote {
    /// When, in milliseconds since the start.
    pub at: i64,
    /// What charts call it.
    pub name: String,
    /// The product whose price it forces, where that is what it does.
    pub reprices: Option<String>,
}

/// Where the price of a product would settle at the opening, three input tokens to one output token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BenchmarkNote {
    /// The product, `provider/product`.
    pub offer: String,
    /// In the Bertrand-Nash equilibrium  \[money/Mtok\].
    pub nash: f64,
    /// At the joint-profit maximum  \[money/Mtok\].
    pub joint: f64,
}

/// The taste classes of a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassNote {
    /// The segment.
    pub segment: String,
    /// How many.
    pub classes: u32,
    /// By how much the share at rest of an alternative errs at most, at the opening prices.
    pub error: f64,
}

/// An uncertain parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParameterNote {
    /// The path as the scenario writes it.
    pub path: String,
    /// Unit of its values.
    pub unit: String,
    /// Its law, in words of the scenario file.
    pub law: String,
    /// Whether a draw multiplies what stands there.
    pub times: bool,
}

impl Subject {
    /// The subject of a study on a model, asked by a command line.
    pub fn of(model: &Model, study: &Study, arms: &[String], command: &str) -> Self {
        Self {
            command: command.to_owned(),
            title: model.title.clone(),
            question: model.question.clone(),
            currency: model.currency.clone(),
            start: model.calendar.start().to_string(),
            horizon: model.horizon.days(),
            window: model.record.window.get(),
            thresholds: model.record.episodes,
            seed: study.seed,
            level: study.level.get(),
            arms: arms.to_vec(),
            names: model.names(),
            colors: model.providers.iter().map(|provider| provider.color.clone()).collect(),
            shocks: model.shocks.iter().map(|shock| ShockNote::of(shock, &model.names())).collect(),
            twins: Vec::new(),
            held: Vec::new(),
            benchmarks: Vec::new(),
            classes: Vec::new(),
            rounds: model.rounds.map(|rounds| rounds.every.get()),
            parameters: study.parameters.iter().map(ParameterNote::of).collect(),
        }
    }
}

impl ShockNote {
    fn of(shock: &Shock, names: &Names) -> Self {
        let reprices = match shock.kind {
            ShockKind::Price { offer, .. } => Some(names.offers[offer.index()].clone()),
            _ => None,
        };
        Self { at: shock.at.0, name: shock.name.clone(), reprices }
    }
}

impl ParameterNote {
    fn of(parameter: &Parameter) -> Self {
        Self {
            path: parameter.path.clone(),
            unit: parameter.unit.clone(),
            law: parameter.distribution.to_string(),
            times: parameter.effect == Effect::Times,
        }
    }
}

/// A column of outcomes or of paths.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Name of the measure.
    pub measure: String,
    /// Name of the entity: a provider, `provider/product`, a segment or `market`.
    pub entity: String,
    /// What kind of entity it is.
    pub kind: Kind,
    /// Its unit, with the currency in place.
    pub unit: String,
}

/// A line of a provider's statements over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementColumn {
    /// The provider.
    pub provider: String,
    /// The period, in milliseconds since the start.
    pub from: i64,
    /// Its end.
    pub to: i64,
    /// The statement.
    pub statement: String,
    /// The line.
    pub line: String,
}

/// The columns that all records of an experiment share.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Layout {
    /// Of outcomes.
    pub outcome: Vec<Column>,
    /// Of paths.
    pub path: Vec<Column>,
    /// Instants of paths, in milliseconds since the start.
    pub instants: Vec<i64>,
    /// Of statements.
    pub statements: Vec<StatementColumn>,
}

/// A finished job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobRecord {
    /// Which.
    pub job: Job,
    /// Values of the uncertain parameters.
    pub draws: Vec<f64>,
    /// How it ended.
    pub result: JobResult,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum JobResult {
    /// With a history, reduced.
    Done(Reduced),
    /// With a reason.
    Failed(String),
}

/// What is kept of a history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reduced {
    /// Measures, in the columns of the layout.
    pub outcome: Vec<Option<f64>>,
    /// The thinned panel.
    pub path: Path,
    /// What falls in price are put down to.
    pub credits: Vec<Credits>,
    /// What the books say, in the columns of the layout.
    pub statements: Vec<f64>,
    /// Price-war episodes, by position of firms and products.
    pub episodes: Vec<Episode>,
    /// What happened, for the first few replicates.
    pub chronicle: Option<Vec<Event>>,
    /// Reviews that users made.
    pub reviews: u64,
    /// Events that the loop took.
    pub events: u64,
}

/// A dated happening, with names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in milliseconds since the start.
    pub at: i64,
    /// What kind of thing.
    pub kind: String,
    /// To whom.
    pub entity: String,
    /// Value before.
    pub from: Option<f64>,
    /// Value after.
    pub to: Option<f64>,
    /// The scripted shock behind it, by position in the subject.
    pub shock: Option<u32>,
    /// What it is about: a technique, an accelerator.
    pub what: Option<String>,
}

impl Event {
    /// A happening under its names.
    pub fn of(happening: &Happening, names: &Names) -> Self {
        Self {
            at: happening.at.0,
            kind: happening.kind.name().to_owned(),
            entity: names.of(happening.entity).to_owned(),
            from: happening.from,
            to: happening.to,
            shock: happening.shock,
            what: happening.what.clone(),
        }
    }

    /// Day on which it happened.
    pub fn day(&self) -> f64 {
        Instant(self.at).days()
    }
}

/// A finished job on its way to whoever keeps it, with the layout its columns have.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// The record.
    pub record: JobRecord,
    /// Columns of its result; none of a failed one.
    pub layout: Option<Layout>,
}

impl Layout {
    /// Whether a run has a figure in each of the columns; a stored one that has not is no record of ours.
    pub fn fits(&self, run: &Reduced) -> bool {
        run.outcome.len() == self.outcome.len()
            && run.statements.len() == self.statements.len()
            && (run.path.len() == self.path.len() * self.instants.len())
    }

    /// The layout of an outcome and a history.
    pub fn of(outcome: &Outcome, history: &History, instants: Vec<i64>, of: (&Names, &str)) -> Self {
        let (names, currency) = of;
        let column = |measure: &str, entity, unit: &str| Column {
            measure: measure.to_owned(),
            entity: names.of(entity).to_owned(),
            kind: kind_of(entity),
            unit: unit.replace("money", currency),
        };
        let outcome =
            outcome.figures.iter().map(|f| column(f.definition.name, f.entity, f.definition.unit)).collect();
        let series = history.panel.series().iter();
        let recorded = series.map(|s| column(s.measure.name(), s.entity, s.measure.unit()));
        let derived = derived(history.panel.series());
        let path = recorded.chain(derived.iter().map(|d| column(d.measure, d.entity, d.unit))).collect();
        Self { outcome, path, instants, statements: statement_columns(history, names) }
    }
}

fn statement_columns(history: &History, names: &Names) -> Vec<StatementColumn> {
    let Statements { periods, lines, .. } = &history.statements;
    let mut columns = Vec::with_capacity(history.statements.amounts.len());
    for provider in &names.providers {
        for (from, to) in periods {
            columns.extend(lines.iter().map(|line| StatementColumn {
                provider: provider.clone(),
                from: from.0,
                to: to.0,
                statement: line.statement.to_owned(),
                line: line.line.to_owned(),
            }));
        }
    }
    columns
}

fn kind_of(entity: Entity) -> Kind {
    match entity {
        Entity::Market => Kind::Market,
        Entity::Provider(_) => Kind::Provider,
        Entity::Offer(_) => Kind::Product,
        Entity::Segment(_) => Kind::Segment,
        Entity::Tier(_) => Kind::Tier,
        Entity::Plan(_) => Kind::Plan,
    }
}
