//! Figures of made-up markets: what titles claim, and data at the edge of sense.

use std::sync::Arc;

use super::example::{Firm, Market};
use super::view::View;
use super::{ALL, Context, Drawing, draw};
use crate::experiments::{Findings, Ledger};
use crate::report::Figure;
use crate::report::charts::{Fonts, Language, Quantity, Style};

fn context(language: Language) -> Context {
    Context::new(Style::new(language, Arc::new(Fonts::embedded())).scaled(0.5), "made-up")
}

fn drawn(findings: &Findings) -> Drawing {
    draw(findings, 0, &context(Language::English))
}

fn figure<'a>(drawing: &'a Drawing, name: &str) -> &'a Figure {
    drawing.figures.iter().find(|figure| figure.file == format!("charts/{name}.png")).expect(name)
}

fn why<'a>(drawing: &'a Drawing, name: &str) -> &'a str {
    let file = format!("charts/{name}.png");
    &drawing.skipped.iter().find(|skipped| skipped.file == file).expect(name).why
}

/// What a market of four firms that move when they please has no use for.
const OTHERS: [&str; 5] = [
    "charts/impulse-response.png",
    "charts/price-cycle.png",
    "charts/plan-mix.png",
    "charts/runway.png",
    "charts/profit-bridge.png",
];

fn skipped(drawing: &Drawing) -> Vec<&str> {
    drawing.skipped.iter().map(|skipped| skipped.file.as_str()).collect()
}

#[test]
fn a_batch_gets_all_figures_in_their_order() {
    let drawing = drawn(&Market::usual().findings(20));
    assert_eq!(skipped(&drawing), OTHERS);
    let files: Vec<&str> = drawing.figures.iter().map(|figure| figure.file.as_str()).collect();
    let all: Vec<&str> =
        ALL.map(|(file, _)| file).into_iter().filter(|file| !OTHERS.contains(file)).collect();
    assert_eq!(files, all);
    for figure in &drawing.figures {
        assert!(figure.png.starts_with(b"\x89PNG"), "{}", figure.file);
        assert!(!figure.title.contains('{') && !figure.caption.contains('{'), "{figure:?}");
    }
}

#[test]
fn titles_say_what_the_numbers_say() {
    let drawing = drawn(&Market { luck: 0.0, ..Market::usual() }.findings(20));
    // Alpha cuts by a half, 海豚智能 by all of it: the median of 0.5 and 1 is 0.75.
    assert_eq!(
        figure(&drawing, "posted-prices").title,
        "2 price cuts, half of them by 75% or more; one product ends free of charge"
    );
    // Tokens at price p are 1000 / (p + 0.2): in the end 1000 / 2.2, 1000 / 0.2 and 1000 / 2.2, 5909 in all, of which
    // the free one has 5000: 85%. At first 238, 122 and 161 for Alpha, 海豚智能 and Gone.
    assert_eq!(
        figure(&drawing, "shares").title,
        "海豚智能 overtakes Alpha and ends with 85% of tokens (mean; 90% of runs: 85% to 85%)"
    );
    // Revenue 2 x 2 x 454.5 = 1818 over 5909 tokens is 0.308; at first 2898 over 521.4 is 5.558: a fall of 94.5%.
    assert_eq!(
        figure(&drawing, "effective-price").title,
        "The effective price falls by 94% (median; 90% of runs: 94% to 94%)"
    );
    assert_eq!(figure(&drawing, "cash").title, "Gone leaves the market in 100% of runs");
    // A week apart; the free product follows Alpha's half.
    assert_eq!(
        figure(&drawing, "reactions").title,
        "Alpha cuts by 50% on 17 May 2024; 1 rival follows after 7 days"
    );
    assert_eq!(
        figure(&drawing, "timeline").title,
        "What happened: 2 price cuts, 0 rises, 1 launches, 1 exits"
    );
}

#[test]
fn one_run_claims_no_spread() {
    let drawing = drawn(&Market::usual().findings(1));
    // One run has no curve of survival.
    assert_eq!(
        skipped(&drawing),
        [OTHERS[0], OTHERS[1], OTHERS[2], "charts/survival.png", OTHERS[3], OTHERS[4]]
    );
    for figure in &drawing.figures {
        assert!(!figure.title.contains("runs") && !figure.caption.contains("5 %"), "{figure:?}");
    }
    assert_eq!(figure(&drawing, "cash").title, "Gone leaves the market");
}

#[test]
fn few_runs_are_called_few() {
    let title = figure(&drawn(&Market::usual().findings(4)), "shares").title.clone();
    assert!(title.ends_with("(mean of 4 runs)"), "{title}");
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let findings = Market::usual().findings(12);
    assert_eq!(drawn(&findings), drawn(&findings));
}

