//! The tables of invoices, and the sentences over them.

use super::words::{Words, say, words};
use crate::calendar::DAYS_A_MONTH;
use crate::economics::billing::{Line, PLANS, Sort, TokenKind, What, Window};
use crate::invoicing::{Quote, Quotes};
use crate::report::Language;
use crate::report::table::{Cell, Table};

/// For whom and when.
pub fn frame(of: &Quotes, language: Language) -> String {
    say(
        words(language).frame,
        [
            ("segment", of.segment.clone()),
            ("usage", plain(of.usage)),
            ("wanted", plain(of.wanted)),
            ("month", plain(DAYS_A_MONTH)),
            ("date", of.date.clone()),
            ("currency", of.currency.clone()),
        ],
    )
}

/// All plans side by side.
pub fn plans(of: &Quotes, language: Language) -> Table {
    let w = words(language);
    let money = |sentence: &str| say(sentence, [("currency", of.currency.clone())]);
    let heads = [
        w.product.to_owned(),
        w.plan.to_owned(),
        w.kind.to_owned(),
        w.served.to_owned(),
        money(w.monthly),
        money(w.average),
        String::new(),
    ];
    let mut table = Table::new(heads, 3);
    for quote in &of.quotes {
        let average = quote.average.map_or_else(|| w.none.to_owned(), plain);
        table.push(vec![
            Cell::text(&quote.product),
            Cell::text(quote.plan.as_deref().unwrap_or_else(|| kind("pay_as_you_go", language))),
            Cell::text(kind(quote.kind, language)),
            Cell::text(plain(quote.served)),
            Cell::text(format!("{:.2}", quote.monthly)),
            Cell::text(average),
            Cell::text(match quote {
                quote if quote.is_cheapest => w.cheapest,
                quote if quote.is_considered => "",
                _ => w.not_considered,
            }),
        ]);
    }
    table
}

/// Whose bill it is, and for how long.
pub fn heading(of: &Quote, language: Language) -> String {
    let w = words(language);
    let plan = of.plan.clone().unwrap_or_else(|| kind("pay_as_you_go", language).to_owned());
    let (product, months) = (of.product.clone(), of.invoice.months);
    if months == 1 {
        return say(w.bill_month, [("product", product), ("plan", plan)]);
    }
    say(w.bill_term, [("product", product), ("plan", plan), ("months", months.to_string())])
}

/// A bill line by line; amounts to the cent, the total their sum.
pub fn bill(of: &Quote, currency: &str, language: Language) -> Table {
    let w = words(language);
    let heads = [
        w.what.to_owned(),
        w.quantity.to_owned(),
        w.price.to_owned(),
        say(w.amount, [("currency", currency.to_owned())]),
    ];
    let mut table = Table::new(heads, 1);
    for line in &of.invoice.lines {
        table.push(vec![
            Cell::text(name(line.what, w)),
            Cell::text(quantity(line, w)),
            Cell::text(plain(line.price)),
            Cell::text(format!("{:.2}", line.amount.get())),
        ]);
    }
    let total = format!("{:.2}", of.invoice.total.get());
    table.push(vec![Cell::text(w.total), Cell::text(""), Cell::text(""), Cell::text(total)]);
    table
}

/// A kind of plan in words.
fn kind(key: &str, language: Language) -> &str {
    PLANS.iter().find(|about| about.key == key).map_or(key, |about| match language {
        Language::English => about.english,
        Language::Chinese => about.chinese,
    })
}

fn name(what: What, w: &'static Words) -> String {
    match what {
        What::Tokens(kind) => token(kind, w),
        What::Included => w.included.to_owned(),
        What::Stopped => w.stopped.to_owned(),
        What::Fee => w.fee.to_owned(),
        What::Package => w.package.to_owned(),
        What::Capacity => w.capacity.to_owned(),
        What::Shortfall => w.shortfall.to_owned(),
        What::Credit => w.credit.to_owned(),
    }
}

fn token(kind: TokenKind, w: &'static Words) -> String {
    let sort = match kind.sort {
        Sort::Input => w.input,
        Sort::Cached => w.cached,
        Sort::Output => w.output,
    };
    let timed = match kind.window {
        Window::Now => sort.to_owned(),
        Window::Batch => say(w.batch, [("sort", sort.to_owned())]),
        Window::OffPeak => say(w.off_peak, [("sort", sort.to_owned())]),
    };
    if kind.is_long { say(w.long, [("sort", timed)]) } else { timed }
}

fn quantity(line: &Line, w: &'static Words) -> String {
    let unit = match line.what {
        What::Tokens(_) | What::Included | What::Stopped => w.mtok,
        What::Fee => w.months,
        What::Package => w.packages,
        What::Capacity => w.units,
        What::Shortfall | What::Credit => return plain(line.quantity),
    };
    format!("{} {unit}", plain(line.quantity))
}

/// Up to six digits after the point, without idle noughts.
fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
