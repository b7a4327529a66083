//! The costing of one product: its tokens, how it is served, what they cost and what they bring in.

use crate::costing::{Components, Concepts, Kinds, Prices, ProductCosting, Serving, Split, Tokens};
use crate::economics::technology::{Breakdown, CostCurve, Load, ServingLaw, TokenCosts, TokenMix};
use crate::simulation::world::World;
use crate::units::{MtokPerDay, Ratio};

/// The costing of an offer.
pub(super) fn product(world: &World, offer: usize) -> ProductCosting {
    let model = &world.model.offers[offer];
    let load = world.supply[offer].load;
    let served = world.served_at_least(offer);
    let costs = world.unit_costs(offer);
    let unit_cost = Concepts {
        marginal: kinds(&costs.marginal, &load, 1.0),
        floor: kinds(&costs.floor, &load, 1.0),
        average: kinds(&costs.average, &load, served),
        full: kinds(&costs.full, &load, served),
    };
    let price = prices(world, offer, &load);
    let sold = load.total().get() * served;
    let blended = unit_cost.average.components.blended;
    let (cost, revenue) = (unit_cost.average.blended * sold, price.blended * sold);
    ProductCosting {
        provider: world.model.providers[model.provider.index()].name.clone(),
        product: model.name.clone(),
        tokens_per_day: Tokens {
            input_billed: load.input.get(),
            input_missed: load.computed().get(),
            input_cached: load.cached.get(),
            output: load.output.get(),
            total: load.total().get(),
            refused: world.market.offers[offer].refused.get(),
        },
        serving: match &world.supply[offer].curve {
            CostCurve::Serving(law) => Some(serving(world, offer, law)),
            CostCurve::Constant(_) => None,
        },
        unit_cost,
        price,
        fleet_cost_per_day: (blended.compute + blended.energy) * sold,
        cost_per_day: cost,
        revenue_per_day: revenue,
        margin: (revenue > 0.0).then(|| 1.0 - cost / revenue),
        profit_over_cost: (cost > 0.0).then(|| revenue / cost - 1.0),
    }
}

/// Tokens in the composition of a load; three to one where there is none.
pub(super) fn mix(load: &Load) -> TokenMix {
    load.mix().unwrap_or(TokenMix::THREE_TO_ONE)
}

/// Costs by kind. Tokens refused are paid for by those served, but nothing is sent to anyone for them.
fn kinds(costs: &TokenCosts, load: &Load, served: f64) -> Kinds {
    let borne = |cost: Breakdown| Breakdown { network: cost.network, ..cost * (1.0 / served) };
    let costs =
        TokenCosts { input: borne(costs.input), cached: borne(costs.cached), output: borne(costs.output) };
    let hit = if load.input > MtokPerDay::ZERO { load.cached / load.input } else { 0.0 };
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
    let mix = mix(load);
    let blended =
        posted.input * mix.computed.get() + cached * mix.cached.get() + posted.output * mix.output.get();
    Prices {
        input_missed: posted.input.get(),
        input_cached: cached.get(),
        output: posted.output.get(),
        blended: blended.get(),
    }
}

fn serving(world: &World, offer: usize, law: &ServingLaw) -> Serving {
    let firm = &world.firms[world.model.offers[offer].provider.index()];
    let curve = CostCurve::Serving(*law);
    let load = &world.supply[offer].load;
    let required = curve.gpus_required(load);
    let part = required / firm.published.required().max(required);
    let paid = firm.fleet.installed.get() * part;
    let input = load.computed().get() + load.cached.get() * law.plant().cache_cost.get();
    let busy = law.prefill_work().get() * input + law.decode_work().get() * load.output.get();
    let used = firm.published.utilisation;
    let rho = (used.get() * law.rho_max().get()).min(1.0);
    Serving {
        accelerators_required: required.get(),
        accelerators_paid: paid,
        replica: law.gpus_per_replica().get(),
        utilisation: used.get(),
        load_factor: if paid > 0.0 { busy / (paid * 24.0) } else { 0.0 },
        rho,
        rho_max: law.rho_max().get(),
        batch: law.batch(Ratio(rho)).get(),
        batch_max: law.batch_max().get(),
        tpot_ms: curve.latency(used).per_token().get() * 1000.0,
        promised_speed: law.promised().get(),
    }
}
