//! The opening of a model as expectations: shares, tokens, fleets and unit costs before any user is drawn.
//!
//! The same equations as the simulation's opening, with its expectation in place of its draw; waiting is left out, as in the
//! first pass there.

use crate::economics::demand::{
    Known, OpeningMarket, OpeningOffer, OpeningSegment, Preference, Segment, Solved, solve,
};
use crate::economics::technology::{FixedPerDay, Fleet, FleetCharge, Load, UnitCosts, utilisation};
use crate::maths::exp;
use crate::model::{Appeal, Model, Offer};
use crate::units::{Gpus, Growth, MoneyPerDay, MtokPerDay, Ratio, Share, Utils};

/// A solved opening.
pub struct Opening<'a> {
    /// The model.
    pub model: &'a Model,
    /// Positions of the offers on sale.
    pub on_sale: Vec<usize>,
    /// What is known of the market.
    pub market: OpeningMarket,
    /// What makes it a rest point.
    pub solved: Solved,
    /// Load of each offer on sale.
    pub loads: Vec<Load>,
    /// Fleet by provider.
    pub fleets: Vec<Supply>,
}

/// A provider's fleet at the opening.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Supply {
    /// Accelerators, as given or as the load wants.
    pub gpus: Gpus,
    /// Accelerators that all its tokens require.
    pub required: Gpus,
    /// Offered load over the fleet.
    pub utilisation: Ratio,
}

impl<'a> Opening<'a> {
    /// Solves a model's opening.
    pub fn of(model: &'a Model) -> Self {
        let is_there = |offer: &Offer| offer.on_sale && model.providers[offer.provider.index()].present;
        let on_sale: Vec<usize> = (0..model.offers.len()).filter(|j| is_there(&model.offers[*j])).collect();
        let market = observed(model, &on_sale);
        let solved = solve(&market);
        let loads = (0..on_sale.len()).map(|i| load(model, &solved, &on_sale, i)).collect();
        let mut opening = Self { model, on_sale, market, solved, loads, fleets: Vec::new() };
        opening.fleets = (0..model.providers.len()).map(|p| opening.supply(p)).collect();
        opening
    }

    /// Positions in `on_sale` of a provider's offers.
    pub fn sold_by(&self, provider: usize) -> impl Iterator<Item = usize> {
        (0..self.on_sale.len()).filter(move |i| self.offer(*i).provider.index() == provider)
    }

    /// An offer on sale.
    pub fn offer(&self, i: usize) -> &'a Offer {
        &self.model.offers[self.on_sale[i]]
    }

    /// Money a day that users pay for an offer.
    pub fn revenue(&self, i: usize) -> MoneyPerDay {
        let by_segment = self.market.segments.iter().zip(&self.solved.tokens);
        by_segment.map(|(segment, tokens)| segment.prices[i] * MtokPerDay(tokens[i])).sum()
    }

    /// Aware users of a segment who hold an offer, as a share: tokens over what one of them uses at its price.
    pub fn user_share(&self, segment: usize, i: usize) -> f64 {
        let view = &self.market.segments[segment];
        self.solved.tokens[segment][i] / (view.mass * view.preference.usage(view.prices[i]))
    }

    /// Unit costs of an offer.
    pub fn unit_costs(&self, i: usize) -> UnitCosts {
        let offer = self.offer(i);
        let provider = &self.model.providers[offer.provider.index()];
        let supply = &self.fleets[offer.provider.index()];
        let all: MtokPerDay = self.sold_by(offer.provider.index()).map(|k| self.loads[k].total()).sum();
        let part = if all > MtokPerDay::ZERO { self.loads[i].total() / all } else { 0.0 };
        let plant = provider.plant.as_ref();
        let charge = FleetCharge {
            gpus: supply.gpus,
            required: supply.required,
            hour: plant.map(|plant| plant.hour).unwrap_or_default(),
            committed: plant.map_or(Share::ZERO, |plant| plant.capacity.committed),
        };
        let fixed =
            FixedPerDay { training: provider.fixed.training * part, data: provider.fixed.data * part };
        offer.cost.unit_costs(&self.loads[i], &charge, &fixed)
    }

    /// The load of a provider's own products, which run on its first product's network.
    fn captive(&self, provider: usize) -> Option<(usize, Load)> {
        let captive = self.model.providers[provider].captive?;
        let first = self.sold_by(provider).next()?;
        let input = captive.tokens * captive.mix.output.rest().get();
        let cached = input * captive.mix.repeated.get();
        Some((first, Load { input, cached, output: captive.tokens * captive.mix.output.get() }))
    }

    fn supply(&self, p: usize) -> Supply {
        let provider = &self.model.providers[p];
        let Some(plant) = &provider.plant else { return Supply::default() };
        let captive = self.captive(p);
        let loads = self.sold_by(p).map(|i| (i, self.loads[i])).chain(captive);
        let (mut required, mut offered) = (Gpus::ZERO, Gpus::ZERO);
        for (i, load) in loads {
            required += self.offer(i).cost.gpus_required(&load);
            offered += self.offer(i).cost.gpus_offered(&load);
        }
        let wanted = plant.capacity.desired(required, Growth::ZERO);
        let gpus = Fleet::of(provider.gpus.unwrap_or(wanted)).installed;
        Supply { gpus, required, utilisation: utilisation(offered, gpus) }
    }
}

