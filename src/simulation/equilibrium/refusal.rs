//! Why a market has no equilibrium to report, in words that name the place, the number found and what would help.

use super::standing::Scene;
use crate::economics::pricing::{Bound, NoPrice};
use crate::equilibrium::Refusal;

/// The words of a reason.
pub(super) fn refusal(scene: &Scene, why: NoPrice) -> Refusal {
    match why {
        NoPrice::Indifferent { segment } => indifferent(scene, segment),
        NoPrice::Runaway { offer, bound: Bound::Highest, level } => rises(scene, offer, level.get()),
        NoPrice::Runaway { offer, bound: Bound::Lowest, level } => falls(scene, offer, level.get()),
        NoPrice::Restless { residual } => Refusal {
            code: "no-equilibrium",
            message: format!(
                "no prices were found at which every firm's first-order condition holds (the best miss by {residual:.1e} of \
                 a product's receipts, 1e-8 is allowed), and firms that answer one another do not come to rest"
            ),
            help: "best replies may jump for ever where users differ much, as in Edgeworth's cycles: lower the sigma of \
                   `tastes.price`, or `tastes.loyalty`"
                .to_owned(),
        },
    }
}

/// Nothing to price.
pub(super) fn nothing_on_sale() -> Refusal {
    Refusal {
        code: "nothing-on-sale",
        message: "no product is on sale on the first day, so there is no price to find".to_owned(),
        help: "a product that comes by a launch is not there at the opening: list it under its provider"
            .to_owned(),
    }
}

fn indifferent(scene: &Scene, segment: usize) -> Refusal {
    let name = &scene.world.model.segments[segment].name;
    Refusal {
        code: "no-finite-price",
        message: format!(
            "segment.{name}.tastes.price is 0: its users do not mind the price, so that profit grows with it for ever"
        ),
        help: "it must be more than 0; the measured elasticity of tokens suggests 0.8".to_owned(),
    }
}

/// Profit still rises where a price is a million times what it should be: who hardly minds, and what else there is.
fn rises(scene: &Scene, offer: usize, level: f64) -> Refusal {
    let currency = &scene.world.model.currency;
    let (provider, product) = scene.names(offer);
    let segments = &scene.world.market.segments;
    let names = &scene.world.model.segments;
    let spread = |s: &usize| segments[*s].preference.tastes.price.sigma.get();
    let median = |s: &usize| segments[*s].preference.tastes.price.median.get();
    let least = (0..segments.len()).min_by(|a, b| median(a).total_cmp(&median(b))).unwrap_or(0);
    let widest = (0..segments.len()).max_by(|a, b| spread(a).total_cmp(&spread(b))).unwrap_or(0);
    // At a log-normal alpha the most profitable price of a firm alone lies near e^(sigma^2) of the usual one.
    let reason = if spread(&widest) > 2.0 {
        format!(
            "in segment `{}` tastes.price has a sigma of {}: the few users of its low tail, who hardly mind any price, are \
             worth more than all others",
            names[widest].name,
            spread(&widest)
        )
    } else {
        format!(
            "in segment `{}` tastes.price is {} at a usage_elasticity of {} and an outside option of {:.1} utils: too few \
             users leave as the price rises",
            names[least].name,
            median(&least),
            segments[least].preference.tastes.usage_elasticity.get(),
            segments[least].outside.get()
        )
    };
    Refusal {
        code: "no-finite-price",
        message: format!(
            "the profit from {provider}/{product} still rises at {level:.3e} {currency}/Mtok, the end of the range in which \
             prices are looked for (a million times the largest of cost, reference price and posted price); {reason}"
        ),
        help:
            "raise the median of `tastes.price`, lower its sigma, or give the users a better outside option"
                .to_owned(),
    }
}

fn falls(scene: &Scene, offer: usize, level: f64) -> Refusal {
    let currency = &scene.world.model.currency;
    let (provider, product) = scene.names(offer);
    let cost = scene.market.costs.iter().map(|costs| costs[offer].get()).fold(0.0, f64::max);
    Refusal {
        code: "no-finite-price",
        message: format!(
            "the profit from {provider}/{product} still rises as its price falls to {level:.3e} {currency}/Mtok, a \
             thousandth of its cost or a millionth of the reference price (it costs {cost} {currency}/Mtok): use grows as \
             fast as the price falls, so that cheaper is always better"
        ),
        help: "give the product a cost, users an own cost (`reference.own_cost`), or lower `tastes.usage_elasticity`"
            .to_owned(),
    }
}
