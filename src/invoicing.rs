//! What a user would pay: the bill of every plan of every product for the same tokens, without a simulation.
//!
//! Prices are those of a date: what the scenario opens with, and what its shocks have posted until then. What strategies
//! decide, a `scripted` one too, is told by a run.

use serde::Serialize;

use crate::calendar::Instant;
use crate::economics::billing::{Invoice, Plan, PriceSheet, Rates};
use crate::ids::OfferId;
use crate::model::{Model, ShockKind};
use crate::units::{Mtok, MtokPerDay, Seconds};

/// Days of the month for which is billed.
const MONTH: f64 = crate::calendar::DAYS_A_MONTH;

/// A user, and the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Customer {
    /// Position of its segment among those of the scenario.
    pub segment: usize,
    /// Tokens a day; those of the median user at the reference price when absent.
    pub usage: Option<MtokPerDay>,
    /// The day.
    pub at: Instant,
}

/// All bills for one user.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quotes {
    /// Title of the scenario.
    pub title: String,
    /// Code of its currency.
    pub currency: String,
    /// The user's segment.
    pub segment: String,
    /// Tokens a day that it wants, in Mtok.
    pub usage: f64,
    /// Tokens of a month of 30.4375 days, in Mtok.
    pub wanted: f64,
    /// The day, `2025-02-26`.
    pub date: String,
    /// One for each plan of each product on sale.
    pub quotes: Vec<Quote>,
}

/// The bill of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quote {
    /// `provider/product`.
    pub product: String,
    /// Name of the plan; none for pay as you go.
    pub plan: Option<String>,
    /// Kind of the plan, as a scenario writes it.
    pub kind: &'static str,
    /// Tokens of a month that are served, in Mtok.
    pub served: f64,
    /// Exact money a month, the mean over the term.
    pub monthly: f64,
    /// Money per Mtok that is served; none where nothing is.
    pub average: Option<f64>,
    /// Whether it is for the first months of a user only.
    pub for_newcomers: bool,
    /// Whether the segment considers the product, whose quality, trust and region are those of the opening.
    pub is_considered: bool,
    /// Whether it is the cheapest of those that are considered, serve all that is wanted and are not for new users alone.
    pub is_cheapest: bool,
    /// The invoice of its term.
    pub invoice: Invoice,
}

/// What a customer would pay for the same tokens under all plans of all products on sale that day.
pub fn quotes(model: &Model, customer: &Customer) -> Quotes {
    let own = &model.customers[customer.segment];
    let mix = model.segments[own.classes.start].mix;
    let usage = customer.usage.unwrap_or(own.usage.median);
    let wanted = Mtok(usage.get() * MONTH);
    let mut quotes = Vec::new();
    for (j, sheet) in posted(model, customer.at).into_iter().enumerate() {
        let (offer, Some(sheet)) = (&model.offers[j], sheet) else { continue };
        let rates = Rates::of(&sheet, &offer.tariff, &mix);
        let product = model.offer_name(OfferId::at(j));
        let provider = &model.providers[offer.provider.index()];
        let requires = &model.segments[own.classes.start].requires;
        let is_considered = requires.welcomes(provider.trust, &provider.regions)
            && requires.is_met(offer.appeal.quality(model.reference.quality), Seconds::ZERO);
        if offer.pay_as_you_go {
            quotes.push(Quote {
                product: product.clone(),
                plan: None,
                kind: "pay_as_you_go",
                served: wanted.get(),
                monthly: (rates.average() * wanted).get(),
                average: Some(rates.average().get()),
                for_newcomers: false,
                is_considered,
                is_cheapest: false,
                invoice: Plan::as_you_go(&rates, wanted),
            });
        }
        let offered = |at: Instant| move |plan: &&crate::model::PlanOffer| plan.from <= at && at < plan.until;
        for plan in offer.plans.iter().filter(offered(customer.at)) {
            let charge = plan.terms.charge(&rates, wanted);
            quotes.push(Quote {
                product: product.clone(),
                plan: Some(plan.name.clone()),
                kind: plan.terms.about().key,
                served: charge.served.get(),
                monthly: charge.amount.get(),
                average: charge.average().map(crate::units::MoneyPerMtok::get),
                for_newcomers: plan.terms.is_for_newcomers(),
                is_considered,
                is_cheapest: false,
                invoice: plan.terms.invoice(&rates, wanted),
            });
        }
    }
    let mut found = Quotes {
        title: model.title.clone(),
        currency: model.currency.clone(),
        segment: own.name.clone(),
        usage: usage.get(),
        wanted: wanted.get(),
        date: model.calendar.date(customer.at).to_string(),
        quotes,
    };
    found.mark_cheapest();
    found
}

impl Quotes {
    /// Marks the cheapest of those that are considered, serve all that is wanted and are not for new users alone.
    pub fn mark_cheapest(&mut self) {
        let wanted = self.wanted;
        for quote in &mut self.quotes {
            quote.is_cheapest = false;
        }
        let lasts = |quote: &&mut Quote| {
            quote.is_considered && !quote.for_newcomers && quote.served >= wanted * (1.0 - 1e-12)
        };
        let all = self.quotes.iter_mut().filter(lasts);
        if let Some(best) = all.min_by(|a, b| a.monthly.total_cmp(&b.monthly)) {
            best.is_cheapest = true;
        }
    }
}

/// What the scenario itself has posted by a date, by offer; none for what is not on sale.
fn posted(model: &Model, at: Instant) -> Vec<Option<PriceSheet>> {
    let mut sheets: Vec<PriceSheet> = model.offers.iter().map(|offer| offer.price).collect();
    let mut on_sale: Vec<bool> = model.offers.iter().map(|offer| offer.on_sale).collect();
    let mut present: Vec<bool> = model.providers.iter().map(|provider| provider.present).collect();
    for shock in model.shocks.iter().filter(|shock| shock.at <= at) {
        match &shock.kind {
            ShockKind::Price { offer, price } => sheets[offer.index()] = *price,
            ShockKind::Launch { offer, replaces } => {
                on_sale[offer.index()] = true;
                if let Some(old) = replaces {
                    on_sale[old.index()] = false;
                }
            }
            ShockKind::Entry { provider } => present[provider.index()] = true,
            ShockKind::Exit { provider } => present[provider.index()] = false,
            _ => {}
        }
    }
    let sold = |j: &usize| on_sale[*j] && present[model.offers[*j].provider.index()];
    (0..sheets.len()).map(|j| sold(&j).then(|| sheets[j])).collect()
}
