//! Which products a chart is about, and how they are told apart.

use super::view::View;
use crate::report::charts::{Pattern, Thickness};

/// Products that a chart can name and still be read.
pub(super) const MOST: usize = 12;

/// A product that a chart is about.
#[derive(Clone, Debug)]
pub(super) struct Product {
    /// Its name in findings, `provider/product`.
    pub entity: String,
    /// Position of its provider.
    pub provider: usize,
    /// What a label calls it.
    pub label: String,
    /// Tokens sold over the run, the mean of the runs, in millions.
    pub weight: f64,
}

/// All products, in the order of the scenario.
pub(super) fn all(view: &View) -> Vec<Product> {
    let names = &view.findings.subject.names;
    let product = |(entity, provider): (&String, &usize)| Product {
        entity: entity.clone(),
        provider: *provider,
        label: label(&names.providers[*provider], entity),
        weight: weight(view, entity),
    };
    names.offers.iter().zip(&names.offer_provider).map(product).collect()
}

/// The name of a product with its provider's, which is not said twice.
fn label(provider: &str, entity: &str) -> String {
    let product = entity.strip_prefix(provider).and_then(|rest| rest.strip_prefix('/')).unwrap_or(entity);
    if product.to_lowercase().contains(&provider.to_lowercase()) {
        product.to_owned()
    } else {
        format!("{provider} {product}")
    }
}

fn weight(view: &View, entity: &str) -> f64 {
    let Some(tokens) = view.mean("tokens", entity) else { return 0.0 };
    let lengths = view.dates.days.windows(2).map(|pair| pair[1] - pair[0]);
    tokens.iter().skip(1).zip(lengths).filter_map(|(flow, days)| flow.map(|f| f * days)).sum()
}

/// The products that matter most, in the order of the scenario: the largest of each provider, then the largest of all.
pub(super) fn main(products: &[Product]) -> Vec<usize> {
    let mut by_weight: Vec<usize> = (0..products.len()).collect();
    by_weight.sort_by(|a, b| products[*b].weight.total_cmp(&products[*a].weight));
    let first_of_its_provider = |at: &usize| {
        by_weight.iter().find(|other| products[**other].provider == products[*at].provider) == Some(at)
    };
    let (firsts, others): (Vec<usize>, Vec<usize>) =
        by_weight.iter().copied().partition(first_of_its_provider);
    let mut chosen: Vec<usize> = firsts.into_iter().chain(others).take(MOST).collect();
    chosen.sort_unstable();
    chosen
}

/// How the line of a product is drawn: the largest of a provider unbroken and thick, the next ones broken and thin.
pub(super) fn line(products: &[Product], chosen: &[usize], at: usize) -> (Pattern, Thickness) {
    let own = &products[at];
    let sisters = chosen.iter().filter(|other| products[**other].provider == own.provider);
    let larger = |other: &&usize| {
        let other = (products[**other].weight, usize::MAX - **other);
        other > (own.weight, usize::MAX - at)
    };
    match sisters.filter(larger).count() {
        0 => (Pattern::Solid, Thickness::Main),
        1 => (Pattern::Dashed, Thickness::Thin),
        2 => (Pattern::Dotted, Thickness::Thin),
        _ => (Pattern::DashDot, Thickness::Thin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(provider: usize, weight: f64) -> Product {
        Product { entity: String::new(), provider, label: String::new(), weight }
    }

    #[test]
    fn every_provider_has_its_largest_product_shown() {
        // Thirteen large products of the first provider, one small of the second.
        let mut products: Vec<Product> = (0..13).map(|at| product(0, 100.0 + f64::from(at))).collect();
        products.push(product(1, 1.0));
        let chosen = main(&products);
        assert_eq!(chosen.len(), MOST);
        assert!(chosen.contains(&13));
        assert!(!chosen.contains(&0) && !chosen.contains(&1), "the two smallest of the large give way");
        assert_eq!(line(&products, &chosen, 12), (Pattern::Solid, Thickness::Main));
        assert_eq!(line(&products, &chosen, 11), (Pattern::Dashed, Thickness::Thin));
    }

    #[test]
    fn products_of_one_weight_differ_in_their_lines() {
        let products = [product(0, 0.0), product(0, 0.0)];
        assert_ne!(line(&products, &[0, 1], 0), line(&products, &[0, 1], 1));
    }

    #[test]
    fn a_label_names_the_provider_once() {
        assert_eq!(label("Alibaba", "Alibaba/qwen-max"), "Alibaba qwen-max");
        assert_eq!(label("DeepSeek", "DeepSeek/DeepSeek V3"), "DeepSeek V3");
        assert_eq!(label("a/b", "a/b/c"), "a/b c");
    }
}
