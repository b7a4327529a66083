//! Rules of scripted events: what they name must exist by then, and their days must lie in the horizon.

use super::check::{product, sheet};
use super::file::File;
use super::firm::ProviderFile;
use super::nearest::suggestion;
use super::path::quoted;
use super::shocks::{LaunchShock, ShockFile};
use crate::calendar::Calendar;
use crate::complaint::Complaints;
use crate::units::{Ratio, Share};

/// Whether a provider comes with an entry shock, or when it pays.
pub fn enters_later(file: &File, provider: &str) -> bool {
    let waits = |firm: &ProviderFile| firm.name == provider && firm.enters.is_some();
    file.provider.iter().any(waits)
        || file.shock.iter().any(|shock| shock.entry.as_ref().is_some_and(|entry| entry.provider == provider))
}

/// Complains of shocks that cannot happen.
pub fn check(file: &File, complaints: &mut Complaints) {
    if !file.provider.is_empty() && file.provider.iter().all(|provider| enters_later(file, &provider.name)) {
        complaints
            .error(
                "nobody-at-opening",
                "provider",
                "nobody sells anything at the opening",
                "all providers enter later",
            )
            .help("leave the entry shock of one of them out");
    }
    for firm in &file.provider {
        fleet_of_entrant(file, firm, complaints);
    }
    for (position, shock) in file.shock.iter().enumerate() {
        let path = format!("shock.{}", quoted(&shock.name));
        day(file, shock, &path, complaints);
        Script { file, position, shock, path: &path }.check(complaints);
    }
}

/// Who comes with a shock expects no share that a fleet could be fitted to.
fn fleet_of_entrant(file: &File, firm: &ProviderFile, complaints: &mut Complaints) {
    let is_open = firm.technology.as_ref().is_some_and(|technology| technology.gpus.is_none());
    if is_open && firm.enters.is_none() && enters_later(file, &firm.name) {
        complaints
            .error(
                "entrant-without-fleet",
                format!("provider.{}.technology", quoted(&firm.name)),
                "this provider enters with a fleet for nobody and refuses users until more of it arrives",
                "no `gpus`",
            )
            .help("say with `gpus` how many accelerators it brings")
            .as_warning();
    }
}

fn day(file: &File, shock: &ShockFile, path: &str, complaints: &mut Complaints) {
    let calendar = Calendar::new(file.start.0);
    let day = calendar.instant(shock.at.0).days();
    if day < 0.0 {
        complaints
            .error(
                "shock-before-start",
                format!("{path}.at"),
                "the shock lies before the start",
                &format!("the scenario starts on {}", file.start.0),
            )
            .help("what is older belongs in the opening state");
    } else if day > file.horizon.get() {
        let end = calendar.date(crate::calendar::Instant::at_day(file.horizon.get()));
        complaints
            .error(
                "shock-after-end",
                format!("{path}.at"),
                "the shock lies after the end and will not happen",
                &format!("the scenario ends on {end}"),
            )
            .as_warning();
    }
}

/// One shock being checked.
pub(super) struct Script<'a> {
    pub(super) file: &'a File,
    position: usize,
    pub(super) shock: &'a ShockFile,
    pub(super) path: &'a str,
}

impl<'a> Script<'a> {
    fn check(&self, complaints: &mut Complaints) {
        let shock = self.shock;
        if let Some(price) = &shock.price {
            if let Some(firm) = self.provider("price", &price.provider, complaints) {
                self.product("price.product", firm, &price.product, complaints);
            }
            sheet(&price.price, &format!("{}.price.price", self.path), complaints);
        }
        if let Some(launch) = &shock.launch
            && let Some(firm) = self.provider("launch", &launch.provider, complaints)
        {
            self.launch(launch, firm, complaints);
        }
        if let Some(release) = &shock.release
            && let Some(firm) = self.provider("release", &release.provider, complaints)
        {
            self.product("release.product", firm, &release.product, complaints);
        }
        if let Some(cost) = &shock.cost {
            self.provider("cost", &cost.provider, complaints);
            self.factor("cost", cost.factor, complaints);
        }
        if let Some(demand) = &shock.demand {
            self.factor("demand", demand.factor, complaints);
            let known: Vec<&str> = self.file.segment.iter().map(|segment| segment.name.as_str()).collect();
            if demand.segment != "*" && !known.contains(&demand.segment.as_str()) {
                self.unknown(
                    "unknown-segment",
                    "demand.segment",
                    &format!("there is no segment `{}`", demand.segment),
                    complaints,
                );
                if let Some(help) = suggestion(&demand.segment, known) {
                    complaints.help(help);
                }
            }
        }
        if let Some(outage) = &shock.outage {
            self.provider("outage", &outage.provider, complaints);
            if outage.lasts.get() <= 0.0 {
                complaints.error(
                    "outage-instant",
                    format!("{}.outage.lasts", self.path),
                    "an outage lasts",
                    "must be more than 0 days",
                );
            }
            if outage.part == Some(Share::ZERO) {
                complaints
                    .error(
                        "outage-of-nothing",
                        format!("{}.outage.part", self.path),
                        "an outage that takes nothing",
                        "must be more than 0 %",
                    )
                    .help("leave `part` out where nobody is served at all");
            }
        }
        self.supply(complaints);
        self.upgrades(complaints);
        self.money(complaints);
        if let Some(merger) = &shock.merger {
            self.merger(merger, complaints);
        }
        if let Some(exit) = &shock.exit {
            self.provider("exit", &exit.provider, complaints);
        }
        if let Some(entry) = &shock.entry
            && self.provider("entry", &entry.provider, complaints).is_some()
        {
            self.entry(&entry.provider, complaints);
        }
    }

