//! Requirements of segments against what providers are: regions that exist, trust that somebody has, products with a share
//! that somebody considers.

use super::file::File;
use super::firm::{ProductFile, ProviderFile};
use super::nearest::suggestion;
use super::path::quoted;
use super::script;
use crate::complaint::Complaints;
use crate::economics::demand::{Likeness, Requirements, Segment};
use crate::units::{Elo, Seconds, Share};

/// Complains of requirements that nobody can meet by what the file says.
pub fn check(file: &File, complaints: &mut Complaints) {
    for segment in &file.segment {
        let path = format!("segment.{}.requires", quoted(&segment.name));
        region(file, segment, &path, complaints);
        trust(file, segment, &path, complaints);
        weights(file, segment, complaints);
        nests(file, segment, complaints);
    }
    routed(file, complaints);
    for provider in &file.provider {
        if script::enters_later(file, &provider.name) {
            continue;
        }
        for item in &provider.product {
            product(file, (provider, item), complaints);
        }
    }
}

fn region(file: &File, segment: &Segment, path: &str, complaints: &mut Complaints) {
    let Some(region) = &segment.requires.region else { return };
    let mut known: Vec<&str> =
        file.provider.iter().flat_map(|provider| &provider.regions).map(String::as_str).collect();
    known.sort_unstable();
    known.dedup();
    if known.contains(&region.as_str()) {
        return;
    }
    complaints.error(
        "unknown-region",
        format!("{path}.region"),
        &format!("no provider serves in `{region}`"),
        "no such region",
    );
    let help = suggestion(region, known)
        .unwrap_or_else(|| "say where providers serve: `regions = [\"EU\"]` at a provider".to_owned());
    complaints.help(help);
}

fn trust(file: &File, segment: &Segment, path: &str, complaints: &mut Complaints) {
    let Some(least) = segment.requires.trust else { return };
    if file.provider.iter().any(|provider| provider.trust.is_some_and(|own| own >= least)) {
        return;
    }
    let most = file.provider.iter().filter_map(|provider| provider.trust).reduce(Share::max);
    let found = match most {
        Some(most) => format!("the most trusted has {} %", super::leaf::short(100.0 * most.get())),
        None => "no provider states its `trust`".to_owned(),
    };
    let message = format!("no provider is trusted enough for {}", segment.name);
    complaints
        .error("trust-of-nobody", format!("{path}.trust"), &message, &found)
        .help("give providers a `trust`, or lower what is required");
}

/// What users serve themselves are open weights of some product, on sale or to come.
fn weights(file: &File, segment: &Segment, complaints: &mut Complaints) {
    let Some(own) = &segment.outside.self_host else { return };
    let path = format!("segment.{}.outside.self_host", quoted(&segment.name));
    let Some(provider) = file.provider.iter().find(|provider| provider.name == own.provider) else {
        let message = format!("there is no provider `{}`", own.provider);
        complaints.error("unknown-provider", format!("{path}.provider"), &message, "no such provider");
        let names: Vec<&str> = file.provider.iter().map(|provider| provider.name.as_str()).collect();
        if let Some(help) = suggestion(&own.provider, names) {
            complaints.help(help);
        }
        return;
    };
    let launches = file.shock.iter().filter_map(|shock| shock.launch.as_ref());
    let launched = launches.filter(|launch| launch.provider == provider.name).map(|launch| &launch.product);
    let items: Vec<&ProductFile> = provider.product.iter().chain(launched).collect();
    let Some(item) = items.iter().find(|item| item.name == own.product) else {
        let message = format!("{} has no product `{}`", provider.name, own.product);
        complaints.error("unknown-product", format!("{path}.product"), &message, "no such product");
        if let Some(help) =
            suggestion(&own.product, items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>())
        {
            complaints.help(help);
        }
        return;
    };
    if !item.open {
        let message = format!("the weights of {} are not open, so nobody else can serve them", own.product);
        complaints
            .error(
                "weights-not-open",
                format!("{path}.product"),
                &message,
                "this product has no `open = true`",
            )
            .help("set `open = true` at the product, or name another");
    }
}

/// Nests are of what two products have in common.
fn nests(file: &File, segment: &Segment, complaints: &mut Complaints) {
    let Some(nesting) = segment.nests else { return };
    let launched = file.shock.iter().filter_map(|shock| shock.launch.as_ref());
    let launched = launched.filter_map(|launch| {
        let provider = file.provider.iter().find(|provider| provider.name == launch.provider);
        provider.map(|provider| (provider, &launch.product))
    });
    let sold = file.provider.iter().flat_map(|own| own.product.iter().map(move |item| (own, item)));
    let mut keys: Vec<Option<&str>> = sold
        .chain(launched)
        .map(|(provider, item)| match nesting.by {
            Likeness::Openness => Some(if item.open { "open" } else { "closed" }),
            Likeness::Region => provider.regions.first().map(String::as_str),
            Likeness::Provider => Some(provider.name.as_str()),
        })
        .collect();
    keys.sort_unstable();
    if keys.windows(2).any(|pair| pair[0].is_some() && pair[0] == pair[1]) {
        return;
    }
    let help = match nesting.by {
        Likeness::Openness => "say which products have open weights: `open = true`",
        Likeness::Region => "say where providers serve: `regions = [\"EU\"]` at a provider",
        Likeness::Provider => "every provider has one product: leave `nests` out",
    };
    complaints
        .error(
            "nothing-nested",
            format!("segment.{}.nests.by", quoted(&segment.name)),
            "no two products have this in common, so nothing is nested",
            "each product is alone in its nest",
        )
        .help(help)
        .as_warning();
}

/// Routed tokens are paid as one goes, token by token.
fn routed(file: &File, complaints: &mut Complaints) {
    let has_plans = |item: &ProductFile| !item.plan.is_empty() || item.pay_as_you_go == Some(false);
    let launched = file.shock.iter().filter_map(|shock| shock.launch.as_ref()).map(|launch| &launch.product);
    let sold = file.provider.iter().flat_map(|provider| &provider.product);
    let Some(item) = sold.chain(launched).find(|item| has_plans(item)) else { return };
    for segment in file.segment.iter().filter(|segment| segment.multi_home > Share::ZERO) {
        complaints
            .error(
                "routed-under-plan",
                format!("segment.{}.multi_home", quoted(&segment.name)),
                "tokens are routed by the posted price, which a plan is not",
                &format!("`{}` is sold under plans", item.name),
            )
            .help("set `multi_home = 0`, or leave the plans out");
    }
}

/// A product with an opening share must be considered by somebody.
fn product(file: &File, (provider, item): (&ProviderFile, &ProductFile), complaints: &mut Complaints) {
    if item.share.is_none() {
        return;
    }
    let elo = |utils: f64| file.reference.quality.get() + utils / crate::economics::demand::ELO_UTILS;
    let quality = item.quality.or(item.appeal.map(|appeal| Elo(elo(appeal.get()))));
    let considers = |requires: &Requirements| {
        requires.welcomes(provider.trust, &provider.regions)
            && quality.is_none_or(|quality| requires.is_met(quality, Seconds::ZERO))
    };
    if file.segment.is_empty() || file.segment.iter().any(|segment| considers(&segment.requires)) {
        return;
    }
    complaints
        .error(
            "share-of-nobody",
            format!("provider.{}.product.{}.share", quoted(&provider.name), quoted(&item.name)),
            "no segment considers this product, so nobody can buy its share",
            "it misses a requirement of every segment",
        )
        .help("see `requires` of the segments: quality, trust, region");
}
