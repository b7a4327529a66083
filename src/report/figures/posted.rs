//! Posted prices: a step each time a price list changes, what is free in a strip of its own, scripted events marked.

use super::levels::{Levels, levels};
use super::marks::marks;
use super::moves::{Steps, common, exact, medians};
use super::products::{self, Product};
use super::view::{Centre, MARKET, View};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{
    Colour, Pattern, PostedPrices, PricePath, Quantity, Scaling, Thickness, ValueAxis,
};

/// The colour of products that are there for context: paler than the rest of a market, darker than marks of events.
const PALE: Colour = Colour::hex(0x00b4_b8bd);

/// Prices within such a factor are close together: half of a logarithmic axis from 1 to 3 is the step from 1.7 on.
const CLOSE: f64 = 3.0;

/// Cuts that a percentage with a digit cannot tell from nothing, as a part of the price.
const LEAST_SIZE: f64 = 0.001;

pub(super) const FILE: &str = "charts/posted-prices.png";

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let products = products::all(view);
    let common = common(view, &products);
    let steps =
        |product: &Product| common.map_or_else(|| medians(view, product), |one| exact(view, one, product));
    let steps: Vec<Steps> = products.iter().map(steps).collect();
    let chosen = products::main(&products);
    let paths = paths(view, &products, (&chosen, &steps));
    if paths.is_empty() {
        return Err(words.no_price.to_owned());
    }
    let (events, days) = marks(view, &products);
    let n = view.runs.to_string();
    let runs = match (view.runs, common) {
        (1, _) => words.one_run.to_owned(),
        (_, Some(_)) => say(words.same_in_all, [("n", n)]),
        (_, None) => say(words.median_at_records, [("n", n)]),
    };
    let mut subtitle = say(words.posted_subtitle, [("runs", runs)]);
    let others = paths.len() > chosen.len();
    if others {
        let places = [("chosen", chosen.len().to_string()), ("all", products.len().to_string())];
        subtitle.push_str(&say(words.posted_others, places));
    }
    let Levels { lines: references, key } = levels(view, &products);
    subtitle.push_str(key);
    let heading = view.heading(title(view, &steps), subtitle);
    let marked = events.len();
    let axis = axis(view, &paths);
    let chart = PostedPrices { heading, period: view.period(), axis, paths, references, events };
    let png = chart.png(&view.context.style);
    let mut caption = caption(view, (marked, days));
    if others {
        caption.push_str(&say(words.posted_chosen, [("chosen", chosen.len().to_string())]));
    }
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// Logarithmic, for equal cuts are equal ratios; but even where all prices lie so close together that ratios are hardly
/// bent, or a logarithmic axis would be mostly empty.
fn axis(view: &View, paths: &[PricePath]) -> ValueAxis {
    let prices = || paths.iter().flat_map(|path| path.steps.iter().filter_map(|(_, price)| *price));
    let (low, high) = (prices().fold(f64::INFINITY, f64::min), prices().fold(0.0, f64::max));
    let close = low > 0.0 && high <= CLOSE * low;
    let words = view.words;
    let (scaling, unit) =
        if close { (Scaling::Around, words.price_even) } else { (Scaling::Log, words.price_log) };
    let unit = say(unit, [("currency", view.findings.subject.currency.clone())]);
    ValueAxis::new(scaling, view.money(), &unit)
}

/// The products that matter in the colours of their providers, the others in grey and without a name.
fn paths(view: &View, products: &[Product], (chosen, steps): (&[usize], &[Steps])) -> Vec<PricePath> {
    let path = |at: usize| {
        let product = &products[at];
        let main = chosen.contains(&at);
        let (pattern, thickness) =
            if main { products::line(products, chosen, at) } else { (Pattern::Solid, Thickness::Thin) };
        let colour = if main { view.palette.colour(&view.providers()[product.provider]) } else { PALE };
        let name = if main { product.label.clone() } else { String::new() };
        PricePath { name, colour, pattern, thickness, steps: steps[at].clone() }
    };
    // The chosen first: they are drawn on top.
    let (main, others): (Vec<usize>, Vec<usize>) = (0..products.len()).partition(|at| chosen.contains(at));
    let drawn = |at: &usize| steps[*at].iter().any(|(_, price)| price.is_some());
    main.into_iter().chain(others).filter(drawn).map(path).collect()
}

fn title(view: &View, steps: &[Steps]) -> String {
    let words = view.words;
    let cuts = view.estimate("price_cuts", MARKET);
    let number = cuts.and_then(|cuts| Centre::Median.of(cuts));
    let (Some(cuts), Some(number)) = (cuts, number.filter(|n| *n > 0.0)) else {
        return words.posted_no_cut.to_owned();
    };
    let size = view.estimate("cut_median", MARKET).and_then(|size| Centre::Median.of(size));
    let free = steps.iter().filter(|steps| steps.last().is_some_and(|(_, price)| *price == Some(0.0)));
    let free = match free.count() {
        0 => String::new(),
        1 => words.posted_free_one.to_owned(),
        n => say(words.posted_free, [("n", n.to_string())]),
    };
    // A number that is the same in all runs needs no spread; with one, the line is full.
    let spread = match cuts.quantiles {
        Some([low, .., high]) if low < high => {
            view.spread(Centre::Median, cuts, (|cuts| cuts, &Quantity::Count))
        }
        _ => String::new(),
    };
    let tiny = size.filter(|size| *size < LEAST_SIZE).map(|_| LEAST_SIZE);
    let places = [
        ("n", view.in_title(number, &Quantity::Count)),
        ("free", if spread.is_empty() { free } else { String::new() }),
        ("spread", spread),
        ("size", tiny.or(size).map_or_else(|| "–".to_owned(), |size| view.percent(size))),
    ];
    let sentence = match tiny {
        _ if number < 1.5 => words.posted_cut,
        Some(_) => words.posted_cuts_tiny,
        None => words.posted_cuts,
    };
    say(sentence, places)
}

fn caption(view: &View, (marked, days): (usize, usize)) -> String {
    let words = view.words;
    let number = |measure: &str, unit: &str| {
        let estimate = view.estimate(measure, MARKET)?;
        view.with_range(Centre::Median, estimate, unit)
    };
    let absent = || "–".to_owned();
    let places = || {
        [
            ("cuts", number("price_cuts", "count").unwrap_or_else(absent)),
            ("size", number("cut_median", "share").unwrap_or_else(absent)),
            ("first", number("first_cut_day", "count").unwrap_or_else(absent)),
            ("marked", marked.to_string()),
            ("days", days.to_string()),
        ]
    };
    let mut text = say(words.posted_caption, places());
    if marked < days {
        text.push_str(&say(words.posted_marks, places()));
    }
    let told = ["price_cuts", "cut_median", "first_cut_day"];
    view.captioned(text, told.into_iter().filter_map(|measure| view.estimate(measure, MARKET)))
}
