//! Markets of a price list: rows of one region, or of several together, as postings in one currency.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::read::PriceList;
use super::row::Row;
use crate::measures::episodes::{Posting, Price, standing_order};

/// What a dollar is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// In the other currency of the list; none where the user has not said.
    pub usd: Option<f64>,
}

/// Yuan for a dollar: the round figure at which the model's facts are converted (assumption; between 7.1 and 7.3 from 2023 to
/// 2025). Moves are ratios of prices in their own currency; it matters for comparisons across currencies alone.
const YUAN: f64 = 7.2;

/// The prices of one market.
#[derive(Debug, Clone, PartialEq)]
pub struct ListMarket {
    /// Its regions, joined by `+`; empty where the list names none.
    pub region: String,
    /// Currency of its prices.
    pub currency: String,
    /// Rate at which others were converted, where any were: units of `(code)` for a dollar.
    pub converted: Option<(String, f64)>,
    /// The date of day 0.
    pub start: Date,
    /// The day of the last row of the list, of whatever market: to there prices are known.
    pub last: f64,
    /// Sellers, by name.
    pub firms: Vec<String>,
    /// Products, by seller and name.
    pub products: Vec<String>,
    /// Postings in their standing order.
    pub postings: Vec<Posting>,
}

/// Markets of a list: each region by itself; or those of `regions` as one market, all where it names `ALL`.
///
/// # Errors
/// A region that is not there, or a currency without a rate.
pub fn markets(list: &PriceList, regions: &[String], rates: Rates) -> Result<Vec<ListMarket>, String> {
    let there: BTreeSet<&str> = list.rows.iter().map(|row| row.region.as_str()).collect();
    let (Some(start), Some(last)) =
        (list.rows.iter().map(|row| row.date).min(), list.rows.iter().map(|row| row.date).max())
    else {
        return Err("the list has no row with a price".to_owned());
    };
    let asked: Vec<String> = regions.iter().map(|region| region.trim().to_uppercase()).collect();
    let known = there.iter().filter(|region| !region.is_empty()).copied().collect::<Vec<_>>().join(", ");
    let stranger = asked.iter().find(|region| *region != "ALL" && !there.contains(region.as_str()));
    if let Some(stranger) = stranger {
        let known =
            if known.is_empty() { "the list names none".to_owned() } else { format!("there is {known}") };
        return Err(format!("there is no region `{stranger}`; {known}"));
    }
    let groups: Vec<Vec<&str>> = if asked.is_empty() {
        there.iter().map(|region| vec![*region]).collect()
    } else if asked.iter().any(|region| region == "ALL") {
        vec![there.iter().copied().collect()]
    } else {
        vec![there.iter().copied().filter(|region| asked.iter().any(|one| one == region)).collect()]
    };
    groups.into_iter().map(|group| market(list, &group, (start, last), rates)).collect()
}

fn market(
    list: &PriceList,
    regions: &[&str],
    (start, last): (Date, Date),
    rates: Rates,
) -> Result<ListMarket, String> {
    let rows: Vec<&Row> = list.rows.iter().filter(|row| regions.contains(&row.region.as_str())).collect();
    let currencies: BTreeSet<&str> = rows.iter().map(|row| row.currency.as_str()).collect();
    let (currency, converted) = exchange(&currencies, rates)?;
    let to = |price: Price, code: &str| match &converted {
        Some((other, rate)) if code == other => {
            Price { input: price.input / rate, output: price.output.map(|output| output / rate) }
        }
        _ => price,
    };
    // Names in their alphabet: the order of rows must not matter.
    let firms: Vec<String> = sorted(rows.iter().map(|row| row.provider.clone()));
    // A product of two lists, in two currencies or regions, is two lines of one firm.
    let line =
        |row: &Row| (row.provider.clone(), row.model.clone(), row.region.clone(), row.currency.clone());
    let lines = sorted(rows.iter().map(|row| line(row)));
    let classes = sorted(rows.iter().map(|row| row.tier.clone()));
    let place = |list: &[String], name: &str| {
        list.binary_search_by(|one| one.as_str().cmp(name)).expect("the list was made of these rows")
    };
    let posting = |row: &&Row| Posting {
        day: days(start, row.date),
        dated: row.kind.dated(),
        firm: place(&firms, &row.provider),
        product: lines.binary_search(&line(row)).expect("the list was made of these rows"),
        price: row.price.map(|price| to(price, &row.currency)),
        quality: row.quality,
        class: (!row.tier.is_empty()).then(|| place(&classes, &row.tier)),
    };
    let postings = standing_order(&rows.iter().map(posting).collect::<Vec<_>>());
    let region = regions.iter().filter(|region| !region.is_empty()).copied().collect::<Vec<_>>().join("+");
    let products = lines.iter().map(|(_, model, _, _)| model.clone()).collect();
    let last = days(start, last);
    Ok(ListMarket { region, currency, converted, start, last, firms, products, postings })
}

/// The currency of a market, and the one that is converted into it with its rate.
fn exchange(currencies: &BTreeSet<&str>, rates: Rates) -> Result<(String, Option<(String, f64)>), String> {
    let all: Vec<&str> = currencies.iter().copied().collect();
    match all.as_slice() {
        [one] => Ok(((*one).to_owned(), None)),
        [a, b] if *a == "USD" || *b == "USD" => {
            let other = if *a == "USD" { *b } else { *a };
            let rate = rates.usd.or((other == "CNY").then_some(YUAN)).ok_or_else(|| {
                format!("prices in USD and {other} need a rate: --usd with what a dollar is worth in {other}")
            })?;
            Ok(("USD".to_owned(), Some((other.to_owned(), rate))))
        }
        _ => Err(format!(
            "a market can have one currency, or USD and another; found {}; choose with --region, or convert the list",
            all.join(", ")
        )),
    }
}

fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.collect::<BTreeSet<_>>().into_iter().collect()
}

fn days(start: Date, date: Date) -> f64 {
    f64::from(start.until(date).expect("dates of the calendar are days apart").get_days())
}
