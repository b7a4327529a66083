//! What firms do and what meets them: answers to rivals, notices, shutdown, mergers, twins, launches with plans.

use super::agenda::Agenda;
use super::event::Event;
use super::fixtures::{TextbookFirm, segment, textbook};
use super::turns::{demand, news, prices};
use super::world::World;
use super::{opening, simulate};
use crate::calendar::Instant;
use crate::economics::billing::{Commitment, Plan, PriceSheet};
use crate::economics::demand::{Awareness, Opening, Satisfaction};
use crate::economics::finance::{Avoidable, Beyond, Parent, Shutdown};
use crate::economics::pricing::{CostBasis, Moves, PricingRule, Reaction, Reviews, Rounds, Undercut};
use crate::economics::technology::CostCurve;
use crate::history::{Entity, HappeningKind, Measure};
use crate::ids::{OfferId, ProviderId};
use crate::model::{Appeal, Model, PlanOffer, Population, Shock, ShockKind, Takeover, Twin};
use crate::random::Streams;
use crate::units::{Days, Money, MoneyPerDay, MoneyPerMtok, PerDay, Ratio, Share, Spread, Utils};

fn hold(price: f64) -> TextbookFirm {
    TextbookFirm { appeal: 1.0, cost: 0.5, price, pricing: PricingRule::Hold, reviews: Reviews::default() }
}

/// Firms that keep their prices before expected users who are alike.
fn still(prices: &[f64], days: f64) -> Model {
    let firms: Vec<TextbookFirm> = prices.iter().copied().map(hold).collect();
    let mut users = segment(1_000.0);
    users.tastes.price = Spread::same(Ratio(1.0));
    users.opening = Opening::Settled;
    let mut model = textbook(&firms, users, days);
    model.population = Population::Expected;
    model
}

fn sheet(price: f64) -> PriceSheet {
    PriceSheet { input: MoneyPerMtok(price), output: MoneyPerMtok(price), cached: None }
}

fn shock(day: f64, kind: ShockKind) -> Shock {
    Shock { at: Instant::at_day(day), name: format!("shock of day {day}"), kind }
}

fn price(day: f64, offer: u32, price: f64) -> Shock {
    shock(day, ShockKind::Price { offer: OfferId(offer), price: sheet(price) })
}

fn merger(day: f64) -> Shock {
    let deal =
        Takeover { buyer: ProviderId(0), target: ProviderId(1), saving: Share::ZERO, integration: None };
    shock(day, ShockKind::Merger(deal))
}

fn answers(delay: f64) -> Reaction {
    Reaction { to: Share(0.1), probability: Share::ONE, delay: Spread::same(Days(delay)) }
}

fn posted(world: &World, offer: usize) -> f64 {
    world.market.offers[offer].posted.blended().get()
}

/// Last value of a measure.
fn last(model: &Model, measure: Measure, entity: Entity) -> f64 {
    let history = simulate(model, Streams::new(1, 0));
    history.panel.values(measure, entity).unwrap().flatten().last().unwrap()
}

#[test]
fn products_cut_at_one_instant_are_answered_in_one_look() {
    let mut model = still(&[2.0, 2.0, 2.0, 2.0], 60.0);
    model.offers[1].provider = ProviderId(0);
    model.offers[2].provider = ProviderId(0);
    model.providers[3].reaction = Some(answers(1.0));
    let (mut world, mut agenda) = opening::open(&model, Streams::new(1, 0));
    assert_eq!(looks(&mut world, &mut agenda, 3.0, (&[0, 1, 2], 1.0)), [Instant::at_day(4.0)]);
    // What is cut on another day is another look.
    assert_eq!(looks(&mut world, &mut agenda, 6.0, (&[0], 0.5)), [Instant::at_day(7.0)]);
}

/// When rivals look after some products are posted at a price.
fn looks(world: &mut World, agenda: &mut Agenda, day: f64, (offers, price): (&[u32], f64)) -> Vec<Instant> {
    for offer in offers {
        prices::post(world, agenda, Instant::at_day(day), (OfferId(*offer), sheet(price)));
    }
    let mut due = Vec::new();
    while let Some((at, event)) = agenda.next(Instant::at_day(day + 2.0)) {
        if matches!(event, Event::Reaction { .. }) {
            due.push(at);
        }
    }
    due
}

