//! Free offers in a market whose users have no cost of their own: the demand for them would have no bound.

use super::file::File;
use super::path::quoted;
use crate::complaint::Complaints;
use crate::economics::billing::PriceSheet;
use crate::units::{MoneyPerMtok, Share};

/// Complains of an own cost of nothing beside prices of nothing, where use answers the price: x^(-eta) at x = 0.
pub fn check(file: &File, complaints: &mut Complaints) {
    let answers = file.segment.iter().any(|segment| segment.tastes.usage_elasticity > Share::ZERO);
    if file.reference.own_cost != Some(MoneyPerMtok::ZERO) || !answers {
        return;
    }
    let Some(path) = prices(file).find(|(_, sheet)| sheet.is_free()).map(|(path, _)| path) else { return };
    complaints
        .error(
            "free-without-own-cost",
            "reference.own_cost",
            "what is free would be used without bound by users who have no cost of their own",
            &format!("0, and {path} is free"),
        )
        .help("leave `own_cost` out (20 % of the reference price), or set every `usage_elasticity` to 0");
}

/// All prices that the file posts, with their paths.
fn prices(file: &File) -> impl Iterator<Item = (String, &PriceSheet)> {
    let listed = file.provider.iter().flat_map(|firm| {
        let name = quoted(&firm.name);
        let of = move |product: &str| format!("provider.{name}.product.{}.price", quoted(product));
        firm.product.iter().map(move |item| (of(&item.name), &item.price))
    });
    let scripted = file.provider.iter().flat_map(|firm| {
        let path = format!("provider.{}.pricing.scripted.moves", quoted(&firm.name));
        firm.pricing
            .dated()
            .iter()
            .enumerate()
            .map(move |(at, step)| (format!("{path}[{at}].price"), &step.price))
    });
    let shocks = file.shock.iter().flat_map(|shock| {
        let path = format!("shock.{}", quoted(&shock.name));
        let posted = shock.price.as_ref().map(|own| (format!("{path}.price.price"), &own.price));
        let launched =
            shock.launch.as_ref().map(|own| (format!("{path}.launch.product.price"), &own.product.price));
        posted.into_iter().chain(launched)
    });
    listed.chain(scripted).chain(shocks)
}
