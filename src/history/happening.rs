//! Kinds of happenings, and a happening.

use super::entity::Entity;
use crate::calendar::Instant;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HappeningKind {
    /// A posted price fell; values are blended prices.
    PriceCut,
    /// A posted price rose; values are blended prices.
    PriceRise,
    /// A product came on sale.
    Launch,
    /// A product became better; values are Elo.
    Release,
    /// A product left the market.
    Withdrawal,
    /// A provider came.
    Entry,
    /// A provider left.
    Exit,
    /// A unit cost was shocked; value is the factor.
    CostShock,
    /// Demand was shocked; value is the factor.
    DemandShock,
    /// Offers could not be used, or a part of the fleet: values are that part, and the days that it lasts.
    Outage,
    /// Offers could be used again.
    Recovery,
    /// Demand exceeded what the fleet can serve; value is the part refused.
    Overload,
    /// Hardware was ordered; value is a number of accelerators.
    Order,
    /// Hardware arrived; value is a number of accelerators.
    Delivery,
    /// A provider began to move to another accelerator; value is the part of its fleet.
    NewHardware,
    /// A technique was adopted; values are the cost of a blended token on hardware that is always busy.
    Technique,
    /// A training run began; value is its cost.
    TrainingStarted,
    /// A training run was done; value is its cost.
    TrainingDone,
    /// The weights of a product were released.
    OpenWeights,
    /// A product came closer to a rival's whose weights are public; values are Elo.
    Imitation,
    /// Hardware was taken out of service; value is a number of accelerators.
    Retirement,
    /// Rents were shocked; values are what an hour of its fleet costs the provider.
    RentShock,
    /// Rents of the market have moved by a tenth or more since it last said so; values are what multiplies the trend.
    RentMove,
    /// A part of the fleet was put under contract; values are what an hour of the fleet costs.
    ContractSigned,
    /// Contracts ran out; values are what an hour of the fleet costs.
    ContractEnded,
    /// A round of funding closed; value is what it brought.
    Funding,
    /// A round of funding was given up.
    FundingFailed,
    /// What investors give was shocked: values are the days for which, and the factor.
    FundingShock,
    /// A quarter's loss exceeded what a parent covers: values are the limit and the loss.
    LossLimit,
    /// A product was shut: values are the cost that ends with it, and its price.
    Shutdown,
    /// Owned accelerators were sold at an exit; value is what they brought.
    AssetSale,
    /// A provider was bought by a rival; value is the price.
    Acquisition,
    /// A policy came into force.
    PolicyBegins,
    /// A policy ended.
    PolicyEnds,
    /// An investigation began; values are the blended price and the line that it missed.
    Complaint,
    /// A price did not keep the law: values are the blended price and the line that took its place.
    Verdict,
    /// A provider was fined; value is the fine.
    Fine,
    /// A provider was bought; values are the Herfindahl-Hirschman index of tokens before, and after at given shares.
    Merger,
    /// A merger was not allowed; values are the same.
    MergerBlocked,
}

impl HappeningKind {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::PriceCut => "price_cut",
            Self::PriceRise => "price_rise",
            Self::Launch => "launch",
            Self::Release => "release",
            Self::Withdrawal => "withdrawal",
            Self::Entry => "entry",
            Self::Exit => "exit",
            Self::CostShock => "cost_shock",
            Self::DemandShock => "demand_shock",
            Self::Outage => "outage",
            Self::Recovery => "recovery",
            Self::Overload => "overload",
            Self::Order => "order",
            Self::Delivery => "delivery",
            Self::NewHardware => "new_hardware",
            Self::Technique => "technique",
            Self::TrainingStarted => "training_started",
            Self::TrainingDone => "training_done",
            Self::OpenWeights => "open_weights",
            Self::Imitation => "imitation",
            Self::Retirement => "retirement",
            Self::RentShock => "rent_shock",
            Self::RentMove => "rent_move",
            Self::ContractSigned => "contract_signed",
            Self::ContractEnded => "contract_ended",
            Self::Funding => "funding",
            Self::FundingFailed => "funding_failed",
            Self::FundingShock => "funding_shock",
            Self::LossLimit => "loss_limit",
            Self::Shutdown => "shutdown",
            Self::AssetSale => "asset_sale",
            Self::Acquisition => "acquisition",
            Self::PolicyBegins => "policy_begins",
            Self::PolicyEnds => "policy_ends",
            Self::Complaint => "complaint",
            Self::Verdict => "verdict",
            Self::Fine => "fine",
            Self::Merger => "merger",
            Self::MergerBlocked => "merger_blocked",
        }
    }
}

/// One dated happening.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// When.
    pub at: Instant,
    /// What.
    pub kind: HappeningKind,
    /// To whom.
    pub entity: Entity,
    /// Value before, where the kind has one.
    pub from: Option<f64>,
    /// Value after, where the kind has one.
    pub to: Option<f64>,
    /// Position in the model of the scripted shock behind it, if one was.
    pub shock: Option<u32>,
    /// What it is about, in the words of a scenario: a technique, an accelerator.
    pub what: Option<String>,
}
