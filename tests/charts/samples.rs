//! Made-up markets to draw: no number here means anything.
use jiff::civil::date;
use pricewar::report::charts::*;

/// Eight providers, some with Chinese names.
pub const PROVIDERS: [&str; 8] = [
    "DeepRiver 深河",
    "云帆 API",
    "海豚智能",
    "Northwind",
    "Kestrel AI",
    "Polaris 北极星",
    "Tallgrass",
    "Quillon",
];

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
        source: "pricewar 0.1.0 · scenario china-2024 (9f3c21ab) · seed 1 · made-up data, not a forecast"
            .to_owned(),
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
    Fan {
        heading: heading(
            "Prices are likely to fall by nine tenths in fourteen months",
            "Lowest posted price of a comparable model; median, 25–75% and 5–95% of 2 000 runs",
        ),
        dates,
        axis: ValueAxis::new(
            Scaling::Log,
            Quantity::Money("¥".to_owned()),
            "¥ per million tokens, blended 3:1",
        ),
        colour: CATEGORIES[0],
        name: "Median".to_owned(),
        inner: Some(band(&median, -0.22, 0.3)),
        outer: Some(band(&median, -0.5, 0.9)),
        median,
    }
}

/// Daily price changes of a war: eight providers, some with two products, two give their small model away.
pub fn prices() -> PostedPrices {
    let palette = palette();
    let path = |provider: &str, name: &str, pattern: Pattern, steps: &[(f64, Option<f64>)]| PricePath {
        name: name.to_owned(),
        colour: palette.colour(provider),
        pattern,
        thickness: if pattern == Pattern::Solid { Thickness::Main } else { Thickness::Thin },
        steps: steps.to_vec(),
    };
    let p = PROVIDERS;
    let (solid, dashed) = (Pattern::Solid, Pattern::Dashed);
    PostedPrices {
        heading: heading(
            "Nine days in May took the list prices down by nine tenths",
            "Posted list price of each product, blended three input tokens to one output token",
        ),
        period: Period { start: date(2024, 5, 6), first: 0.0, last: 420.0 },
        axis: ValueAxis::new(
            Scaling::Log,
            Quantity::Money("¥".to_owned()),
            "¥ per million tokens, logarithmic scale",
        ),
        paths: vec![
            path(
                p[0],
                "DeepRiver V2 深河",
                solid,
                &[(0.0, Some(1.25)), (240.0, Some(3.5)), (330.0, Some(1.25))],
            ),
            path(p[1], "云帆 API Max", solid, &[(-50.0, Some(20.0)), (15.0, Some(8.0)), (130.0, Some(1.25))]),
            path(p[1], "云帆 API Mini", dashed, &[(-50.0, Some(4.0)), (15.0, Some(0.0))]),
            path(
                p[2],
                "海豚智能",
                solid,
                &[(-50.0, Some(30.0)), (16.0, Some(4.0)), (140.0, Some(1.25)), (300.0, Some(0.8))],
            ),
            path(p[2], "海豚 Lite", dashed, &[(20.0, Some(1.5)), (16.0 + 90.0, Some(0.0))]),
            path(
                p[3],
                "Northwind Large",
                solid,
                &[(-50.0, Some(60.0)), (100.0, Some(24.0)), (260.0, Some(15.0))],
            ),
            path(p[3], "Northwind Mini", dashed, &[(75.0, Some(1.25)), (260.0, Some(0.9))]),
            path(p[4], "Kestrel AI", solid, &[(-50.0, Some(24.0)), (18.0, Some(3.0)), (210.0, Some(2.0))]),
            path(p[5], "Polaris 北极星", solid, &[(-50.0, Some(12.0)), (17.0, Some(1.25)), (308.0, None)]),
            path(p[6], "Tallgrass", solid, &[(-50.0, Some(18.0)), (60.0, Some(10.0)), (200.0, Some(6.0))]),
            path(p[6], "Tallgrass S", dashed, &[(-50.0, Some(6.0)), (60.0, Some(2.0))]),
            path(p[7], "Quillon", solid, &[(150.0, Some(5.0)), (290.0, Some(2.5))]),
        ],
        references: Vec::new(),
        events: [
            (0.0, "DeepRiver V2"),
            (15.0, "Yunfan follows"),
            (17.0, "Polaris cuts"),
            (100.0, "Northwind cuts"),
            (240.0, "End of promotion"),
            (308.0, "Polaris leaves"),
        ]
        .map(|(day, label)| Event { day, label: label.to_owned() })
        .to_vec(),
    }
}

