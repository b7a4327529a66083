//! The state of one replicate at one instant, and the one way in which time passes in it.

use super::credit::Credits;
use super::firm::{Firm, Supply};
use super::law::Law;
use super::market::Market;
use super::meter::Meter;
use super::peace::Peace;
use super::population::{Counts, Population};
use super::rents::Rents;
use super::routing::Routing;
use super::turns::Drought;
use super::turns::billing::Pool;
use crate::calendar::Instant;
use crate::economics::billing::PriceSheet;
use crate::economics::demand::Gains;
use crate::economics::finance::Books;
use crate::history::{Chronicle, Entity, Happening, HappeningKind, LearningRecord, Panel};
use crate::ids::{OfferId, ProviderId};
use crate::model::Model;
use crate::random::Streams;
use crate::units::{Days, MoneyPerMtok, Ratio, Share};

/// Everything of one replicate. Turns take from it what they need, by name; a firm's private state is read for
/// that firm only.
pub(super) struct World<'m> {
    pub model: &'m Model,
    pub streams: Streams,
    /// Up to where flows are metered.
    pub now: Instant,
    pub market: Market,
    pub population: Population,
    pub counts: Counts,
    pub routing: Routing,
    pub firms: Vec<Firm>,
    pub supply: Vec<Supply>,
    /// Tokens a day that each segment wants of each offer, and when this was taken: as last published  \[Mtok/day\].
    pub wanted: (Vec<Vec<f64>>, Instant),
    pub rents: Rents,
    /// Policies in force, investigations, orders.
    pub law: Law,
    /// Who runs each provider of the model: itself until it is bought.
    pub operators: Vec<ProviderId>,
    pub meter: Meter,
    /// Where an offer's plans begin among all, pay as you go first; none for those without.
    pub plan_base: Vec<Option<usize>>,
    /// What is no revenue before a term ends, by kind of user and offer.
    pub pools: Vec<Vec<Pool>>,
    /// When the present month of contracts began.
    pub month_began: Instant,
    /// Meter at the last settlement and at the last record.
    pub settled: Meter,
    pub recorded: Meter,
    /// What users of each kind gained a day at the last record.
    pub gains: Vec<Gains>,
    pub panel: Panel,
    /// How a session of learners ended, where there was one.
    pub learning: Option<LearningRecord>,
    /// Prices that firms have decided and not yet posted, by offer: when they take effect, and their level.
    pub coming: Vec<Vec<(Instant, MoneyPerMtok)>>,
    /// Prices that a script sets in the next round, in place of their firms' own.
    pub forced: Vec<(OfferId, PriceSheet)>,
    /// Hours paid for an hour provided at the opening, by provider; none without a load then.
    pub opening_spreads: Vec<Option<Ratio>>,
    /// By how much the opening misses what was observed, at most: |ln observed - ln solved|.
    pub opening_missed: f64,
    /// What prices are held at, in a twin.
    pub peace: Option<Peace>,
    /// What falls in price are put down to.
    pub credits: Credits,
    pub chronicle: Chronicle,
    /// Books at the opening, at the turn of each year and at the end, by provider.
    pub filed: Vec<(Instant, Vec<Books>)>,
    /// What investors give differently for a while.
    pub droughts: Vec<Drought>,
    /// Since when the price of each offer has been below the cost that ends with it.
    pub below_cost: Vec<Option<Instant>>,
    /// Firms that waited outside and came.
    pub came: Vec<bool>,
    /// Choices made by users.
    pub reviews: u64,
    /// The scripted shock that is being played, for the chronicle.
    pub shock: Option<u32>,
}

