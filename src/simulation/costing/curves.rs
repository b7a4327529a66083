//! How the cost of one product moves with volume, with the promised speed, and over the months of the scenario.

use super::product::mix;
use crate::calendar::{DAYS_A_MONTH, Instant};
use crate::costing::{CostCurves, MonthCost, SpeedCurve, SpeedPoint, VolumeCurve, VolumePoint};
use crate::drivers::{Driver, Drivers};
use crate::economics::technology::{
    CostCurve, FixedPerDay, FleetCharge, GpuHour, Load, ServingLaw, TokenCosts, TokenMix, UnitCosts, shapley,
};
use crate::ids::OfferId;
use crate::maths::pow;
use crate::simulation::world::World;
use crate::units::{Days, Gpus, MtokPerDay, Ratio, Share, TokensPerSecond};

/// Powers of ten of today's load to both sides at least, and points to each.
const VOLUMES: (i32, i32) = (3, 60);
/// Above its limit by this part, an average cost counts as saturated.
const NEAR: f64 = 0.1;
/// A load beyond all bounds.
const UNBOUNDED: f64 = 1e9;
/// The fastest promise that is drawn, as a part of the fastest there is, and the points up to it.
const SPEEDS: (f64, usize) = (0.97, 400);

/// What the cost of a product depends on beside its own load.
struct Means<'a> {
    curve: &'a CostCurve,
    load: Load,
    hour: GpuHour,
    committed: Share,
    /// Accelerators paid for over those required.
    spare: f64,
    fixed: FixedPerDay,
}

impl Means<'_> {
    /// Unit costs at a load, on a fleet that follows it with the same spare.
    fn costs(&self, curve: &CostCurve, load: &Load) -> UnitCosts {
        let required = curve.gpus_required(load);
        let fleet = FleetCharge {
            gpus: required * self.spare,
            required,
            own: None,
            hour: self.hour,
            committed: self.committed,
        };
        curve.unit_costs(load, &fleet, &self.fixed)
    }
}

/// The curves of an offer, which stands at a position of the costing; none without any load.
pub(super) fn curves(world: &World, offer: usize, position: usize) -> Option<CostCurves> {
    let supply = &world.supply[offer];
    if supply.load.total() <= MtokPerDay::ZERO {
        return None;
    }
    let owner = world.model.offers[offer].provider;
    let (model, firm) = (&world.model.providers[owner.index()], &world.firms[owner.index()]);
    let tokens: MtokPerDay = world.offers_of(owner).map(|j| world.supply[j].load.total()).sum();
    let part = supply.load.total() / tokens;
    let required = firm.published.required();
    let means = Means {
        curve: &supply.curve,
        load: supply.load,
        hour: firm.hour.unwrap_or_default(),
        committed: model.plant.map_or(Share::ZERO, |plant| plant.capacity.committed),
        spare: if required > Gpus::ZERO { firm.fleet.installed / required } else { 1.0 },
        fixed: FixedPerDay { training: model.fixed.training * part, data: model.fixed.data * part },
    };
    let work = world.work_of(owner).get();
    let spread = if work > 0.0 { Ratio(firm.fleet.installed.get() * 24.0 / work) } else { Ratio(1.0) };
    let scales = matches!(supply.curve, CostCurve::Serving(_) | CostCurve::Table(_));
    Some(CostCurves {
        product: position,
        volume: scales.then(|| volume(&means)),
        speed: supply.curve.law().map(|law| speed(&means, law)),
        months: months(world, offer, (&mix(&supply.load), spread)),
    })
}

