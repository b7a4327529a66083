//! Markets for tests, built in code: the benchmark market W1 and small textbook markets.

use jiff::civil::date;

use crate::calendar::{Calendar, Instant};
use crate::economics::billing::{PriceSheet, TokenMix};
use crate::economics::demand::{Awareness, Opening, Outside, Review, Segment, Tastes, Usage};
use crate::economics::indices::Thresholds;
use crate::economics::pricing::{PricingRule, Reviews, Undercut};
use crate::economics::technology::CostCurve;
use crate::ids::ProviderId;
use crate::model::{
    Appeal, Attention, FixedCosts, Links, Model, Offer, Population, Provider, Record, Reference,
};
use crate::units::{Days, Elo, Growth, Money, MoneyPerMtok, MtokPerDay, Ratio, Share, Spread, Users, Utils};

/// A firm of a textbook market.
pub(crate) struct TextbookFirm {
    pub appeal: f64,
    pub cost: f64,
    pub price: f64,
    pub pricing: PricingRule,
    pub reviews: Reviews,
}

/// W1 of the benchmark: six firms, undercutting by 2 % down to 5 % over cost.
pub(crate) fn w1(users: f64, days: f64) -> Model {
    let quality = [2.4, 2.2, 2.0, 1.8, 1.6, 1.4];
    let cost = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5];
    let undercut = |relent| {
        PricingRule::Undercut(Undercut {
            by: Share(0.02),
            floor: Ratio(0.05),
            cost: crate::economics::pricing::CostBasis::Average,
            window: None,
            relent,
        })
    };
    let firms = (0..6)
        .map(|j| TextbookFirm {
            appeal: quality[j],
            cost: cost[j],
            price: 3.0 * cost[j],
            pricing: undercut(None),
            reviews: Reviews {
                every: Days(7.0),
                first: Some(Days(7.0 * (j + 1) as f64 / 6.0)),
                ..Reviews::default()
            },
        })
        .collect::<Vec<_>>();
    textbook(&firms, segment(users), days)
}

/// The users of W1.
pub(crate) fn segment(users: f64) -> Segment {
    Segment {
        name: "users".into(),
        like: None,
        multi_home: Share::ZERO,
        nests: None,
        requires: crate::economics::demand::Requirements::default(),
        users: Users(users),
        usage: Usage { median: MtokPerDay(1.0), sigma: Ratio(0.0), growth: Growth(0.0) },
        mix: TokenMix::default(),
        tastes: Tastes {
            price: Spread { median: Ratio(1.0), sigma: Ratio(0.5) },
            usage_elasticity: Share(0.0),
            quality: Ratio(1.0),
            latency: Ratio(0.0),
            loyalty: Utils(0.0),
        },
        review: Review::Every(Days(30.0)),
        churn: None,
        inertia: Some(Spread::same(Utils(1.0))),
        aware: Awareness::default(),
        outside: Outside { utility: None, share: None, inertia: Utils(1.0), self_host: None },
        opening: Opening::Outside,
    }
}

/// A market of firms with constant costs and one product each.
pub(crate) fn textbook(firms: &[TextbookFirm], segment: Segment, days: f64) -> Model {
    let providers = firms
        .iter()
        .enumerate()
        .map(|(j, firm)| Provider {
            name: format!("firm {j}"),
            color: None,
            cash: Money(1e9),
            credit: Money(0.0),
            fixed: FixedCosts::default(),
            captive: None,
            pricing: firm.pricing.clone(),
            reviews: firm.reviews,
            reaction: None,
            plant: None,
            gpus: None,
            kit: None,
            investment: None,
            finance: crate::model::Finance::default(),
            present: true,
            trust: None,
            regions: Vec::new(),
        })
        .collect();
    let offers = firms
        .iter()
        .enumerate()
        .map(|(j, firm)| Offer {
            name: "product".into(),
            provider: ProviderId::at(j),
            appeal: Appeal::Utils(Utils(firm.appeal)),
            cost: CostCurve::Constant(MoneyPerMtok(firm.cost)),
            price: PriceSheet {
                input: MoneyPerMtok(firm.price),
                output: MoneyPerMtok(firm.price),
                cached: None,
            },
            tariff: crate::economics::billing::Tariff::default(),
            pay_as_you_go: true,
            plans: Vec::new(),
            open: false,
            share: None,
            brand: None,
            on_sale: true,
            architecture: None,
        })
        .collect();
    Model {
        title: "textbook".into(),
        question: None,
        currency: "USD".into(),
        calendar: Calendar::new(date(2024, 1, 1)),
        horizon: Instant::at_day(days),
        record: Record {
            every: Days(1.0),
            window: Days(365.0),
            attribution: false,
            episodes: Thresholds::default(),
        },
        reference: Reference { price: MoneyPerMtok(1.0), quality: Elo(1200.0), own_cost: MoneyPerMtok(0.0) },
        attention: Attention { share: Share(0.0), within: Days(14.0), salient: Share(0.1) },
        customers: vec![crate::model::Customers {
            name: segment.name.clone(),
            usage: segment.usage,
            classes: 0..1,
        }],
        segments: vec![segment],
        providers,
        offers,
        shocks: Vec::new(),
        policies: Vec::new(),
        accelerators: Vec::new(),
        rents: None,
        tiers: Vec::new(),
        population: Population::default(),
        twin: None,
        links: Links::default(),
        satisfaction: None,
        taste_classes: None,
        rounds: None,
    }
}
