//! The public state of the market: what is on sale at what price and quality, and what each segment makes of it.

use super::considered::nest_keys;
use super::contracts::{Contract, When};
use super::hosting::Hosting;
use super::population::{Alerts, Alternative, ChoiceTable, NO_INERTIA, Standing};
pub(super) use super::public_segment::PublicSegment;
use crate::calendar::{DAYS_A_MONTH, Instant};
use crate::economics::billing::{PriceSheet, Rates, Weights};
use crate::economics::demand::{Preference, Taken};
use crate::economics::regulation::Terms;
use crate::ids::OfferId;
use crate::maths::ln;
use crate::model::{Appeal, Model};
use crate::units::{MoneyPerMtok, Mtok, Ratio, Seconds, Share, Utils};

/// All that users and rivals can see.
pub(super) struct Market {
    pub offers: Vec<PublicOffer>,
    pub segments: Vec<PublicSegment>,
    pub tables: Vec<ChoiceTable>,
    /// How often they have been laid out.
    pub layouts: u64,
    /// Hazard of hearing of the market, by segment  \[1/day\].
    pub hearing: Vec<f64>,
    pub alerts: Alerts,
    /// Published part of the users who know the market that use no offer.
    pub unserved: Share,
    /// Up to where flows are metered; plans are offered by date.
    pub at: Instant,
    /// Settlements since the opening.
    pub month: u32,
    /// Offers with plans or a tariff.
    billed: Vec<usize>,
    /// Provider of each offer.
    providers: Vec<usize>,
    /// Offers by name: the order in which alternatives are laid out, so that the order of firms in a file moves nobody.
    order: Vec<usize>,
}

/// An offer as the public knows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PublicOffer {
    pub posted: PriceSheet,
    /// The price it was first posted at.
    pub listed: PriceSheet,
    pub appeal: Appeal,
    pub brand: Utils,
    pub on_sale: bool,
    /// Whether it has ever been on sale: open weights do not come back.
    pub was_out: bool,
    /// Whether its price is held where an experiment put it.
    pub held: bool,
    /// When it came on sale.
    pub since: Instant,
    /// Outages that last.
    pub outages: u32,
    /// Published time per output token.
    pub waiting: Seconds,
    /// Published part of requests that is refused.
    pub refused: Share,
    /// What users remember of how it served them, beyond what they were used to.
    pub satisfaction: Utils,
    /// Experience of it at the opening: the brand that shares tell has it in it.
    pub usual: Utils,
    /// Published part of the users who know the market that use it.
    pub reach: Share,
}

impl PublicOffer {
    /// Whether users can choose it.
    pub(super) fn is_usable(&self) -> bool {
        self.on_sale && self.outages == 0
    }
}

