//! Rules of hardware moves, techniques, training runs and investment.

use super::file::File;
use super::firm::ProviderFile;
use super::nearest::suggestion;
use super::path::quoted;
use super::script::Script;
use super::upgrades::{HardwareShock, InvestmentFile, TechniqueShock, TrainingShock};
use crate::complaint::{Check, Complaints};
use crate::units::{Days, Money, Ratio, Share};

/// Time for a fleet to be replaced: by then the new accelerators are old.
const SLOWEST: Days = Days(3653.0);
/// Rivals that learn from one model.
const MOST_RIVALS: usize = 200;
/// Techniques of a ladder.
const MOST_RUNGS: usize = 64;

impl Script<'_> {
    /// Complains of upgrades that cannot happen.
    pub(super) fn upgrades(&self, complaints: &mut Complaints) {
        if let Some(hardware) = &self.shock.hardware {
            self.hardware(hardware, complaints);
        }
        if let Some(technique) = &self.shock.technique {
            self.technique(technique, complaints);
        }
        if let Some(training) = &self.shock.training {
            self.training(training, complaints);
        }
    }

    fn hardware(&self, hardware: &HardwareShock, complaints: &mut Complaints) {
        let Some(firm) = self.provider("hardware", &hardware.provider, complaints) else { return };
        match &firm.technology {
            None => {
                complaints.error(
                    "nothing-to-replace",
                    format!("{}.hardware.provider", self.path),
                    &format!("{} has no accelerators", firm.name),
                    "has no [provider.technology]",
                );
            }
            Some(technology) if technology.owned.is_some() && hardware.rent.is_some() => {
                complaints.error(
                    "rented-and-owned",
                    format!("{}.hardware.rent", self.path),
                    &format!("{} owns its accelerators", firm.name),
                    "a rent for an owned fleet",
                );
            }
            Some(_) => {}
        }
        if hardware.within > SLOWEST {
            complaints
                .error(
                    "too-large",
                    format!("{}.hardware.within", self.path),
                    "the move takes too long",
                    &format!("found {} days, at most {}", hardware.within.get(), SLOWEST.get()),
                )
                .help("6 to 18 months are usual");
        }
        if hardware.share == Share::ZERO {
            complaints.error(
                "refresh-of-nothing",
                format!("{}.hardware.share", self.path),
                "a move of no part of the fleet",
                "must be more than 0 %",
            );
        }
    }

    fn technique(&self, technique: &TechniqueShock, complaints: &mut Complaints) {
        let Some(firm) = self.provider("technique", &technique.provider, complaints) else { return };
        if let Some(product) = technique.product.as_deref().filter(|product| *product != "*") {
            self.product("technique.product", firm, product, complaints);
        }
        technique.adopt.check(&format!("{}.technique.adopt", self.path), complaints);
        not_negative(&format!("{}.technique.cost", self.path), technique.cost, complaints);
    }

    fn training(&self, training: &TrainingShock, complaints: &mut Complaints) {
        let path = format!("{}.training", self.path);
        if let Some(firm) = self.provider("training", &training.provider, complaints) {
            self.product("training.product", firm, &training.product, complaints);
        }
        known(&path, training.run.is_some(), (training.lasts, training.cost), complaints);
        if let Some(run) = &training.run {
            run.check(&format!("{path}.run"), complaints);
        }
        if let Some(factor) = training.compute {
            gain(&format!("{path}.compute"), factor, complaints);
        }
        if !training.imitation.is_empty() && !training.open {
            complaints
                .error(
                    "imitation-of-closed-weights",
                    format!("{path}.imitation"),
                    "rivals learn from weights that are released",
                    "`open` is not set",
                )
                .help("add `open = true`");
        }
        if training.imitation.len() > MOST_RIVALS {
            complaints
                .error(
                    "too-large",
                    format!("{path}.imitation"),
                    "too many rivals imitate",
                    &format!("found {}, at most {MOST_RIVALS}", training.imitation.len()),
                )
                .help("there are no more products than that");
        }
        for (position, own) in training.imitation.iter().enumerate() {
            let key = format!("training.imitation[{position}]");
            let known = self.file.provider.iter().find(|firm| firm.name == own.provider);
            match known {
                None => {
                    self.unknown(
                        "unknown-provider",
                        &format!("{key}.provider"),
                        &format!("there is no provider `{}`", own.provider),
                        complaints,
                    );
                    let names: Vec<&str> = self.file.provider.iter().map(|firm| firm.name.as_str()).collect();
                    if let Some(help) = suggestion(&own.provider, names) {
                        complaints.help(help);
                    }
                }
                Some(_) if own.provider == training.provider => {
                    complaints.error(
                        "imitates-itself",
                        format!("{}.{key}.provider", self.path),
                        "a provider does not imitate itself",
                        "the provider of the model",
                    );
                }
                Some(firm) => self.product(&format!("{key}.product"), firm, &own.product, complaints),
            }
        }
    }
}

