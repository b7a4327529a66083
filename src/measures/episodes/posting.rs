//! Prices as they stand: postings, and what unit costs do in the meantime.

/// Prices of a million tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price {
    /// Of input.
    pub input: f64,
    /// Of output, where it is known.
    pub output: Option<f64>,
}

impl Price {
    /// Three input tokens to one output token; the price of input where that of output is not known.
    pub fn level(self) -> f64 {
        self.output.map_or(self.input, |output| 0.75 * self.input + 0.25 * output)
    }

    /// Ratio to an older price, on what both name; none where the older one is free.
    pub fn relative(self, before: Self) -> Option<f64> {
        let [now, then] = match (self.output, before.output) {
            (Some(_), Some(_)) => [self.level(), before.level()],
            _ => [self.input, before.input],
        };
        (then > 0.0).then(|| now / then)
    }
}

/// How well a day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dated {
    /// The day of the change.
    Exact,
    /// The day on which the price was seen: the change lies on it or before.
    Bound,
}

/// A price that holds from a day on, until the next of the same product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posting {
    /// Day, from any origin.
    pub day: f64,
    /// How well it is known.
    pub dated: Dated,
    /// Position of the firm.
    pub firm: usize,
    /// Position of the product; a product is of one firm on a day, and posted anew on the day on which another buys it.
    pub product: usize,
    /// The price; none where the product leaves the market.
    pub price: Option<Price>,
    /// Public quality (Elo), where it is known.
    pub quality: Option<f64>,
    /// Class of the product as its list names it, where it does.
    pub class: Option<usize>,
}

impl Posting {
    /// Whether another product is known to be comparable (`Some(true)`), known to differ, or neither. Quality decides where
    /// both are measured, the class where both are named.
    pub fn is_like(&self, other: &Self, near: f64) -> Option<bool> {
        if let (Some(own), Some(other)) = (self.quality, other.quality) {
            return Some((own - other).abs() <= near);
        }
        Some(self.class? == other.class?)
    }
}

/// Postings in the order of their days, one a product and day: of several the lowest price, known exactly if one of them
/// is. The order of the input does not matter.
pub fn standing_order(postings: &[Posting]) -> Vec<Posting> {
    let level = |posting: &Posting| posting.price.map_or(f64::INFINITY, Price::level);
    let mut sorted = postings.to_vec();
    sorted.sort_by(|a, b| {
        a.day
            .total_cmp(&b.day)
            .then(a.product.cmp(&b.product))
            .then(level(a).total_cmp(&level(b)))
            .then(a.dated.cmp(&b.dated))
    });
    sorted.dedup_by(|later, kept| {
        let same = later.product == kept.product && later.day.total_cmp(&kept.day).is_eq();
        if same {
            kept.dated = kept.dated.min(later.dated);
            kept.quality = kept.quality.or(later.quality);
            kept.class = kept.class.or(later.class);
        }
        same
    });
    sorted
}

/// Unit costs of a blended token in three concepts.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct UnitCosts {
    /// Of one more token.
    pub marginal: Option<f64>,
    /// On hardware that is always busy.
    pub floor: Option<f64>,
    /// Of the tokens sold.
    pub average: Option<f64>,
}

/// What is known of costs.
pub trait Costs {
    /// Fall of the logarithm of a product's unit cost between two days, of the whole market's where no product is named;
    /// not below zero.
    fn fall(&self, product: Option<usize>, from: f64, to: f64) -> f64;

    /// Unit costs of a product on a day, where they are known.
    fn unit(&self, product: usize, day: f64) -> UnitCosts;
}

/// Costs of which nothing is known but a yearly rate of exponential fall; 0 corrects for nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend(pub f64);

impl Costs for Trend {
    fn fall(&self, _: Option<usize>, from: f64, to: f64) -> f64 {
        (self.0 * (to - from) / crate::calendar::DAYS_A_YEAR).max(0.0)
    }

    fn unit(&self, _: usize, _: f64) -> UnitCosts {
        UnitCosts::default()
    }
}
