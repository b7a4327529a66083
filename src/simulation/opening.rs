//! The opening: solves brands, outside utilities and inertia from what is observed, draws the users, fits the fleets,
//! and writes the first agenda.

use super::agenda::Agenda;
use super::credit::{Credits, opening_spread};
use super::event::Event;
use super::firm::{Firm, Supply};
use super::law::Law;
use super::learning;
use super::market::Market;
use super::meter::Meter;
use super::panel::columns;
use super::peace::Peace;
use super::population::{Counts, NO_INERTIA, Population};
use super::rents::Rents;
use super::turns::billing::Pool;
use super::turns::{note_overloads, open_books, sign};
use super::world::World;
use crate::calendar::Instant;
use crate::economics::demand::{
    Known, Opening, OpeningMarket, OpeningOffer, OpeningSegment, Segment, Solved, hearing_rate, solve,
};
use crate::economics::technology::Load;
use crate::history::{Chronicle, Panel};
use crate::ids::ProviderId;
use crate::maths::ln;
use crate::model::Model;
use crate::random::Streams;
use crate::units::{Days, Gpus, Growth, MtokPerDay, Ratio, Share, Utils};

/// Rounds in which waiting and shares are brought to agree: waiting depends on the load, the load on the shares, and the
/// solved brands on waiting. Observed shares pin the load, so it settles in the second; the third is for what is not
/// observed.
const ROUNDS: usize = 3;

/// Most of the users who leave at a review; a churn above it would say that nobody comes back.
const MOST_LEAVING: f64 = 0.999;

/// Opens a replicate.
pub(super) fn open(model: &Model, streams: Streams) -> (World<'_>, Agenda) {
    let (offers, segments, providers) = (model.offers.len(), model.segments.len(), model.providers.len());
    let plans = model.plans();
    let meter = Meter::new(offers, segments, providers, plans.len());
    let plan_base = |j: usize| plans.iter().position(|(offer, _)| offer.index() == j);
    let mut world = World {
        model,
        streams,
        now: Instant::START,
        market: Market::new(model),
        population: Population::nobody(),
        counts: Counts::new(segments, offers),
        routing: super::routing::Routing::default(),
        firms: model.providers.iter().map(Firm::open).collect(),
        supply: model
            .offers
            .iter()
            .map(|offer| Supply {
                base: offer.cost,
                curve: offer.cost,
                load: Load::default(),
                movable: MtokPerDay::ZERO,
                gpus: Gpus::ZERO,
            })
            .collect(),
        wanted: (vec![vec![0.0; offers]; segments], Instant::START),
        rents: Rents::open(model),
        law: Law::open(model),
        operators: model.provider_ids().collect(),
        settled: meter.clone(),
        recorded: meter.clone(),
        meter,
        plan_base: (0..offers).map(plan_base).collect(),
        pools: vec![vec![Pool::default(); offers]; segments],
        month_began: Instant::START,
        gains: Vec::new(),
        panel: Panel::new(columns(model)),
        learning: None,
        coming: vec![Vec::new(); offers],
        forced: Vec::new(),
        opening_spreads: Vec::new(),
        opening_missed: 0.0,
        peace: None,
        credits: Credits::open(model),
        chronicle: Chronicle::default(),
        filed: Vec::new(),
        droughts: Vec::new(),
        below_cost: vec![None; offers],
        came: vec![false; providers],
        reviews: 0,
        shock: None,
    };
    for provider in model.provider_ids() {
        world.outfit(provider, model.providers[provider.index()].gpus.unwrap_or(Gpus::ZERO));
    }
    let solved = settle(&mut world);
    for (segment, hazard) in model.segments.iter().zip(&mut world.market.hearing) {
        *hazard = hearing(segment, segment.aware.now, segment.aware.now);
    }
    world.population = Population::draw(model, &solved.inertia, streams);
    place(&mut world);
    if learning::teach(&mut world) {
        place(&mut world);
        world.measure_loads();
    }
    world.opening_spreads = model.provider_ids().map(|id| opening_spread(&world, id.index())).collect();
    world.peace = Peace::open(&world);
    world.set_usual_experience();
    note_overloads(&mut world, &vec![Share::ZERO; offers]);
    world.open_advances();
    world.rents.settle(world.rented_use());
    open_books(&mut world);
    let mut agenda = first_agenda(&world);
    for (p, provider) in model.providers.iter().enumerate() {
        if let Some(contract) = provider.kit.and_then(|kit| kit.contract).filter(|_| provider.present) {
            sign(&mut world, &mut agenda, (ProviderId::at(p), contract));
        }
    }
    (world, agenda)
}

