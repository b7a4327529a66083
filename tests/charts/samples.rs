//! Made-up markets to draw: no number here means anything.
use jiff::civil::date;
use pricewar::report::charts::*;

/// Eight providers, some with Chinese names.
pub const PROVIDERS: [&str; 8] =
    ["DeepRiver 深河", "云帆 API", "海豚智能", "Northwind", "Kestrel AI", "Polaris 北极星", "Tallgrass", "Quillon"];

pub fn palette() -> Palette {
    Palette::assign(PROVIDERS.iter().map(|name| (*name, None))).unwrap()
}

pub fn weeks(n: usize) -> Dates {
    Dates::new(date(2024, 5, 6), (0..n).map(|w| 7.0 * w as f64).collect())
}

/// Numbers between -1 and 1 that look random (a linear congruential generator; the constants are Knuth's).
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

pub fn heading(title: &str, subtitle: &str) -> Heading {
    Heading {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        source: "pricewar 0.1.0 · scenario china-2024 (9f3c21ab) · seed 1 · made-up data, not a forecast".to_owned(),
    }
}

pub fn stacked() -> StackedShares {
    let dates = weeks(60);
    let palette = palette();
    let mut noise = Noise(7);
    let mut weights: Vec<f64> = vec![0.4, 3.0, 2.4, 1.4, 1.0, 0.7, 0.5, 0.3];
    let drift = [0.045, -0.004, -0.01, 0.0, 0.01, -0.07, 0.004, 0.02];
    let mut shares: Vec<Vec<Option<f64>>> = vec![Vec::new(); 8];
    for week in 0..60 {
        for (weight, drift) in weights.iter_mut().zip(drift) {
            *weight *= 1.0 + drift + 0.03 * noise.next();
        }
        let alive = |p: usize| !(p == 5 && week >= 44);
        let total: f64 = (0..8).filter(|p| alive(*p)).map(|p| weights[p]).sum();
        for p in 0..8 {
            shares[p].push(alive(p).then(|| weights[p] / total));
        }
    }
    StackedShares {
        heading: heading(
            "DeepRiver takes most of the market within a year",
            "Share of tokens sold, weekly, one run of the baseline",
        ),
        dates,
        layers: PROVIDERS
            .iter()
            .zip(shares)
            .map(|(name, shares)| Layer { name: (*name).to_owned(), colour: palette.colour(name), shares })
            .collect(),
    }
}

pub fn band(median: &Values, low: f64, high: f64) -> Band {
    let edge = |factor: f64| {
        let widen = |at: usize| (at as f64 / median.len() as f64).sqrt();
        median.iter().enumerate().map(|(at, v)| v.map(|v| v * (1.0 + factor * widen(at)))).collect()
    };
    Band { low: edge(low), high: edge(high) }
}

pub fn fan() -> Fan {
    let dates = weeks(60);
    let mut noise = Noise(3);
    let mut level = 20.0;
    let median: Values = (0..60)
        .map(|_| {
            level *= 0.955 + 0.015 * noise.next();
            Some(level)
        })
        .collect();
    let path = |seed: u64| {
        let mut noise = Noise(seed);
        let mut wander: f64 = 1.0;
        let step = |v: &Option<f64>| {
            wander *= 1.0 + 0.06 * noise.next();
            v.map(|v| v * wander)
        };
        median.iter().map(step).collect::<Values>()
    };
    let observed = [(8.0, 14.0, Some("Yunfan cuts by 97%")), (70.0, 10.5, None), (160.0, 6.2, Some("深河 V3")), (250.0, 2.8, Some("Northwind Mini"))];
    Fan {
        heading: heading(
            "Prices are likely to fall by nine tenths in fourteen months",
            "Lowest posted price of a comparable model; median, 25–75% and 5–95% of 2 000 runs",
        ),
        dates,
        axis: ValueAxis::new(Scaling::Log, Quantity::Money("¥".to_owned()), "¥ per million tokens, blended 3:1"),
        colour: CATEGORIES[0],
        name: "Median".to_owned(),
        inner: Some(band(&median, -0.22, 0.3)),
        outer: Some(band(&median, -0.5, 0.9)),
        paths: (1..5).map(path).collect(),
        median,
        references: observed
            .iter()
            .map(|(day, value, label)| Reference { day: *day, value: *value, label: label.map(str::to_owned) })
            .collect(),
        reference_name: "Posted prices (made up)".to_owned(),
    }
}
