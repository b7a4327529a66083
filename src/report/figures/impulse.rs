//! What follows a forced price in a market of rounds: how each firm's price moves against its own mean before.

use super::products::{self, Product};
use super::rivalry::words;
use super::view::View;
use super::words::say;
use crate::experiments::{BEFORE, Impulse, Response};
use crate::report::Figure;
use crate::report::charts::{
    Curve, CurvePanel, Curves, Mark, Pattern, Quantity, Scaling, Thickness, Threshold, ValueAxis,
};

pub(super) const FILE: &str = "charts/impulse-response.png";

/// A price so near its mean before is back, and one farther below it answers: two per cent are a step of most price grids.
const BACK: f64 = 0.02;

/// Products that the picture can tell apart.
const MOST: usize = 6;

/// Bands that can lie over each other and still be read.
const BANDS: usize = 3;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let (words, own) = (view.words, words(view.language()));
    let impulse = view.findings.impulses.get(view.arm).and_then(|all| all.first());
    let impulse = impulse.ok_or_else(|| own.no_impulse.to_owned())?;
    let now = impulse.rounds.iter().position(|round| *round >= 0.0);
    let products = products::all(view);
    let shown = shown(impulse, &products);
    let forced = shown.iter().find(|(response, _)| response.product == impulse.product);
    let (Some(now), Some((forced, hit))) = (now, forced) else { return Err(own.no_impulse.to_owned()) };
    let size = forced.spreads[now][1];
    let rivals: Vec<&Response> =
        impulse.responses.iter().filter(|other| other.product != impulse.product).collect();
    let title = title(view, impulse, (size, now, &rivals));
    let colour = |product: &Product| view.palette.colour(&view.providers()[product.provider]);
    let banded = view.is_banded() && shown.len() <= BANDS;
    let curve = |(response, product): &(&Response, &Product)| {
        let at = impulse.rounds.iter().zip(&response.spreads);
        Curve {
            name: product.label.clone(),
            colour: colour(product),
            pattern: Pattern::Solid,
            thickness: Thickness::Main,
            points: at.clone().map(|(round, edges)| (*round, edges[1])).collect(),
            band: if banded {
                at.map(|(round, [low, _, high])| (*round, *low, *high)).collect()
            } else {
                Vec::new()
            },
        }
    };
    let mark = Mark {
        at: (impulse.rounds[now], size),
        label: say(own.impulse_forced, [("size", view.percent(size))]),
        colour: colour(hit),
        dropped: false,
    };
    let panel = CurvePanel {
        title: String::new(),
        axis: ValueAxis::new(Scaling::Around, Quantity::Percent, own.impulse_unit),
        curves: shown.iter().map(curve).collect(),
        thresholds: vec![Threshold { value: 0.0, label: own.impulse_before.to_owned() }],
        marks: vec![mark],
    };
    let runs = match (view.runs, banded) {
        (1, _) => words.one_run.to_owned(),
        (n, true) => say(own.impulse_banded, [("n", n.to_string())]),
        (n, false) => say(words.median_of, [("n", n.to_string())]),
    };
    let before = -impulse.rounds.first().copied().unwrap_or(-BEFORE);
    let number = |value: f64| view.brief(value, &Quantity::Number);
    let places = [("before", number(before)), ("runs", runs)];
    let round = view.findings.subject.rounds.unwrap_or(1.0);
    let across = say(own.impulse_across, [("days", view.days_in_words(round))]);
    let deepest = |(response, product): &(&Response, &Product)| {
        let after = impulse.rounds.iter().zip(&response.spreads).filter(|(round, _)| **round > 0.0);
        let (round, edges) = after.min_by(|a, b| a.1[1].total_cmp(&b.1[1]))?;
        let places =
            [("who", product.label.clone()), ("low", view.percent(edges[1])), ("round", number(*round))];
        Some(say(own.impulse_told, places))
    };
    let list: Vec<String> = shown.iter().filter_map(deepest).collect();
    let shock = view.findings.subject.shocks[impulse.shock].name.clone();
    let facts = [
        ("shock", shock),
        ("list", list.join(own.then)),
        ("before", number(before)),
        ("back", view.percent(BACK)),
    ];
    let caption = say(own.impulse_caption, facts);
    let chart = Curves {
        heading: view.heading(title, say(own.impulse_subtitle, places)),
        across: ValueAxis::new(Scaling::Around, Quantity::Count, &across),
        regions: Vec::new(),
        panels: vec![panel],
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// The forced product and the rivals' largest, the forced one on top.
fn shown<'a>(impulse: &'a Impulse, products: &'a [Product]) -> Vec<(&'a Response, &'a Product)> {
    let product = |response: &'a Response| {
        let product = products.iter().find(|product| product.entity == response.product)?;
        Some((response, product))
    };
    let mut all: Vec<(&Response, &Product)> = impulse.responses.iter().filter_map(product).collect();
    let forced = |response: &Response| response.product == impulse.product;
    all.sort_by(|a, b| forced(b.0).cmp(&forced(a.0)).then(b.1.weight.total_cmp(&a.1.weight)));
    all.truncate(MOST);
    all
}

/// How large the forced change is, when rivals answer, and when all prices are back.
fn title(view: &View, impulse: &Impulse, (size, now, rivals): (f64, usize, &[&Response])) -> String {
    let own = words(view.language());
    let median = |response: &Response, at: usize| response.spreads[at][1];
    let later = now + 1..impulse.rounds.len();
    let round = |at: usize| view.brief((impulse.rounds[at] - impulse.rounds[now]).round(), &Quantity::Number);
    // A cut is answered by a cut, a rise by a rise.
    let answers = |response: &Response, at: usize| median(response, at) * size.signum() >= BACK;
    let answer = later.clone().find(|at| rivals.iter().any(|rival| answers(rival, *at)));
    let answer = match answer {
        None => own.impulse_no_answer.to_owned(),
        Some(at) if at == now + 1 => own.impulse_next.to_owned(),
        Some(at) => say(own.impulse_later, [("n", round(at))]),
    };
    let near = |at: usize| impulse.responses.iter().all(|response| median(response, at).abs() <= BACK);
    let away = later.clone().rev().find(|at| !near(*at));
    let back = match away {
        None => say(own.impulse_back_one, []),
        Some(at) if at + 1 < impulse.rounds.len() => say(own.impulse_back, [("n", round(at + 1))]),
        Some(at) => say(own.impulse_not_back, [("n", round(at))]),
    };
    let sentence = if size < 0.0 { own.impulse_cut } else { own.impulse_rise };
    say(sentence, [("size", view.percent(size.abs())), ("answer", answer), ("back", back)])
}
