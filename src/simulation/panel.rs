//! The panel's columns, and the row that a record takes down.

use super::meter::Meter;
use super::world::World;
use crate::history::{Entity, Measure, Series};
use crate::ids::{OfferId, PlanId, ProviderId, SegmentId, TierId};
use crate::maths::exp;
use crate::model::Model;
use crate::units::{Days, MoneyPerMtok, Spread};

const MARKET: [Measure; 16] = [
    Measure::Aware,
    Measure::Adoption,
    Measure::Users,
    Measure::Tokens,
    Measure::Revenue,
    Measure::ServingCost,
    Measure::EffectivePrice,
    Measure::Surplus,
    Measure::Compensating,
    Measure::PublicRevenue,
    Measure::NashPrice,
    Measure::StandardCost,
    Measure::UnitCost,
    Measure::TrainingCost,
    Measure::DataCost,
    Measure::FullCost,
];
const PROVIDER: [Measure; 17] = [
    Measure::Users,
    Measure::Tokens,
    Measure::Refused,
    Measure::Captive,
    Measure::Revenue,
    Measure::ServingCost,
    Measure::FixedCost,
    Measure::Duties,
    Measure::EffectivePrice,
    Measure::Gpus,
    Measure::Utilisation,
    Measure::Cash,
    Measure::Runway,
    Measure::Present,
    Measure::NashPrice,
    Measure::StandardCost,
    Measure::FullCost,
];
const BELIEF: [Measure; 2] = [Measure::TasteBelieved, Measure::TasteError];
const OFFER: [Measure; 13] = [
    Measure::Users,
    Measure::Tokens,
    Measure::Revenue,
    Measure::PostedPrice,
    Measure::InputPrice,
    Measure::OutputPrice,
    Measure::UnitCost,
    Measure::MarginalCost,
    Measure::FloorCost,
    Measure::FullCost,
    Measure::NashPrice,
    Measure::Quality,
    Measure::TimePerOutputToken,
];
const PLAN: [Measure; 4] = [Measure::Users, Measure::Tokens, Measure::Revenue, Measure::EffectivePrice];
const SEGMENT: [Measure; 6] = [
    Measure::Aware,
    Measure::Adoption,
    Measure::Users,
    Measure::Tokens,
    Measure::Surplus,
    Measure::Compensating,
];

/// Part of a segment's users below which a difference of sums is rounding: less than one of the most that it may have.
const ROUNDING: f64 = 1e-12;

/// Whether a provider's rule, or one inside it, has a belief about demand.
fn believes(model: &Model, id: ProviderId) -> bool {
    let rules = model.providers[id.index()].pricing.parts("");
    rules.iter().any(|(_, rule)| rule.open().belief().is_some())
}

/// All columns of a model's panel, in their order.
pub(super) fn columns(model: &Model) -> Vec<Series> {
    let of = |measures: &'static [Measure], entity: Entity| {
        measures.iter().map(move |measure| Series { measure: *measure, entity })
    };
    let mut columns: Vec<Series> = of(&MARKET, Entity::Market).collect();
    let has_open = model.offers.iter().any(|offer| offer.open);
    let can_host = model.segments.iter().any(|segment| segment.outside.self_host.is_some());
    columns.extend(has_open.then(|| of(&[Measure::OpenTokens], Entity::Market)).into_iter().flatten());
    columns.extend(can_host.then(|| of(&[Measure::SelfHosted], Entity::Market)).into_iter().flatten());
    columns.extend(model.provider_ids().flat_map(|id| of(&PROVIDER, Entity::Provider(id))));
    columns.extend(
        model
            .provider_ids()
            .filter(|id| believes(model, *id))
            .flat_map(|id| of(&BELIEF, Entity::Provider(id))),
    );
    columns.extend((0..model.offers.len()).flat_map(|j| of(&OFFER, Entity::Offer(OfferId::at(j)))));
    columns.extend((0..model.customers.len()).flat_map(|s| of(&SEGMENT, Entity::Segment(SegmentId::at(s)))));
    let plans = 0..model.plans().len();
    columns.extend(plans.flat_map(|plan| of(&PLAN, Entity::Plan(PlanId::at(plan)))));
    let tiers = 0..model.tiers.len();
    columns.extend(tiers.flat_map(|t| of(&[Measure::CheapestPrice], Entity::Tier(TierId::at(t)))));
    columns
}

