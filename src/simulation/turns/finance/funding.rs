//! Rounds of funding: they open, wait for their conditions and for a drought to end, and close or fail.

use rand::RngExt;

use super::super::super::treasury::Round;
use super::super::super::world::World;
use crate::calendar::Instant;
use crate::economics::finance::{Account, Standing};
use crate::history::{Entity, HappeningKind};
use crate::ids::{ProviderId, entity};
use crate::model::{FundingRound, FundingShock, Opens};
use crate::random::Purpose;
use crate::units::{Days, MtokPerDay};

/// A change of what investors give, for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::simulation) struct Drought {
    shock: FundingShock,
    until: Instant,
}

/// A drought of funding begins, or a flood.
pub(in crate::simulation::turns) fn drought(world: &mut World, shock: FundingShock) {
    world.droughts.push(Drought { shock, until: world.now.after(shock.lasts) });
    let whom = shock.provider.map_or(Entity::Market, Entity::Provider);
    world.note(HappeningKind::FundingShock, whom, Some(shock.lasts.get()), Some(shock.factor.get()));
}

/// Opens the rounds that are due, closes those whose conditions are met, and gives up those that investors waited for in
/// vain.
pub(super) fn raise(world: &mut World, at: Instant) {
    for provider in world.model.provider_ids() {
        for (which, round) in world.model.providers[provider.index()].finance.rounds.iter().enumerate() {
            if world.firms[provider.index()].present {
                take(world, at, (provider, which), round);
            }
        }
    }
}

fn take(world: &mut World, at: Instant, (provider, which): (ProviderId, usize), round: &FundingRound) {
    let p = provider.index();
    let treasury = &mut world.firms[p].treasury;
    if treasury.rounds[which] == Round::Ahead {
        let opens = match round.opens {
            Opens::At(day) => at >= day,
            Opens::Runway(least) => treasury.runway.is_some_and(|left| left < least),
        };
        if opens {
            treasury.rounds[which] = Round::Open(at);
        }
    }
    let Round::Open(since) = treasury.rounds[which] else { return };
    let amount = round.amount * world.funding_factor(provider);
    let met = amount.get() > 0.0 && round.needs.met(&world.standing(provider));
    let name = &world.model.providers[p].name;
    let patience_over = at.since(since) >= round.patience;
    if !met && !patience_over {
        return;
    }
    world.firms[p].treasury.rounds[which] = Round::Over;
    let luck = entity(&format!("{name}/{}", round.name));
    let drawn: f64 = world.streams.open(Purpose::Funding, luck, 0).random();
    let whom = Entity::Provider(provider);
    if met && drawn < round.chance.get() {
        let source = if round.loan { Account::Debt } else { Account::Shares };
        world.firms[p].books.post(Account::Cash, source, amount);
        world.note_of((HappeningKind::Funding, whom), (None, Some(amount.get())), round.name.clone());
    } else {
        world.note_of((HappeningKind::FundingFailed, whom), (None, None), round.name.clone());
    }
}

impl World<'_> {
    /// What multiplies the amount of a firm's round today.
    fn funding_factor(&self, provider: ProviderId) -> f64 {
        let now = self.now;
        let meets = |drought: &&Drought| {
            drought.until > now && drought.shock.provider.is_none_or(|only| only == provider)
        };
        self.droughts.iter().filter(meets).map(|drought| drought.shock.factor.get()).product()
    }

    /// What investors see of a firm.
    fn standing(&self, provider: ProviderId) -> Standing {
        let all: MtokPerDay = self.supply.iter().map(|supply| supply.load.total()).sum();
        let own: MtokPerDay = self.offers_of(provider).map(|j| self.supply[j].load.total()).sum();
        let treasury = &self.firms[provider.index()].treasury;
        Standing {
            share: (all > MtokPerDay::ZERO).then(|| own / all),
            growth: treasury.months.growth(),
            margin: treasury.months.margin(),
            runway: treasury.runway.map(|left| left.max(Days::ZERO)),
        }
    }
}
