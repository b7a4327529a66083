//! A costing: what the tokens of every product cost at a date and a load, as plain numbers with the names of its JSON.
//!
//! Money is in the scenario's currency. Tokens are in Mtok (a million tokens) a day, unit costs and prices in money per
//! Mtok, shares between 0 and 1.

use serde::Serialize;

use crate::economics::technology::Breakdown;

/// The costing of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Costing {
    /// Title of the scenario.
    pub title: String,
    /// Code of its currency.
    pub currency: String,
    /// First day of the scenario, `2024-05-06`.
    pub start: String,
    /// The date of the costing.
    pub date: String,
    /// Days from the start to that date.
    pub day: f64,
    /// Tokens a day of each product that were asked for; none for the opening loads.
    pub load: Option<f64>,
    /// The providers of the products below.
    pub providers: Vec<ProviderCosting>,
    /// The products.
    pub products: Vec<ProductCosting>,
    /// Curves of the largest of them; none where it serves nothing.
    #[serde(skip)]
    pub curves: Option<CostCurves>,
}

/// A provider.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProviderCosting {
    /// Its name.
    pub name: String,
    /// Accelerators that are paid for.
    pub accelerators: f64,
    /// Accelerators required, own use included.
    pub accelerators_required: f64,
    /// Part of the required accelerators that its own products (a chat app) need.
    pub own_use: f64,
    /// What an accelerator costs an hour, electricity included.
    pub accelerator_hour: f64,
    /// Electricity within it; nothing where the rent contains it.
    pub accelerator_hour_energy: f64,
    /// The whole fleet a day, used or not.
    pub fleet_cost_per_day: f64,
    /// Tokens sold a day times posted prices.
    pub revenue_per_day: f64,
    /// The part of the fleet under contract against the part that costs least; none without a contract.
    pub reservation: Option<Reservation>,
    /// What it costs to be in business a day.
    pub total_cost_per_day: Identity,
    /// The same for a mean month of 30.4375 days.
    pub total_cost_per_month: Identity,
}

/// Accelerators under contract, as parts of what the busiest hour takes, the rest being rented as the load asks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reservation {
    /// The part that is under contract.
    pub committed: f64,
    /// The part that costs least at the contract's discount.
    pub best: f64,
    /// What the first costs over the second, less 1.
    pub dearer: f64,
}

/// Total cost = compute + data + training + inference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Identity {
    /// The fleet; of a constant unit cost, all of it.
    pub compute: f64,
    /// Data.
    pub data: f64,
    /// Training.
    pub training: f64,
    /// Serving beside the fleet: sending the output to customers.
    pub inference: f64,
    /// The sum.
    pub total: f64,
    /// Electricity of owned accelerators, a part of compute.
    pub energy_within_compute: f64,
    /// Staff and everything else, which stands outside the identity.
    pub staff_beside: f64,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProductCosting {
    /// Who sells it.
    pub provider: String,
    /// Its name.
    pub product: String,
    /// Tokens a day, Mtok.
    pub tokens_per_day: Tokens,
    /// The accelerators; none for a unit cost without hardware.
    pub serving: Option<Serving>,
    /// What a million tokens costs, in the four concepts.
    pub unit_cost: Concepts,
    /// Posted prices.
    pub price: Prices,
    /// Its part of the fleet a day, by the accelerators that it requires; of a unit cost without hardware, that cost.
    pub fleet_cost_per_day: f64,
    /// That and the sending of its output.
    pub cost_per_day: f64,
    /// Tokens served times posted prices.
    pub revenue_per_day: f64,
    /// `1 - cost / revenue`; none without revenue.
    pub margin: Option<f64>,
    /// `revenue / cost - 1`, as DeepSeek counts it; none without cost.
    pub profit_over_cost: Option<f64>,
}

/// Tokens a day by kind, Mtok.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Tokens {
    /// All input.
    pub input_billed: f64,
    /// Input that must be computed.
    pub input_missed: f64,
    /// Input that is served from the cache.
    pub input_cached: f64,
    /// Output.
    pub output: f64,
    /// Input and output.
    pub total: f64,
    /// Part of all that is refused for want of capacity.
    pub refused: f64,
}

/// How a product is served in the busiest hour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Serving {
    /// Accelerators that its load requires.
    pub accelerators_required: f64,
    /// Its part of the accelerators that are paid for.
    pub accelerators_paid: f64,
    /// Accelerators of a replica; this and what follows of replicas is not known of a fleet that was only measured.
    pub replica: Option<f64>,
    /// Offered load over what the fleet can serve at its targets.
    pub utilisation: f64,
    /// GPU-hours of work a day over the hours that are paid for, hardware busy all the time being 1.
    pub load_factor: f64,
    /// Utilisation of a replica in its decoding steps.
    pub rho: Option<f64>,
    /// The most that the promised speed and the memory allow.
    pub rho_max: Option<f64>,
    /// Sequences served at once by a replica.
    pub batch: Option<f64>,
    /// Sequences that its memory holds.
    pub batch_max: Option<f64>,
    /// Milliseconds per output token.
    pub tpot_ms: f64,
    /// The same at that batch by the exact law, in which arithmetic and the reading of weights overlap.
    pub tpot_exact_ms: Option<f64>,
    /// Mean wait for a place in a batch over the time of an answer.
    pub wait_over_service: Option<f64>,
    /// Tokens a second that each user is promised.
    pub promised_speed: Option<f64>,
}