/// So many events that their words have no room.
pub fn crowded_prices() -> PostedPrices {
    let mut prices = prices();
    prices.events = (0..16)
        .map(|n| Event { day: 4.0 + 6.0 * f64::from(n), label: format!("Provider {} answers", n + 1) })
        .collect();
    prices
}

pub fn multiples() -> Multiples {
    let stacked = stacked();
    let subject = |(at, layer): (usize, &Layer)| Subject {
        name: layer.name.clone(),
        colour: layer.colour,
        inner: Some(band(&layer.shares, -0.25, 0.25)),
        outer: Some(band(&layer.shares, -0.6, 0.6)),
        values: layer.shares.clone(),
        note: if at == 5 { "leaves in 62% of runs".to_owned() } else { format!("leaves in {at}% of runs") },
        crosses: if at == 5 { vec![(43.0 * 7.0, 0.004), (30.0 * 7.0, 0.02)] } else { Vec::new() },
    };
    Multiples {
        heading: heading(
            "Who grows, who leaves",
            "Share of tokens sold; median, 25–75% and 5–95% of 2 000 runs; the other providers' medians in grey",
        ),
        dates: stacked.dates.clone(),
        axis: ValueAxis::new(Scaling::FromZero, Quantity::Percent, ""),
        subjects: stacked.layers.iter().enumerate().map(subject).collect(),
        cross_name: "Exit in a sample run".to_owned(),
    }
}

pub fn lines() -> Lines {
    let dates = weeks(60);
    let mut noise = Noise(11);
    let mut series = |from: f64, growth: f64, rough: f64| -> Values {
        let mut level = from;
        (0..60)
            .map(|_| {
                level *= 1.0 + growth + rough * noise.next();
                Some(level)
            })
            .collect()
    };
    let line = |name: &str, colour: usize, pattern: Pattern, values: Values| Line {
        name: name.to_owned(),
        colour: CATEGORIES[colour],
        pattern,
        thickness: Thickness::Main,
        band: (pattern == Pattern::Solid).then(|| band(&values, -0.2, 0.25)),
        values,
    };
    let users = [series(2.1e7, 0.018, 0.01), series(2.1e7, 0.012, 0.008)];
    let tokens = [series(3.0e10, 0.07, 0.02), series(3.0e10, 0.03, 0.02)];
    let [a, b] = users;
    let [c, d] = tokens;
    let panel = |title: &str, axis: ValueAxis, war: Values, held: Values| Panel {
        title: title.to_owned(),
        axis,
        lines: vec![line("Price war", 0, Pattern::Solid, war), line("Prices held", 3, Pattern::Dashed, held)],
        thresholds: Vec::new(),
    };
    Lines {
        heading: heading(
            "The price war brings many more tokens than users",
            "Median and 5–95% of 2 000 runs, with the war and with all prices held",
        ),
        dates,
        panels: vec![
            panel(
                "Users",
                ValueAxis::new(Scaling::FromZero, Quantity::Number, "people who use any provider"),
                a,
                b,
            ),
            panel(
                "Tokens",
                ValueAxis::new(Scaling::Log, Quantity::Number, "tokens per day, logarithmic scale"),
                c,
                d,
            ),
        ],
    }
}

