//! A serving law with what belongs to some drivers taken from another: every input belongs to exactly one driver.

use super::architecture::Transformer;
use super::plant::Plant;
use super::progress::Factors;
use super::serving::ServingLaw;
use crate::drivers::{Driver, Drivers};

/// Utilisation below which a replica is enlarged where the law may choose it.
const LEAST_UTILISATION: f64 = 0.05;

/// Accelerators of the largest replica that the law chooses: beyond it launches, not weights, set the pace.
const MOST_GPUS: f64 = 1024.0;

impl ServingLaw {
    /// The law with what belongs to some drivers taken from another law: between two dates, what a driver did is the
    /// law with it less the law without it, all else alike.
    ///
    /// Mixtures of two dates may not fit (the new model on the old chip): the replica is then enlarged until they do.
    #[must_use]
    pub fn taking(&self, other: &Self, drivers: Drivers) -> Self {
        let of = |driver| if drivers.holds(driver) { other } else { self };
        let (model, compression, utilisation) =
            (of(Driver::Model), of(Driver::Compression), of(Driver::Utilisation));
        let (shape, run, narrow) = (&model.transformer, &utilisation.transformer, &compression.transformer);
        let (hardware, caching) = (&of(Driver::Hardware).plant, &of(Driver::Caching).plant);
        let transformer = Transformer {
            total: shape.total,
            active: shape.active,
            kv_bytes: shape.kv_bytes,
            attention_flop: shape.attention_flop,
            prefill_attention_flop: shape.prefill_attention_flop,
            network_bytes: shape.network_bytes,
            context: shape.context,
            gpus_per_replica: shape.gpus_per_replica,
            overhead: shape.overhead,
            format: narrow.format,
            kv_format: narrow.kv_format,
            is_sparse: narrow.is_sparse,
            speculation: narrow.speculation,
            tokens_per_second: run.tokens_per_second,
            // what a width reaches belongs to the width
            eta_compute: utilisation.efficiency_in(narrow.format, &hardware.machine),
            eta_memory: run.eta_memory,
            overlap: run.overlap,
            tuning: run.tuning,
        };
        let network = &of(Driver::Network).plant;
        let plant = Plant {
            machine: hardware.machine,
            hour: hardware.hour,
            least: hardware.least,
            calibration: utilisation.plant.calibration,
            cache_hit: caching.cache_hit,
            cache_cost: caching.cache_cost,
            learning: utilisation.plant.learning,
            egress: network.egress,
            offload: network.offload,
            // these say when factors come and how a fleet follows its load: scale, not technology
            staffing: self.plant.staffing,
            capacity: self.plant.capacity,
            progress: self.plant.progress,
        };
        let factors = Factors {
            hardware: of(Driver::Hardware).factors.hardware,
            model: model.factors.model,
            precision: compression.factors.precision,
            serving: utilisation.factors.serving,
        };
        let mut law = *self;
        (law.transformer, law.plant, law.factors) = (transformer, plant, factors);
        (law.learned, law.gpus) = (utilisation.learned, model.gpus);
        law.evaluated().enlarged()
    }

    /// The law on a replica that is large enough for weights, context and promise.
    fn enlarged(&self) -> Self {
        let mut law = *self;
        while (law.batch_max < 1.0 || law.rho_max < LEAST_UTILISATION) && law.gpus < MOST_GPUS {
            law.gpus *= 2.0;
            law = law.evaluated();
        }
        law.rho_max = law.rho_max.max(LEAST_UTILISATION);
        law
    }
}
