//! What learners ask of a market: a game that is the same in every round, and nobody in it but learners.

use super::file::File;
use super::firm::ProviderFile;
use super::path::quoted;
use crate::complaint::Complaints;
use crate::economics::pricing::{Learning, MOST_CELLS};
use crate::maths::pow;
use crate::units::Share;

/// Complains of learners in a market that they cannot learn.
pub fn check(file: &File, complaints: &mut Complaints) {
    let learners: Vec<(&ProviderFile, &Learning)> =
        file.provider.iter().filter_map(|provider| Some((provider, provider.pricing.learning()?))).collect();
    let path = |provider: &ProviderFile| format!("provider.{}.pricing", quoted(&provider.name));
    for provider in &file.provider {
        for (inside, part) in provider.pricing.parts(&path(provider)).iter().skip(1) {
            if part.learning().is_some() {
                complaints
                    .error(
                        "learner-inside",
                        inside.clone(),
                        "a learner learns before the history begins and plays all of it",
                        "it stands inside another rule",
                    )
                    .help("make it the provider's rule, or take another one here");
            }
        }
    }
    let Some((first, rule)) = learners.first() else { return };
    if file.rounds.is_none() {
        complaints
            .error(
                "learners-without-rounds",
                path(first),
                "learners learn from round to round",
                "the scenario has no `rounds`",
            )
            .help("add rounds = { every = \"1 day\" }");
    }
    for provider in file.provider.iter().filter(|provider| provider.pricing.learning().is_none()) {
        complaints
            .error(
                "learners-and-others",
                path(provider),
                "learners learn against each other before the history begins",
                "this firm is no learner",
            )
            .help("let all firms learn, or none");
    }
    for (provider, other) in &learners {
        if other != rule {
            complaints.error(
                "learners-differ",
                path(provider),
                "all learners of a market learn alike",
                &format!("not as {} does", first.name),
            );
        }
    }
    cells(file, rule, complaints);
    for segment in &file.segment {
        let path = format!("segment.{}", quoted(&segment.name));
        let mut must = |key: &str, what: &str, found: &str| {
            complaints.error("learners-need-one-game", format!("{path}.{key}"), what, found).help(
                "learners play the same game in every round: what users hold must not matter in the next",
            );
        };
        if !segment.review.is_always() {
            must("review", "users keep what they hold from round to round", "must be \"always\"");
        }
        if segment.churn.is_some() || segment.inertia.is_some() {
            let key = if segment.churn.is_some() { "churn" } else { "inertia" };
            must(key, "users who stay make the next round another game", "must be left out");
        }
        if segment.aware.now < Share::ONE {
            must("aware", "users who come make the next round another game", "must be left out");
        }
    }
}

/// A firm has a value for each of its m prices in each of m^n states.
fn cells(file: &File, rule: &Learning, complaints: &mut Complaints) {
    let firms = file.provider.len();
    if firms < 2 {
        complaints.error(
            "learner-alone",
            "provider",
            "a learner needs a rival to learn from",
            "there is one provider",
        );
    }
    let cells = firms as f64 * pow(f64::from(rule.grid), (firms + 1) as f64);
    if cells > MOST_CELLS as f64 {
        complaints
            .error(
                "too-large",
                "provider",
                "too many states for learners",
                &format!(
                    "{firms} firms with {} prices each have {cells:.1e} values, at most {:.1e}",
                    rule.grid, MOST_CELLS as f64
                ),
            )
            .help("fewer firms, or a smaller `grid`");
    }
}
