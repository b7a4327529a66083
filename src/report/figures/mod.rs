//! Figures: what was found in, captioned pictures out. A pure function of the findings and of how they are to look; it
//! knows no disk and no simulation. A batch shows bands over its runs, one run the same without them.
//!
//! One small file a figure. What its title claims, its caption says in numbers that stand in `summary.csv`,
//! `panel.csv` or `chronicle.csv`. A figure that the findings cannot fill is skipped, with the reason.

mod adoption;
mod benchmarks;
mod cash;
mod concentration;
mod context;
mod cost_stack;
mod cycle;
#[cfg(test)]
mod example;
mod fire;
mod four_costs;
mod heading;
mod impulse;
mod levels;
mod margins;
mod marks;
mod money_words;
mod moves;
mod plan_mix;
mod posted;
mod price;
mod products;
mod profit_bridge;
mod reactions;
mod rivalry;
mod runway;
mod shares;
mod survival;
#[cfg(test)]
mod tests;
mod timeline;
mod tokens;
mod view;
mod waterfall;
mod words;

use rayon::prelude::*;

pub use self::context::Context;
use self::view::View;
use super::page::Figure;
use crate::experiments::Findings;

/// What became of all figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Those that were drawn, in the order of the page.
    pub figures: Vec<Figure>,
    /// Those that were not.
    pub skipped: Vec<Skipped>,
}

impl Drawing {
    /// Takes a figure in, or why there is none under that name.
    pub fn add(&mut self, file: String, drawn: Result<Figure, String>) {
        match drawn {
            Ok(figure) => self.figures.push(Figure { file, ..figure }),
            Err(why) => self.skipped.push(Skipped { file, why }),
        }
    }
}

/// A figure that was not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The file it would have been.
    pub file: String,
    /// Why there is nothing to draw.
    pub why: String,
}

/// Draws a figure, or says why it cannot.
type Draw = fn(&View) -> Result<Figure, String>;

/// All figures, the most telling first.
const ALL: [(&str, Draw); 21] = [
    (posted::FILE, posted::draw),
    (impulse::FILE, impulse::draw),
    (cycle::FILE, cycle::draw),
    (waterfall::FILE, waterfall::draw),
    (shares::FILE, shares::draw),
    (reactions::FILE, reactions::draw),
    (fire::FILE, fire::draw),
    (price::FILE, price::draw),
    (benchmarks::FILE, benchmarks::draw),
    (margins::FILE, margins::draw),
    (four_costs::FILE, four_costs::draw),
    (cost_stack::FILE, cost_stack::draw),
    (tokens::FILE, tokens::draw),
    (plan_mix::FILE, plan_mix::draw),
    (adoption::FILE, adoption::draw),
    (concentration::FILE, concentration::draw),
    (cash::FILE, cash::draw),
    (survival::FILE, survival::draw),
    (runway::FILE, runway::draw),
    (profit_bridge::FILE, profit_bridge::draw),
    (timeline::FILE, timeline::draw),
];

impl Skipped {
    /// Whether few markets have such a figure, so that its absence is no news.
    pub fn is_special(&self) -> bool {
        const SPECIAL: [&str; 8] = [
            impulse::FILE,
            cycle::FILE,
            reactions::FILE,
            fire::FILE,
            plan_mix::FILE,
            survival::FILE,
            runway::FILE,
            profit_bridge::FILE,
        ];
        SPECIAL.contains(&self.file.as_str())
    }
}

/// Draws all figures of an arm, several at once; what comes out does not depend on how many threads there are.
pub fn draw(findings: &Findings, arm: usize, context: &Context) -> Drawing {
    let view = View::new(findings, arm, context);
    let results: Vec<Result<Figure, String>> =
        ALL.par_iter().map(|(_, draw)| view.as_ref().map_err(Clone::clone).and_then(draw)).collect();
    let mut drawing = Drawing::default();
    for ((file, _), drawn) in ALL.iter().zip(results) {
        drawing.add((*file).to_owned(), drawn);
    }
    drawing
}
