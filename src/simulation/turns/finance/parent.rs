//! Parents: they cover the losses of a calendar quarter up to a limit, month by month; beyond it a firm leaves, or raises
//! its prices to cost.

use super::super::super::agenda::Agenda;
use super::super::super::world::World;
use super::super::prices;
use crate::calendar::{DAYS_A_YEAR, Instant};
use crate::economics::finance::{Account, Beyond};
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};
use crate::units::{Days, Money};

/// Days of a mean quarter.
const QUARTER: Days = Days(DAYS_A_YEAR / 4.0);

/// Covers the losses of the month; the firms that must leave for losing more than their parents bear.
pub(super) fn cover(world: &mut World, agenda: &mut Agenda, at: Instant) -> Vec<ProviderId> {
    let mut leaving = Vec::new();
    let quarter_ends = world.model.calendar.date(at).month() % 3 == 1;
    for provider in world.model.provider_ids() {
        let Some(parent) = world.model.providers[provider.index()].finance.parent else { continue };
        let firm = &mut world.firms[provider.index()];
        if firm.present {
            let limit = parent.loss_limit * QUARTER;
            let lost = firm.treasury.quarter.from - firm.books.profit();
            let due = lost.min(limit) - firm.treasury.quarter.covered;
            if due > Money::ZERO {
                firm.books.post(Account::Cash, Account::Support, due);
                firm.treasury.quarter.covered += due;
            }
            if lost > limit {
                match parent.beyond {
                    Beyond::Leave => {
                        let entity = Entity::Provider(provider);
                        world.note(HappeningKind::LossLimit, entity, Some(limit.get()), Some(lost.get()));
                        leaving.push(provider);
                    }
                    // In a twin nobody moves a price.
                    Beyond::RaisePrices if world.peace.is_some() => {}
                    Beyond::RaisePrices => raise(world, agenda, at, provider),
                }
            }
        }
        if quarter_ends {
            let firm = &mut world.firms[provider.index()];
            firm.treasury.quarter.from = firm.books.profit();
            firm.treasury.quarter.covered = Money::ZERO;
        }
    }
    leaving
}

/// Raises each price below average cost to it, those of brands that it has bought among them; one that is held stays.
fn raise(world: &mut World, agenda: &mut Agenda, at: Instant, provider: ProviderId) {
    let is_free = |id: &OfferId| {
        let public = &world.market.offers[id.index()];
        public.on_sale && !public.held
    };
    let offers: Vec<OfferId> = world.ids_of(provider).filter(is_free).collect();
    for offer in offers {
        let j = offer.index();
        let cost = world.seen_costs(j).average;
        let public = &world.market.offers[j];
        if public.posted.blended() >= cost {
            continue;
        }
        let sheet = public.posted.at_level(cost, &public.listed);
        if world.model.rounds.is_some() {
            world.forced.push((offer, sheet));
        } else {
            prices::post(world, agenda, at, (offer, sheet));
        }
    }
}
