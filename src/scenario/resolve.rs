//! From a checked file to a model: names become ids, defaults become values, catalogue names become facts.

use super::equip::{Accelerators, kit};
use super::file::File;
use super::firm::{ProductFile, ProviderFile};
use super::money::finance;
use super::nearest::suggestion;
use super::path::quoted;
use super::plans;
use super::policies;
use super::script::enters_later;
use super::shocks::ShockFile;
use crate::calendar::{Calendar, Instant};
use crate::catalogue::Catalogue;
use crate::complaint::Complaints;
use crate::economics::billing::TokenMix;
use crate::economics::technology::{
    Accelerator, Architecture, CostCurve, CostTable, MeasuredFleet, Plant, ServingLaw, Technology,
};
use crate::ids::{OfferId, ProviderId, SegmentId};
use crate::model::{
    Appeal, Attention, Captive, Finance, FixedCosts, Model, Offer, Population, Provider, Record, Reference,
    Shock, ShockKind, Takeover, kinds,
};
use crate::units::{Elo, PerDay, Ratio, Share, Utils};

/// Own cost of a user where none is given, over the reference price: an assumption (design 4.3).
const OWN_COST: f64 = 0.2;

/// The model of a file that `check` has passed; none when the catalogue lacks what it needs.
pub fn resolve(file: &File, complaints: &mut Complaints) -> Option<Model> {
    let calendar = Calendar::new(file.start.0);
    let usd = file.usd.unwrap_or(Ratio(1.0));
    let items = Items { calendar, own: &file.catalogue };
    let mut providers = Vec::with_capacity(file.provider.len());
    let mut offers = Vec::new();
    let accelerators = Accelerators::of(file);
    let mut plants = Vec::with_capacity(file.provider.len());
    for firm in &file.provider {
        let path = format!("provider.{}.technology", quoted(&firm.name));
        let technology = firm.technology.as_ref();
        plants.push(technology.and_then(|own| plant(own, &file.catalogue, usd, &path, complaints)));
    }
    for (firm, plant) in file.provider.iter().zip(&plants) {
        let id = ProviderId::at(providers.len());
        let present = !enters_later(file, &firm.name);
        let firm_finance = finance(firm, calendar);
        providers.push(provider(firm, plant.as_ref(), &accelerators, (firm_finance, present)));
        for item in &firm.product {
            let path = format!("provider.{}.product.{}", quoted(&firm.name), quoted(&item.name));
            offers.extend(items.offer(item, (id, plant.as_ref()), &path, complaints));
        }
    }
    for shock in &file.shock {
        let Some(launch) = &shock.launch else { continue };
        let Some(at) = file.provider.iter().position(|firm| firm.name == launch.provider) else { continue };
        let path = format!("shock.{}.launch.product", quoted(&shock.name));
        let seller = (ProviderId::at(at), plants[at].as_ref());
        let launched = items.offer(&launch.product, seller, &path, complaints);
        offers.extend(launched.map(|offer| Offer { on_sale: false, ..offer }));
    }
    if complaints.has_errors() {
        return None;
    }
    normalise(&mut offers);
    let names = Names { file, offers: &offers, accelerators: &accelerators, plants: &plants };
    let mut shocks = Vec::with_capacity(file.shock.len());
    for shock in &file.shock {
        let (at, name) = (calendar.instant(shock.at.0), shock.name.clone());
        shocks.extend(names.kind(shock, complaints).map(|kind| Shock { at, name, kind }));
    }
    for (own, firm) in providers.iter_mut().zip(&file.provider) {
        let id = names.provider(&firm.name);
        own.investment = firm.investment.as_ref().and_then(|file| names.investment(id, file, complaints));
    }
    if complaints.has_errors() {
        return None;
    }
    shocks.sort_by_key(|shock| shock.at);
    let hangs_on_use = offers.iter().flat_map(|offer| &offer.plans).any(|plan| !plan.terms.is_linear());
    let (segments, customers) = kinds(&file.segment, hangs_on_use, file.resolution() != Population::Expected);
    let mut model = Model {
        title: file.title.clone(),
        question: file.question.clone(),
        currency: file.currency.clone(),
        calendar,
        horizon: Instant::at_day(file.horizon.get()),
        record: Record {
            every: file.record.every,
            window: file.record.window.min(file.horizon),
            attribution: file.record.attribution,
            episodes: file.episodes,
        },
        reference: Reference {
            price: file.reference.price,
            quality: file.reference.quality,
            own_cost: file.reference.own_cost.unwrap_or(file.reference.price * OWN_COST),
        },
        twin: file.twin,
        links: file.links,
        satisfaction: file.satisfaction,
        population: file.resolution(),
        taste_classes: file.taste_classes.map(|count| count as usize),
        rounds: file.rounds,
        attention: Attention {
            share: file.attention.share,
            within: file.attention.within,
            salient: file.attention.salient,
        },
        segments,
        customers,
        providers,
        offers,
        shocks,
        policies: policies::resolve(file, calendar),
        accelerators: accelerators.names,
        rents: file.rents.map(|rents| rents.market()),
        tiers: Vec::new(),
    };
    model.tiers = model.tiers_reached();
    Some(model)
}