fn observed(model: &Model, on_sale: &[usize]) -> OpeningMarket {
    let offers = on_sale.iter().map(|j| &model.offers[*j]);
    let segments = model.segments.iter().map(|segment| view(model, segment, on_sale)).collect();
    let brand = |offer: &Offer| match offer.share {
        Some(share) => Known::Observed(share.get()),
        None => Known::Given(offer.brand.unwrap_or(Utils::ZERO)),
    };
    let offers =
        offers.map(|offer| OpeningOffer { provider: offer.provider.index(), brand: brand(offer) }).collect();
    OpeningMarket { offers, segments, providers: model.providers.len() }
}

fn view(model: &Model, segment: &Segment, on_sale: &[usize]) -> OpeningSegment {
    let preference = Preference {
        tastes: segment.tastes,
        reference_price: model.reference.price,
        reference_quality: model.reference.quality,
        own_cost: model.reference.own_cost,
    };
    let sigma = segment.usage.sigma.get();
    let merit = |offer: &Offer| match offer.appeal {
        Appeal::Quality(elo) => preference.quality(elo),
        Appeal::Utils(utils) => utils,
    };
    OpeningSegment {
        preference,
        // Mean of a log-normal: median e^(sigma^2 / 2).
        mass: segment.users.get()
            * segment.aware.now.get()
            * segment.usage.median.get()
            * exp(0.5 * sigma * sigma),
        prices: on_sale.iter().map(|j| model.offers[*j].price.effective(&segment.mix)).collect(),
        merit: on_sale.iter().map(|j| merit(&model.offers[*j])).collect(),
        inertia: match (segment.churn, segment.inertia) {
            (Some(churn), _) => Known::Observed((churn.get() * segment.review.get()).max(1e-9)),
            (None, inertia) => Known::Given(inertia.map_or(Utils::ZERO, |inertia| inertia.median)),
        },
        inertia_sigma: segment.inertia.map_or(Ratio::ZERO, |inertia| inertia.sigma),
        outside: match segment.outside.share {
            Some(share) => Known::Observed(share.get()),
            None => Known::Given(segment.outside.utility.unwrap_or(Utils::ZERO)),
        },
        outside_inertia: segment.outside.inertia,
    }
}

fn load(model: &Model, solved: &Solved, on_sale: &[usize], i: usize) -> Load {
    let provider = &model.providers[model.offers[on_sale[i]].provider.index()];
    let hit = provider.plant.map_or(0.0, |plant| plant.cache_hit.get());
    model.segments.iter().zip(&solved.tokens).fold(Load::default(), |sum, (segment, tokens)| {
        let tokens = MtokPerDay(tokens[i]);
        let input = tokens * segment.mix.output.rest().get();
        let cached = input * (hit * segment.mix.repeated.get());
        sum + Load { input, cached, output: tokens * segment.mix.output.get() }
    })
}
