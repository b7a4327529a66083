//! Techniques, training runs and investment, from their names to a model.

use super::path::quoted;
use super::resolve::Names;
use super::upgrades::{InvestmentFile, RunsFile, TechniqueShock, TrainingShock};
use crate::complaint::Complaints;
use crate::economics::technology::{Infeasible, Recovery, RunPlan, Technique, TrainingRun};
use crate::ids::{OfferId, ProviderId};
use crate::model::{Adoption, Gain, Imitation, Investment, Rung, Runs, ShockKind, Training};
use crate::units::{Days, GpuHours, Money};

impl Names<'_> {
    /// A technique adopted; complained of where none of the products that it names can be served that way.
    pub(super) fn technique(
        &self,
        shock: &TechniqueShock,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<ShockKind> {
        let provider = self.provider(&shock.provider);
        let offers: Vec<OfferId> = match shock.product.as_deref() {
            None | Some("*") => self.offers_of(provider),
            Some(product) => vec![self.offer(&shock.provider, product)],
        };
        self.adoptable(&offers, &shock.adopt, &format!("{path}.adopt"), complaints)?;
        Some(ShockKind::Technique(Adoption { offers, technique: shock.adopt.clone(), cost: shock.cost }))
    }

    /// Whether at least one of some products can be served with a technique.
    fn adoptable(
        &self,
        offers: &[OfferId],
        technique: &Technique,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<()> {
        let refusals: Vec<String> = offers
            .iter()
            .map(|id| &self.offers[id.index()])
            .filter_map(|offer| {
                offer.cost.adopt(technique).err().map(|why| format!("{} {}", offer.name, said(why)))
            })
            .collect();
        if refusals.len() < offers.len() {
            return Some(());
        }
        let found = refusals.first().map_or("", String::as_str);
        complaints
            .error("technique-out-of-reach", path, "no product can be served that way", found)
            .help(
                "a product with a `constant_cost` or a `cost_table` has no weights, formats or caches to change, a \
                 `measured` one no weights and no formats",
            );
        None
    }

    /// A training run.
    pub(super) fn training(
        &self,
        shock: &TrainingShock,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<ShockKind> {
        let provider = self.provider(&shock.provider);
        let plan = self.plan((provider, shock.run.as_ref()), (shock.lasts, shock.cost), path, complaints)?;
        let gain = match (shock.compute, super::resolve::appeal(shock.quality, shock.appeal)) {
            (Some(factor), _) => Gain::Compute(factor),
            (None, appeal) => Gain::Quality(appeal?),
        };
        let imitation = shock
            .imitation
            .iter()
            .map(|own| Imitation {
                offer: self.offer(&own.provider, &own.product),
                closes: own.closes,
                after: own.after,
            })
            .collect();
        let training = Training {
            offer: self.offer(&shock.provider, &shock.product),
            lasts: plan.lasts,
            hours: plan.hours,
            recovery: recovery(shock.run.as_ref()),
            gain,
            open: shock.open,
            imitation,
        };
        Some(ShockKind::Training { training, cost: shock.cost, plan: plan.plan.map(Box::new) })
    }

    /// What a provider does with its gross profit.
    pub(super) fn investment(
        &self,
        provider: ProviderId,
        file: &InvestmentFile,
        complaints: &mut Complaints,
    ) -> Option<Investment> {
        let firm = &self.file.provider[provider.index()];
        let path = format!("provider.{}.investment", quoted(&firm.name));
        let runs = match &file.runs {
            None => None,
            Some(runs) => Some(self.runs((provider, &firm.name), runs, &path, complaints)?),
        };
        Some(Investment {
            training: file.training,
            compression: file.compression,
            capacity: file.capacity,
            service: file.service,
            runs,
            ladder: file
                .ladder
                .iter()
                .map(|rung| Rung { technique: rung.adopt.clone(), cost: rung.cost })
                .collect(),
        })
    }

    fn runs(
        &self,
        (provider, name): (ProviderId, &str),
        runs: &RunsFile,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<Runs> {
        let path = format!("{path}.runs");
        let planned = self.plan((provider, runs.run.as_ref()), (runs.lasts, runs.cost), &path, complaints)?;
        Some(Runs {
            offer: self.offer(name, &runs.product),
            lasts: planned.lasts,
            hours: planned.hours,
            plan: planned.plan,
            recovery: recovery(runs.run.as_ref()),
            cost: runs.cost,
            step: runs.step,
            halving: Some(runs.halving).filter(|halving| *halving > Days::ZERO),
        })
    }

    /// What a run takes on the provider's accelerators, where it is described; without them time and cost must be given.
    fn plan(
        &self,
        (provider, run): (ProviderId, Option<&TrainingRun>),
        (lasts, cost): (Option<Days>, Option<Money>),
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<Planned> {
        let Some(run) = run else {
            return Some(Planned { lasts: lasts?, hours: GpuHours::ZERO, plan: None });
        };
        let Some(plant) = &self.plants[provider.index()] else {
            if let (Some(lasts), Some(_)) = (lasts, cost) {
                return Some(Planned { lasts, hours: GpuHours::ZERO, plan: None });
            }
            complaints
                .error(
                    "run-without-accelerators",
                    format!("{path}.run"),
                    "the provider has no accelerators to train on",
                    "needs [provider.technology]",
                )
                .help("give `cost` and `lasts` instead");
            return None;
        };
        let plan = run.plan(&plant.machine, plant.hour);
        Some(Planned { lasts: lasts.unwrap_or(plan.days), hours: plan.developed, plan: Some(plan) })
    }
}

/// A run as it is to be simulated.
struct Planned {
    /// How long it takes: as its plan says, or as given.
    lasts: Days,
    /// Its accelerators for hours, with all that its development takes.
    hours: GpuHours,
    /// Its plan.
    plan: Option<RunPlan>,
}

/// How the cost of a run is recovered: as the run says, or by the defaults.
fn recovery(run: Option<&TrainingRun>) -> Recovery {
    run.map_or_else(Recovery::default, TrainingRun::recovery)
}

/// Why a product cannot be served with a technique.
fn said(why: Infeasible) -> &'static str {
    match why {
        Infeasible::Memory { .. } => "does not fit into the memory of its replica",
        Infeasible::Latency { .. } => "would be slower than is promised",
        Infeasible::Network => "needs the network of its accelerator, which is not known",
        Infeasible::Physics => "has a cost without physics",
    }
}