impl World<'_> {
    /// Takes a row down.
    pub(super) fn take_down(&mut self) {
        let row = self.row();
        self.panel.record(self.now, row.into_iter());
        self.recorded.clone_from(&self.meter);
    }

    /// Keeps the figures of the first day.
    pub(super) fn keep_first_day(&mut self) {
        let row = self.row();
        self.panel.open(row.into_iter());
    }

    fn row(&self) -> Vec<Option<f64>> {
        self.panel.series().iter().map(|series| self.figure(series.measure, series.entity)).collect()
    }

    fn figure(&self, measure: Measure, entity: Entity) -> Option<f64> {
        match entity {
            Entity::Market => self.market_figure(measure),
            Entity::Provider(id) => self.provider_figure(measure, id),
            Entity::Offer(id) => self.offer_figure(measure, id.index()),
            Entity::Segment(id) => self.segment_figure(measure, id.index()),
            Entity::Tier(id) => self.cheapest(id.index()),
            Entity::Plan(id) => self.plan_figure(measure, id.index()),
        }
    }

    /// Mean flow since the last record; none at the first.
    fn flow(&self, now: f64, before: f64) -> Option<f64> {
        let days = (self.meter.elapsed - self.recorded.elapsed).get();
        (days > 0.0).then(|| (now - before) / days)
    }

    fn market_figure(&self, measure: Measure) -> Option<f64> {
        let sum = |values: &[f64]| values.iter().sum::<f64>();
        let flow = |now: &[f64], before: &[f64]| self.flow(sum(now), sum(before));
        let segments = 0..self.model.segments.len();
        let users: f64 = segments.clone().map(|s| self.counts.total(s)).sum();
        let holders: f64 = segments
            .clone()
            .map(|s| self.counts.total(s) - self.counts.outside(s) - self.counts.unaware(s))
            .sum();
        match measure {
            Measure::Aware => {
                let unaware: f64 = segments.map(|s| self.counts.unaware(s)).sum();
                Some(1.0 - unaware / users)
            }
            Measure::Adoption => Some(holders / users),
            Measure::Users => Some(holders),
            Measure::Tokens => flow(&self.meter.tokens, &self.recorded.tokens),
            Measure::OpenTokens => {
                let open = |of: &[f64]| {
                    let offers = self.model.offers.iter().zip(of);
                    offers.filter(|(offer, _)| offer.open).map(|(_, tokens)| tokens).sum()
                };
                self.flow(open(&self.meter.tokens), open(&self.recorded.tokens))
            }
            Measure::SelfHosted => Some(self.self_hosted()),
            Measure::Revenue => flow(&self.meter.revenue, &self.recorded.revenue),
            Measure::ServingCost => flow(&self.meter.serving, &self.recorded.serving),
            Measure::EffectivePrice => ratio(
                sum(&self.meter.billed) - sum(&self.recorded.billed),
                sum(&self.meter.tokens) - sum(&self.recorded.tokens),
            ),
            Measure::Surplus => flow(&self.meter.surplus, &self.recorded.surplus),
            Measure::Compensating => flow(&self.meter.compensating, &self.recorded.compensating),
            Measure::PublicRevenue => self.flow(self.meter.public(), self.recorded.public()),
            other => self.credits.level(other, Entity::Market),
        }
    }

    fn provider_figure(&self, measure: Measure, id: ProviderId) -> Option<f64> {
        let (p, firm) = (id.index(), &self.firms[id.index()]);
        let (now, before) = (&self.meter.sales[p], &self.recorded.sales[p]);
        // Who has none may have bought one.
        let has_fleet = firm.plant().is_some() && firm.present;
        match measure {
            Measure::Users => Some(self.users_of(self.offers_of(id))),
            Measure::Tokens => self.flow(now.tokens, before.tokens),
            Measure::Revenue => self.flow(now.revenue, before.revenue),
            Measure::Refused => self.flow(self.meter.refused[p], self.recorded.refused[p]),
            Measure::Captive => {
                let sum = |of: &[f64]| self.makers_of(id).map(|maker| of[maker.index()]).sum();
                self.flow(sum(&self.meter.captive), sum(&self.recorded.captive))
            }
            Measure::ServingCost => self.flow(self.meter.serving[p], self.recorded.serving[p]),
            Measure::FixedCost => self.flow(self.meter.fixed[p], self.recorded.fixed[p]),
            Measure::Duties => {
                let paid = |meter: &Meter| meter.duties[p] - meter.aid[p];
                self.flow(paid(&self.meter), paid(&self.recorded))
            }
            Measure::EffectivePrice => ratio(now.billed - before.billed, now.tokens - before.tokens),
            Measure::Gpus => has_fleet.then(|| firm.fleet.installed.get()),
            Measure::Utilisation => has_fleet.then(|| firm.published.utilisation.get()),
            Measure::TasteBelieved => firm.pricer.belief().map(|belief| belief.mean),
            Measure::TasteError => firm.pricer.belief().map(|belief| belief.mean / self.mean_taste() - 1.0),
            Measure::Cash => Some(firm.books.cash().get()),
            Measure::Runway => firm.treasury.runway.filter(|_| firm.present).map(Days::get),
            Measure::Present => Some(if firm.present { 1.0 } else { 0.0 }),
            other => self.credits.level(other, Entity::Provider(id)).filter(|_| firm.present),
        }
    }

    fn offer_figure(&self, measure: Measure, j: usize) -> Option<f64> {
        let offer = &self.market.offers[j];
        if !offer.on_sale {
            return None;
        }
        match measure {
            Measure::Users => Some(self.users_of(std::iter::once(j))),
            Measure::Tokens => self.flow(self.meter.tokens[j], self.recorded.tokens[j]),
            Measure::Revenue => self.flow(self.meter.revenue[j], self.recorded.revenue[j]),
            Measure::PostedPrice => Some(offer.posted.blended().get()),
            Measure::InputPrice => Some(offer.posted.input.get()),
            Measure::OutputPrice => Some(offer.posted.output.get()),
            Measure::UnitCost => Some(self.own_costs(j).average.get()),
            Measure::MarginalCost => Some(self.own_costs(j).marginal.get()),
            Measure::FloorCost => Some(self.own_costs(j).floor.get()),
            Measure::FullCost => Some(self.own_costs(j).full.get()),
            Measure::NashPrice => self.credits.nash(j).map(MoneyPerMtok::get),
            Measure::TimePerOutputToken => {
                self.supply[j].curve.needs_fleet().then(|| 1e3 * offer.waiting.get())
            }
            Measure::Quality => Some(self.market.quality(self.model, OfferId::at(j)).get()),
            _ => None,
        }
    }

    fn segment_figure(&self, measure: Measure, s: usize) -> Option<f64> {
        let kinds = self.model.customers[s].classes.clone();
        let sum = |of: &dyn Fn(usize) -> f64| kinds.clone().map(of).sum::<f64>();
        let total = sum(&|s| self.counts.total(s));
        let holders = total - sum(&|s| self.counts.outside(s)) - sum(&|s| self.counts.unaware(s));
        // What is smaller is rounding of the sums.
        let holders = if holders.abs() <= ROUNDING * total { 0.0 } else { holders };
        let flow = |now: &[f64], before: &[f64]| self.flow(sum(&|s| now[s]), sum(&|s| before[s]));
        match measure {
            Measure::Aware => Some(self.counts.aware_share(kinds)),
            Measure::Adoption => Some(holders / total),
            Measure::Users => Some(holders),
            Measure::Tokens => flow(&self.meter.segment_tokens, &self.recorded.segment_tokens),
            Measure::Surplus => flow(&self.meter.surplus, &self.recorded.surplus),
            Measure::Compensating => flow(&self.meter.compensating, &self.recorded.compensating),
            _ => None,
        }
    }

    fn plan_figure(&self, measure: Measure, plan: usize) -> Option<f64> {
        let (now, before) = (&self.meter.plans[plan], &self.recorded.plans[plan]);
        match measure {
            Measure::Users => Some(self.users_of_plan(plan)),
            Measure::Tokens => self.flow(now.tokens, before.tokens),
            Measure::Revenue => self.flow(now.billed, before.billed),
            Measure::EffectivePrice => ratio(now.billed - before.billed, now.tokens - before.tokens),
            _ => None,
        }
    }

    /// Users who pay in a way: of each kind of user that holds the product all or none.
    fn users_of_plan(&self, plan: usize) -> f64 {
        let holders = |s: usize, j: usize| {
            let way = self.market.segments[s].contracts[j].taken.plan.map_or(0, |k| k + 1);
            if self.plan_base[j].map(|first| first + way) == Some(plan) {
                self.counts.users(s, j)
            } else {
                0.0
            }
        };
        let offers = 0..self.market.offers.len();
        offers.map(|j| (0..self.market.segments.len()).map(|s| holders(s, j)).sum::<f64>()).sum()
    }

    /// Lowest posted price that is not zero among the products at or above the bar of a tier.
    fn cheapest(&self, tier: usize) -> Option<f64> {
        let bar = self.model.tiers[tier];
        let offers = self.market.offers.iter().enumerate().filter(|(j, offer)| {
            offer.is_usable() && self.market.quality(self.model, OfferId::at(*j)) >= bar
        });
        offers.map(|(_, offer)| offer.posted.blended().get()).filter(|price| *price > 0.0).reduce(f64::min)
    }

    /// E\[alpha\] over all users: what a firm that knew the market would believe.
    fn mean_taste(&self) -> f64 {
        let (mut sum, mut users) = (0.0, 0.0);
        for segment in &self.model.segments {
            let Spread { median, sigma } = segment.tastes.price;
            sum += segment.users.get() * median.get() * exp(0.5 * sigma.get() * sigma.get());
            users += segment.users.get();
        }
        sum / users
    }

    /// Users of offers, in all segments.
    pub(super) fn users_of(&self, offers: impl Iterator<Item = usize>) -> f64 {
        offers.map(|j| (0..self.model.segments.len()).map(|s| self.counts.users(s, j)).sum::<f64>()).sum()
    }
}

fn ratio(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}
