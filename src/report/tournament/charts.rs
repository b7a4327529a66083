//! The pictures of a solved game: a heat map of payoffs, and the flow of shares among two or three strategies.

use super::game::{Game, Reading};
use super::words::{Words, say, words};
use crate::economics::games::{Exact, RestPoint, Stability, approximately};
use crate::report::charts::{
    CATEGORIES, ChartError, Curve, CurvePanel, Curves, Heading, Heat, Mark, Pattern, Quantity, Scaling,
    Simplex, SimplexMark, SimplexMarkKind, Style, Thickness, Threshold, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::{Figure, Language};

/// Draws the pictures of a game; numbers of files begin after `before`.
pub fn draw(game: &Game, style: &Style, before: usize) -> Drawing {
    let language = Language::from(style.language);
    let view = View { game, style, language, w: words(language) };
    let mut drawn = Drawing::default();
    let mut number = before;
    let mut add = |name: &str, made: (Heading, String, Result<Vec<u8>, ChartError>)| {
        number += 1;
        let file = format!("charts/{number}-{name}.png");
        let (heading, caption, png) = made;
        let made = Figure::drawn(&file, &heading, caption, png);
        drawn.add(file, made);
    };
    add("payoffs", view.heat(0));
    if game.solution.symmetric.is_none() {
        add("payoffs-column", view.heat(1));
    }
    if let (Some(_), Some(rest)) = (&game.solution.symmetric, &game.solution.rest) {
        match game.solution.game.rows() {
            2 => add("replicator", view.speed(&rest.points)),
            3 => add("replicator", view.simplex(&rest.points)),
            _ => {}
        }
    }
    drawn
}

struct View<'a> {
    game: &'a Game,
    style: &'a Style,
    language: Language,
    w: &'static Words,
}

impl View<'_> {
    fn heading(&self, title: String, subtitle: String) -> Heading {
        let title_of = ("title", self.game.title.clone());
        let source = match self.game.reading {
            Reading::Simulated { replicates, seed } => {
                let sentence =
                    if replicates == 1 { self.w.source_simulated_one } else { self.w.source_simulated };
                say(sentence, [title_of, ("n", replicates.to_string()), ("seed", seed.to_string())])
            }
            Reading::Symmetric | Reading::ZeroSum | Reading::Both => say(self.w.source, [title_of]),
        };
        Heading { title, subtitle, source }
    }

    /// What a player earns, the first strategies at the top left.
    fn heat(&self, player: usize) -> (Heading, String, Result<Vec<u8>, ChartError>) {
        let of = &self.game.solution.game;
        let who = self.game.seat(player, self.language);
        let pure: Vec<(usize, usize)> =
            self.game.solution.replies.pure.iter().map(|at| self.game.place(*at)).collect();
        let payoffs = if player == 0 { &of.a } else { &of.b };
        let heading = self.heading(
            self.finding(&pure, payoffs, &who),
            say(self.w.heat_subtitle, [("n", pure.len().to_string())]),
        );
        let named = |player: usize, names: Vec<String>| {
            (say(self.w.strategy_of, [("who", self.game.seat(player, self.language))]), names)
        };
        let last = of.rows() - 1;
        let chart = Heat {
            heading: heading.clone(),
            across: named(1, self.game.strategies[1].clone()),
            along: named(0, self.game.strategies[0].iter().rev().cloned().collect()),
            unit: if self.game.unit.is_empty() {
                say(self.w.heat_unit, [("who", who.clone())])
            } else {
                format!("{}, {}", say(self.w.heat_unit, [("who", who.clone())]), self.game.unit)
            },
            quantity: Quantity::Number,
            cells: payoffs
                .iter()
                .rev()
                .map(|row| row.iter().map(|value| Some(approximately(value))).collect())
                .collect(),
            level: None,
            frontier: Vec::new(),
            framed: pure.into_iter().map(|(row, column)| (last - row, column)).collect(),
        };
        let caption = say(self.w.heat_caption, [("who", who)]);
        let png = chart.png(self.style);
        (heading, caption, png)
    }

    /// How many pure equilibria there are, and what the best of them for a player pays it; of equals the first.
    fn finding(&self, pure: &[(usize, usize)], payoffs: &[Vec<Exact>], who: &str) -> String {
        let earned = |(row, column): &(usize, usize)| &payoffs[*row][*column];
        let best = pure.iter().reduce(|best, other| if earned(other) > earned(best) { other } else { best });
        let Some(best) = best else { return self.w.heat_title_none.to_owned() };
        let sentence = if pure.len() == 1 { self.w.heat_title_one } else { self.w.heat_title_many };
        let places = [
            ("n", pure.len().to_string()),
            ("pair", self.game.profile(*best)),
            ("who", who.to_owned()),
            ("payoff", self.game.payoff(earned(best), self.language)),
        ];
        say(sentence, places)
    }

    /// Growth of the first of two strategies over its share.
    fn speed(&self, points: &[RestPoint]) -> (Heading, String, Result<Vec<u8>, ChartError>) {
        let name = &self.game.strategies[0][0];
        let heading = self
            .heading(say(self.w.speed_title, [("strategy", name.clone())]), self.w.speed_subtitle.to_owned());
        let a = decimals(&self.game.solution.game.a);
        let growth = |x: f64| {
            let at = [x, 1.0 - x];
            (x, rates(&a, &at)[0])
        };
        let curve = Curve {
            name: String::new(),
            colour: CATEGORIES[0],
            pattern: Pattern::Solid,
            thickness: Thickness::Main,
            points: (0..=200).map(|step| growth(f64::from(step) / 200.0)).collect(),
            band: Vec::new(),
        };
        let mark = |point: &RestPoint| Mark {
            at: (approximately(&point.shares[0][0]), 0.0),
            label: super::tables::near(point.stability, self.language).to_owned(),
            colour: if point.stability == Stability::Sink { CATEGORIES[0] } else { CATEGORIES[3] },
            dropped: false,
        };
        let across = say(self.w.speed_across, [("strategy", name.clone())]);
        let chart = Curves {
            heading: heading.clone(),
            across: ValueAxis::new(Scaling::Around, Quantity::Percent, &across),
            regions: Vec::new(),
            panels: vec![CurvePanel {
                title: String::new(),
                axis: ValueAxis::new(Scaling::Around, Quantity::Number, self.w.speed_axis),
                curves: vec![curve],
                thresholds: vec![Threshold { value: 0.0, label: String::new() }],
                marks: points.iter().map(mark).collect(),
            }],
        };
        let png = chart.png(self.style);
        (heading, self.w.flow_caption.to_owned(), png)
    }

    fn simplex(&self, points: &[RestPoint]) -> (Heading, String, Result<Vec<u8>, ChartError>) {
        let names = &self.game.strategies[0];
        let heading = self.heading(
            say(self.w.flow_title, [("strategies", Game::list(names, self.language))]),
            self.w.flow_subtitle.to_owned(),
        );
        let a = decimals(&self.game.solution.game.a);
        let three = |of: &[Exact]| [approximately(&of[0]), approximately(&of[1]), approximately(&of[2])];
        let marks = points.iter().map(|point| SimplexMark {
            at: three(&point.shares[0]),
            kind: match point.stability {
                Stability::Sink => SimplexMarkKind::Sink,
                Stability::Source => SimplexMarkKind::Source,
                Stability::Saddle | Stability::Neutral => SimplexMarkKind::Other,
            },
        });
        let continua = self.game.solution.rest.iter().flat_map(|rest| &rest.continua);
        let resting = continua.filter(|sides| sides[0].len() == 2);
        let chart = Simplex {
            heading: heading.clone(),
            corners: [0, 1, 2].map(|at| names[at].clone()),
            paths: starts().into_iter().map(|start| path(&a, start)).collect(),
            marks: marks.collect(),
            resting: resting.map(|sides| sides[0].iter().map(|mix| three(mix)).collect()).collect(),
            keys: [self.w.sink, self.w.source_point, self.w.other].map(str::to_owned),
        };
        let png = chart.png(self.style);
        (heading, self.w.flow_caption.to_owned(), png)
    }
}