fn provider(
    firm: &ProviderFile,
    plant: Option<&Plant>,
    accelerators: &Accelerators,
    (finance, present): (Finance, bool),
) -> Provider {
    Provider {
        name: firm.name.clone(),
        color: firm.color.clone(),
        cash: firm.cash,
        credit: firm.credit,
        fixed: FixedCosts { staff: firm.fixed.staff, training: firm.fixed.training, data: firm.fixed.data },
        captive: firm.captive.map(|captive| Captive {
            tokens: captive.tokens,
            mix: TokenMix { output: captive.output, repeated: captive.repeated, ..TokenMix::default() },
            growth: captive.growth,
        }),
        pricing: firm.pricing.clone(),
        reviews: firm.reviews,
        reaction: firm.reaction,
        plant: plant.copied(),
        gpus: firm.technology.as_ref().and_then(|technology| technology.gpus),
        kit: firm.technology.as_ref().map(|technology| kit(technology, accelerators)),
        investment: None,
        finance,
        present,
        trust: firm.trust,
        regions: firm.regions.clone(),
    }
}

pub(super) fn plant(
    technology: &Technology,
    own: &Catalogue,
    usd: Ratio,
    path: &str,
    complaints: &mut Complaints,
) -> Option<Plant> {
    let name = &technology.hardware;
    let Some(accelerator) = hardware(own, name) else {
        let message = format!("the catalogue has no hardware `{name}`");
        complaints.error("unknown-hardware", format!("{path}.hardware"), &message, "no such accelerator");
        let known = Catalogue::shipped().hardware.keys().chain(own.hardware.keys());
        if let Some(help) = suggestion(name, known.map(String::as_str).collect::<Vec<_>>()) {
            complaints.help(help);
        }
        return None;
    };
    technology.resolve(&accelerator, usd, path, complaints)
}

fn hardware(own: &Catalogue, name: &str) -> Option<Accelerator> {
    match (own.hardware.get(name), Catalogue::shipped().hardware(name)) {
        (Some(own), Some(shipped)) => Some(own.over(shipped)),
        (one, other) => one.or(other).cloned(),
    }
}

fn model(own: &Catalogue, name: &str) -> Option<Architecture> {
    match (own.model.get(name), Catalogue::shipped().model(name)) {
        (Some(own), Some(shipped)) => Some(own.over(shipped)),
        (one, other) => one.or(other).cloned(),
    }
}

/// What every product is resolved with.
struct Items<'a> {
    calendar: Calendar,
    own: &'a Catalogue,
}

impl Items<'_> {
    fn offer(
        &self,
        item: &ProductFile,
        (provider, plant): (ProviderId, Option<&Plant>),
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<Offer> {
        let mut architecture = None;
        let falls = item.cost_falls.unwrap_or_default();
        let cost = if let Some(given) = &item.model {
            let known = known_architecture(given, self.own, &format!("{path}.model"), complaints)?;
            let law = ServingLaw::resolve(&known, plant?, &format!("{path}.model"), complaints)?;
            architecture = Some(known);
            CostCurve::Serving(law)
        } else if let Some(rates) = item.measured {
            CostCurve::Measured(MeasuredFleet::new(rates, *plant?, falls))
        } else if let Some(points) = &item.cost_table {
            CostCurve::Table(CostTable::new(points, falls)?)
        } else if falls > PerDay::ZERO {
            CostCurve::Table(CostTable::flat(item.constant_cost?, falls))
        } else {
            CostCurve::Constant(item.constant_cost?)
        };
        Some(Offer {
            name: item.name.clone(),
            provider,
            appeal: appeal(item.quality, item.appeal)?,
            cost,
            price: item.price,
            tariff: plans::tariff(item),
            pay_as_you_go: item.pay_as_you_go.unwrap_or(true),
            plans: plans::resolve(item, self.calendar),
            open: item.open,
            share: item.share,
            brand: item.brand,
            on_sale: true,
            architecture,
        })
    }
}

