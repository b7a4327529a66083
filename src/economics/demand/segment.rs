//! A kind of user: how many, how much they use, what they like, how they come and how they stay.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::nests::{MOST_CORRELATION, Nesting};
use super::requirements::Requirements;
use super::review::Review;
use crate::complaint::{Check, Complaints};
use crate::economics::billing::TokenMix;
use crate::maths::exp;
use crate::units::{
    Growth, MOST_SIGMA, MoneyPerMtok, MtokPerDay, PerDay, Ratio, Share, Spread, Users, Utils,
};

/// A kind of user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Name; random streams depend on it, so renaming changes the luck.
    pub name: String,
    /// Kind of users in the catalogue from which it takes what it does not give itself (`pricewar explain kind`).
    #[serde(default)]
    pub like: Option<String>,
    /// Users, aware or not.
    pub users: Users,
    /// Tokens a user wants.
    pub usage: Usage,
    /// Composition of the tokens.
    #[serde(default)]
    pub mix: TokenMix,
    /// What a user likes.
    #[serde(default)]
    pub tastes: Tastes,
    /// Part of a user's tokens that is routed over all offers it considers at today's prices, as a logit without inertia; the
    /// rest goes to the provider that it holds.
    #[serde(default)]
    pub multi_home: Share,
    /// Offers that its users hold to be alike: those of one nest take more from each other than from the rest (nested logit).
    #[serde(default)]
    pub nests: Option<Nesting>,
    /// What it cannot do without: offers that miss it are not considered.
    #[serde(default)]
    pub requires: Requirements,
    /// Mean time between two reviews of a user's choice (a Poisson process); `"always"` where all choose in every round. Default: 30 days (assumption: between the weekly looks of developers and the yearly ones of companies).
    #[serde(default)]
    pub review: Review,
    /// Part of the users of an offer who change provider per month at the opening prices; translated into inertia.
    pub churn: Option<PerDay>,
    /// Utility of staying with the present provider, instead of `churn`.
    pub inertia: Option<Spread<Utils>>,
    /// How users hear of the market; all know it when absent.
    #[serde(default)]
    pub aware: Awareness,
    /// Not using any offer, or hosting open weights oneself.
    #[serde(default)]
    pub outside: Outside,
    /// Where users stand at the opening.
    #[serde(default)]
    pub opening: Opening,
}

/// Tokens that a user wants at the reference price: log-normal over users.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Tokens a day of the median user at the reference price.
    pub median: MtokPerDay,
    /// Standard deviation of the logarithm over users.
    #[serde(default)]
    #[schemars(extend("maximum" = MOST_SIGMA))]
    pub sigma: Ratio,
    /// Growth of use that owes nothing to price: new applications (a continuous rate, applied monthly).
    #[serde(default)]
    pub growth: Growth,
}

impl Usage {
    /// Tokens a day of the mean user: that of a log-normal, median e^(sigma^2 / 2).
    pub fn mean(&self) -> MtokPerDay {
        let sigma = self.sigma.get();
        self.median * exp(0.5 * sigma * sigma)
    }
}

/// Weights of the utility function (design: one preference gives both the choice and the usage).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tastes {
    /// alpha: weight of price, log-normal over users.
    pub price: Spread<Ratio>,
    /// eta: elasticity of use; 0 is the textbook linear price, 1 the logarithm. Default: 0.4 (with alpha 0.8 the measured elasticity of tokens, NBER 2025-26).
    pub usage_elasticity: Share,
    /// mu: weight of quality; 1 judges on one Arena-like comparison. Default: 1 (the Arena's own scale, Bradley-Terry).
    pub quality: Ratio,
    /// Utils lost per second that 100 output tokens take.
    pub latency: Ratio,
    /// Standard deviation of a user's lasting taste for a provider.
    pub loyalty: Utils,
}

impl Default for Tastes {
    /// alpha 0.8 and eta 0.4 give the measured own-price elasticity of tokens, \[alpha (1 - s) x^(1 - eta) + eta\] P / (P + h)
    /// = 1.08 at P = P_ref, h = 0.2 P_ref and a small share, near 1.1 (NBER, "The emerging market for intelligence", 2025-26); mu 1 is the Arena's own scale; no taste for
    /// speed or lasting taste unless given.
    fn default() -> Self {
        Self {
            price: Spread::same(Ratio(0.8)),
            usage_elasticity: Share(0.4),
            quality: Ratio(1.0),
            latency: Ratio::ZERO,
            loyalty: Utils::ZERO,
        }
    }
}

/// Bass (1969): an unaware user hears of the market at rate innovation + imitation x (aware share).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Awareness {
    /// Users who know the market at the opening.
    pub now: Share,
    /// Rate of hearing of it from outside the market.
    #[serde(default)]
    pub innovation: PerDay,
    /// Rate of hearing of it from users who know it, when all do.
    #[serde(default)]
    pub imitation: PerDay,
}

impl Default for Awareness {
    fn default() -> Self {
        Self { now: Share::ONE, innovation: PerDay::ZERO, imitation: PerDay::ZERO }
    }
}

