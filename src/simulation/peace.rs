//! The twin without war: the same market with the same luck, in which nobody moves a price but for its cost.
//!
//! The price of a product is the mark-up that it opened with on its standard cost, month by month:
//!
//! ```text
//! p_j(t) = (p_j(0) / c_j(0)) c_j(t)        c_j: standard cost, today's technology at its provider's opening load
//! ```
//!
//! A product that comes later asks the median mark-up of the products of its tier of quality on sale then (of the nearest
//! tier that has any). Launches, releases, technology, shocks of cost and demand stay as they are; what is left out is moves
//! of price: rules, scripts, learning, answers to rivals. So the market less its twin is what the moves of price did, and
//! the profit, use and welfare between the two are the cost of the war (docs/model/experiments.md). Cost and price are of
//! a blended token, three of input to one of output, without a cache.

use super::agenda::Agenda;
use super::turns::prices;
use super::world::World;
use crate::calendar::Instant;
use crate::ids::OfferId;
use crate::model::{Appeal, TIER, Twin};
use crate::statistics::{quantile_of_sorted, sorted};
use crate::units::{MoneyPerMtok, Ratio};

/// What prices are held at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Peace {
    /// Price over standard cost, by offer; none before it is on sale and where nothing is spent on a token.
    markups: Vec<Option<Ratio>>,
}

impl Peace {
    /// The mark-ups of the opening, where the model is a twin.
    pub(super) fn open(world: &World) -> Option<Self> {
        let Twin::WithoutWar = world.model.twin?;
        let mut peace = Self { markups: vec![None; world.market.offers.len()] };
        for j in 0..world.market.offers.len() {
            if world.market.offers[j].on_sale {
                let price = world.market.offers[j].posted.blended();
                peace.markups[j] = over(price, world.standard_cost(j));
            }
        }
        Some(peace)
    }
}

fn over(price: MoneyPerMtok, cost: MoneyPerMtok) -> Option<Ratio> {
    (cost > MoneyPerMtok::ZERO).then(|| Ratio(price / cost))
}

/// A month's progress is passed on, all of it and nothing else.
pub(super) fn reprice(world: &mut World, agenda: &mut Agenda, at: Instant) {
    let Some(peace) = &world.peace else { return };
    let on_sale = (0..world.market.offers.len()).filter(|j| world.market.offers[*j].on_sale);
    let levels: Vec<(usize, MoneyPerMtok)> =
        on_sale.filter_map(|j| Some((j, world.standard_cost(j) * peace.markups[j]?.get()))).collect();
    for (j, level) in levels {
        let public = &world.market.offers[j];
        let sheet = public.posted.at_level(level, &public.listed);
        prices::post(world, agenda, at, (OfferId::at(j), sheet));
    }
}

/// What a product asks when it comes: the median mark-up of its tier.
pub(super) fn price_of_launch(world: &mut World, offer: OfferId) {
    let Some(peace) = &world.peace else { return };
    let j = offer.index();
    let tier = |j: usize| match world.market.offers[j].appeal {
        Appeal::Quality(elo) => (elo.get() / TIER).floor(),
        Appeal::Utils(_) => 0.0,
    };
    let rivals = (0..world.market.offers.len()).filter(|k| *k != j && world.market.offers[*k].on_sale);
    let known: Vec<(f64, f64)> =
        rivals.filter_map(|k| Some(((tier(k) - tier(j)).abs(), peace.markups[k]?.get()))).collect();
    let Some(nearest) = known.iter().map(|(distance, _)| *distance).reduce(f64::min) else { return };
    let near = known.iter().filter(|(distance, _)| *distance <= nearest).map(|(_, markup)| *markup);
    let Some(markup) = quantile_of_sorted(&sorted(near.collect()), 0.5) else { return };
    let cost = world.standard_cost(j);
    if cost <= MoneyPerMtok::ZERO {
        return;
    }
    let public = &world.market.offers[j];
    let sheet = public.posted.at_level(cost * markup, &public.listed);
    world.market.price(world.model, j, sheet);
    world.market.offers[j].listed = sheet;
    if let Some(peace) = &mut world.peace {
        peace.markups[j] = Some(Ratio(markup));
    }
}
