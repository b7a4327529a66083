//! What a market in rounds asks of its firms and users.

use super::file::File;
use super::path::quoted;
use crate::complaint::{Check, Complaints};
use crate::economics::pricing::Reviews;

/// Complains of rounds that nobody keeps, and of cadences beside the common one.
pub fn check(file: &File, complaints: &mut Complaints) {
    let Some(rounds) = &file.rounds else {
        for segment in file.segment.iter().filter(|segment| segment.review.is_always()) {
            complaints
                .error(
                    "always-without-rounds",
                    format!("segment.{}.review", quoted(&segment.name)),
                    "users who always review choose once a round",
                    "the scenario has no `rounds`",
                )
                .help("add rounds = { every = \"1 day\" }, or give a time between reviews");
        }
        return;
    };
    rounds.check("rounds", complaints);
    for provider in &file.provider {
        let path = format!("provider.{}", quoted(&provider.name));
        if provider.reviews != Reviews::default() {
            complaints
                .error(
                    "reviews-beside-rounds",
                    format!("{path}.reviews"),
                    "a market in rounds has one cadence for all",
                    "given beside `rounds`",
                )
                .help("drop it, or drop `rounds`");
        }
        if provider.reaction.is_some() {
            complaints
                .error(
                    "reaction-beside-rounds",
                    format!("{path}.reaction"),
                    "firms answer each other in the next round",
                    "given beside `rounds`",
                )
                .help("drop it, or drop `rounds`");
        }
    }
}