/// The option of taking none of the offers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Outside {
    /// Its utility; 0 when neither it nor `share` is given.
    pub utility: Option<Utils>,
    /// Aware users who take none at the opening; its utility is solved from it.
    pub share: Option<Share>,
    /// Utility of staying outside for those who are.
    pub inertia: Utils,
    /// Open weights that its users can serve on machines of their own; they cannot when absent. Who does takes none of the
    /// offers.
    pub self_host: Option<SelfHost>,
}

/// Serving open weights oneself: the quality of a product without its seller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfHost {
    /// Provider of the weights.
    pub provider: String,
    /// Its product, with `open = true`. Its quality of the day is what users get.
    pub product: String,
    /// What a million tokens cost the user on its own machines.
    pub cost: MoneyPerMtok,
    /// Fall of that cost, a continuous rate. Default: none.
    #[serde(default)]
    pub cost_falls: PerDay,
    /// Appeal beyond price and quality: staff and trouble against control. Default: 0.
    #[serde(default)]
    pub appeal: Utils,
}

/// Where the aware users of a segment stand at the opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// Where they would have come to rest at the opening prices.
    #[default]
    Settled,
    /// All outside.
    Outside,
}

impl Check for Segment {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.churn.is_some() && self.inertia.is_some() {
            complaints
                .error(
                    "churn-and-inertia",
                    format!("{path}.inertia"),
                    "churn and inertia are two ways to say the same",
                    "given beside `churn`",
                )
                .help("keep one of them; churn is translated into inertia");
        }
        if self.outside.utility.is_some() && self.outside.share.is_some() {
            complaints
                .error(
                    "outside-twice",
                    format!("{path}.outside.share"),
                    "the outside option has both a utility and a share",
                    "given beside `utility`",
                )
                .help("keep one of them; the utility is solved from the share");
        }
        if let Some(share) = self.outside.share
            && (share.get() <= 0.0 || share.get() >= 1.0)
        {
            complaints.error(
                "outside-share",
                format!("{path}.outside.share"),
                "no utility gives such a share",
                "must lie strictly between 0 and 1",
            );
        }
        if self.multi_home >= Share::ONE && (self.churn.is_some() || self.inertia.is_some()) {
            complaints
                .error(
                    "routed-whole",
                    format!("{path}.multi_home"),
                    "where all tokens are routed nobody holds a provider",
                    "100 %, beside churn or inertia",
                )
                .help("leave churn and inertia out, or route less");
        }
        let Review::Every(spacing) = self.review else { return self.check_values(path, complaints) };
        if spacing.get() <= 0.0 {
            complaints.error(
                "review-interval",
                format!("{path}.review"),
                "users must have a time between reviews",
                "must be more than 0 days",
            );
        }
        if let Some(churn) = self.churn
            && spacing.get() > 0.0
            && churn.get() * spacing.get() >= 1.0
        {
            complaints
                .error(
                    "churn-above-reviews",
                    format!("{path}.churn"),
                    "more users leave than review their choice",
                    "must be less than one per `review`",
                )
                .help("lower churn or shorten `review`");
        }
        self.check_values(path, complaints);
    }
}

impl Segment {
    /// What must be above nothing.
    fn check_values(&self, path: &str, complaints: &mut Complaints) {
        if self.tastes.price.median.get() <= 0.0 {
            complaints
                .error(
                    "unbounded-price",
                    format!("{path}.tastes.price"),
                    "users who do not mind the price leave no profit-maximising price",
                    "must be more than 0",
                )
                .help("the measured elasticity suggests 0.8");
        }
        if self.nests.is_some_and(|nests| nests.correlation > MOST_CORRELATION) {
            complaints
                .error(
                    "nest-correlation",
                    format!("{path}.nests.correlation"),
                    "offers that are all alike leave no choice between them",
                    "must be at most 99 %",
                )
                .help("0 is the plain logit, 50 % a close nest");
        }
        if self.usage.median.get() <= 0.0 {
            complaints.error(
                "usage-zero",
                format!("{path}.usage.median"),
                "a segment must use tokens",
                "must be more than 0 Mtok/day",
            );
        }
        if self.tastes.loyalty < Utils::ZERO {
            complaints
                .error(
                    "out-of-range",
                    format!("{path}.tastes.loyalty"),
                    "`loyalty` is out of range",
                    &format!("found {} utils, must be at least 0", self.tastes.loyalty.get()),
                )
                .help("it is a standard deviation over users");
        }
        if let Some(inertia) = self.inertia
            && inertia.median < Utils::ZERO
            && inertia.sigma > Ratio::ZERO
        {
            complaints
                .error(
                    "out-of-range",
                    format!("{path}.inertia.median"),
                    "`median` is out of range",
                    &format!("found {} utils, must be at least 0 where users differ", inertia.median.get()),
                )
                .help("inertia that differs is log-normal; leave `sigma` out");
        }
        if self.users.get() < 1.0 {
            complaints.error(
                "no-users",
                format!("{path}.users"),
                "a segment must have users",
                "must be at least 1",
            );
        }
    }
}
