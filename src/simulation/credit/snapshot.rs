//! A snapshot: what the attribution of prices needs to know of an instant, by line of products.
//!
//! A line is a product or what has replaced it: users move on from one to the other, so a better model in the old place
//! is progress of the line and not another product.

use crate::economics::technology::{CostCurve, GpuHour, Load, TokenMix};
use crate::model::{Model, ShockKind};
use crate::simulation::world::World;
use crate::units::{MtokPerDay, Ratio};

/// A line of products that sells something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// Its provider.
    pub provider: usize,
    /// Its means.
    pub means: Means,
    /// What it sells.
    pub sold: Sold,
    /// Money a day at the effective prices.
    pub revenue: f64,
    /// Money a day at the static Nash prices, for the same tokens.
    pub nash: f64,
    /// Money a day at the average serving cost.
    pub average: f64,
    /// Amortised training, money a day.
    pub training: f64,
    /// Amortised data, money a day.
    pub data: f64,
}

/// What its standard cost depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Means {
    pub curve: CostCurve,
    pub hour: GpuHour,
    /// Hours paid for an hour provided, as at the provider's opening.
    pub spread: Ratio,
}

/// Tokens a day by kind  \[Mtok/day\].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sold {
    pub input: f64,
    /// The part of the input that repeats an earlier request, whether a cache serves it or not.
    pub repeated: f64,
    pub output: f64,
}

impl Sold {
    pub fn tokens(&self) -> f64 {
        self.input + self.output
    }

    /// Its load on a curve, whose cache serves some of what repeats.
    fn load(&self, curve: &CostCurve) -> Load {
        Load {
            input: MtokPerDay(self.input),
            cached: MtokPerDay(self.repeated * curve.cache_hit().get()),
            output: MtokPerDay(self.output),
        }
    }
}

/// The line of each offer: its own number, or that of the offer it replaces.
pub(super) fn lines(model: &Model) -> Vec<usize> {
    let mut lines: Vec<usize> = (0..model.offers.len()).collect();
    for shock in &model.shocks {
        if let ShockKind::Launch { offer, replaces: Some(old) } = &shock.kind {
            lines[offer.index()] = lines[old.index()];
        }
    }
    lines
}

/// All lines at this instant, by number; none where nothing is sold. `nash` are effective prices by segment and offer.
pub(super) fn take(world: &World, lines: &[usize], nash: &[Vec<f64>]) -> Vec<Option<Line>> {
    let mut taken = vec![None; lines.len()];
    for (j, line) in lines.iter().enumerate() {
        if !world.market.offers[j].is_usable() {
            continue;
        }
        if let Some(state) = one(world, j, nash) {
            taken[*line] = Some(state);
        }
    }
    taken
}

fn one(world: &World, offer: usize, nash: &[Vec<f64>]) -> Option<Line> {
    let provider = world.owner(offer).index();
    let (mut sold, mut revenue, mut nash_revenue) = (Sold::default(), 0.0, 0.0);
    for (s, view) in world.market.segments.iter().enumerate() {
        let tokens = world.usage(s, offer) * view.intensity(offer) * world.served(offer);
        let mix = &world.model.segments[s].mix;
        let input = tokens * mix.output.rest().get();
        sold.input += input;
        sold.repeated += input * mix.repeated.get();
        sold.output += tokens * mix.output.get();
        revenue += tokens * view.prices[offer].get();
        nash_revenue += tokens * nash[s][offer];
    }
    let tokens = sold.tokens();
    if tokens <= 0.0 {
        return None;
    }
    let curve = world.supply[offer].curve;
    let means = Means {
        curve,
        hour: world.firms[provider].hour.unwrap_or_default(),
        spread: world.opening_spread(offer),
    };
    let costs = world.unit_costs(offer);
    // The load that is published differs from what is sold by what has happened since; the mix is that of what is sold.
    let mix = sold.load(&curve).mix().unwrap_or(TokenMix::THREE_TO_ONE);
    let served = world.served_at_least(offer);
    let full = costs.full.blended(&mix);
    Some(Line {
        provider,
        means,
        sold,
        revenue,
        nash: nash_revenue,
        average: costs.average.blended(&mix).total().get() / served * tokens,
        training: full.training.get() / served * tokens,
        data: full.data.get() / served * tokens,
    })
}

/// Hours that a provider pays for an hour provided to its load, its own use included; none without load or fleet.
pub(in crate::simulation) fn spread(world: &World, provider: usize) -> Option<Ratio> {
    let firm = &world.firms[provider];
    if !firm.present {
        return None;
    }
    let work = world.work_of(crate::ids::ProviderId::at(provider)).get();
    let paid = firm.fleet.installed.get() * 24.0;
    (work > 0.0 && paid > 0.0).then(|| Ratio(paid / work))
}