fn decimals(of: &[Vec<Exact>]) -> Vec<Vec<f64>> {
    of.iter().map(|row| row.iter().map(approximately).collect()).collect()
}

/// dx_i/dt = x_i ((Ax)_i - x'Ax).
fn rates(a: &[Vec<f64>], x: &[f64]) -> Vec<f64> {
    let earned: Vec<f64> = a.iter().map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum()).collect();
    let average: f64 = earned.iter().zip(x).map(|(earned, x)| earned * x).sum();
    x.iter().zip(&earned).map(|(x, earned)| x * (earned - average)).collect()
}

/// Places from which paths are followed: a lattice within the simplex, and each edge's middle.
fn starts() -> Vec<[f64; 3]> {
    let mut starts = vec![[0.5, 0.5, 0.0], [0.5, 0.0, 0.5], [0.0, 0.5, 0.5]];
    for i in 1..5 {
        for j in 1..6 - i {
            let part = |n: i32| f64::from(n) / 6.0;
            starts.push([part(i), part(j), part(6 - i - j)]);
        }
    }
    starts
}

/// Length of a step along a path, as a part of the simplex, and steps at most: shares travel about half the simplex.
const STEP: f64 = 0.004;
const STEPS: usize = 110;

/// A path of the dynamic in steps of even length, by the midpoint rule.
fn path(a: &[Vec<f64>], start: [f64; 3]) -> Vec<[f64; 3]> {
    let scale = a.iter().flatten().fold(0.0, |most: f64, value| most.max(value.abs()));
    let mut path = vec![start];
    let mut at = start;
    let toward = |at: [f64; 3]| -> Option<[f64; 3]> {
        let rates = rates(a, &at);
        let speed = rates.iter().map(|rate| rate.abs()).fold(0.0, f64::max);
        (speed > 1e-6 * scale).then(|| [rates[0] / speed, rates[1] / speed, rates[2] / speed])
    };
    let go = |at: [f64; 3], toward: [f64; 3], step: f64| {
        let next = [0, 1, 2].map(|k| (at[k] + step * toward[k]).max(0.0));
        let total: f64 = next.iter().sum();
        next.map(|share| share / total)
    };
    for _ in 0..STEPS {
        let Some(first) = toward(at) else { break };
        let Some(middle) = toward(go(at, first, STEP / 2.0)) else { break };
        at = go(at, middle, STEP);
        path.push(at);
    }
    path
}
