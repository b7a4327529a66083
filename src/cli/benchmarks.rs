//! What the opening says of a study: where prices would settle, which a price chart draws, and what taste classes cost in truth.

use crate::experiments::{BenchmarkNote, ClassNote};
use crate::model::Model;
use crate::random::Streams;
use crate::simulation::{class_bias, equilibrium};

/// Products up to which they are looked for: a chart with the lines of more could not be read, and a search among dozens
/// of products takes longer than a run.
const MOST: usize = 6;

/// Nash price and joint maximum of each product; empty for larger markets and those without finite prices.
pub fn benchmarks(model: &Model, seed: u64) -> Vec<BenchmarkNote> {
    if model.offers.iter().filter(|offer| offer.on_sale).count() > MOST {
        return Vec::new();
    }
    let Ok(found) = equilibrium(model, Streams::new(seed, 0), None) else { return Vec::new() };
    let both = found.nash.products.iter().zip(&found.joint.products);
    both.map(|(nash, joint)| BenchmarkNote {
        offer: format!("{}/{}", nash.provider, nash.product),
        nash: nash.price,
        joint: joint.price,
    })
    .collect()
}

/// The bias of taste classes, by segment.
pub fn classes(model: &Model, seed: u64) -> Vec<ClassNote> {
    let notes = class_bias(model, Streams::new(seed, 0)).into_iter();
    notes
        .map(|bias| ClassNote { segment: bias.segment, classes: bias.classes as u32, error: bias.error })
        .collect()
}
