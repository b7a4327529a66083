//! Price wars between providers of large language models: a discrete-event, agent-based simulator.
//!
//! Providers with physical cost curves and pricing strategies compete for users who choose by a logit with inertia.
//! Data enters as a scenario and leaves as a report, and on the way it only moves forward:
//!
//! ```text
//! scenario TOML -> Model -> World -> event loop -> History -> Outcome -> Findings -> report
//! ```
//!
//! | Value | Room | What it is |
//! |---|---|---|
//! | [`model::Model`] | [`scenario`] | everything static, all invariants hold |
//! | `World` | [`simulation`] | the state of one replicate at one instant; private |
//! | [`history::History`] | [`simulation::simulate`] | a panel of figures and a chronicle of happenings |
//! | [`measures::Outcome`] | [`measures::outcome`] | named numbers of one run |
//! | [`experiments::Findings`] | [`experiments`] | estimates over replicates, with intervals |
//! | files | [`report`] | tables, charts, pages |
//!
//! # As a library
//!
//! A model and the luck of a replicate give a history; the same two give the same history, bit for bit, on any machine:
//!
//! ```
//! use pricewar::history::{Entity, Measure};
//! use pricewar::measures::outcome;
//! use pricewar::random::Streams;
//! use pricewar::scenario::load_text;
//! use pricewar::simulation::simulate;
//!
//! let text = r#"
//! title = "A duopoly"
//! start = 2025-01-01
//! horizon = "90 days"
//! currency = "USD"
//! seed = 1
//! reference = { price = "1 USD/Mtok" }
//!
//! [[segment]]
//! name = "users"
//! users = 500
//! usage = { median = "1 Mtok/day" }
//!
//! [[provider]]
//! name = "A"
//! cash = "1 M USD"
//! product = [{ name = "a", quality = 1200, constant_cost = "0.3 USD/Mtok", price = { input = "1 USD/Mtok", output = "1 USD/Mtok" } }]
//!
//! [[provider]]
//! name = "B"
//! cash = "1 M USD"
//! pricing.undercut = { by = "10 %", floor = "20 %" }
//! product = [{ name = "b", quality = 1200, constant_cost = "0.3 USD/Mtok", price = { input = "1 USD/Mtok", output = "1 USD/Mtok" } }]
//! "#;
//! let scenario = load_text("duopoly.toml", text, &[]).expect("its mistakes would be drawn here, each at its place");
//! let history = simulate(&scenario.model, Streams::new(scenario.study.seed, 0));
//!
//! let price = history.panel.values(Measure::EffectivePrice, Entity::Market).and_then(|path| path.last().flatten());
//! assert!(price < Some(1.0));
//! let figures = outcome(&history, &scenario.model.names(), scenario.model.record.window, &scenario.model.record.episodes);
//! assert_eq!(figures.value("price_cuts", Entity::Market), Some(1.0));
//! ```
//!
//! What a model implies on its first day, each figure beside the range in which real markets have been seen, is
//! [`simulation::implied`]; many replicates on several threads are [`experiments::run_jobs`].
//!
//! The science can be used without a simulation: a price term, a cost curve, a strategy's single review.
//!
//! ```
//! use pricewar::economics::demand::shares;
//!
//! // Two offers and an outside option: ln 2, ln 1 and ln 1 utils share 2 : 1 : 1.
//! let p = shares(&[std::f64::consts::LN_2, 0.0, 0.0]);
//! assert!((p[0] - 0.5).abs() < 1e-12);
//! ```
//!
//! # Floors
//!
//! A room imports rooms of lower floors and nothing else.
//!
//! ```text
//! 10  main
//!  9  cli
//!  8  report
//!  7  experiments
//!  6  scenario                    simulation
//!  5  study      catalogue        measures   invoicing
//!  4  model                       costing    equilibrium
//!  3  economics                   history
//!  2  calendar
//!  1  units  ids  drivers  random  complaint  maths  statistics
//! ```
//!
//! Equations are in `docs/model`, letters in `docs/notation.md`, reasons in `docs/architecture.md`, and how to add a
//! pricing strategy in `docs/extending.md`.

pub mod calendar;
pub mod catalogue;
pub mod cli;
pub mod complaint;
pub mod costing;
pub mod drivers;
pub mod economics;
pub mod equilibrium;
pub mod experiments;
pub mod history;
pub mod ids;
pub mod invoicing;
pub mod maths;
pub mod measures;
pub mod model;
pub mod payoff_table;
pub mod price_list;
pub mod random;
pub mod report;
pub mod scenario;
pub mod simulation;
pub mod statistics;
pub mod study;
pub mod units;