    /// The provider that a shock names; one that has not entered by then is complained of.
    pub(super) fn provider(
        &self,
        kind: &str,
        name: &str,
        complaints: &mut Complaints,
    ) -> Option<&'a ProviderFile> {
        self.named(kind, "provider", name, complaints)
    }

    /// The same under a key of another name.
    pub(super) fn named(
        &self,
        kind: &str,
        key: &str,
        name: &str,
        complaints: &mut Complaints,
    ) -> Option<&'a ProviderFile> {
        let Some(firm) = self.file.provider.iter().find(|firm| firm.name == name) else {
            self.unknown(
                "unknown-provider",
                &format!("{kind}.{key}"),
                &format!("there is no provider `{name}`"),
                complaints,
            );
            if let Some(help) =
                suggestion(name, self.file.provider.iter().map(|firm| firm.name.as_str()).collect::<Vec<_>>())
            {
                complaints.help(help);
            }
            return None;
        };
        let entry = self
            .file
            .shock
            .iter()
            .find(|shock| shock.entry.as_ref().is_some_and(|entry| entry.provider == name));
        if let Some(entry) = entry
            && kind != "entry"
            && entry.at > self.shock.at
        {
            let found = format!("{name} enters on {}", entry.at.0);
            complaints.error(
                "shock-before-entry",
                format!("{}.at", self.path),
                "the provider is not there yet",
                &found,
            );
        }
        Some(firm)
    }

    /// The product that a shock names, among the firm's own and those launched before.
    pub(super) fn product(&self, key: &str, firm: &ProviderFile, name: &str, complaints: &mut Complaints) {
        if firm.product.iter().any(|item| item.name == name) {
            return;
        }
        let launched = self.file.shock.iter().filter_map(|shock| {
            shock
                .launch
                .as_ref()
                .filter(|launch| launch.provider == firm.name)
                .map(|launch| (shock.at, launch))
        });
        if let Some((at, _)) = launched.clone().find(|(_, launch)| launch.product.name == name) {
            if at > self.shock.at {
                complaints.error(
                    "shock-before-launch",
                    format!("{}.at", self.path),
                    "the product is not on sale yet",
                    &format!("{name} is launched on {}", at.0),
                );
            }
            return;
        }
        self.unknown("unknown-product", key, &format!("{} has no product `{name}`", firm.name), complaints);
        let elsewhere =
            self.file.provider.iter().find(|other| other.product.iter().any(|item| item.name == name));
        let known: Vec<&str> = firm
            .product
            .iter()
            .map(|item| item.name.as_str())
            .chain(launched.map(|(_, launch)| launch.product.name.as_str()))
            .collect();
        match elsewhere {
            Some(other) => {
                complaints.help(format!("{} has one of that name", other.name));
            }
            None => {
                if let Some(help) = suggestion(name, known) {
                    complaints.help(help);
                }
            }
        }
    }

    fn launch(&self, launch: &LaunchShock, firm: &ProviderFile, complaints: &mut Complaints) {
        let path = format!("{}.launch.product", self.path);
        product(&launch.product, &path, firm, complaints);
        if launch.product.share.is_some() {
            complaints
                .error(
                    "share-without-sale",
                    format!("{path}.share"),
                    "this product is not on sale at the opening",
                    "it is launched later",
                )
                .help("give its appeal as `brand`");
        }
        let name = &launch.product.name;
        let earlier = self.file.shock[..self.position].iter().filter_map(|shock| shock.launch.as_ref());
        let is_taken = firm.product.iter().any(|item| item.name == *name)
            || earlier.filter(|other| other.provider == firm.name).any(|other| other.product.name == *name);
        if is_taken {
            complaints
                .error(
                    "duplicate-product",
                    format!("{path}.name"),
                    &format!("{} already has a product `{name}`", firm.name),
                    "the name is taken",
                )
                .help("a better version under the same name is a `release`");
        }
        if let Some(old) = &launch.replaces {
            if old == name {
                complaints.error(
                    "replaces-itself",
                    format!("{}.launch.replaces", self.path),
                    "a product cannot replace itself",
                    "its own name",
                );
            } else {
                self.product("launch.replaces", firm, old, complaints);
            }
        }
    }

    fn entry(&self, name: &str, complaints: &mut Complaints) {
        let is_second = self.file.shock[..self.position]
            .iter()
            .any(|shock| shock.entry.as_ref().is_some_and(|entry| entry.provider == name));
        if is_second {
            complaints.error(
                "entry-twice",
                format!("{}.entry.provider", self.path),
                &format!("{name} enters twice"),
                "has entered already",
            );
        }
    }

    pub(super) fn factor(&self, kind: &str, factor: Ratio, complaints: &mut Complaints) {
        if factor <= Ratio::ZERO {
            complaints
                .error(
                    "factor-zero",
                    format!("{}.{kind}.factor", self.path),
                    "a factor of nothing ends the market",
                    "must be more than 0",
                )
                .help("1 changes nothing, 0.5 halves");
        }
    }

    pub(super) fn unknown(&self, code: &'static str, key: &str, message: &str, complaints: &mut Complaints) {
        complaints.error(code, format!("{}.{key}", self.path), message, "no such name");
    }
}
