//! The equilibrium of a model at its opening: where prices would settle at the first day's costs, qualities and tastes;
//! no history simulated.
//!
//! Users are at rest, costs the long-run ones of a fleet that grows with its load, as in the benchmark of attributions.
//! Who merges sets prices together; users go on to tell the brands apart.

mod refusal;
mod replies;
mod standing;

use self::standing::Scene;
use super::opening;
use super::static_market::static_market;
use super::world::World;
use crate::economics::indices::hhi;
use crate::economics::pricing::{NashMarket, Settled, joint, settle};
use crate::equilibrium::{Change, MarketEquilibrium, Merger, Refusal, Standing, WrongMerger};
use crate::model::Model;
use crate::random::Streams;
use crate::units::{MoneyPerMtok, Ratio, Share, Utils};

/// Types of users where more than alpha differs: the opening's own, so that observed shares come out exactly; and where
/// alpha alone does: the trapezoidal rule, exact to round-off even where a segment's choice turns within a hundredth of
/// the price.
const TYPES: (usize, usize) = (256, 1024);

/// A merger that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct MergerAsked {
    /// The providers, by name.
    pub providers: Vec<String>,
    /// What it saves of the unit costs of their products.
    pub saving: Share,
}

/// Why there is no equilibrium to report.
#[derive(Debug, Clone, PartialEq)]
pub enum NoEquilibrium {
    /// The market has none that is finite, or none was found.
    Refused(Refusal),
    /// The merger cannot be.
    Merger(WrongMerger),
}

/// The equilibrium of a model's opening, the joint-profit maximum, and what a merger would change.
///
/// # Errors
/// Why the market has no finite price, or the merger cannot be.
pub fn equilibrium(
    model: &Model,
    streams: Streams,
    asked: Option<&MergerAsked>,
) -> Result<MarketEquilibrium, NoEquilibrium> {
    let (world, _) = opening::open(model, streams);
    let offers: Vec<usize> =
        (0..world.market.offers.len()).filter(|j| world.market.offers[*j].is_usable()).collect();
    let merging = asked.map(|asked| merging(&world, &offers, asked)).transpose();
    let merging = merging.map_err(NoEquilibrium::Merger)?;
    let scene = Scene::new(&world, &offers, static_market(&world, &offers, types(&world)));
    let refused = |why| NoEquilibrium::Refused(refusal::refusal(&scene, why));
    if offers.is_empty() {
        return Err(NoEquilibrium::Refused(refusal::nothing_on_sale()));
    }
    let market = &scene.market;
    let posted: Vec<MoneyPerMtok> = offers.iter().map(|j| world.market.offers[*j].posted.blended()).collect();
    let cost = vec![MoneyPerMtok::ZERO; offers.len()];
    let alone: Vec<usize> = (0..model.providers.len()).collect();
    let together = vec![0; model.providers.len()];
    let nash = settle(market, &alone, &[posted.clone(), cost.clone()]).map_err(refused)?;
    let levels = &nash.equilibrium.levels;
    let above: Vec<MoneyPerMtok> = levels.iter().map(|level| *level * 2.0).collect();
    let cartel = joint(market, &[levels.clone(), above, posted.clone(), cost]).map_err(refused)?;
    let of = |settled: &Settled, deciders: &[usize]| {
        scene.standing(market, deciders, &settled.equilibrium.levels, levels)
    };
    let before = of(&nash, &alone);
    let merger = match (asked, &merging) {
        (Some(asked), Some(merging)) => {
            Some(merger(&scene, (&nash, &before), asked, merging).map_err(refused)?)
        }
        _ => None,
    };
    Ok(MarketEquilibrium {
        title: model.title.clone(),
        currency: model.currency.clone(),
        start: model.calendar.start().to_string(),
        potential_users: scene.users.iter().sum(),
        potential_demand: scene.demand(),
        posted: scene.standing(market, &alone, &posted, levels),
        joint: of(&cartel, &together),
        replies: replies::replies(&scene, &posted, levels, &cartel.equilibrium.levels),
        nash: before,
        merger,
    })
}

/// How finely users are integrated.
fn types(world: &World) -> usize {
    let more = world.market.segments.iter().any(|segment| {
        segment.preference.tastes.loyalty > Utils::ZERO || segment.inertia.sigma > Ratio::ZERO
    });
    if more { TYPES.0 } else { TYPES.1 }
}

/// Positions of the providers that merge, in their order in the file.
fn merging(world: &World, offers: &[usize], asked: &MergerAsked) -> Result<Vec<usize>, WrongMerger> {
    let providers = &world.model.providers;
    let sells = |p: usize| offers.iter().any(|j| world.model.offers[*j].provider.index() == p);
    let sellers = || (0..providers.len()).filter(|p| sells(*p)).map(|p| providers[p].name.clone()).collect();
    let mut found = Vec::new();
    for name in &asked.providers {
        let Some(p) = providers.iter().position(|provider| provider.name == *name) else {
            return Err(WrongMerger::Unknown(name.clone(), sellers()));
        };
        if !sells(p) {
            return Err(WrongMerger::Absent(name.clone(), sellers()));
        }
        found.push(p);
    }
    found.sort_unstable();
    found.dedup();
    if found.len() < 2 { Err(WrongMerger::TooFew) } else { Ok(found) }
}

fn merger(
    scene: &Scene,
    (nash, before): (&Settled, &Standing),
    asked: &MergerAsked,
    merging: &[usize],
) -> Result<Merger, crate::economics::pricing::NoPrice> {
    let merged = |j: &usize| merging.contains(&scene.market.demand.owners[*j]);
    let mut deciders: Vec<usize> = (0..scene.market.demand.providers).collect();
    for p in merging {
        deciders[*p] = merging[0];
    }
    let mut market: NashMarket = scene.market.clone();
    for costs in &mut market.costs {
        for j in (0..costs.len()).filter(merged) {
            costs[j] = costs[j] * asked.saving.rest().get();
        }
    }
    let levels = &nash.equilibrium.levels;
    let above: Vec<MoneyPerMtok> = levels.iter().map(|level| *level * 1.5).collect();
    let found = settle(&market, &deciders, &[levels.clone(), above])?;
    let after = scene.standing(&market, &deciders, &found.equilibrium.levels, levels);
    let names: Vec<String> = merging.iter().map(|p| scene.world.model.providers[*p].name.clone()).collect();
    let profit = |standing: &Standing, inside: bool| -> f64 {
        let those = standing.providers.iter().filter(|provider| names.contains(&provider.provider) == inside);
        those.map(|provider| provider.profit_per_day).sum()
    };
    let surplus = after.consumer_surplus_per_day - before.consumer_surplus_per_day;
    let (own, others) =
        (profit(&after, true) - profit(before, true), profit(&after, false) - profit(before, false));
    let pooled = scene.hhi_of(&deciders, before);
    Ok(Merger {
        change: Change {
            profit_of_merged_per_day: own,
            profit_of_others_per_day: others,
            consumer_surplus_per_day: surplus,
            welfare_per_day: surplus + own + others,
            hhi: after.hhi.zip(before.hhi).map(|(after, before)| after - before),
            hhi_at_shares_before: pooled.zip(before.hhi).map(|(after, before)| after - before),
        },
        providers: names,
        saving: asked.saving.get(),
        after,
    })
}

/// Index of concentration of amounts by product, those of one decider together.
fn concentration(deciders: &[usize], owners: &[usize], amounts: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sums = vec![0.0; deciders.len()];
    for (owner, amount) in owners.iter().zip(amounts) {
        sums[deciders[*owner]] += amount;
    }
    hhi(&sums)
}