impl World<'_> {
    /// Lets time pass up to an instant: users move, flows are metered. To be called before anything that they see
    /// changes and before anything about them is read.
    pub(super) fn advance(&mut self, to: Instant) {
        if to <= self.now {
            return;
        }
        self.route();
        let span = to.since(self.now);
        self.reviews +=
            self.population.advance((self.now, to), &self.market.standing(), self.streams, &mut self.counts);
        self.meter_tokens();
        self.meter_money(span);
        self.meter_own_use(span);
        self.meter.elapsed += span;
        self.now = to;
        self.market.at = to;
    }

    fn meter_tokens(&mut self) {
        for (segment, view) in self.market.segments.iter().enumerate() {
            let free = self.model.segments[segment].multi_home.get();
            let inside = if free > 0.0 { self.counts.used_inside(segment) } else { 0.0 };
            for (j, offer) in self.market.offers.iter().enumerate() {
                let mut usual = self.counts.take_usage(segment, j);
                if free > 0.0 {
                    usual = (1.0 - free) * usual + free * self.routing.routed(segment, j) * inside;
                }
                let wanted = usual * view.intensity(j);
                let refused = if offer.is_usable() { offer.refused.get() } else { 1.0 };
                let served = wanted * (1.0 - refused);
                let firm = self.owner(j).index();
                let terms = &view.terms;
                self.meter.tokens[j] += served;
                self.meter.segment_tokens[segment] += served;
                let (bill, contract) = (served * view.prices[j].get(), &view.contracts[j].taken);
                self.meter.billed[j] += bill;
                let earned = bill - bill * contract.lapsed;
                self.meter.revenue[j] += earned;
                let sales = &mut self.meter.sales[firm];
                sales.tokens += served;
                sales.billed += bill;
                sales.revenue += earned;
                if let Some(first) = self.plan_base[j] {
                    let pool = &mut self.pools[segment][j];
                    pool.lapsing += bill * contract.lapsed;
                    pool.paid += bill * contract.lapsed_in_advance;
                    let plan = &mut self.meter.plans[first + contract.plan.map_or(0, |k| k + 1)];
                    plan.tokens += served;
                    plan.billed += bill;
                }
                self.meter.refused[firm] += wanted * refused;
                // a fleet is metered by time; what each token adds is sending it
                let Supply { curve, load, .. } = &self.supply[j];
                let each = curve.metered(load, Share(view.weights[j].output));
                self.meter.serving[firm] += served * (each.get() + terms.duty.get());
                self.meter.duties[firm] += served * terms.seller_owes.get();
                self.meter.aid[firm] += served * terms.seller_gets.get();
                let from_users = served * (view.paid[j].get() - view.prices[j].get());
                self.meter.user_duties += from_users - usual * (1.0 - refused) * view.relief[j];
            }
        }
    }

    fn meter_money(&mut self, span: Days) {
        for (p, firm) in self.firms.iter().enumerate() {
            if !firm.present {
                continue;
            }
            if let Some(hour) = firm.hour {
                let fleet = firm.fleet.cost(hour).get();
                self.meter.serving[p] += fleet * firm.published.sold_part() * span.get();
                let capital = firm.booked().0 * 24.0 * span.get();
                self.meter.capital[p] += capital;
                self.meter.capital_sold[p] += capital * firm.published.sold_part();
            }
            self.meter.fixed[p] += (self.running(ProviderId::at(p)).total() * span).get();
            let makers = || self.makers_of(ProviderId::at(p)).map(|maker| &self.firms[maker.index()]);
            let runs = makers().map(Firm::spending).sum::<f64>() * span.get();
            self.meter.fixed[p] += runs;
            self.meter.runs[p] += runs;
        }
    }

    fn meter_own_use(&mut self, span: Days) {
        for (p, provider) in self.model.providers.iter().enumerate() {
            let runs = self.firms[self.operators[p].index()].present;
            if let (Some(captive), true) = (&provider.captive, runs) {
                self.meter.captive[p] += captive.tokens.get() * self.firms[p].captive_growth * span.get();
            }
        }
    }

    /// Use has grown or shrunk: where a bill is no multiple of it, or a credit covers it in part, what a token costs has
    /// moved.
    pub(super) fn use_has_moved(&mut self) {
        let (plans, credit) = (self.market.has_plans(), self.market.has_credit());
        if plans {
            self.market.agree(self.model);
        }
        if credit {
            self.market.charge_all();
        }
        if plans || credit {
            self.market.relay();
        }
    }

    /// Writes a happening into the chronicle.
    pub(super) fn note(&mut self, kind: HappeningKind, entity: Entity, from: Option<f64>, to: Option<f64>) {
        let happening = Happening { at: self.now, kind, entity, from, to, shock: self.shock, what: None };
        self.chronicle.note(happening);
    }

    /// The same of something that has a name of its own.
    pub(super) fn note_of(
        &mut self,
        (kind, entity): (HappeningKind, Entity),
        (from, to): (Option<f64>, Option<f64>),
        what: String,
    ) {
        let what = Some(what);
        self.chronicle.note(Happening { at: self.now, kind, entity, from, to, shock: self.shock, what });
    }

    /// Makes aware users look around. What one firm does in one day is one piece of news.
    pub(super) fn alert(&mut self, provider: ProviderId) {
        let today = self.now.day();
        let news = &mut self.firms[self.operators[provider.index()].index()].last_news;
        if *news != Some(today) {
            *news = Some(today);
            self.market.alerts.raise(self.now, &self.model.attention);
        }
    }
}
