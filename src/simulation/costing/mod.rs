//! What the tokens of every product cost at a date and a load: the opening of a model read once, no history simulated.
//!
//! Loads are those of the first day or what is asked for; technology is that of the date; prices are the posted ones of
//! the first day. A fleet that the scenario gives stands as given on the first day at its opening load, and is fitted to
//! the load everywhere else.

mod curves;
mod product;
mod provider;

use super::opening;
use super::world::World;
use crate::calendar::Instant;
use crate::costing::Costing;
use crate::economics::technology::{Fleet, Load};
use crate::ids::{OfferId, ProviderId};
use crate::model::Model;
use crate::random::Streams;
use crate::units::{Days, Gpus, Growth, MtokPerDay};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// Time after the start.
    pub at: Days,
    /// Tokens a day of each product; the opening's when absent.
    pub load: Option<MtokPerDay>,
    /// One product, by its name or as `provider/product`; all on sale when absent.
    pub product: Option<String>,
}

/// The costing of a model.
///
/// # Errors
/// The names of all products, when the one asked for is none of them.
pub fn costing(model: &Model, streams: Streams, asked: &Asked) -> Result<Costing, Vec<String>> {
    let (mut world, _) = opening::open(model, streams);
    let picked = picked(&world, asked)?;
    settle(&mut world, &picked, asked);
    let products: Vec<_> = picked.iter().map(|j| product::product(&world, *j)).collect();
    let mut owners: Vec<ProviderId> = picked.iter().map(|j| model.offers[*j].provider).collect();
    owners.sort_unstable();
    owners.dedup();
    let largest = (0..products.len())
        .max_by(|a, b| products[*a].tokens_per_day.total.total_cmp(&products[*b].tokens_per_day.total));
    let curves = largest.and_then(|at| curves::curves(&world, picked[at], at));
    let date = model.calendar.date(Instant::START.after(asked.at));
    Ok(Costing {
        title: model.title.clone(),
        currency: model.currency.clone(),
        start: model.calendar.start().to_string(),
        date: date.to_string(),
        day: asked.at.get(),
        load: asked.load.map(MtokPerDay::get),
        providers: owners.into_iter().map(|id| provider::provider(&world, id)).collect(),
        products,
        curves,
    })
}

/// The offers that are meant.
fn picked(world: &World, asked: &Asked) -> Result<Vec<usize>, Vec<String>> {
    let all = 0..world.model.offers.len();
    let full = |j: usize| world.model.offer_name(OfferId::at(j));
    let Some(name) = &asked.product else {
        return Ok(all.filter(|j| world.market.offers[*j].on_sale).collect());
    };
    let found: Vec<usize> =
        all.clone().filter(|j| full(*j) == *name || world.model.offers[*j].name == *name).collect();
    if found.is_empty() { Err(all.map(full).collect()) } else { Ok(found) }
}

/// Brings technology, loads and fleets to what is asked.
fn settle(world: &mut World, picked: &[usize], asked: &Asked) {
    let model = world.model;
    let mut moved = asked.at > Days::ZERO || asked.load.is_some();
    for j in picked {
        let owner = model.offers[*j].provider;
        // A product that is still to come is costed as if it were there.
        if !world.market.offers[*j].on_sale {
            world.market.offers[*j].on_sale = true;
            world.firms[owner.index()].present = true;
            moved = true;
        }
        if let Some(load) = asked.load {
            let mix = composition(world, *j);
            world.supply[*j].load = mix * (load / mix.total());
        }
    }
    if !moved {
        return;
    }
    let at = Instant::START.after(asked.at);
    for (j, offer) in model.offers.iter().enumerate() {
        world.supply[j].curve = offer.cost.at(model.age(OfferId::at(j), at));
    }
    for (p, given) in model.providers.iter().enumerate() {
        let Some(plant) = &given.plant else { continue };
        let id = ProviderId::at(p);
        world.firms[p].hour = world.firms[p].hour_at(at);
        world.publish_firm(id);
        let required = world.firms[p].published.required();
        if required > Gpus::ZERO {
            world.firms[p].fleet = Fleet::of(plant.capacity.desired(required, Growth::ZERO));
        }
        // One that is still to come signs its contract when it comes.
        let firm = &mut world.firms[p];
        if let Some(contract) = given.kit.and_then(|kit| kit.contract)
            && firm.stock.installed() <= Gpus::ZERO
        {
            firm.stock.outfit(firm.fleet.installed, None, at);
            let terms = (contract.share, contract.discount);
            firm.stock.commit(terms, &[plant.gpu_hour(asked.at)], at.after(contract.term));
            firm.hour = firm.hour_at(at);
        }
        world.publish_firm(id);
    }
}

/// A load of the product's composition; that of all users where it sells nothing yet.
fn composition(world: &World, offer: usize) -> Load {
    let own = world.supply[offer].load;
    if own.total() > MtokPerDay::ZERO {
        return own;
    }
    world.model.segments.iter().fold(Load::default(), |sum, segment| {
        sum + world.load_of(offer, &segment.mix, segment.users.get() * segment.usage.median.get())
    })
}
