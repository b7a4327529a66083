//! The costing of one product: its tokens, how it is served, what they cost and what they bring in.

use crate::costing::{Components, Concepts, Kinds, Prices, ProductCosting, Serving, Split, Tokens};
use crate::economics::technology::queueing::sakasegawa;
use crate::economics::technology::{Breakdown, Load, ServingLaw, TokenCosts, TokenMix};
use crate::simulation::firm::Supply;
use crate::simulation::world::World;
use crate::units::{Gpus, MtokPerDay, Ratio};

/// A part of the tokens refused that is rounding: published rates and fleets agree to three digits at best.
const ROUNDING: f64 = 1e-3;

/// The costing of an offer.
pub(super) fn product(world: &World, offer: usize) -> ProductCosting {
    let model = &world.model.offers[offer];
    let load = world.supply[offer].load;
    let refused = refused(world, offer);
    let served = if refused > 0.0 { world.served_at_least(offer) } else { 1.0 };
    let costs = world.unit_costs(offer);
    let unit_cost = Concepts {
        marginal: kinds(&costs.marginal, &load, 1.0),
        floor: kinds(&costs.floor, &load, 1.0),
        average: kinds(&costs.average, &load, served),
        full: kinds(&costs.full, &load, served),
    };
    let price = prices(world, offer, &load);
    let sold = load.total().get() * (1.0 - refused);
    let blended = unit_cost.average.components.blended;
    let serving = serving(world, offer);
    let hour = world.firms[model.provider.index()].hour.unwrap_or_default();
    let fleet = serving
        .map_or(blended.compute * sold, |serving| serving.accelerators_paid * 24.0 * hour.total().get());
    let (cost, revenue) = (fleet + blended.network * sold, price.blended * sold);
    ProductCosting {
        provider: world.model.providers[model.provider.index()].name.clone(),
        product: model.name.clone(),
        tokens_per_day: Tokens {
            input_billed: load.input.get(),
            input_missed: load.computed().get(),
            input_cached: load.cached.get(),
            output: load.output.get(),
            total: load.total().get(),
            refused,
        },
        serving,
        unit_cost,
        price,
        fleet_cost_per_day: fleet,
        cost_per_day: cost,
        revenue_per_day: revenue,
        margin: (revenue > 0.0).then(|| 1.0 - cost / revenue),
        profit_over_cost: (cost > 0.0).then(|| revenue / cost - 1.0),
    }
}

/// Part of its tokens that is refused for want of capacity.
fn refused(world: &World, offer: usize) -> f64 {
    let refused = world.market.offers[offer].refused.get();
    if refused <= ROUNDING { 0.0 } else { refused }
}

/// Tokens in the composition of a load; three to one where there is none.
pub(super) fn mix(load: &Load) -> TokenMix {
    load.mix().unwrap_or(TokenMix::THREE_TO_ONE)
}

/// Part of the billed input that comes from the cache.
fn hit(load: &Load) -> f64 {
    if load.input > MtokPerDay::ZERO { load.cached / load.input } else { 0.0 }
}

/// Costs by kind. Tokens refused are paid for by those served, but nothing is sent to anyone for them.
fn kinds(costs: &TokenCosts, load: &Load, served: f64) -> Kinds {
    let borne = |cost: Breakdown| Breakdown { network: cost.network, ..cost * (1.0 / served) };
    let costs =
        TokenCosts { input: borne(costs.input), cached: borne(costs.cached), output: borne(costs.output) };
    let hit = hit(load);
    let billed = costs.input * (1.0 - hit) + costs.cached * hit;
    let blended = costs.blended(&mix(load));
    Kinds {
        input_billed: billed.total().get(),
        input_missed: costs.input.total().get(),
        input_cached: costs.cached.total().get(),
        output: costs.output.total().get(),
        blended: blended.total().get(),
        components: Split {
            input_billed: Components::from(billed),
            input_missed: Components::from(costs.input),
            input_cached: Components::from(costs.cached),
            output: Components::from(costs.output),
            blended: Components::from(blended),
        },
    }
}

fn prices(world: &World, offer: usize, load: &Load) -> Prices {
    let posted = &world.market.offers[offer].posted;
    let cached = posted.cached.unwrap_or(posted.input);
    let (mix, hit) = (mix(load), hit(load));
    let blended =
        posted.input * mix.computed.get() + cached * mix.cached.get() + posted.output * mix.output.get();
    Prices {
        input_billed: (posted.input * (1.0 - hit) + cached * hit).get(),
        input_missed: posted.input.get(),
        input_cached: cached.get(),
        output: posted.output.get(),
        blended: blended.get(),
    }
}

fn serving(world: &World, offer: usize) -> Option<Serving> {
    let curve = &world.supply[offer].curve;
    if !curve.needs_fleet() {
        return None;
    }
    let firm = &world.firms[world.model.offers[offer].provider.index()];
    let Supply { load, gpus, .. } = &world.supply[offer];
    // Those of users alone, beside what captive use takes of the same replicas.
    let required = if *gpus > Gpus::ZERO { *gpus } else { curve.gpus_required(load) };
    let all = firm.published.required().max(required);
    let part = if all > Gpus::ZERO { required / all } else { 0.0 };
    let paid = firm.fleet.installed.get() * part;
    let used = firm.published.utilisation;
    let law = curve.law();
    let busy = curve.busy_work(load).get();
    let rho = law.map(|law| (used.get() * law.rho_max().get()).min(1.0));
    let batch = law.zip(rho).map(|(law, rho)| law.batch(Ratio(rho)));
    let tpot = curve.latency(used).per_token().get();
    Some(Serving {
        accelerators_required: required.get(),
        accelerators_paid: paid,
        replica: law.map(|law| law.gpus_per_replica().get()),
        utilisation: used.get(),
        load_factor: if paid > 0.0 { busy / (paid * 24.0) } else { 0.0 },
        rho,
        rho_max: law.map(|law| law.rho_max().get()),
        batch: batch.map(Ratio::get),
        batch_max: law.map(|law| law.batch_max().get()),
        tpot_ms: tpot * 1000.0,
        tpot_exact_ms: law.zip(batch).map(|(law, batch)| law.parts().exact(batch.get()).get() * 1000.0),
        wait_over_service: law.zip(batch).and_then(|(law, batch)| wait(law, paid, batch)),
        promised_speed: law.map(|law| law.promised().get()),
    })
}

/// Mean wait for a place in the batch of a replica, over the time of an answer: Sakasegawa with the places that the
/// memory of all replicas holds, those in use, and answers as varied as exponential ones. None where all are in use.
fn wait(law: &ServingLaw, paid: f64, batch: Ratio) -> Option<f64> {
    let replicas = paid / law.gpus_per_replica().get();
    let variations = (law.plant().staffing.burstiness, Ratio(1.0));
    sakasegawa(law.batch_max() * replicas, batch * replicas, variations).map(Ratio::get)
}