/// Posted prices, money per Mtok.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Prices {
    /// All input: what a billed input token is sold for, cached or not.
    pub input_billed: f64,
    /// Input that must be computed.
    pub input_missed: f64,
    /// Input from the cache: the price of all input where cached input has none of its own.
    pub input_cached: f64,
    /// Output.
    pub output: f64,
    /// Over the product's own tokens.
    pub blended: f64,
}

/// Unit costs in the four concepts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Concepts {
    /// One more million tokens, now.
    pub marginal: Kinds,
    /// Hardware busy all the time.
    pub floor: Kinds,
    /// The fleet over the tokens served.
    pub average: Kinds,
    /// Average with training and data.
    pub full: Kinds,
}

/// A unit cost by kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Kinds {
    /// All input: what a billed input token costs, cached or not.
    pub input_billed: f64,
    /// Input that must be computed.
    pub input_missed: f64,
    /// Input from the cache.
    pub input_cached: f64,
    /// Output.
    pub output: f64,
    /// Over the product's own tokens.
    pub blended: f64,
    /// The same, by what the money pays for.
    pub components: Split,
}

/// Components by kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Split {
    /// All input.
    pub input_billed: Components,
    /// Input that must be computed.
    pub input_missed: Components,
    /// Input from the cache.
    pub input_cached: Components,
    /// Output.
    pub output: Components,
    /// Over the product's own tokens.
    pub blended: Components,
}

/// What the money pays for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Components {
    /// Accelerators.
    pub compute: f64,
    /// Electricity of owned accelerators.
    pub energy: f64,
    /// Sending output to customers.
    pub network: f64,
    /// Training.
    pub training: f64,
    /// Data.
    pub data: f64,
}

impl Components {
    /// With their names, in the order of tables.
    pub fn named(&self) -> [(&'static str, f64); 5] {
        [
            ("compute", self.compute),
            ("energy", self.energy),
            ("network", self.network),
            ("training", self.training),
            ("data", self.data),
        ]
    }
}

impl From<Breakdown> for Components {
    fn from(cost: Breakdown) -> Self {
        Self {
            compute: cost.compute.get(),
            energy: cost.energy.get(),
            network: cost.network.get(),
            training: cost.training.get(),
            data: cost.data.get(),
        }
    }
}

impl Concepts {
    /// With their names, in the order of tables.
    pub fn named(&self) -> [(&'static str, &Kinds); 4] {
        [
            ("marginal", &self.marginal),
            ("floor", &self.floor),
            ("average", &self.average),
            ("full", &self.full),
        ]
    }
}

impl Split {
    /// With their names, in the order of tables.
    pub fn named(&self) -> [(&'static str, &Components); 5] {
        [
            ("input_billed", &self.input_billed),
            ("input_missed", &self.input_missed),
            ("input_cached", &self.input_cached),
            ("output", &self.output),
            ("blended", &self.blended),
        ]
    }
}

/// How the cost of one product moves with what its provider can and cannot choose.
#[derive(Debug, Clone, PartialEq)]
pub struct CostCurves {
    /// Position of the product in the costing.
    pub product: usize,
    /// Against its tokens, other things as they are; none where the cost of a token does not depend on their number.
    pub volume: Option<VolumeCurve>,
    /// Against the speed promised to its users; none where speed is not modelled.
    pub speed: Option<SpeedCurve>,
    /// Over the months of the scenario, at today's load.
    pub months: Vec<MonthCost>,
}

/// Blended unit costs against tokens a day.
#[derive(Debug, Clone, PartialEq)]
pub struct VolumeCurve {
    /// The points, by volume.
    pub points: Vec<VolumePoint>,
    /// Tokens a day now, Mtok.
    pub today: f64,
    /// Up to this many Mtok a day one replica is enough; none if even the least volume takes more.
    pub one_replica: Option<f64>,
    /// From this many Mtok a day on the average lies within a tenth of its limit; none if no volume does.
    pub saturated: Option<f64>,
    /// The limit of the average cost of an unbounded load.
    pub limit: f64,
    /// What the limit is over the floor because of the promised speed, and because of the swing of the day and spare.
    pub above_floor: (f64, f64),
}

/// One volume.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumePoint {
    /// Tokens a day, Mtok.
    pub tokens: f64,
    /// Marginal cost of a Mtok.
    pub marginal: f64,
    /// Its floor.
    pub floor: f64,
    /// Its average.
    pub average: f64,
    /// Its full cost.
    pub full: f64,
}

/// Cost of output and batch against promised speed.
#[derive(Debug, Clone, PartialEq)]
pub struct SpeedCurve {
    /// The points, by speed.
    pub points: Vec<SpeedPoint>,
    /// The speed promised now, and its cost and batch.
    pub promised: SpeedPoint,
    /// The speed of a user alone on a replica.
    pub fastest: f64,
    /// Below this speed memory, not the promise, limits the batch; none where the promise always does.
    pub memory_bound: Option<f64>,
}

/// One promised speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpeedPoint {
    /// Tokens a second and user.
    pub speed: f64,
    /// Average cost of a million output tokens.
    pub cost: f64,
    /// Sequences at once on a replica in the busiest hour.
    pub batch: f64,
}

/// Standard cost of a month: technology alone, at the load and mix of the costing.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthCost {
    /// Days since the scenario's start.
    pub day: f64,
    /// Parts of the blended cost: computing input, input from the cache, output; energy; network.
    pub parts: [f64; 5],
    /// What each driver of technology has taken off the blended cost since the start, in their order.
    pub saved: Vec<f64>,
}

impl MonthCost {
    /// The blended standard cost.
    pub fn total(&self) -> f64 {
        self.parts.iter().sum()
    }
}
