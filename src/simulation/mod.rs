//! The simulation: a model and the luck of one replicate in, a history out. Nothing ticks: the loop takes the next
//! event from the agenda, lets time pass up to it, and takes its turn.

mod agenda;
mod capacity;
#[cfg(test)]
mod choice_tests;
#[cfg(test)]
mod conduct_tests;
mod considered;
mod contracts;
mod costing;
mod costs;
mod credit;
mod engine;
mod equilibrium;
mod event;
mod firm;
mod hosting;
mod implied;
mod law;
mod learning;
mod load;
mod market;
mod meter;
mod opening;
mod ownership;
mod panel;
mod peace;
mod population;
mod public_segment;
mod purse;
mod rents;
mod routing;
mod runs;
mod satisfaction;
mod statements;
mod static_market;
mod treasury;
mod turns;
mod world;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod textbook;

pub use costing::{Asked, costing};
pub use engine::simulate;
pub use equilibrium::{MergerAsked, NoEquilibrium, equilibrium};
pub use implied::{ClassBias, Implied, class_bias, implied};
