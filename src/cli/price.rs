//! `pricewar price`: what should my price be? Candidate cuts of one product, each an arm of one experiment.

use std::io;
use std::path::Path;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::ask::Ask;
use super::cost::date;
use super::cuts::read;
use super::drawing::style;
use super::flags::{Market, Output, Voice, quoted, replicates};
use super::hint::hint_of;
use super::open::{Opened, open, warn};
use super::told::{Told, numbered};
use super::trouble::{Ending, Trouble};
use crate::calendar::Instant;
use crate::experiments::{
    Cut, Findings, Keeps, Pinned, Plan, PriceAnswer, PriceOpening, PriceQuestion, Replaced, arms, compare,
};
use crate::ids::OfferId;
use crate::model::{Model, ShockKind};
use crate::random::Streams;
use crate::report::charts::Style;
use crate::report::figures::Drawing;
use crate::report::price::{break_even, bridge, candidates, draw, frame, sentences, write};
use crate::report::{Language, Manifest, Report};
use crate::simulation::{Asked, costing};
use crate::study::ModelMaker;
use crate::units::{Days, MoneyPerMtok, Share};

/// Flags of `price`.
#[derive(Debug, Args)]
pub struct Price {
    #[command(flatten)]
    pub(super) market: Market,
    /// The product, by its name or as PROVIDER/PRODUCT
    #[arg(long, value_name = "NAME")]
    product: String,
    /// Candidate cuts of its price in percent, raises with a minus; no cut is always among them
    #[arg(long, value_name = "LIST", default_value = "0,10,25,50%", allow_hyphen_values = true)]
    cuts: String,
    /// When the price is cut, in place of the first day after the start
    #[arg(long, value_name = "DATE", value_parser = date)]
    at: Option<Date>,
    /// Replicates of each candidate, in place of the scenario's
    #[arg(short = 'n', long, value_name = "N", value_parser = replicates, allow_negative_numbers = true)]
    replicates: Option<u32>,
    #[command(flatten)]
    pub(super) output: Output,
}

impl Price {
    /// Runs all candidates, compares them, writes the comparison down, says it.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let cuts = read(&self.cuts).map_err(|why| Trouble::Asked(format!("--cuts: {why}")))?;
        // The door knows the lawful range, so the flag goes through it like any other value.
        let more: Vec<String> = self.replicates.iter().map(|n| format!("batch.replicates={n}")).collect();
        let opened = open(&self.market, &more)?;
        let model = &opened.scenario.model;
        let offer = self.offer(model)?;
        let at = self.when(model)?;
        self.check(model, offer, &cuts)?;
        let replaced = self.replaced(model, (offer, at))?;
        let style = style(&self.output.look)?;
        let voice = self.output.voice();
        if voice == Voice::Words {
            warn(&opened.scenario);
        }
        let question = PriceQuestion { replaced, ..question(&opened, offer, (at, cuts))? };
        let maker: &dyn ModelMaker = &opened.scenario.maker;
        let pinned: Vec<Pinned> =
            question.cuts.iter().map(|cut| Pinned { maker, offer, at, cut: *cut }).collect();
        let makers: Vec<&dyn ModelMaker> = pinned.iter().map(|arm| arm as &dyn ModelMaker).collect();
        let overlaid = pinned[0].on(model.clone());
        let names = arms(&question.cuts);
        let ask = Ask {
            command: "price",
            opened: &opened,
            model: &overlaid,
            makers: &makers,
            keeps: Keeps::All,
            more: format!("\n{} {} {}", model.offer_name(offer), at.0, names.join(",")),
            line: self.line(),
            output: &self.output,
        };
        let plan = Plan { arms: names, replicates: opened.scenario.study.replicates };
        let gathered = ask.gather(&plan)?;
        let answer = compare(&gathered.findings, &question);
        ask.tell(&answer, &gathered, style)
    }

    /// The product that is meant.
    fn offer(&self, model: &Model) -> Result<OfferId, Trouble> {
        let ids: Vec<OfferId> = (0..model.offers.len()).map(OfferId::at).collect();
        let full: Vec<String> = ids.iter().map(|id| model.offer_name(*id)).collect();
        if let Some(at) = full.iter().position(|name| *name == self.product) {
            return Ok(ids[at]);
        }
        let own = |id: &OfferId| model.offers[id.index()].name.as_str();
        let found: Vec<usize> = (0..ids.len()).filter(|at| own(&ids[*at]) == self.product).collect();
        match found[..] {
            [only] => Ok(ids[only]),
            [] => {
                let known: Vec<&str> = full.iter().map(String::as_str).collect();
                let own: Vec<&str> = ids.iter().map(own).collect();
                let help = hint_of(&self.product, &[&known[..], &own].concat(), &known);
                Err(Trouble::Asked(format!("there is no product `{}`; {help}", self.product)))
            }
            _ => {
                let all: Vec<String> = found.iter().map(|at| format!("`{}`", full[*at])).collect();
                Err(Trouble::Asked(format!(
                    "several providers have a product `{}`; say which with --product PROVIDER/PRODUCT: {}",
                    self.product,
                    all.join(" or ")
                )))
            }
        }
    }

    /// The instant of the cut.
    fn when(&self, model: &Model) -> Result<Instant, Trouble> {
        let start = model.calendar.start();
        let Some(date) = self.at else { return Ok(Instant::START.after(Days(1.0))) };
        let at = model.calendar.instant(date);
        // The horizon itself is the first instant that is not played.
        let last = model.calendar.date(Instant(model.horizon.0 - 1));
        if date < start || at >= model.horizon {
            return Err(Trouble::Asked(format!(
                "--at {date} does not lie within the scenario, which runs from {start} to {last}"
            )));
        }
        Ok(at)
    }

    /// What takes the product's place: before the cut there is then nothing to cut, after it the reader should know.
    fn replaced(&self, model: &Model, (offer, at): (OfferId, Instant)) -> Result<Option<Replaced>, Trouble> {
        let found = model.shocks.iter().find_map(|shock| match &shock.kind {
            ShockKind::Launch { offer: new, replaces: Some(old) } if *old == offer => Some((shock.at, *new)),
            _ => None,
        });
        let Some((when, new)) = found else { return Ok(None) };
        let (date, product) = (model.calendar.date(when).to_string(), model.offer_name(new));
        if when <= at {
            return Err(Trouble::Asked(format!(
                "`{product}` takes the place of `{}` on {date}, so there is no price to cut after that; ask for --product '{product}', or for an earlier --at",
                self.product
            )));
        }
        Ok(Some(Replaced { date, product }))
    }

    /// Refuses cuts that the market cannot have.
    fn check(&self, model: &Model, offer: OfferId, cuts: &[Cut]) -> Result<(), Trouble> {
        if model.offers[offer.index()].price.is_free() {
            return Err(Trouble::Asked(format!(
                "`{}` is free already; there is no price to cut",
                self.product
            )));
        }
        let answers = model.segments.iter().any(|segment| segment.tastes.usage_elasticity > Share::ZERO);
        let unbounded = model.reference.own_cost == MoneyPerMtok::ZERO && answers;
        if unbounded && cuts.iter().any(|cut| cut.left() <= 0.0) {
            return Err(Trouble::Asked(
                "a cut of 100 % makes the product free, and users who have no cost of their own (reference.own_cost = 0) would use it without bound; leave own_cost out, or cut by less".to_owned(),
            ));
        }
        Ok(())
    }

    /// The command line that asks again, without the number of replicates.
    fn line(&self) -> String {
        let mut words = vec![self.market.command("price")];
        words.push(format!("--product {}", quoted(&self.product)));
        words.push(format!("--cuts={}", quoted(&self.cuts)));
        words.extend(self.at.map(|date| format!("--at {date}")));
        words.join(" ")
    }
}

