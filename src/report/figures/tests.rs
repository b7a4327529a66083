//! Figures of made-up markets: what titles claim, and data at the edge of sense.

use std::sync::Arc;

use super::example::{Firm, Market};
use super::{ALL, Context, Drawing, Overlay, draw};
use crate::experiments::{Findings, Ledger};
use crate::report::Figure;
use crate::report::charts::{Fonts, Language, Reference, Style};

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

#[test]
fn observations_are_laid_over() {
    let findings = Market::usual().findings(12);
    let mut context = context(Language::English);
    let bare = draw(&findings, 0, &context);
    let point = Reference { day: 30.0, value: 2.0, label: Some("seen".to_owned()) };
    let name = "list prices".to_owned();
    context.overlays = vec![Overlay { measure: "price_effective".to_owned(), name, points: vec![point] }];
    let laid = draw(&findings, 0, &context);
    assert_ne!(figure(&bare, "effective-price").png, figure(&laid, "effective-price").png);
    assert_eq!(figure(&bare, "tokens").png, figure(&laid, "tokens").png);
}

#[test]
fn one_provider_has_no_shares_and_no_concentration() {
    let drawing = drawn(&Market { firms: vec![Market::usual().firms[0]], ..Market::usual() }.findings(12));
    assert_eq!(why(&drawing, "shares"), "there is only one provider");
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
