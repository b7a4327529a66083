//! Small markets as a firm sees them, for the tests of the strategies.

use super::{InformationSet, OwnCosts, OwnProduct, PriceMove, Pricer, RivalProduct, Scale};
use crate::economics::billing::PriceSheet;
use crate::ids::{OfferId, ProviderId};
use crate::random::{Purpose, Stream, Streams};
use crate::units::{Days, Elo, Money, MoneyPerMtok, MtokPerDay, Share};

/// One price for all tokens, so that it is the blended price too.
pub(super) fn sheet(level: f64) -> PriceSheet {
    PriceSheet { input: MoneyPerMtok(level), output: MoneyPerMtok(level), cached: None }
}

/// A product posted and listed at `price`, that costs `cost` on every basis and reaches three users in ten.
pub(super) fn product(offer: u32, price: f64, cost: f64) -> OwnProduct<'static> {
    let cost = MoneyPerMtok(cost);
    OwnProduct {
        offer: OfferId(offer),
        name: ["flagship", "mini", "nano"][offer as usize % 3],
        posted: sheet(price),
        listed: sheet(price),
        age: Days(30.0),
        quality: Elo(1200.0),
        costs: OwnCosts { marginal: cost, floor: cost, average: cost, full: cost },
        sales: MtokPerDay(100.0),
        share: Share(0.3),
        reach: Share(0.3),
    }
}

/// A product of another firm, as good and with as many users.
pub(super) fn rival(provider: u32, price: f64) -> RivalProduct {
    RivalProduct {
        offer: OfferId(100 + provider),
        provider: ProviderId(provider),
        posted: sheet(price),
        quality: Elo(1200.0),
        reach: Share(0.3),
    }
}

/// A look after 30 days, with cash of 1000, four users in ten outside, and a price of 1 as the usual one.
pub(super) fn look<'a>(own: &'a [OwnProduct<'a>], rivals: &'a [RivalProduct]) -> InformationSet<'a> {
    InformationSet {
        elapsed: Days(30.0),
        own,
        rivals,
        cash: Money(1000.0),
        outside: Share(0.4),
        scale: Scale { price: MoneyPerMtok(1.0), own_cost: MoneyPerMtok(0.0) },
    }
}

pub(super) fn luck(review: u64) -> Stream {
    Streams::new(7, 0).open(Purpose::Strategy, 1, review)
}

/// The moves of a review.
pub(super) fn moves(pricer: &mut dyn Pricer, seen: &InformationSet) -> Vec<PriceMove> {
    pricer.review(seen, &mut luck(seen.elapsed.get().to_bits()))
}

/// The level of the first move; the posted one of the first product where nothing moves.
pub(super) fn level(pricer: &mut dyn Pricer, seen: &InformationSet) -> f64 {
    let moves = moves(pricer, seen);
    moves.first().map_or(seen.own[0].posted, |step| step.sheet).blended().get()
}

/// `level` for one product and rivals, `elapsed` days after the start.
pub(super) fn level_at(
    pricer: &mut dyn Pricer,
    elapsed: f64,
    own: OwnProduct,
    rivals: &[RivalProduct],
) -> f64 {
    level(pricer, &InformationSet { elapsed: Days(elapsed), ..look(&[own], rivals) })
}
