//! The law acts: policies come into force and end, posted prices are inspected, investigations end with a verdict.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::law::Case;
use super::super::world::World;
use super::{demand::refresh, prices};
use crate::calendar::Instant;
use crate::economics::billing::PriceSheet;
use crate::economics::regulation::Procedure;
use crate::history::{Entity, HappeningKind};
use crate::ids::OfferId;

/// A policy comes into force.
pub(in crate::simulation) fn begin(world: &mut World, agenda: &mut Agenda, at: Instant, index: u32) {
    world.advance(at);
    world.law.in_force[index as usize] = true;
    let name = world.model.policies[index as usize].name.clone();
    world.note_of((HappeningKind::PolicyBegins, Entity::Market), (None, None), name);
    renew_terms(world);
    inspect_all(world, agenda);
    if !world.law.is_to_inspect {
        plan_inspection(world, agenda, at);
    }
}

/// A policy is no longer in force: its investigations end without a verdict, its orders bind nobody.
pub(in crate::simulation) fn end(world: &mut World, at: Instant, index: u32) {
    world.advance(at);
    let i = index as usize;
    world.law.in_force[i] = false;
    world.law.cases.iter_mut().filter(|case| case.policy == i).for_each(|case| case.is_open = false);
    world.law.orders.retain(|(policy, _)| *policy != i);
    world.law.held.iter_mut().filter(|held| **held == Some(i)).for_each(|held| *held = None);
    let name = world.model.policies[i].name.clone();
    world.note_of((HappeningKind::PolicyEnds, Entity::Market), (None, None), name);
    renew_terms(world);
}

/// What users pay, what it costs to serve them, and how they are held, under the policies of today.
fn renew_terms(world: &mut World) {
    let before: Vec<Vec<f64>> = world.market.paid();
    for s in 0..world.market.segments.len() {
        world.market.segments[s].terms = world.terms_of(s);
    }
    world.market.charge_all();
    let now = world.now;
    for j in 0..world.supply.len() {
        world.renew_curve(j, now);
    }
    world.market.relay();
    // Cheaper tokens are news of nobody in particular.
    let left = 1.0 - world.model.attention.salient.get();
    let usable = |j: usize| world.market.offers[j].is_usable();
    let after = world.market.paid();
    let is_news = before
        .iter()
        .zip(&after)
        .any(|(was, is)| (0..was.len()).any(|j| usable(j) && was[j] > 0.0 && is[j] <= was[j] * left));
    if is_news {
        world.market.alerts.raise(now, &world.model.attention);
    }
    refresh(world);
}

/// The monthly look at posted prices, as long as there is a law.
pub(in crate::simulation) fn inspect(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    world.law.is_to_inspect = false;
    if world.law.is_silent() {
        return;
    }
    plan_inspection(world, agenda, at);
    inspect_all(world, agenda);
}

fn plan_inspection(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.law.is_to_inspect = true;
    agenda.schedule(world.model.calendar.next_month(at), Event::Inspection);
}

/// Holds all posted prices against the law.
fn inspect_all(world: &mut World, agenda: &mut Agenda) {
    for j in 0..world.market.offers.len() {
        inspect_offer(world, agenda, OfferId::at(j));
    }
}

/// Holds an offer's posted price against the law.
pub(super) fn inspect_offer(world: &mut World, agenda: &mut Agenda, offer: OfferId) {
    let public = &world.market.offers[offer.index()];
    if !public.on_sale {
        return;
    }
    let posted = public.posted;
    let lawful = judge(world, agenda, (offer, posted));
    if lawful != posted {
        let now = world.now;
        prices::write(world, agenda, now, (offer, lawful));
    }
}

/// The price that may be posted where a firm, a script or an experiment asks for one.
pub(super) fn lawful(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    (offer, asked): (OfferId, PriceSheet),
) -> PriceSheet {
    if world.law.is_silent() {
        return asked;
    }
    world.advance(at);
    let sheet = judge(world, agenda, (offer, asked));
    if sheet == asked {
        // The firm keeps the line of itself: the next time that it does not is a new verdict.
        world.law.held[offer.index()] = None;
    }
    sheet
}

/// Holds a price against the lines in force: refused prices are put at the line, others begin an investigation.
fn judge(world: &mut World, agenda: &mut Agenda, (offer, asked): (OfferId, PriceSheet)) -> PriceSheet {
    let j = offer.index();
    let listed = world.market.offers[j].listed;
    let mut sheet = asked;
    for (policy, line, procedure) in world.lines(j) {
        let price = sheet.blended();
        if line.is_kept(price) {
            continue;
        }
        match procedure {
            Procedure::Refusal => {
                sheet = sheet.at_level(line.at(), &listed);
                if world.law.held[j] != Some(policy) {
                    world.law.held[j] = Some(policy);
                    note(world, HappeningKind::Verdict, (policy, offer), (price.get(), line.at().get()));
                }
            }
            Procedure::Investigation { lasts, .. } => {
                let firm = world.owner(j);
                let known = world
                    .law
                    .cases
                    .iter()
                    .any(|case| case.is_open && case.policy == policy && case.firm == firm);
                if !known {
                    let line = line.at();
                    let case = world.law.cases.len() as u32;
                    world.law.cases.push(Case { policy, firm, offer, price, line, is_open: true });
                    note(world, HappeningKind::Complaint, (policy, offer), (price.get(), line.get()));
                    let due = world.now.after(lasts).max(world.now.next());
                    agenda.schedule(due, Event::Verdict { case });
                }
            }
        }
    }
    sheet
}

/// An investigation is over: the firm is fined and has to keep the line with all that it sells.
pub(in crate::simulation) fn verdict(world: &mut World, agenda: &mut Agenda, at: Instant, case: u32) {
    world.advance(at);
    let Case { policy, firm, offer, price, line, is_open } = world.law.cases[case as usize];
    world.law.cases[case as usize].is_open = false;
    if !is_open || !world.firms[firm.index()].present {
        return;
    }
    note(world, HappeningKind::Verdict, (policy, offer), (price.get(), line.get()));
    if let Procedure::Investigation { fine, .. } = world.model.policies[policy].policy.law().procedure() {
        let sales = world.law.sales_of_a_year(at, &world.meter.revenue);
        let own: f64 = world.offers_of(firm).map(|j| sales[j]).sum();
        let due = fine.get() * own;
        if due > 0.0 {
            world.meter.duties[firm.index()] += due;
            let name = world.model.policies[policy].name.clone();
            world.note_of((HappeningKind::Fine, Entity::Provider(firm)), (None, Some(due)), name);
        }
    }
    world.law.orders.push((policy, firm));
    let offers: Vec<usize> = world.offers_of(firm).collect();
    for j in offers {
        // What the order is about is said already.
        if OfferId::at(j) == offer {
            world.law.held[j] = Some(policy);
        }
        inspect_offer(world, agenda, OfferId::at(j));
    }
}

fn note(
    world: &mut World,
    kind: HappeningKind,
    (policy, offer): (usize, OfferId),
    (price, line): (f64, f64),
) {
    let name = world.model.policies[policy].name.clone();
    world.note_of((kind, Entity::Offer(offer)), (Some(price), Some(line)), name);
}
