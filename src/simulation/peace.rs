//! Twins of a market: the same market with the same luck, in which nobody moves a price but as the twin says.
//!
//! Without war the price of a product is the mark-up that it opened with on its standard cost, month by month; with prices held it
//! is the price that it opened with:
//!
//! ```text
//! without_war:  p_j(t) = (p_j(0) / c_j(0)) c_j(t)        c_j: standard cost, today's technology at its provider's opening load
//! hold:         p_j(t) = p_j(0)
//! ```
//!
//! A product that comes later asks the median mark-up, or price, of the products of its tier of quality on sale then (of the
//! nearest tier that has any). Launches, releases, technology, shocks of cost and demand stay as they are; what is left out is moves
//! of price: rules, scripts, learning, answers to rivals. So the market less the twin without war is what moves of price beyond
//! cost did, and the profit, use and welfare between the two are the cost of the war; the twin without war less the one with prices
//! held is what passing on falls of cost does (docs/model/comparisons.md). Cost and price are of a blended token, three of input
//! to one of output, without a cache.

use super::agenda::Agenda;
use super::turns::prices;
use super::world::World;
use crate::calendar::Instant;
use crate::ids::OfferId;
use crate::model::{Appeal, TIER, Twin};
use crate::statistics::{quantile_of_sorted, sorted};
use crate::units::MoneyPerMtok;

/// What prices are held at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Peace {
    twin: Twin,
    /// What is held, by offer: price over standard cost, or the price itself \[money/Mtok\]; none before it is on sale, and
    /// no mark-up where nothing is spent on a token.
    anchors: Vec<Option<f64>>,
}

impl Peace {
    /// The mark-ups or prices of the opening, where the model is a twin.
    pub(super) fn open(world: &World) -> Option<Self> {
        let twin = world.model.twin?;
        let anchor = |j: usize| {
            let offer = &world.market.offers[j];
            let base = base(world, twin, j)?;
            offer.on_sale.then(|| offer.posted.blended() / base)
        };
        Some(Self { twin, anchors: (0..world.market.offers.len()).map(anchor).collect() })
    }
}

/// What an anchor is a multiple of: the standard cost of an offer, or one unit of money.
fn base(world: &World, twin: Twin, offer: usize) -> Option<MoneyPerMtok> {
    match twin {
        Twin::WithoutWar => Some(world.standard_cost(offer)).filter(|cost| *cost > MoneyPerMtok::ZERO),
        Twin::Held => Some(MoneyPerMtok(1.0)),
    }
}

/// A month's progress is passed on, all of it and nothing else; held prices stay.
pub(super) fn reprice(world: &mut World, agenda: &mut Agenda, at: Instant) {
    let Some(peace) = world.peace.as_ref().filter(|peace| peace.twin == Twin::WithoutWar) else { return };
    let on_sale = (0..world.market.offers.len()).filter(|j| world.market.offers[*j].on_sale);
    let levels: Vec<(usize, MoneyPerMtok)> =
        on_sale.filter_map(|j| Some((j, world.standard_cost(j) * peace.anchors[j]?))).collect();
    for (j, level) in levels {
        let public = &world.market.offers[j];
        let sheet = public.posted.at_level(level, &public.listed);
        prices::post(world, agenda, at, (OfferId::at(j), sheet));
    }
}

/// What a product asks when it comes: the median mark-up or price of its tier.
pub(super) fn price_of_launch(world: &mut World, offer: OfferId) {
    let Some(peace) = &world.peace else { return };
    let j = offer.index();
    let tier = |j: usize| match world.market.offers[j].appeal {
        Appeal::Quality(elo) => (elo.get() / TIER).floor(),
        Appeal::Utils(_) => 0.0,
    };
    let rivals = (0..world.market.offers.len()).filter(|k| *k != j && world.market.offers[*k].on_sale);
    let known: Vec<(f64, f64)> =
        rivals.filter_map(|k| Some(((tier(k) - tier(j)).abs(), peace.anchors[k]?))).collect();
    let Some(nearest) = known.iter().map(|(distance, _)| *distance).reduce(f64::min) else { return };
    let near = known.iter().filter(|(distance, _)| *distance <= nearest).map(|(_, anchor)| *anchor);
    let Some(anchor) = quantile_of_sorted(&sorted(near.collect()), 0.5) else { return };
    let Some(base) = base(world, peace.twin, j) else { return };
    let public = &world.market.offers[j];
    let sheet = public.posted.at_level(base * anchor, &public.listed);
    world.market.list(world.model, j, sheet);
    if let Some(peace) = &mut world.peace {
        peace.anchors[j] = Some(anchor);
    }
}