pub(super) fn appeal(quality: Option<Elo>, utils: Option<Utils>) -> Option<Appeal> {
    quality.map(Appeal::Quality).or(utils.map(Appeal::Utils))
}

/// An architecture with what the catalogue knows of the model it is like.
fn known_architecture(
    given: &Architecture,
    own: &Catalogue,
    path: &str,
    complaints: &mut Complaints,
) -> Option<Architecture> {
    let Some(name) = &given.like else { return Some(given.clone()) };
    if let Some(base) = model(own, name) {
        return Some(given.over(&base));
    }
    let message = format!("the catalogue has no model `{name}`");
    complaints.error("unknown-model", format!("{path}.like"), &message, "no such model");
    let known = Catalogue::shipped().model.keys().chain(own.model.keys());
    if let Some(help) = suggestion(name, known.map(String::as_str).collect::<Vec<_>>()) {
        complaints.help(help);
    }
    None
}

/// Shares that are all given sum to the whole up to their rounding; the rounding is taken out.
fn normalise(offers: &mut [Offer]) {
    let on_sale = offers.iter().filter(|offer| offer.on_sale);
    if on_sale.clone().all(|offer| offer.share.is_some()) {
        let sum: Share = on_sale.filter_map(|offer| offer.share).sum();
        if sum > Share::ZERO {
            for share in offers.iter_mut().filter_map(|offer| offer.share.as_mut()) {
                *share = Share(share.get() / sum.get());
            }
        }
    }
}

/// Names and the ids they stand for. The checks have made sure that all exist.
pub(super) struct Names<'a> {
    pub(super) file: &'a File,
    pub(super) offers: &'a [Offer],
    pub(super) accelerators: &'a Accelerators,
    pub(super) plants: &'a [Option<Plant>],
}

impl Names<'_> {
    pub(super) fn provider(&self, name: &str) -> ProviderId {
        let at = self.file.provider.iter().position(|firm| firm.name == name);
        ProviderId::at(at.expect("checked: shocks name providers there are"))
    }

    pub(super) fn offer(&self, provider: &str, product: &str) -> OfferId {
        let provider = self.provider(provider);
        let at = self.offers.iter().position(|offer| offer.provider == provider && offer.name == product);
        OfferId::at(at.expect("checked: shocks name products there are"))
    }

    /// What a shock does; none where the catalogue lacks what it needs.
    fn kind(&self, shock: &ShockFile, complaints: &mut Complaints) -> Option<ShockKind> {
        Some(if let Some(price) = &shock.price {
            ShockKind::Price { offer: self.offer(&price.provider, &price.product), price: price.price }
        } else if let Some(launch) = &shock.launch {
            ShockKind::Launch {
                offer: self.offer(&launch.provider, &launch.product.name),
                replaces: launch.replaces.as_ref().map(|old| self.offer(&launch.provider, old)),
            }
        } else if let Some(release) = &shock.release {
            ShockKind::Release {
                offer: self.offer(&release.provider, &release.product),
                appeal: appeal(release.quality, release.appeal)
                    .expect("walked: a release has quality or appeal"),
            }
        } else if let Some(cost) = &shock.cost {
            ShockKind::Cost { provider: self.provider(&cost.provider), factor: cost.factor }
        } else if let Some(demand) = &shock.demand {
            let chosen = |name: &str| demand.segment == "*" || demand.segment == name;
            let segments = self.file.segment.iter().enumerate().filter(|(_, segment)| chosen(&segment.name));
            ShockKind::Demand {
                segments: segments.map(|(at, _)| SegmentId::at(at)).collect(),
                factor: demand.factor,
            }
        } else if let Some(outage) = &shock.outage {
            ShockKind::Outage {
                provider: self.provider(&outage.provider),
                lasts: outage.lasts,
                part: outage.part,
            }
        } else if let Some(entry) = &shock.entry {
            ShockKind::Entry { provider: self.provider(&entry.provider) }
        } else if let Some(merger) = &shock.merger {
            let calendar = Calendar::new(self.file.start.0);
            ShockKind::Merger(Takeover {
                buyer: self.provider(&merger.buyer),
                target: self.provider(&merger.target),
                saving: merger.saving,
                integration: merger.integration.map(|day| calendar.instant(day.0)),
            })
        } else if let Some(exit) = &shock.exit {
            ShockKind::Exit { provider: self.provider(&exit.provider) }
        } else if let Some(drought) = &shock.funding {
            self.drought(drought)
        } else {
            return self.supply(shock, complaints);
        })
    }
}
