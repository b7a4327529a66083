//! Free offers in a market whose users have no cost of their own: the demand for them would have no bound.

use super::file::File;
use super::path::quoted;
use super::plans::{self, products};
use crate::complaint::Complaints;
use crate::units::{MoneyPerMtok, Share};

/// Complains of an own cost of nothing beside prices of nothing, where use answers the price: x^(-eta) at x = 0.
pub fn check(file: &File, complaints: &mut Complaints) {
    let answers = file.segment.iter().any(|segment| segment.tastes.usage_elasticity > Share::ZERO);
    if file.reference.own_cost != Some(MoneyPerMtok::ZERO) || !answers {
        return;
    }
    let Some(path) = free(file).next() else { return };
    complaints
        .error(
            "free-without-own-cost",
            "reference.own_cost",
            "what is free would be used without bound by users who have no cost of their own",
            &format!("0, and {path} is free"),
        )
        .help("leave `own_cost` out (20 % of the reference price), or set every `usage_elasticity` to 0");
}

/// Paths of all that the file posts free.
fn free(file: &File) -> impl Iterator<Item = String> {
    let listed = file.provider.iter().flat_map(|firm| {
        let name = quoted(&firm.name);
        let of = move |product: &str| format!("provider.{name}.product.{}.price", quoted(product));
        firm.product.iter().filter(|item| item.price.is_free()).map(move |item| of(&item.name))
    });
    let ruled = file.provider.iter().flat_map(|firm| {
        let path = format!("provider.{}.pricing", quoted(&firm.name));
        firm.pricing.parts(&path).into_iter().flat_map(|(path, rule)| rule.free(&path))
    });
    let shocks = file.shock.iter().flat_map(|shock| {
        let path = format!("shock.{}", quoted(&shock.name));
        let posted = shock.price.as_ref().map(|own| (format!("{path}.price.price"), own.price));
        let launched =
            shock.launch.as_ref().map(|own| (format!("{path}.launch.product.price"), own.product.price));
        posted.into_iter().chain(launched).filter(|(_, sheet)| sheet.is_free()).map(|(path, _)| path)
    });
    let plans = products(file).into_iter().flat_map(|(path, item)| plans::free(item, &path));
    listed.chain(ruled).chain(shocks).chain(plans)
}
