//! The market of an instant as the static solver sees it: the users who know it come to rest, fleets grow with their load.

use super::world::World;
use crate::economics::demand::{ResponseMarket, ResponseSegment};
use crate::economics::pricing::NashMarket;
use crate::economics::technology::TokenMix;
use crate::units::{MoneyPerMtok, Share, Spread, Utils};

/// Of the offers given, integrated over so many types of users. Offers are their brand's: who decides for a brand by now is
/// for the solver to be told.
pub(super) fn static_market(world: &World, offers: &[usize], types: usize) -> NashMarket {
    let segments = 0..world.market.segments.len();
    NashMarket {
        demand: ResponseMarket {
            segments: segments.clone().map(|s| segment(world, s, offers)).collect(),
            owners: offers.iter().map(|j| world.model.offers[*j].provider.index()).collect(),
            providers: world.model.providers.len(),
            types,
        },
        costs: segments.map(|s| offers.iter().map(|j| cost(world, s, *j)).collect()).collect(),
    }
}

fn segment(world: &World, s: usize, offers: &[usize]) -> ResponseSegment {
    let (view, given) = (&world.market.segments[s], &world.model.segments[s]);
    let ratio = |j: &usize| world.market.ratio(world.model, s, *j).get();
    ResponseSegment {
        preference: view.preference,
        mass: world.counts.aware_usage(s) * view.growth * view.shock,
        merit: offers.iter().map(|j| world.market.merit_considered(s, *j)).collect(),
        ratio: offers.iter().map(ratio).collect(),
        inertia: Spread {
            median: Utils(view.inertia.median.get() * view.terms.inertia.get()),
            sigma: view.inertia.sigma,
        },
        outside: view.outside,
        outside_inertia: given.outside.inertia,
        multi_home: given.multi_home,
        own_hosting: world.market.own_hosting(s),
        nests: view.nests_among(offers),
    }
}

/// Long-run marginal cost of a million tokens of a segment's mix.
fn cost(world: &World, s: usize, offer: usize) -> MoneyPerMtok {
    let curve = &world.supply[offer].curve;
    let hour = world.firms[world.owner(offer).index()].hour.unwrap_or_default();
    let mix = &world.model.segments[s].mix;
    let (input, hit) = (mix.output.rest().get(), mix.repeated.get() * curve.cache_hit().get());
    let kinds =
        TokenMix { computed: Share(input * (1.0 - hit)), cached: Share(input * hit), output: mix.output };
    let serving = curve.standard(hour, curve.swing()).blended(&kinds).total();
    // A levy on users is one on the seller to whom all pay what they pay: the solver's prices are what users pay.
    let terms = &world.market.segments[s].terms;
    MoneyPerMtok((serving.get() + terms.on_cost() + terms.on_price()).max(0.0))
}
