//! What the tests of plans share: one price for all tokens.

use super::Plan;
use crate::economics::billing::{PriceSheet, Rates, Tariff, TokenMix};
use crate::units::{Money, MoneyPerMtok, Mtok};

/// Rates at which every token costs the same.
pub(super) fn rates(price: f64) -> Rates {
    let sheet = PriceSheet { input: MoneyPerMtok(price), output: MoneyPerMtok(price), cached: None };
    Rates::of(&sheet, &Tariff::default(), &TokenMix::default())
}

/// The total of a month, to the cent.
pub(super) fn month(plan: &Plan, price: f64, wanted: f64) -> Money {
    plan.invoice(&rates(price), Mtok(wanted)).total
}