impl Market {
    /// A market in which nothing is solved yet: brands and outside utilities are zero.
    pub(super) fn new(model: &Model) -> Self {
        let offers: Vec<PublicOffer> = model
            .offers
            .iter()
            .map(|offer| PublicOffer {
                posted: offer.price,
                listed: offer.price,
                appeal: offer.appeal,
                brand: offer.brand.unwrap_or(Utils::ZERO),
                on_sale: offer.on_sale && model.providers[offer.provider.index()].present,
                was_out: false,
                held: false,
                since: Instant::START,
                outages: 0,
                waiting: Seconds::ZERO,
                refused: Share::ZERO,
                satisfaction: Utils::ZERO,
                usual: Utils::ZERO,
                reach: Share::ZERO,
            })
            .collect();
        let count = offers.len();
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|offer| model.offer_name(OfferId::at(*offer)));
        let class = |s: usize| (s - model.kin(s)) as u32;
        let segments = model
            .segments
            .iter()
            .enumerate()
            .map(|(s, segment)| PublicSegment {
                preference: Preference {
                    tastes: segment.tastes,
                    reference_price: model.reference.price,
                    reference_quality: model.reference.quality,
                    own_cost: model.reference.own_cost,
                },
                requires: segment.requires.clone(),
                hosts: Hosting::of(model, segment),
                welcome: model
                    .offers
                    .iter()
                    .map(|offer| &model.providers[offer.provider.index()])
                    .map(|provider| segment.requires.welcomes(provider.trust, &provider.regions))
                    .collect(),
                nests: segment.nests.map(|nesting| (nesting, nest_keys(model, nesting.by))),
                outside: segment.outside.utility.unwrap_or(Utils::ZERO),
                inertia: segment.inertia.unwrap_or(NO_INERTIA),
                terms: Terms::NONE,
                mean_usage: segment.usage.mean(),
                prices: vec![MoneyPerMtok::ZERO; count],
                paid: vec![MoneyPerMtok::ZERO; count],
                relief: vec![0.0; count],
                price_terms: vec![0.0; count],
                usage: vec![0.0; count],
                weights: vec![Weights::BLENDED; count],
                first: vec![(None, None); count],
                links: model.links,
                contracts: Vec::new(),
                movable: vec![Share::ZERO; count],
                class: class(s),
                spacing: segment.review.spacing(model.rounds.map(|rounds| rounds.every)),
                growth: 1.0,
                shock: 1.0,
            })
            .collect();
        let mut market = Self {
            offers,
            segments,
            tables: Vec::new(),
            layouts: 0,
            hearing: vec![0.0; model.segments.len()],
            alerts: Alerts::default(),
            unserved: Share::ONE,
            at: Instant::START,
            month: 0,
            billed: (0..count).filter(|j| !model.offers[*j].is_plain()).collect(),
            providers: model.offers.iter().map(|offer| offer.provider.index()).collect(),
            order,
        };
        for offer in 0..count {
            for view in &mut market.segments {
                let taken = Taken::as_you_go(&view.preference, MoneyPerMtok::ZERO);
                view.contracts.push(Contract { taken, is_open: true, until: 0 });
            }
            market.post(model, offer, market.offers[offer].posted, true);
        }
        market
    }

    /// Posts a price: effective prices, price terms and usage of all segments follow. Tables are laid out by `relay`.
    pub(super) fn price(&mut self, model: &Model, offer: usize, sheet: PriceSheet) {
        self.post(model, offer, sheet, false);
    }

    /// Lists a product to come at another price than the file's: what users compare with begins there, before any policy, as
    /// at the opening. Tables are laid out by `relay`.
    pub(super) fn list(&mut self, model: &Model, offer: usize, sheet: PriceSheet) {
        self.offers[offer].listed = sheet;
        let standing: Vec<Terms> =
            self.segments.iter_mut().map(|view| std::mem::replace(&mut view.terms, Terms::NONE)).collect();
        for view in &mut self.segments {
            view.first[offer] = (None, None);
        }
        self.post(model, offer, sheet, true);
        let by_plan = self.billed.contains(&offer);
        for (view, terms) in self.segments.iter_mut().zip(standing) {
            view.terms = terms;
            view.charge(offer, by_plan);
        }
    }

    /// Lets users agree anew on the plans of all offers, where they are free to: a month has passed, use has grown, a plan
    /// has come or gone. Tables are laid out by `relay`.
    pub(super) fn agree(&mut self, model: &Model) {
        for at in 0..self.billed.len() {
            let offer = self.billed[at];
            self.post(model, offer, self.offers[offer].posted, false);
        }
    }

    /// Whether anything but the sheet decides what users pay.
    pub(super) fn has_plans(&self) -> bool {
        !self.billed.is_empty()
    }

    fn post(&mut self, model: &Model, offer: usize, sheet: PriceSheet, opens: bool) {
        self.offers[offer].posted = sheet;
        let given = &model.offers[offer];
        // What nobody can have yet binds nobody.
        let opens = opens || !self.offers[offer].on_sale;
        for (view, segment) in self.segments.iter_mut().zip(&model.segments) {
            view.weights[offer] = segment.mix.weights(sheet.cache());
            if given.is_plain() {
                let price = sheet.effective(&segment.mix);
                view.prices[offer] = price;
                view.charge(offer, false);
                continue;
            }
            let rates = Rates::of(&sheet, &given.tariff, &segment.mix);
            let base = segment.usage.median.get() * view.growth * view.shock * DAYS_A_MONTH;
            let before = (!opens).then_some(&view.contracts[offer]);
            let when = When { at: self.at, month: self.month, class: view.class };
            let contract = Contract::agree(before, &view.preference, (given, &rates), Mtok(base), when);
            view.prices[offer] = contract.taken.price;
            view.movable[offer] = rates.movable();
            // Of what nobody can have yet no term runs: a full one is agreed on when it comes.
            let until = if self.offers[offer].on_sale { contract.until } else { self.month };
            view.contracts[offer] = Contract { until, ..contract };
            view.charge(offer, true);
        }
    }

    /// What a segment pays for a token of an offer over the blended price of its sheet. A plan's price is taken to move with
    /// the sheet, which that of a fee does not.
    pub(super) fn ratio(&self, model: &Model, segment: usize, offer: usize) -> Ratio {
        let (public, view) = (&self.offers[offer], &self.segments[segment]);
        let blended = public.posted.blended();
        if model.offers[offer].is_plain() || blended <= MoneyPerMtok::ZERO {
            let sheet = public.posted.at_level(MoneyPerMtok(1.0), &public.listed);
            return Ratio(sheet.effective(&model.segments[segment].mix).get());
        }
        Ratio(view.prices[offer] / blended)
    }

    /// What users pay anew, where policies or use have changed. Tables are laid out by `relay`.
    pub(super) fn charge_all(&mut self) {
        for view in &mut self.segments {
            for offer in 0..self.offers.len() {
                view.charge(offer, self.billed.contains(&offer));
            }
        }
    }

    /// Whether what users choose by depends on how much they use: a credit weighs less in a larger bill.
    pub(super) fn has_credit(&self) -> bool {
        self.segments.iter().any(|view| view.terms.credit.get() > 0.0)
    }

    /// What users pay for a million tokens, by segment and offer  \[money/Mtok\].
    pub(super) fn paid(&self) -> Vec<Vec<f64>> {
        self.segments.iter().map(|view| view.paid.iter().map(|paid| paid.get()).collect()).collect()
    }

    /// Lays all choice tables out anew.
    pub(super) fn relay(&mut self) {
        self.layouts += 1;
        for offer in &mut self.offers {
            offer.was_out |= offer.on_sale;
        }
        self.tables = (0..self.segments.len()).map(|segment| self.table(segment)).collect();
    }

    fn table(&self, segment: usize) -> ChoiceTable {
        let alternatives: Vec<Alternative> = self
            .order
            .iter()
            .copied()
            .filter(|offer| {
                self.offers[*offer].is_usable()
                    && self.segments[segment].contracts[*offer].is_open
                    && self.admits(segment, *offer)
            })
            .map(|offer| Alternative {
                offer,
                provider: self.providers[offer],
                merit: self.merit(segment, offer).get(),
                price_term: self.segments[segment].price_terms[offer],
            })
            .collect();
        let mut table =
            ChoiceTable::new(&alternatives, self.segments[segment].outside.get(), &self.providers);
        if let Some(hosting) = self.own_hosting(segment) {
            table = table.with_own_hosting(hosting);
        }
        let view = &self.segments[segment];
        table.nests = view.nests_among(&alternatives.iter().map(|own| own.offer).collect::<Vec<_>>());
        table.hold = view.terms.inertia.get();
        let locked = |contract: &Contract| contract.binds(self.month);
        if view.contracts.iter().any(locked) {
            table.locked = view.contracts.iter().map(locked).collect();
        }
        let reviews = |offer: usize| {
            let months = f64::from(view.contracts[offer].taken.months);
            if months > 1.0 { ln((months * DAYS_A_MONTH / view.spacing.get()).max(1.0)) } else { 0.0 }
        };
        let mut bound: Vec<f64> = alternatives.iter().map(|own| reviews(own.offer)).collect();
        if bound.iter().any(|own| *own > 0.0) {
            bound.resize(table.len(), 0.0);
            table.bound = bound;
        }
        table
    }

    /// What stands still until the next event.
    pub(super) fn standing(&self) -> Standing<'_> {
        Standing { tables: &self.tables, hearing: &self.hearing, alerts: &self.alerts }
    }
}