pub fn concentration() -> Lines {
    let stacked = stacked();
    let hhi: Values = (0..60)
        .map(|week| {
            let squares = stacked.layers.iter().filter_map(|layer| layer.shares[week]).map(|s| s * s);
            Some(1e4 * squares.sum::<f64>())
        })
        .collect();
    Lines {
        heading: heading(
            "市场先分散后集中：一年内 HHI 重新越过 1 800",
            "赫芬达尔–赫希曼指数（HHI），按代币份额计算；中位数与 5–95% 区间",
        ),
        dates: stacked.dates,
        panels: vec![Panel {
            title: String::new(),
            axis: ValueAxis::new(Scaling::FromZero, Quantity::Number, "HHI（0 至 10 000）"),
            lines: vec![Line {
                name: "基准情景".to_owned(),
                colour: CATEGORIES[0],
                pattern: Pattern::Solid,
                thickness: Thickness::Main,
                band: Some(band(&hhi, -0.15, 0.2)),
                values: hhi,
            }],
            thresholds: vec![
                Threshold { value: 1500.0, label: "中度集中".to_owned() },
                Threshold { value: 2500.0, label: "高度集中".to_owned() },
            ],
        }],
    }
}

pub fn timeline() -> Timeline {
    let palette = palette();
    let mut noise = Noise(5);
    let lanes = PROVIDERS.iter().enumerate().map(|(at, name)| {
        let mut happenings: Vec<Happening> = Vec::new();
        if at % 3 == 0 {
            happenings.push(Happening {
                day: 20.0 + 30.0 * at as f64,
                kind: Kind::Launch,
                label: Some("V2".to_owned()),
            });
        }
        if at == 5 {
            happenings.push(Happening {
                day: 308.0,
                kind: Kind::Exit,
                label: Some("out of cash".to_owned()),
            });
        }
        for n in 0..(4 + at % 4) {
            let day = (n as f64 + 0.5 + 0.4 * noise.next()) * 60.0;
            if at == 5 && day > 300.0 || at == 7 && day < 150.0 {
                continue;
            }
            let (kind, label) = match n {
                3 => (Kind::Rise, Some("+20%".to_owned())),
                2 => (Kind::Other, None),
                _ => (Kind::Cut, Some(format!("−{}%", 20 + 10 * n))),
            };
            happenings.push(Happening { day, kind, label });
        }
        Lane {
            name: (*name).to_owned(),
            colour: palette.colour(name),
            alive: match at {
                5 => (0.0, 308.0),
                7 => (150.0, 420.0),
                _ => (0.0, 420.0),
            },
            happenings,
        }
    });
    Timeline {
        heading: heading(
            "One cut in May draws seven more within two weeks",
            "Price moves, launches and exits in one run",
        ),
        period: Period { start: date(2024, 5, 6), first: 0.0, last: 420.0 },
        lanes: lanes.collect(),
    }
}

/// A fan of a single run: no band.
pub fn single_run() -> Fan {
    Fan {
        heading: heading(
            "One run: prices fall, rise and fall again",
            "Lowest posted price of a comparable model",
        ),
        name: "Run 1".to_owned(),
        inner: None,
        outer: None,
        ..fan()
    }
}

/// So many layers, with long names, the last of them gone.
pub fn many_layers(n: usize) -> StackedShares {
    let names: Vec<String> =
        (0..n).map(|at| format!("Provider {at} with a rather long name 第{at}号")).collect();
    let palette = Palette::assign(names.iter().map(|name| (name.as_str(), None))).unwrap();
    let dates = weeks(30);
    let layer = |(at, name): (usize, &String)| Layer {
        name: name.clone(),
        colour: palette.colour(name),
        shares: (0..30).map(|w| (at + 1 < n || w < 20).then(|| 1.0 / n as f64)).collect(),
    };
    StackedShares {
        heading: heading("Many providers share the market evenly", "Share of tokens"),
        dates,
        layers: names.iter().enumerate().map(layer).collect(),
    }
}

/// Everything in Chinese.
pub fn chinese() -> PostedPrices {
    PostedPrices {
        heading: Heading {
            title: "五月的九天之内，八家厂商的牌价下跌了十分之九；此后一年里价格没有回升，只有一家短暂涨价后又回到原来的水平，另一家则退出了市场".to_owned(),
            subtitle: "各产品的牌价，按输入三比输出一加权；虚线为小型号".to_owned(),
            source: "pricewar 0.1.0 · 情景 china-2024（9f3c21ab）· 种子 1 · 虚构数据，并非预测".to_owned(),
        },
        axis: ValueAxis::new(Scaling::Log, Quantity::Money("¥".to_owned()), "元/百万词元，对数刻度"),
        ..prices()
    }
}