impl Told for PriceAnswer {
    fn draw(&self, findings: &Findings, style: &Style) -> Drawing {
        draw(self, findings.subject.window, style)
    }

    fn write(&self, report: &Report, folder: &Path) -> io::Result<Manifest> {
        write(self, report, folder)
    }

    fn json(&self) -> impl Serialize {
        self
    }

    fn parts(&self, language: Language) -> Vec<String> {
        let mut parts = vec![self.title.clone(), frame(self, language)];
        parts.push(numbered(&sentences(self, language)));
        parts.push(candidates(self, language).terminal(None));
        parts.push(break_even(self, language).terminal(None));
        parts.extend(bridge(self, language).map(|table| table.terminal(None)));
        parts
    }

    fn runs(&self, findings: &Findings) -> String {
        format!("{} x {}", findings.replicates, self.candidates.len())
    }
}

/// The question, with the product as it stands: technology of the date, prices and loads of the opening.
fn question(
    opened: &Opened,
    offer: OfferId,
    (at, cuts): (Instant, Vec<Cut>),
) -> Result<PriceQuestion, Trouble> {
    let (model, seed) = (&opened.scenario.model, opened.scenario.study.seed);
    let full = model.offer_name(offer);
    let of = &model.offers[offer.index()];
    let provider = model.providers[of.provider.index()].name.clone();
    let asked = |product| Asked { at: Days(at.days()), load: None, product };
    let unknown = |_| Trouble::Asked(format!("there is no product `{full}`"));
    let market = costing(model, Streams::new(seed, 0), &asked(None)).map_err(unknown)?;
    let sold: f64 = market.products.iter().map(|product| product.tokens_per_day.total).sum();
    let is_it = |product: &&crate::costing::ProductCosting| {
        product.provider == provider && product.product == of.name
    };
    // One that is still to come is costed as if it were on sale, and has no share.
    let (product, on_sale) = if let Some(product) = market.products.iter().find(is_it) {
        (product.clone(), true)
    } else {
        let alone = costing(model, Streams::new(seed, 0), &asked(Some(full.clone()))).map_err(unknown)?;
        let product = alone.products.iter().find(is_it).cloned();
        (product.ok_or_else(|| Trouble::Asked(format!("there is no product `{full}`")))?, false)
    };
    let tokens = product.tokens_per_day.total;
    let opening = PriceOpening {
        price: product.price.blended,
        unit_cost_average: product.unit_cost.average.blended,
        unit_cost_marginal: product.unit_cost.marginal.blended,
        share: (on_sale && sold > 0.0).then(|| tokens / sold),
        tokens_per_day: tokens,
    };
    Ok(PriceQuestion {
        provider,
        product: of.name.clone(),
        cuts,
        date: model.calendar.date(at).to_string(),
        day: at.days(),
        opening,
        on_sale_from: model
            .launch(offer)
            .filter(|when| *when > at)
            .map(|when| model.calendar.date(when).to_string()),
        replaced: None,
    })
}
