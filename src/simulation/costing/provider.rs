//! The costing of one provider: its fleet, and total cost = compute + data + training + inference.

use crate::calendar::DAYS_A_MONTH;
use crate::costing::{Identity, ProviderCosting, Reservation};
use crate::economics::technology::UniformLoad;
use crate::ids::ProviderId;
use crate::model::Provider;
use crate::simulation::world::World;
use crate::units::Ratio;

use super::product;

/// The costing of a provider, all its products on sale together.
pub(super) fn provider(world: &World, id: ProviderId) -> ProviderCosting {
    let (model, firm) = (&world.model.providers[id.index()], &world.firms[id.index()]);
    let hour = firm.hour.unwrap_or_default();
    let fleet = if model.plant.is_some() { firm.fleet.cost(hour).get() } else { 0.0 };
    let selling: Vec<usize> = world.offers_of(id).filter(|j| world.market.offers[*j].on_sale).collect();
    let (mut constant, mut network, mut revenue) = (0.0, 0.0, 0.0);
    for j in selling {
        let costed = product::product(world, j);
        let sold = costed.tokens_per_day.total * (1.0 - costed.tokens_per_day.refused);
        let average = costed.unit_cost.average.components.blended;
        network += average.network * sold;
        revenue += costed.revenue_per_day;
        if !world.supply[j].curve.needs_fleet() {
            constant += average.compute * sold;
        }
    }
    let (data, training) = (model.fixed.data.get(), model.fixed.training.get());
    let compute = fleet + constant;
    let day = Identity {
        compute,
        data,
        training,
        inference: network,
        total: compute + data + training + network,
        energy_within_compute: firm.fleet.installed.get() * 24.0 * hour.energy.get(),
        staff_beside: model.fixed.staff.get(),
    };
    let required = firm.published.required().get();
    ProviderCosting {
        name: model.name.clone(),
        accelerators: if model.plant.is_some() { firm.fleet.installed.get() } else { 0.0 },
        accelerators_required: required,
        own_use: if required > 0.0 { firm.published.captive.get() / required } else { 0.0 },
        accelerator_hour: hour.total().get(),
        accelerator_hour_energy: hour.energy.get(),
        fleet_cost_per_day: fleet,
        revenue_per_day: revenue,
        reservation: reservation(model),
        total_cost_per_day: day,
        total_cost_per_month: times(&day, DAYS_A_MONTH),
    }
}

/// The part of its fleet that a provider has under contract beside the one that costs least, when the rest could be
/// rented by the hour at the market's rent and the load of a day lies as far below its mean as above it.
fn reservation(model: &Provider) -> Option<Reservation> {
    let (plant, contract) = (model.plant.as_ref()?, model.kit.and_then(|kit| kit.contract)?);
    let load = UniformLoad::over_a_day(plant.staffing.peak_to_mean);
    let price = Ratio(contract.discount.rest().get());
    let (committed, best) = (contract.share.get(), load.reservation(price));
    let dearer = load.cost(committed * load.high, price) / load.cost(best, price) - 1.0;
    Some(Reservation { committed, best: best / load.high, dearer })
}

fn times(identity: &Identity, factor: f64) -> Identity {
    Identity {
        compute: identity.compute * factor,
        data: identity.data * factor,
        training: identity.training * factor,
        inference: identity.inference * factor,
        total: identity.total * factor,
        energy_within_compute: identity.energy_within_compute * factor,
        staff_beside: identity.staff_beside * factor,
    }
}