/// Lays the choice tables out and places all users at the prices that are posted.
fn place(world: &mut World) {
    world.market.relay();
    let model = world.model;
    let starts: Vec<(Share, Opening)> =
        model.segments.iter().map(|segment| (segment.aware.now, segment.opening)).collect();
    world.counts = world.population.place(&world.market.tables, &starts, model.offers.len(), world.streams);
    world.routing.renew();
    world.publish_reach();
}

/// Solves the opening state and writes it into the market, with the load that it expects on every fleet.
fn settle(world: &mut World) -> Solved {
    let model = world.model;
    let on_sale: Vec<usize> = (0..model.offers.len()).filter(|j| world.market.offers[*j].on_sale).collect();
    let minds_waiting = world.market.minds_waiting();
    let mut round = 0;
    let mut before = None;
    loop {
        let market = observed(model, &world.market);
        let solved = solve(&market, before.as_ref());
        world.opening_missed = missed(&market, &solved);
        for (i, j) in on_sale.iter().enumerate() {
            world.market.offers[*j].brand = solved.brand[i];
        }
        for (s, view) in world.market.segments.iter_mut().enumerate() {
            view.outside = solved.outside[s];
            view.inertia = solved.inertia[s];
        }
        lend_brands(model, &mut world.market, &solved.token_shares, &on_sale);
        publish_expected(world, &solved, &on_sale);
        if round == 0 {
            for provider in model.provider_ids() {
                fit_fleet(world, provider);
            }
            publish_expected(world, &solved, &on_sale);
        }
        round += 1;
        if round == ROUNDS || !minds_waiting {
            return solved;
        }
        before = Some(solved);
    }
}

/// By how much a solution misses what was observed, at most. The search does not count churn that is beyond what users
/// without inertia show, since no step can bring it about.
fn missed(market: &OpeningMarket, solved: &Solved) -> f64 {
    let churn = market.segments.iter().zip(&solved.leaving).filter_map(|(segment, leaving)| {
        let Known::Observed(observed) = segment.inertia else { return None };
        // Where nobody uses anything yet nobody leaves.
        (*leaving > 0.0).then(|| (ln(observed) - ln(*leaving)).abs())
    });
    churn.fold(solved.residual, f64::max)
}

/// Publishes the load that the solved market expects; users all outside ask for nothing yet.
fn publish_expected(world: &mut World, solved: &Solved, on_sale: &[usize]) {
    let wanted: Vec<Vec<f64>> = world
        .model
        .segments
        .iter()
        .zip(&solved.tokens)
        .map(|(segment, tokens)| {
            let mut wanted = vec![0.0; world.model.offers.len()];
            if segment.opening == Opening::Settled {
                for (i, j) in on_sale.iter().enumerate() {
                    wanted[*j] = tokens[i];
                }
            }
            wanted
        })
        .collect();
    world.publish_loads(&wanted);
}

/// What is known of the market at the opening, for the solver.
fn observed(model: &Model, market: &Market) -> OpeningMarket {
    let on_sale: Vec<usize> = (0..market.offers.len()).filter(|j| market.offers[*j].on_sale).collect();
    let offers = on_sale
        .iter()
        .map(|j| OpeningOffer {
            provider: model.offers[*j].provider.index(),
            brand: match model.offers[*j].share {
                Some(share) if share > Share::ZERO => Known::Observed(share.get()),
                _ => Known::Given(model.offers[*j].brand.unwrap_or(Utils::ZERO)),
            },
        })
        .collect();
    let segments = model
        .segments
        .iter()
        .enumerate()
        .map(|(s, segment)| {
            let view = &market.segments[s];
            OpeningSegment {
                preference: view.preference,
                kin: model.kin(s),
                users: segment.users.get() * segment.aware.now.get(),
                mass: segment.users.get() * segment.aware.now.get() * segment.usage.mean().get(),
                terms: on_sale.iter().map(|j| view.price_terms[*j]).collect(),
                usage: on_sale.iter().map(|j| view.usage[*j]).collect(),
                merit: on_sale
                    .iter()
                    .map(|j| market.merit_considered(s, *j) - market.offers[*j].brand)
                    .collect(),
                inertia: known_inertia(model, segment),
                inertia_sigma: segment.inertia.map_or(Ratio::ZERO, |inertia| inertia.sigma),
                outside: match segment.outside.share {
                    Some(share) => Known::Observed(share.get()),
                    None => Known::Given(segment.outside.utility.unwrap_or(Utils::ZERO)),
                },
                outside_inertia: segment.outside.inertia,
                multi_home: segment.multi_home,
                own_hosting: market.own_hosting(s),
                nests: view.nests_among(&on_sale),
            }
        })
        .collect();
    OpeningMarket { offers, segments, providers: model.providers.len() }
}