/// How long a run takes and what it costs must be known, by its plan or as given.
fn known(
    path: &str,
    has_plan: bool,
    (lasts, cost): (Option<Days>, Option<Money>),
    complaints: &mut Complaints,
) {
    if !has_plan && (lasts.is_none() || cost.is_none()) {
        complaints
            .error(
                "run-unknown",
                path,
                "how long the run takes and what it costs is not known",
                "neither `run`, nor `lasts` and `cost`",
            )
            .help("give `cost` and `lasts`, or `run = { ... }` from which they follow");
    }
    if lasts.is_some_and(|lasts| lasts.get() < 1.0) {
        complaints.error(
            "run-instant",
            format!("{path}.lasts"),
            "a run takes time",
            "must be at least 1 day",
        );
    }
    not_negative(&format!("{path}.cost"), cost, complaints);
}

fn not_negative(path: &str, cost: Option<Money>, complaints: &mut Complaints) {
    if cost.is_some_and(|cost| cost < Money::ZERO) {
        complaints.error("cost-negative", path, "a cost is not negative", "must be at least 0");
    }
}

fn gain(path: &str, factor: Ratio, complaints: &mut Complaints) {
    if factor <= Ratio(1.0) {
        complaints
            .error(
                "run-without-gain",
                path,
                "a run of no more effective compute makes nothing better",
                "must be more than 1",
            )
            .help("4 adds 60 Elo");
    }
}

/// Complains of what a provider cannot invest in.
pub fn investments(file: &File, complaints: &mut Complaints) {
    for firm in &file.provider {
        if let Some(investment) = &firm.investment {
            let path = format!("provider.{}.investment", quoted(&firm.name));
            one(firm, investment, &path, complaints);
        }
    }
}

fn one(firm: &ProviderFile, investment: &InvestmentFile, path: &str, complaints: &mut Complaints) {
    let all = investment.training + investment.compression + investment.capacity + investment.service;
    if all.get() > 1.0 + 1e-9 {
        complaints
            .error(
                "invests-more-than-all",
                format!("{path}.training"),
                "the shares of gross profit are more than the whole of it",
                &format!("they sum to {} %", super::leaf::short((all.get() * 1e4).round() / 100.0)),
            )
            .help("what is left of 100 % stays cash");
    }
    if investment.training > Share::ZERO && investment.runs.is_none() {
        complaints
            .error(
                "training-without-runs",
                format!("{path}.training"),
                "money for training, and no run that it could pay",
                "needs [provider.investment.runs]",
            )
            .help("give `runs = { product = ..., cost = ..., lasts = ... }`");
    }
    for (key, share) in [
        ("compression", investment.compression),
        ("capacity", investment.capacity),
        ("service", investment.service),
    ] {
        if share > Share::ZERO && firm.technology.is_none() {
            complaints.error(
                "investment-without-technology",
                format!("{path}.{key}"),
                &format!("{} has no accelerators whose use it could better", firm.name),
                "needs [provider.technology]",
            );
        }
    }
    if let Some(runs) = &investment.runs {
        let path = format!("{path}.runs");
        known(&path, runs.run.is_some(), (runs.lasts, runs.cost), complaints);
        if let Some(run) = &runs.run {
            run.check(&format!("{path}.run"), complaints);
        }
        gain(&format!("{path}.step"), runs.step, complaints);
        if runs.cost == Some(Money::ZERO) {
            complaints.error(
                "run-for-nothing",
                format!("{path}.cost"),
                "runs that cost nothing would never end",
                "must be more than 0",
            );
        }
        if !firm.product.iter().any(|item| item.name == runs.product) {
            complaints.error(
                "unknown-product",
                format!("{path}.product"),
                &format!("{} has no product `{}`", firm.name, runs.product),
                "no such name",
            );
            let names: Vec<&str> = firm.product.iter().map(|item| item.name.as_str()).collect();
            if let Some(help) = suggestion(&runs.product, names) {
                complaints.help(help);
            }
        }
    }
    if investment.ladder.len() > MOST_RUNGS {
        complaints
            .error(
                "too-large",
                format!("{path}.ladder"),
                "too many techniques",
                &format!("found {}, at most {MOST_RUNGS}", investment.ladder.len()),
            )
            .help("keep those that matter");
    }
    for (position, rung) in investment.ladder.iter().enumerate() {
        let path = format!("{path}.ladder[{position}]");
        rung.adopt.check(&format!("{path}.adopt"), complaints);
        not_negative(&format!("{path}.cost"), rung.cost, complaints);
    }
}