fn volume(means: &Means<'_>) -> VolumeCurve {
    let mix = mix(&means.load);
    let at = |factor: f64| {
        let load = means.load * factor;
        let costs = means.costs(means.curve, &load);
        let blended = |costs: TokenCosts| costs.blended(&mix).total().get();
        let point = VolumePoint {
            tokens: load.total().get(),
            marginal: blended(costs.marginal),
            floor: blended(costs.floor),
            average: blended(costs.average),
            full: blended(costs.full),
        };
        let is_one =
            means.curve.law().is_some_and(|law| means.curve.gpus_required(&load) <= law.gpus_per_replica());
        (point, is_one)
    };
    let (decades, each) = VOLUMES;
    let factor = |step: i32| pow(10.0, f64::from(step) / f64::from(each));
    // Far enough down to see what one replica alone costs.
    let has_replicas = means.curve.law().is_some();
    let alone = (-2 * decades * each..0).rev().find(|step| has_replicas && at(factor(*step)).1).unwrap_or(0);
    let lowest = (alone - each * 5 / 4).min(-decades * each);
    let all: Vec<(VolumePoint, bool)> = (lowest..=decades * each).map(|step| at(factor(step))).collect();
    let (far, _) = at(UNBOUNDED);
    let limit = far.average;
    let points: Vec<VolumePoint> = all.iter().map(|(point, _)| *point).collect();
    let above = points.iter().rposition(|point| point.average > limit * (1.0 + NEAR));
    let saturated = above.map_or(points.first(), |last| points.get(last + 1));
    let provided = means.curve.standard(means.hour, Ratio(1.0)).blended(&mix).total().get();
    VolumeCurve {
        today: means.load.total().get(),
        one_replica: all.iter().rev().find(|(_, is_one)| *is_one).map(|(point, _)| point.tokens),
        saturated: saturated.map(|point| point.tokens),
        limit,
        above_floor: (provided / far.floor, limit / provided),
        points,
    }
}

/// At today's load, with a fleet that follows the promise.
fn speed(means: &Means<'_>, law: &ServingLaw) -> SpeedCurve {
    let at = |law: &ServingLaw| {
        let curve = CostCurve::Serving(*law);
        SpeedPoint {
            speed: law.promised().get(),
            cost: means.costs(&curve, &means.load).average.output.total().get(),
            batch: law.batch(Ratio(law.rho_max().get())).get(),
        }
    };
    let (fastest, memory) = law.speeds();
    let (part, points) = SPEEDS;
    let speeds = (1..=points).map(|n| fastest.get() * part * n as f64 / points as f64);
    SpeedCurve {
        points: speeds
            .filter_map(|speed| law.promising(TokensPerSecond(speed)))
            .map(|law| at(&law))
            .collect(),
        promised: at(law),
        fastest: fastest.get(),
        memory_bound: Some(memory.get()).filter(|speed| *speed > 0.0),
    }
}

/// The standard cost month by month, and what each driver took off it.
fn months(world: &World, offer: usize, (mix, spread): (&TokenMix, Ratio)) -> Vec<MonthCost> {
    let given = &world.model.offers[offer];
    let firm = &world.firms[given.provider.index()];
    let state = |day: f64| {
        let at = Instant::START.after(Days(day));
        let age = world.model.age(OfferId::at(offer), at);
        (given.cost.at(age), firm.hour_at(at).unwrap_or_default())
    };
    let horizon = world.model.horizon.days();
    // At least a dozen points, months where there are more.
    let count = (horizon / DAYS_A_MONTH).ceil().max(12.0);
    let mut saved = vec![0.0; Driver::TECHNOLOGY.len()];
    let mut out: Vec<MonthCost> = Vec::new();
    let mut before = state(0.0);
    for step in 0..=count as usize {
        let day = horizon * step as f64 / count;
        let now = state(day);
        let credits = shapley(Driver::TECHNOLOGY.len(), |set| mixed(&before, &now, set, (mix, spread)));
        for (sum, credit) in saved.iter_mut().zip(credits) {
            *sum -= credit;
        }
        out.push(MonthCost { day, parts: parts(&now, (mix, spread)), saved: saved.clone() });
        before = now;
    }
    out
}

/// Blended standard cost with the drivers of a set taken from the later state.
fn mixed(
    before: &(CostCurve, GpuHour),
    now: &(CostCurve, GpuHour),
    set: u32,
    (mix, spread): (&TokenMix, Ratio),
) -> f64 {
    let chosen = Driver::TECHNOLOGY.into_iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
    let drivers: Drivers = chosen.map(|(_, driver)| driver).collect();
    let of = |driver| if drivers.holds(driver) { now } else { before };
    let hour = GpuHour { capital: of(Driver::Hardware).1.capital, energy: of(Driver::Energy).1.energy };
    before.0.taking(&now.0, drivers).standard(hour, spread).blended(mix).total().get()
}

fn parts((curve, hour): &(CostCurve, GpuHour), (mix, spread): (&TokenMix, Ratio)) -> [f64; 5] {
    let costs = curve.standard(*hour, spread);
    let all = costs.blended(mix);
    [
        costs.input.compute.get() * mix.computed.get(),
        costs.cached.compute.get() * mix.cached.get(),
        costs.output.compute.get() * mix.output.get(),
        all.energy.get(),
        all.network.get(),
    ]
}
