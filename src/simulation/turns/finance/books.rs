//! The books of the month: what was metered since the last settlement is booked, interest and tax are paid.

use super::super::super::meter::of_provider;
use super::super::super::world::World;
use super::assets::settle_assets;
use crate::economics::finance::{Account, interest};
use crate::ids::ProviderId;
use crate::units::{Money, MoneyPerMtok, Mtok, PerDay};

/// Books what was metered since the last settlement.
pub(in crate::simulation) fn close_books(world: &mut World) {
    for provider in world.model.provider_ids() {
        close(world, provider);
    }
    world.settled.clone_from(&world.meter);
    world.reckon_runways();
}

fn close(world: &mut World, provider: ProviderId) {
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let p = provider.index();
    let offers: Vec<usize> = world.offers_of(provider).collect();
    let since = |now: &[f64], before: &[f64]| {
        of_provider(now, offers.iter().copied()) - of_provider(before, offers.iter().copied())
    };
    let sales = since(&world.meter.revenue, &world.settled.revenue);
    let tokens = since(&world.meter.tokens, &world.settled.tokens);
    let time = world.meter.elapsed - world.settled.elapsed;
    let serving = world.meter.serving[p] - world.settled.serving[p];
    let runs = world.meter.runs[p] - world.settled.runs[p];
    let techniques = world.meter.techniques[p] - world.settled.techniques[p];
    let fixed = world.meter.fixed[p] - world.settled.fixed[p] - runs - techniques;
    let duties = world.meter.duties[p] - world.settled.duties[p];
    let aid = world.meter.aid[p] - world.settled.aid[p];
    let costs = world.running(provider);
    let all = costs.total().get();
    let books = &mut world.firms[p].books;
    books.post(Account::Receivable, Account::Revenue, Money(sales));
    books.post(Account::Cash, Account::Receivable, Money(sales));
    books.post(Account::Serving, Account::Cash, Money(serving));
    for (account, cost) in
        [(Account::Staff, costs.staff), (Account::Training, costs.training), (Account::Data, costs.data)]
    {
        books.post(account, Account::Cash, Money(fixed * share(cost.get(), all)));
    }
    books.post(Account::Levy, Account::Cash, Money(duties));
    books.post(Account::Cash, Account::Subsidy, Money(aid));
    books.post(Account::Training, Account::Cash, Money(runs));
    books.post(Account::Engineering, Account::Cash, Money(techniques));
    let finance = &world.model.providers[p].finance;
    if finance.complement > MoneyPerMtok::ZERO {
        books.post(Account::Cash, Account::OtherIncome, finance.complement * Mtok(tokens));
    }
    settle_assets(world, provider);
    let firm = &mut world.firms[p];
    if finance.terms.interest > PerDay::ZERO {
        let due = interest(firm.treasury.owed, finance.terms.interest, time);
        firm.books.post(Account::Interest, Account::Cash, due);
    }
    let profit = firm.books.profit();
    let tax = firm.treasury.losses.assess(profit - firm.treasury.assessed, finance.terms.tax);
    firm.books.post(Account::Tax, Account::Cash, tax);
    firm.treasury.assessed = firm.books.profit();
    if firm.present {
        firm.treasury.enter((time, Money(sales), Money(serving)), &firm.books);
    }
    world.book_advances(provider);
    world.firms[p].books.prove();
}
