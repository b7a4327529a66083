//! What policies in force do to one product as one segment buys it.

use crate::units::{MoneyPerDay, MoneyPerMtok, Ratio, Utils};

/// Sums and products over the policies in force.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// What the seller owes the state for a million tokens sold.
    pub seller_owes: MoneyPerMtok,
    /// What the state gives the seller for a million tokens sold.
    pub seller_gets: MoneyPerMtok,
    /// What the user owes the state for a million tokens, beside the price.
    pub user_owes: MoneyPerMtok,
    /// What the state pays of the user's price for a million tokens.
    pub user_gets: MoneyPerMtok,
    /// What the state pays of a user's bill in a day, on average over users.
    pub credit: MoneyPerDay,
    /// Multiplies the seller's unit costs.
    pub cost: Ratio,
    /// What a duty costs the seller for a million tokens sold: resources, not money of the state.
    pub duty: MoneyPerMtok,
    /// Added to users' utility of any product on sale.
    pub trust: Utils,
    /// Multiplies the utility of staying with a provider.
    pub inertia: Ratio,
}

impl Terms {
    /// Those of a market without policies.
    pub const NONE: Self = Self {
        seller_owes: MoneyPerMtok::ZERO,
        seller_gets: MoneyPerMtok::ZERO,
        user_owes: MoneyPerMtok::ZERO,
        user_gets: MoneyPerMtok::ZERO,
        credit: MoneyPerDay::ZERO,
        cost: Ratio(1.0),
        duty: MoneyPerMtok::ZERO,
        trust: Utils::ZERO,
        inertia: Ratio(1.0),
    };

    /// Those of both: amounts add up, factors multiply.
    pub fn and(self, other: Self) -> Self {
        Self {
            seller_owes: self.seller_owes + other.seller_owes,
            seller_gets: self.seller_gets + other.seller_gets,
            user_owes: self.user_owes + other.user_owes,
            user_gets: self.user_gets + other.user_gets,
            credit: self.credit + other.credit,
            cost: Ratio(self.cost.get() * other.cost.get()),
            duty: self.duty + other.duty,
            trust: self.trust + other.trust,
            inertia: Ratio(self.inertia.get() * other.inertia.get()),
        }
    }

    /// What a user pays for a million tokens at a price, credits not counted: a price is never negative, so the state
    /// pays no more than there is to pay.
    pub fn paid(&self, price: MoneyPerMtok) -> MoneyPerMtok {
        MoneyPerMtok((price.get() + self.on_price()).max(0.0))
    }

    /// Money from the seller to the state for a million tokens, negative where the state pays  \[money/Mtok\].
    pub fn from_seller(&self) -> f64 {
        self.seller_owes.get() - self.seller_gets.get()
    }

    /// What the policies add to a user's price, negative where the state pays  \[money/Mtok\].
    pub fn on_price(&self) -> f64 {
        self.user_owes.get() - self.user_gets.get()
    }

    /// What the policies add to the seller's unit cost, negative for a subsidy  \[money/Mtok\].
    pub fn on_cost(&self) -> f64 {
        self.from_seller() + self.duty.get()
    }
}

impl Default for Terms {
    fn default() -> Self {
        Self::NONE
    }
}
