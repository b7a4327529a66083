//! `pricewar invoice`: what a user would pay under every plan of every product, and one bill line by line; no history is
//! simulated.

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::cost::{date, flow};
use super::flags::{Market, Tongue};
use super::hint::hint;
use super::open::{open, warn};
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::calendar::Instant;
use crate::invoicing::{Customer, Quote, Quotes, quotes};
use crate::model::Model;
use crate::report::invoice::{bill, frame, heading, plans};
use crate::units::MtokPerDay;

/// Flags of `invoice`.
#[derive(Debug, Args)]
pub struct Invoice {
    #[command(flatten)]
    market: Market,
    /// Segment of the user
    #[arg(long, value_name = "SEGMENT")]
    user: Option<String>,
    /// Tokens that it wants ("3 Mtok/day", "90 Mtok/month"), in place of the median user's
    #[arg(long, value_name = "QUANTITY")]
    usage: Option<String>,
    /// One product alone, by its name or as PROVIDER/PRODUCT
    #[arg(long, value_name = "NAME")]
    product: Option<String>,
    /// Prints the bill of this plan ("pay as you go" for none), in place of the cheapest
    #[arg(long, value_name = "NAME")]
    plan: Option<String>,
    /// Prices and plans of that date, in place of the first day
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
    /// Prints all bills as one JSON object
    #[arg(long)]
    json: bool,
    /// Language of the tables
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    lang: Tongue,
}

impl Invoice {
    /// Works the bills out and prints them.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let opened = open(&self.market, &[])?;
        if !self.json {
            warn(&opened.scenario);
        }
        let model = &opened.scenario.model;
        let customer = Customer { segment: self.segment(model)?, usage: self.usage()?, at: self.at(model)? };
        let mut found = quotes(model, &customer);
        self.keep(&mut found)?;
        let chosen = self.chosen(&found)?;
        let text = if self.json { object(&found, chosen) } else { self.words(&found, chosen) };
        say(&text)?;
        Ok(Ending::Done)
    }

    fn segment(&self, model: &Model) -> Result<usize, Trouble> {
        let names = || model.customers.iter().map(|own| own.name.as_str());
        let Some(name) = &self.user else {
            if let [_] = &model.customers[..] {
                return Ok(0);
            }
            let known: Vec<&str> = names().collect();
            return Err(Trouble::Asked(format!("whose bill? --user takes one of {}", known.join(", "))));
        };
        names()
            .position(|known| known == name)
            .ok_or_else(|| unknown("--user: there is no segment", name, names()))
    }

    fn usage(&self) -> Result<Option<MtokPerDay>, Trouble> {
        let Some(text) = &self.usage else { return Ok(None) };
        flow("--usage", text, "3 Mtok/day").map(Some)
    }

    fn at(&self, model: &Model) -> Result<Instant, Trouble> {
        let start = model.calendar.start();
        match self.date {
            Some(date) if date < start => {
                Err(Trouble::Asked(format!("--date {date} lies before the scenario's start, {start}")))
            }
            Some(date) => Ok(model.calendar.instant(date)),
            None => Ok(Instant::START),
        }
    }

    /// Keeps the product that is asked for.
    fn keep(&self, found: &mut Quotes) -> Result<(), Trouble> {
        let Some(name) = &self.product else { return Ok(()) };
        let own = |product: &str| product.split_once('/').is_some_and(|(_, own)| own == name);
        let is_meant = |product: &str| product == name || own(product);
        if !found.quotes.iter().any(|quote| is_meant(&quote.product)) {
            let known = found.quotes.iter().map(|quote| quote.product.as_str());
            return Err(unknown("--product: nothing is on sale that day called", name, known));
        }
        found.quotes.retain(|quote| is_meant(&quote.product));
        found.mark_cheapest();
        Ok(())
    }

    /// The quote whose bill is printed: of the plan that is asked for, else the cheapest, else the first.
    fn chosen<'q>(&self, found: &'q Quotes) -> Result<&'q Quote, Trouble> {
        let cheapest = found.quotes.iter().find(|quote| quote.is_cheapest).or(found.quotes.first());
        let Some(name) = &self.plan else {
            return cheapest.ok_or_else(|| Trouble::Asked("nothing is on sale that day".to_owned()));
        };
        let called = |quote: &Quote| quote.plan.clone().unwrap_or_else(|| GOES.to_owned());
        found.quotes.iter().find(|quote| called(quote) == *name).ok_or_else(|| {
            let known: Vec<String> = found.quotes.iter().map(called).collect();
            unknown("--plan: none that is offered that day is called", name, known.iter().map(String::as_str))
        })
    }

    fn words(&self, found: &Quotes, chosen: &Quote) -> String {
        let language = self.lang.into();
        [
            found.title.clone(),
            frame(found, language),
            plans(found, language).terminal(None),
            heading(chosen, language),
            bill(chosen, &found.currency, language).terminal(None),
        ]
        .join("\n\n")
    }
}

/// What `--plan` calls the sheet's own billing.
const GOES: &str = "pay as you go";

fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str>) -> Trouble {
    let mut known: Vec<&str> = known.collect();
    known.dedup();
    Trouble::Asked(format!("{what} `{name}`; {}", hint(name, &known)))
}

/// All bills, and which of them was asked for, as one JSON object.
fn object(found: &Quotes, chosen: &Quote) -> String {
    let mut value = serde_json::to_value(found).unwrap_or(Value::Null);
    if let Value::Object(object) = &mut value {
        object.insert("chosen".to_owned(), json!({ "product": chosen.product, "plan": chosen.plan }));
        object.insert("version".to_owned(), Value::from(crate::report::manifest::VERSION));
    }
    format!("{value:#}")
}