#[test]
fn an_answer_does_not_raise_a_price_that_is_under_notice() {
    // Firm 1 decides on 0.49 on day 2, to be posted on day 32. By day 4 the cheapest rival asks 1 and calls it, and 0.98 would be less
    // than what is posted and more than what is decided.
    let mut model = still(&[2.0, 2.0, 2.0], 60.0);
    model.providers[1].pricing = PricingRule::Undercut(Undercut {
        by: Share(0.02),
        floor: Ratio(0.0),
        cost: CostBasis::Marginal,
        window: None,
        relent: None,
    });
    model.offers[1].cost = CostCurve::Constant(MoneyPerMtok(0.1));
    model.providers[1].reviews =
        Reviews { every: Days(1_000.0), first: Some(Days(2.0)), notice: Days(30.0), ..Reviews::default() };
    model.providers[1].reaction = Some(answers(1.0));
    model.shocks = vec![price(1.5, 0, 0.5), price(3.0, 0, 1.5), price(4.0, 2, 1.0)];
    let found = last(&model, Measure::PostedPrice, Entity::Offer(OfferId(1)));
    assert!((found - 0.49).abs() < 1e-12, "{found}");
}

#[test]
fn a_firm_that_shuts_its_last_product_leaves_though_it_was_a_bought_brand() {
    let mut model = still(&[1.0, 1.0, 1.0], 200.0);
    model.providers[0].finance.shutdown = Some(Shutdown { after: Days(30.0), cost: Avoidable::Average });
    model.shocks = vec![merger(5.0), price(10.0, 0, 0.1), price(60.0, 1, 0.1)];
    let history = simulate(&model, Streams::new(1, 0));
    let told = |kind: HappeningKind| -> Vec<(Entity, Instant)> {
        let own = history.chronicle.list().iter().filter(|happening| happening.kind == kind);
        own.map(|happening| (happening.entity, happening.at)).collect()
    };
    let day = Instant::at_day;
    let shut = [(Entity::Offer(OfferId(0)), day(40.0)), (Entity::Offer(OfferId(1)), day(90.0))];
    assert_eq!(told(HappeningKind::Shutdown), shut);
    assert_eq!(told(HappeningKind::Exit), [(Entity::Provider(ProviderId(0)), day(90.0))]);
}

#[test]
fn who_sells_a_bought_product_has_what_its_tokens_bring_elsewhere() {
    let mut model = still(&[1.0, 1.0], 10.0);
    model.providers[0].finance.complement = MoneyPerMtok(0.3);
    let (mut world, _) = opening::open(&model, Streams::new(1, 0));
    assert!((world.seen_costs(1).average.get() - 0.5).abs() < 1e-12);
    world.operators[1] = ProviderId(0);
    assert!((world.seen_costs(1).average.get() - 0.2).abs() < 1e-12);
}

/// A firm whose parent bears a loss of one a day, and which asks half its cost.
fn with_parent(prices: &[f64], days: f64) -> Model {
    let mut model = still(prices, days);
    let parent = Parent { loss_limit: MoneyPerDay(1.0), beyond: Beyond::RaisePrices };
    model.providers[0].finance.parent = Some(parent);
    for offer in &mut model.offers {
        offer.cost = CostCurve::Constant(MoneyPerMtok(2.0));
    }
    model
}

#[test]
fn a_parent_raises_prices_of_bought_brands_and_not_those_that_are_held() {
    let mut model = with_parent(&[1.0, 1.0, 1.0], 100.0);
    let pin = ShockKind::Pin { offer: OfferId(0), factor: Ratio(1.0) };
    model.shocks = vec![shock(2.0, pin), merger(5.0)];
    for (offer, price) in [(0, 1.0), (1, 2.0), (2, 1.0)] {
        let found = last(&model, Measure::PostedPrice, Entity::Offer(OfferId(offer)));
        assert!((found - price).abs() < 1e-12, "{offer}: {found}");
    }
    model.rounds = Some(Rounds { every: Days(1.0), moves: Moves::AtOnce });
    for (offer, price) in [(0, 1.0), (1, 2.0), (2, 1.0)] {
        let found = last(&model, Measure::PostedPrice, Entity::Offer(OfferId(offer)));
        assert!((found - price).abs() < 1e-12, "in rounds, {offer}: {found}");
    }
}

#[test]
fn in_a_twin_no_parent_raises_a_price() {
    let mut model = with_parent(&[1.0, 1.0], 100.0);
    assert!((last(&model, Measure::PostedPrice, Entity::Offer(OfferId(0))) - 2.0).abs() < 1e-12);
    model.twin = Some(Twin::Held);
    assert!((last(&model, Measure::PostedPrice, Entity::Offer(OfferId(0))) - 1.0).abs() < 1e-12);
}

#[test]
fn where_no_price_moves_nobody_gains_by_moves_of_price() {
    // The file launches product 2 at 1; the twin launches it at the 2 that the others ask.
    let mut model = still(&[2.0, 2.0, 1.0], 60.0);
    model.offers[2].on_sale = false;
    model.offers[2].provider = ProviderId(1);
    model.shocks = vec![shock(20.0, ShockKind::Launch { offer: OfferId(2), replaces: None })];
    model.twin = Some(Twin::Held);
    assert!((last(&model, Measure::PostedPrice, Entity::Offer(OfferId(2))) - 2.0).abs() < 1e-12);
    let gained = last(&model, Measure::Compensating, Entity::Market);
    assert!(gained.abs() < 1e-9, "{gained}");
}