/// Churn a day times the time between reviews is the chance of leaving at a review.
fn known_inertia(model: &Model, segment: &Segment) -> Known<Utils> {
    match (segment.churn, segment.inertia) {
        (Some(churn), _) => {
            let spacing = segment.review.spacing(model.rounds.map(|rounds| rounds.every));
            Known::Observed((churn.get() * spacing.get()).clamp(1e-9, MOST_LEAVING))
        }
        (None, Some(inertia)) => Known::Given(inertia.median),
        (None, None) => Known::Given(NO_INERTIA.median),
    }
}

/// A product that comes later without a brand of its own takes its provider's mean, weighted by opening tokens: what
/// users cannot explain by price and quality belongs mostly to the firm.
fn lend_brands(model: &Model, market: &mut Market, shares: &[f64], on_sale: &[usize]) {
    let mut sums = vec![(0.0, 0.0); model.providers.len()];
    for (i, j) in on_sale.iter().enumerate() {
        let sum = &mut sums[model.offers[*j].provider.index()];
        sum.0 += shares[i] * market.offers[*j].brand.get();
        sum.1 += shares[i];
    }
    for (j, offer) in model.offers.iter().enumerate() {
        if on_sale.contains(&j) || offer.brand.is_some() {
            continue;
        }
        let (weighted, weight) = sums[offer.provider.index()];
        market.offers[j].brand = if weight > 0.0 { Utils(weighted / weight) } else { Utils::ZERO };
    }
}

/// Hazard of hearing of the market; `telling` is the aware share as word of mouth has it.
pub(super) fn hearing(segment: &Segment, aware: Share, telling: Share) -> f64 {
    if aware >= Share::ONE { 0.0 } else { hearing_rate(&segment.aware, telling).get() }
}

/// A fleet that the scenario leaves open is what the published load wants, with headroom.
pub(super) fn fit_fleet(world: &mut World, provider: ProviderId) {
    let given = &world.model.providers[provider.index()];
    let firm = &world.firms[provider.index()];
    if let (None, Some(plant), true) = (given.gpus, firm.plant(), firm.present) {
        let wanted = plant.capacity.desired(firm.published.required(), Growth::ZERO);
        world.outfit(provider, wanted);
    }
}

fn first_agenda(world: &World) -> Agenda {
    let model = world.model;
    let mut agenda = Agenda::default();
    let dated = model.offers.iter().flat_map(|offer| &offer.plans).flat_map(|plan| [plan.from, plan.until]);
    let mut dates: Vec<Instant> = dated.filter(|at| Instant::START < *at && *at < model.horizon).collect();
    dates.sort_unstable();
    dates.dedup();
    for at in dates {
        agenda.schedule(at, Event::PlanDates);
    }
    for (index, shock) in model.shocks.iter().enumerate() {
        agenda.schedule(shock.at, Event::Shock { index: index as u32 });
    }
    for (index, enacted) in model.policies.iter().enumerate() {
        let index = index as u32;
        agenda.schedule(enacted.from, Event::PolicyBegins { index });
        if let Some(until) = enacted.until {
            agenda.schedule(until, Event::PolicyEnds { index });
        }
    }
    if model.record.attribution {
        agenda.schedule(Instant::START, Event::Stocktaking);
    }
    agenda.schedule(Instant::START, Event::Record);
    if model.record.every > Days(1.0) && model.horizon > Instant::at_day(1.0) {
        agenda.schedule(Instant::at_day(1.0), Event::FirstDay);
    }
    agenda.schedule(Instant::at_day(1.0), Event::Publish);
    let month = model.calendar.next_month(Instant::START);
    agenda.schedule(month, Event::Month);
    agenda.schedule(month, Event::Settlement);
    if let Some(rounds) = &model.rounds {
        agenda.schedule(Instant::START.after(rounds.every), Event::Round { number: 0 });
        return agenda;
    }
    for (p, provider) in model.providers.iter().enumerate() {
        let first = provider.reviews.first.unwrap_or(provider.reviews.every);
        agenda.schedule(Instant::START.after(first), Event::PriceReview { provider: ProviderId::at(p) });
    }
    agenda
}