#[test]
fn chinese_titles() {
    let drawing = draw(&Market::usual().findings(12), 0, &context(Language::Chinese));
    assert_eq!(skipped(&drawing), OTHERS);
    assert!(figure(&drawing, "shares").title.starts_with("海豚智能 超过 Alpha，期末占 token 销量的"));
}

/// A market of like firms that all stay.
fn alike(names: &[&'static str], cut: Option<(u32, f64)>) -> Market {
    let firm = |&name: &&'static str| Firm { name, price: 3.0, cut, there: (0, 99) };
    Market { firms: names.iter().map(firm).collect(), luck: 0.0, ..Market::usual() }
}

#[test]
fn of_equals_nobody_overtakes() {
    let drawing = drawn(&alike(&["A", "B"], None).findings(20));
    let shares = figure(&drawing, "shares");
    assert_eq!(shares.title, "A ends with 50% of tokens (mean; 90% of runs: 50% to 50%)");
    assert!(shares.caption.contains("A leads in 20 of 20 runs"), "{}", shares.caption);
}

#[test]
fn a_caption_explains_ranges_where_it_has_any() {
    let note = "In brackets 5 % to 95 % of runs.";
    let with = |luck| drawn(&Market { luck, plans: true, ..Market::usual() }.findings(20));
    let varied = with(0.3);
    for name in ["shares", "effective-price", "tokens", "margins", "concentration"] {
        assert!(figure(&varied, name).caption.contains(note), "{name}");
    }
    for name in ["benchmarks", "plan-mix"] {
        assert!(!figure(&varied, name).caption.contains(note), "{name}");
    }
    assert!(!figure(&with(0.0), "shares").caption.contains(note), "all runs agree");
}

#[test]
fn costs_in_the_title_are_those_of_products_in_the_picture() {
    // At a price of 1.5 x 0.4 = 0.6 in week 12 all are below the average cost of 1 - 12 / 50 = 0.76; three are shown.
    let firm = |name, weeks| Firm { name, price: 1.5, cut: Some((2, 0.4)), there: (0, weeks) };
    let firms = vec![firm("A", 99), firm("B", 99), firm("C", 99), firm("D", 99)];
    let drawing = drawn(&Market { firms, luck: 0.0, ..Market::usual() }.findings(12));
    assert_eq!(
        figure(&drawing, "four-costs").title,
        "Below average cost in the end: A model, B model, C model"
    );
    // Of one that left in week 7, at 0.6 under 0.86, there is no end to speak of.
    let drawing = drawn(
        &Market { firms: vec![firm("A", 99), firm("Gone", 7)], luck: 0.0, ..Market::usual() }.findings(12),
    );
    assert_eq!(figure(&drawing, "four-costs").title, "Below average cost in the end: A model");
}

#[test]
fn the_parts_of_a_fall_add_up_in_words() {
    // Two like firms cut 3 by a half: ln 0.5 is half trend, a fifth competition, the rest war, so 0.5^0.5 = 0.707,
    // 0.5^0.2 = 0.871, 0.5^0.3 = 0.812; prices 3, 3 x 0.707 = 2.12, x 0.871 = 1.85, 1.5.
    let drawing = drawn(&alike(&["A", "B"], Some((3, 0.5))).findings(1));
    let found = figure(&drawing, "trend-or-war");
    assert_eq!(
        found.title,
        "Costs alone would take the price from ¥3.00 to ¥2.12; competition makes that ¥1.85, war ¥1.50"
    );
    assert_eq!(
        found.caption,
        "Changes that multiply: trend −29%, competition −13%, war −19%; together −50% (in logarithms 50%, 20% and \
         30% of it; a negative part works against the change)."
    );
}

#[test]
fn numbers_of_titles_have_few_digits_and_changes_a_sign() {
    let (findings, context) = (Market::usual().findings(1), context(Language::English));
    let view = View::new(&findings, 0, &context).unwrap();
    let change = |value| view.change(value, &Quantity::Number);
    assert_eq!([9.09, -12.4, 0.04, -0.04].map(change), ["+9.1", "−12", "0", "0"]);
    let change = |value| view.change(value, &Quantity::Percent);
    assert_eq!([8.53, -0.92, 4e-4, -4e-4].map(change), ["+853%", "−92%", "<0.1%", ">−0.1%"]);
    let count = |value| view.in_title(value, &Quantity::Count);
    assert_eq!([40.5, 1.5, 1.0, 0.5].map(count), ["41", "2", "1", "0.5"]);
}

#[test]
fn one_provider_has_no_shares_and_no_concentration() {
    let drawing = drawn(&Market { firms: vec![Market::usual().firms[0]], ..Market::usual() }.findings(12));
    assert_eq!(why(&drawing, "shares"), "there is only one provider");
    // Alpha's cash falls by 10 000 a week from a million: 880 000 after 12 weeks.
    assert_eq!(figure(&drawing, "cash").title, "Alpha ends with 88% of its opening cash");
    assert_eq!(why(&drawing, "concentration"), "there is only one provider");
    assert!(why(&drawing, "reactions").starts_with("no cut of 10% or more was followed within 30 days"));
    assert_eq!(why(&drawing, "under-fire"), "no run has a price-war episode and a calm");
    // It stays, too.
    assert_eq!(why(&drawing, "survival"), "nobody leaves the market");
    assert_eq!(drawing.skipped.len(), 5 + OTHERS.len());
}

#[test]
fn without_sales_what_needs_sales_is_skipped() {
    let drawing = drawn(&Market { demand: 0.0, ..Market::usual() }.findings(12));
    for name in ["shares", "effective-price", "tokens", "concentration"] {
        assert_eq!(why(&drawing, name), "no tokens are sold");
    }
    assert_eq!(why(&drawing, "margins"), "no provider has revenue");
    figure(&drawing, "posted-prices");
    figure(&drawing, "cash");
}

#[test]
fn a_market_where_all_is_free_is_drawn() {
    let free = |firm: &Firm| Firm { price: 0.0, cut: None, ..*firm };
    let usual = Market::usual();
    let market = Market { firms: usual.firms.iter().map(free).collect(), ..usual };
    let drawing = drawn(&market.findings(12));
    assert_eq!(figure(&drawing, "posted-prices").title, "No posted price is cut");
    figure(&drawing, "shares");
    assert_eq!(why(&drawing, "margins"), "no provider has revenue");
}

#[test]
fn records_on_one_day_only_draw_nothing() {
    let drawing = drawn(&Market { weeks: 0, ..Market::usual() }.findings(3));
    assert!(drawing.figures.is_empty());
    assert!(drawing.skipped.iter().all(|skipped| skipped.why == "fewer than two record dates"));
    assert_eq!(drawing.skipped.len(), ALL.len());
}

#[test]
fn without_any_run_there_is_no_figure() {
    let empty = Ledger::new(Market::usual().findings(1).subject).findings();
    let drawing = drawn(&empty);
    assert!(drawing.figures.is_empty());
    assert!(drawing.skipped.iter().all(|skipped| skipped.why == "no run finished"));
}

#[test]
fn who_pays_how_is_told_by_kind_of_plan() {
    let drawing = drawn(&Market { plans: true, ..Market::usual() }.findings(12));
    assert!(!skipped(&drawing).contains(&"charts/plan-mix.png"));
    let figure = figure(&drawing, "plan-mix");
    assert!(figure.title.starts_with("In the end subscription bills "), "{}", figure.title);
    assert!(
        figure.caption.contains("pay as you go ") && figure.caption.contains("% of tokens"),
        "{}",
        figure.caption
    );
}

#[test]
fn many_providers_are_drawn() {
    const NAMES: [&str; 14] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N"];
    let firm = |name| Firm { name, price: 3.0, cut: Some((2, 0.9)), there: (0, 99) };
    let drawing = drawn(&Market { firms: NAMES.map(firm).to_vec(), ..Market::usual() }.findings(12));
    // All cut on one day, so nobody follows; by a tenth while costs fall, which is no war; and all stay.
    let stay = [
        OTHERS[0],
        OTHERS[1],
        "charts/reactions.png",
        "charts/under-fire.png",
        OTHERS[2],
        "charts/survival.png",
        OTHERS[3],
        OTHERS[4],
    ];
    assert_eq!(skipped(&drawing), stay);
    assert_eq!(figure(&drawing, "timeline").title, "14 of 14 providers cut prices on 10 May 2024");
}

#[test]
fn a_forced_price_in_rounds_has_its_answer() {
    let drawing = drawn(&Market { rounds: Some(7.0), ..Market::usual() }.findings(12));
    // Alpha is forced to half in week 3 of 12, 海豚智能 is free from week 4 on.
    assert_eq!(
        figure(&drawing, "impulse-response").title,
        "After a forced cut of 50% rivals answer in the next round and prices are not back after 9 rounds"
    );
    assert!(
        figure(&drawing, "impulse-response")
            .caption
            .contains("海豚智能 model is lowest in round 1, at −100%")
    );
}
