//! Where sales go: from revenue to net profit, cost by cost, for the providers that sell the most.

use super::money_words;
use super::view::View;
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{Passage, Scaling, Step, ValueAxis, Waterfall};
use crate::report::statements::name;

pub(super) const FILE: &str = "charts/profit-bridge.png";

/// Providers that are shown: more bars have no room for their names.
const SHOWN: usize = 3;

/// Lines of the income statement between sales and net profit.
const LINES: [&str; 12] = [
    "serving",
    "depreciation",
    "other_income",
    "subsidies",
    "staff",
    "training",
    "data",
    "engineering",
    "disposal",
    "levies",
    "interest",
    "tax",
];

/// Lines smaller than this part of the provider's largest are shown as one.
const SMALL: f64 = 0.01;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = money_words::words(view.language());
    let mut firms: Vec<(&str, f64, f64)> = view
        .providers()
        .iter()
        .filter_map(|p| Some((p.as_str(), amount(view, p, "revenue")?, amount(view, p, "net_profit")?)))
        .filter(|(_, revenue, _)| *revenue > 0.0)
        .collect();
    firms.sort_by(|a, b| b.1.total_cmp(&a.1));
    let is_some = firms.len() > SHOWN;
    firms.truncate(SHOWN);
    let Some((who, revenue, profit)) = firms.first().copied() else {
        return Err(words.no_books.to_owned());
    };
    let money = |value: f64| view.brief(value, &view.money());
    let title = say(
        words.bridge_title,
        [("who", who.to_owned()), ("revenue", money(revenue)), ("profit", money(profit))],
    );
    let currency = view.findings.subject.currency.clone();
    let some = if is_some { say(words.bridge_some, [("n", SHOWN.to_string())]) } else { String::new() };
    let places = [("currency", currency.clone()), ("runs", view.mean_of_runs()), ("some", some)];
    let chart = Waterfall {
        heading: view.heading(title, say(words.bridge_subtitle, places)),
        axis: ValueAxis::new(Scaling::FromZero, view.money(), ""),
        passages: firms.iter().map(|firm| passage(view, *firm)).collect(),
    };
    let png = chart.png(&view.context.style);
    let told: Vec<String> = firms
        .iter()
        .map(|(who, _, profit)| {
            let places = [("who", (*who).to_owned()), ("profit", view.in_full(*profit, &currency))];
            say(words.bridge_told, places)
        })
        .collect();
    let caption = say(words.bridge_caption, [("list", view.list(&told))]);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

fn passage(view: &View, (provider, revenue, profit): (&str, f64, f64)) -> Passage {
    let words = money_words::words(view.language());
    let language = view.page_language();
    let lines: Vec<(&str, f64)> = LINES
        .iter()
        .filter_map(|line| Some((*line, amount(view, provider, line)?)))
        .filter(|(_, amount)| *amount != 0.0)
        .collect();
    let largest = lines.iter().map(|(_, amount)| amount.abs()).fold(revenue, f64::max);
    let is_small = |amount: f64| amount.abs() < SMALL * largest;
    let mut steps: Vec<Step> = lines
        .iter()
        .filter(|(_, amount)| !is_small(*amount))
        .map(|(line, amount)| Step {
            label: name("income", line, language),
            change: *amount,
            ..Step::default()
        })
        .collect();
    let rest: f64 = lines.iter().filter(|(_, amount)| is_small(*amount)).map(|(_, amount)| amount).sum();
    if rest != 0.0 {
        steps.push(Step { label: words.bridge_others.to_owned(), change: rest, ..Step::default() });
    }
    Passage {
        title: provider.to_owned(),
        from: (name("income", "revenue", language), revenue),
        steps,
        to: (name("income", "net_profit", language), profit),
    }
}

/// Mean of a line of a provider's income statement over the whole run.
fn amount(view: &View, provider: &str, line: &str) -> Option<f64> {
    let columns = view.findings.layout.statements.iter();
    let at = columns
        .enumerate()
        .filter(|(_, c)| c.provider == provider && c.statement == "income" && c.line == line)
        .map(|(at, _)| at)
        .next_back()?;
    view.findings.statements.get(view.arm)?.get(at)?.mean
}
