//! What the panel measures: names, units, flows and stocks.

/// What a figure measures. Flows are means over the time since the last record, so that a sum over rows times their
/// lengths is the exact total; stocks and prices hold at the record instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Part of all users who know the market (market, segment).
    Aware,
    /// Part of all users who use an offer (market, segment).
    Adoption,
    /// Users (market, provider, product, segment, plan).
    Users,
    /// Tokens sold, a flow (market, provider, product, segment, plan).
    Tokens,
    /// Those of them that products with open weights serve, a flow (market).
    OpenTokens,
    /// Tokens that users serve themselves on open weights (market).
    SelfHosted,
    /// Tokens refused for want of capacity, a flow (provider).
    Refused,
    /// Tokens served for own products, a flow (provider).
    Captive,
    /// Sales, a flow: what was earned (market, provider, product), what was billed by the day (plan).
    Revenue,
    /// Cost of serving the tokens sold, a flow (market, provider).
    ServingCost,
    /// Staff, training and data, a flow (provider).
    FixedCost,
    /// Effective price: what was billed over tokens (market, provider, plan).
    EffectivePrice,
    /// Posted price at three input tokens to one output token (product).
    PostedPrice,
    /// Lowest posted price that is not zero (tier).
    CheapestPrice,
    /// Posted price of input (product).
    InputPrice,
    /// Posted price of output (product).
    OutputPrice,
    /// Average serving cost (market: of the tokens sold; product: of a blended token).
    UnitCost,
    /// What one more blended token costs now (product).
    MarginalCost,
    /// Cost of a blended token on hardware that is always busy (product).
    FloorCost,
    /// Average cost with amortised training and data (market, provider: of the tokens sold; product: of a blended token).
    FullCost,
    /// Cost of the tokens sold at today's technology and the opening load (market, provider).
    StandardCost,
    /// Amortised training in the full cost (market).
    TrainingCost,
    /// Amortised data in the full cost (market).
    DataCost,
    /// Static Nash price at today's costs, qualities and tastes (market, provider: of the tokens sold; product: blended).
    NashPrice,
    /// Public quality (product).
    Quality,
    /// Published time between two output tokens (product); none without a fleet.
    TimePerOutputToken,
    /// Accelerators (provider).
    Gpus,
    /// Accelerators needed over accelerators at work (provider).
    Utilisation,
    /// Cash after credit drawn (provider).
    Cash,
    /// How long cash and credit not drawn last at the mean burn of the last three settled months (provider); none where
    /// nothing is burnt.
    Runway,
    /// Consumer surplus, a flow (market, segment).
    Surplus,
    /// What users gain from prices that differ from those first posted, a flow (market, segment).
    Compensating,
    /// Levies and fines paid, less subsidies, a flow (provider).
    Duties,
    /// What the state gets less what it pays, a flow (market).
    PublicRevenue,
    /// What a firm believes of users' mean taste for price, alpha (provider).
    TasteBelieved,
    /// The same over the truth, less one (provider).
    TasteError,
    /// 1 while it is on the market, 0 before and after (provider).
    Present,
}

impl Measure {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Aware => "aware",
            Self::Adoption => "adoption",
            Self::Users => "users",
            Self::Tokens => "tokens",
            Self::OpenTokens => "open_tokens",
            Self::SelfHosted => "self_hosted",
            Self::Refused => "refused",
            Self::Captive => "captive",
            Self::Revenue => "revenue",
            Self::ServingCost => "serving_cost",
            Self::FixedCost => "fixed_cost",
            Self::EffectivePrice => "price_effective",
            Self::PostedPrice => "price_posted",
            Self::CheapestPrice => "price_cheapest",
            Self::InputPrice => "price_input",
            Self::OutputPrice => "price_output",
            Self::UnitCost => "unit_cost",
            Self::MarginalCost => "unit_cost_marginal",
            Self::FloorCost => "unit_cost_floor",
            Self::FullCost => "unit_cost_full",
            Self::StandardCost => "unit_cost_standard",
            Self::NashPrice => "price_nash",
            Self::TrainingCost => "unit_cost_training",
            Self::DataCost => "unit_cost_data",
            Self::Quality => "quality",
            Self::TimePerOutputToken => "time_per_output_token",
            Self::Gpus => "gpus",
            Self::Utilisation => "utilisation",
            Self::Cash => "cash",
            Self::Runway => "runway",
            Self::Surplus => "consumer_surplus",
            Self::Compensating => "compensating_variation",
            Self::Duties => "duties",
            Self::PublicRevenue => "public_revenue",
            Self::TasteBelieved => "taste_believed",
            Self::TasteError => "taste_error",
            Self::Present => "present",
        }
    }

    /// Its unit; `money` stands for the scenario's currency.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Aware | Self::Adoption | Self::Utilisation | Self::Present | Self::TasteError => "share",
            Self::Users => "users",
            Self::Tokens | Self::OpenTokens | Self::SelfHosted | Self::Refused | Self::Captive => "Mtok/day",
            Self::Revenue
            | Self::ServingCost
            | Self::FixedCost
            | Self::Surplus
            | Self::Compensating
            | Self::Duties
            | Self::PublicRevenue => "money/day",
            Self::EffectivePrice
            | Self::PostedPrice
            | Self::CheapestPrice
            | Self::InputPrice
            | Self::OutputPrice
            | Self::UnitCost
            | Self::MarginalCost
            | Self::FloorCost
            | Self::FullCost
            | Self::StandardCost
            | Self::TrainingCost
            | Self::DataCost
            | Self::NashPrice => "money/Mtok",
            Self::TasteBelieved => "",
            Self::Quality => "Elo",
            Self::TimePerOutputToken => "ms",
            Self::Gpus => "GPU",
            Self::Cash => "money",
            Self::Runway => "days",
        }
    }

    /// Whether it is a mean over the time since the last record.
    pub fn is_flow(self) -> bool {
        matches!(
            self,
            Self::Tokens
                | Self::OpenTokens
                | Self::Refused
                | Self::Captive
                | Self::Revenue
                | Self::ServingCost
                | Self::FixedCost
                | Self::Surplus
                | Self::Compensating
                | Self::Duties
                | Self::PublicRevenue
        )
    }
}