#[test]
fn word_of_mouth_has_all_who_know_the_market_at_most() {
    // p + q A m with A m > 1 counts as p + q.
    let mut model = still(&[1.0], 10.0);
    model.segments[0].aware =
        Awareness { now: Share(0.9), innovation: PerDay(0.01), imitation: PerDay(0.02) };
    model.satisfaction = Some(Satisfaction::default());
    let (mut world, mut agenda) = opening::open(&model, Streams::new(1, 0));
    world.market.offers[0].satisfaction = Utils(2.0);
    demand::publish(&mut world, &mut agenda, Instant::at_day(1.0));
    assert!((world.market.hearing[0] - 0.03).abs() < 1e-15, "{}", world.market.hearing[0]);
}

#[test]
fn the_first_term_of_a_product_that_comes_later_is_a_whole_one() {
    let mut model = still(&[2.0, 2.0], 400.0);
    // Three classes of one segment, which at the opening would end in different months.
    for class in 1..3 {
        let kind = model.segments[0].clone();
        model.segments.push(kind);
        model.customers[0].classes = 0..class + 1;
    }
    let plan = PlanOffer {
        name: "year".into(),
        from: Instant::START,
        until: Instant::at_day(1e4),
        terms: Plan::Commitment(Commitment { spend: Money(0.1), discount: Share(0.3), months: 12 }),
    };
    for offer in &mut model.offers {
        offer.plans = vec![plan.clone()];
    }
    model.offers[1].on_sale = false;
    let launch = ShockKind::Launch { offer: OfferId(1), replaces: None };
    model.shocks = vec![shock(100.0, launch)];
    let (mut world, mut agenda) = opening::open(&model, Streams::new(1, 0));
    let ends = |world: &World, offer: usize| -> Vec<u32> {
        world.market.segments.iter().map(|view| view.contracts[offer].until).collect()
    };
    assert_eq!(ends(&world, 0), [1, 2, 3]);
    world.market.month = 1;
    news::shock(&mut world, &mut agenda, Instant::at_day(100.0), 0);
    assert!(world.market.segments.iter().all(|view| view.contracts[1].taken.months == 12));
    assert_eq!(ends(&world, 1), [13, 13, 13]);
}

#[test]
fn news_of_a_bought_brand_meets_its_products() {
    let mut model = still(&[1.0, 1.0, 1.0], 60.0);
    let provider = ProviderId(1);
    model.shocks = vec![
        shock(3.0, ShockKind::Cost { provider, factor: Ratio(2.0) }),
        shock(4.0, ShockKind::Outage { provider, lasts: Days(1.0), part: None }),
        shock(6.0, ShockKind::Outage { provider, lasts: Days(1.0), part: Some(Share(0.5)) }),
    ];
    let (mut world, mut agenda) = opening::open(&model, Streams::new(1, 0));
    world.operators[1] = ProviderId(0);
    news::shock(&mut world, &mut agenda, Instant::at_day(3.0), 0);
    for (offer, cost) in [(0, 0.5), (1, 1.0), (2, 0.5)] {
        let found = world.own_costs(offer).average.get();
        assert!((found - cost).abs() < 1e-12, "{offer}: {found}");
    }
    news::shock(&mut world, &mut agenda, Instant::at_day(4.0), 1);
    assert_eq!([0, 1, 2].map(|j| world.market.offers[j].outages), [0, 1, 0]);
    news::recover(&mut world, Instant::at_day(5.0), (provider, None));
    assert_eq!(world.market.offers[1].outages, 0);
    let told = world.chronicle.list().len();
    news::shock(&mut world, &mut agenda, Instant::at_day(6.0), 2);
    assert_eq!(world.chronicle.list().len(), told, "a part of a fleet that is the buyer's by now");
    assert!((posted(&world, 1) - 1.0).abs() < 1e-12);
}

#[test]
fn a_withdrawn_product_gets_better_unseen() {
    let mut model = still(&[1.0, 1.0], 60.0);
    model.attention.share = Share(0.5);
    let appeal = Appeal::Utils(Utils(3.0));
    model.shocks = vec![shock(3.0, ShockKind::Release { offer: OfferId(1), appeal })];
    let (mut world, mut agenda) = opening::open(&model, Streams::new(1, 0));
    world.market.offers[1].on_sale = false;
    world.market.relay();
    news::shock(&mut world, &mut agenda, Instant::at_day(3.0), 0);
    assert_eq!(world.market.offers[1].appeal, appeal);
    assert_eq!(world.firms[1].last_news, None, "nobody is woken");
    assert!(world.chronicle.list().is_empty());
}