/// Data at the edge of sense that must still be drawn.
pub fn odd(style: &Style) -> Vec<(&'static str, Result<Vec<u8>, ChartError>)> {
    let one_day = Dates::new(date(2025, 3, 31), vec![0.0]);
    let axis = |scaling| ValueAxis::new(scaling, Quantity::Number, "units");
    let run = |dates: Dates, scaling, values: Values| Fan {
        dates,
        axis: axis(scaling),
        median: values,
        ..single_run()
    };
    let flat = |value: f64| vec![Some(value); 30];
    let layers = |shares: &[f64], n: usize| -> Vec<Layer> {
        let layer = |(at, share): (usize, &f64)| Layer {
            name: PROVIDERS[at].to_owned(),
            colour: CATEGORIES[at],
            shares: vec![Some(*share); n],
        };
        shares.iter().enumerate().map(layer).collect()
    };
    let stack = |dates: Dates, layers: Vec<Layer>| StackedShares { dates, layers, ..stacked() };
    let mut gaps = fan();
    for at in (0..60).filter(|at| at % 7 == 3 || (20..24).contains(at)) {
        gaps.median[at] = None;
        gaps.inner.as_mut().unwrap().low[at] = None;
        gaps.outer.as_mut().unwrap().high[at] = None;
    }
    let mut all_free = prices();
    for path in &mut all_free.paths {
        path.steps = vec![(0.0, Some(0.0))];
    }
    let mut today = prices();
    (today.period.first, today.period.last) = (200.0, 200.0);
    let mut flat_axis = prices();
    flat_axis.axis.scaling = Scaling::FromZero;
    let mut forty = prices();
    forty.paths = (0..40)
        .map(|n| PricePath {
            name: format!("Product {n}"),
            steps: vec![(0.0, Some(1.0 + f64::from(n % 4)))],
            ..forty.paths[0].clone()
        })
        .collect();
    let mut thirty = multiples();
    thirty.subjects = (0..30).map(|n| thirty.subjects[n % 8].clone()).collect();
    let mut one = multiples();
    one.subjects.truncate(1);
    let mut crowd = timeline();
    crowd.lanes = (0..40).map(|n| crowd.lanes[n % 8].clone()).collect();
    let mut negative = lines();
    for value in negative.panels[0].lines[0].values.iter_mut().flatten() {
        *value -= 4e7;
    }
    let mut nameless = lines();
    nameless.heading = Heading::default();
    vec![
        ("one-day-fan", run(one_day.clone(), Scaling::FromZero, vec![Some(3.0)]).png(style)),
        ("one-day-stack", stack(one_day, layers(&[0.25, 0.75], 1)).png(style)),
        ("one-layer", stack(weeks(30), layers(&[1.0], 30)).png(style)),
        ("share-0-and-1", stack(weeks(30), layers(&[0.0, 1.0, 0.0], 30)).png(style)),
        ("nobody", stack(weeks(30), layers(&[0.0, 0.0], 30)).png(style)),
        ("many-layers", many_layers(14).png(style)),
        ("very-many-layers", many_layers(60).png(style)),
        ("constant", run(weeks(30), Scaling::FromZero, flat(7.0)).png(style)),
        ("constant-log", run(weeks(30), Scaling::Log, flat(7.0)).png(style)),
        ("all-zero", run(weeks(30), Scaling::FromZero, flat(0.0)).png(style)),
        ("huge", run(weeks(30), Scaling::Around, flat(4e250)).png(style)),
        ("tiny", run(weeks(30), Scaling::FromZero, flat(3e-17)).png(style)),
        ("span", run(weeks(2), Scaling::Log, vec![Some(1e-9), Some(1e12)]).png(style)),
        ("gaps", gaps.png(style)),
        ("all-free", all_free.png(style)),
        ("one-day-prices", today.png(style)),
        ("even-prices", flat_axis.png(style)),
        ("forty-products", forty.png(style)),
        ("thirty-panels", thirty.png(style)),
        ("one-panel", one.png(style)),
        ("forty-lanes", crowd.png(style)),
        ("negative", negative.png(style)),
        ("nameless", nameless.png(style)),
    ]
}
