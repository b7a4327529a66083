//! Why a model cannot be served as asked, and the words for it.

use super::architecture::Transformer;
use crate::complaint::Complaints;
use crate::units::{Gpus, Quantity, TokensPerSecond};

/// Why a model cannot be served as asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Infeasible {
    /// The weights leave no room for context; so many accelerators would hold them and one request.
    Memory {
        /// Accelerators a replica needs at least.
        needed: Gpus,
    },
    /// Even alone on a replica a user is served more slowly than promised.
    Latency {
        /// The fastest there is.
        fastest: TokensPerSecond,
    },
    /// A mixture of experts on an accelerator whose network is not known.
    Network,
    /// A cost without physics has no weights, formats or caches to change.
    Physics,
}

impl Infeasible {
    /// Says so, at the field of the model (whose path is `path`) that would have to change. A model has physics.
    pub fn complain(&self, transformer: &Transformer, path: &str, complaints: &mut Complaints) {
        match self {
            Self::Memory { needed } => complaints
                .error(
                    "model-does-not-fit",
                    format!("{path}.gpus_per_replica"),
                    "the weights leave no room for context in the memory of a replica",
                    &format!("{:.0} GB of weights", transformer.weights().get()),
                )
                .help(if needed.get() > Gpus::MAX {
                    "no fleet holds it: look at `memory` in [catalogue.hardware.NAME], at `total` and at `context`".to_owned()
                } else {
                    format!(
                        "give at least {} accelerators, a narrower `format` or less `context`",
                        needed.get()
                    )
                }),
            Self::Latency { fastest } => complaints
                .error(
                    "speed-out-of-reach",
                    format!("{path}.tokens_per_second"),
                    "even alone on a replica a user is served more slowly than promised",
                    &format!("found {} tok/s", transformer.tokens_per_second.get()),
                )
                .help(format!(
                    "the limit is {:.1} tok/s: promise less, or give more gpus_per_replica",
                    fastest.get()
                )),
            Self::Network => complaints
                .error(
                    "unknown-network",
                    path,
                    "a mixture of experts needs the network of its accelerator, which is not known",
                    "no `network` in the catalogue",
                )
                .help("give `network` in [catalogue.hardware.NAME], or `network_bytes = 0`"),
            Self::Physics => return,
        };
    }
}
