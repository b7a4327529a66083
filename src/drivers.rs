//! The drivers of unit cost: the one list by which a fall in price is credited, used by costs, tables and charts alike.

/// What moves the unit cost of a token. Each input of the cost model belongs to exactly one driver, so that no gain is
/// credited twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Driver {
    /// The accelerator and the price of its hour.
    Hardware,
    /// Work of a token at a fixed quality: algorithms, mixtures of experts, distillation.
    Model,
    /// Narrower numbers, pruning, speculative decoding.
    Compression,
    /// Repeated input that is not computed again.
    Caching,
    /// Efficiency of busy hardware: kernels, batching, overlap, the speed promised, know-how.
    Utilisation,
    /// Sending tokens to the customer, and work done on the customer's device.
    Network,
    /// Electricity of owned hardware.
    Energy,
    /// A cost that is given as a number or a table, without the physics behind it.
    Given,
    /// Which products and which kinds of tokens are sold.
    Mix,
    /// Load on the fleet: paid hours for an hour of work. Shown apart, since prices themselves move it.
    Scale,
    /// Amortised training over the tokens sold.
    Training,
    /// Amortised data over the tokens sold.
    Data,
}

impl Driver {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 12] = [
        Self::Hardware,
        Self::Model,
        Self::Compression,
        Self::Caching,
        Self::Utilisation,
        Self::Network,
        Self::Energy,
        Self::Given,
        Self::Mix,
        Self::Scale,
        Self::Training,
        Self::Data,
    ];

    /// Those that technology moves at a given load and mix: they make up the standard cost of a product.
    pub const TECHNOLOGY: [Self; 8] = [
        Self::Hardware,
        Self::Model,
        Self::Compression,
        Self::Caching,
        Self::Utilisation,
        Self::Network,
        Self::Energy,
        Self::Given,
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hardware => "hardware",
            Self::Model => "model",
            Self::Compression => "compression",
            Self::Caching => "caching",
            Self::Utilisation => "utilisation",
            Self::Network => "network",
            Self::Energy => "energy",
            Self::Given => "given",
            Self::Mix => "mix",
            Self::Scale => "scale",
            Self::Training => "training",
            Self::Data => "data",
        }
    }
}

/// A set of drivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drivers(u16);

impl Drivers {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// The set and one more.
    #[must_use]
    pub fn with(self, driver: Driver) -> Self {
        Self(self.0 | 1 << driver as u16)
    }

    /// Whether a driver is in it.
    pub fn holds(self, driver: Driver) -> bool {
        self.0 & (1 << driver as u16) != 0
    }
}

impl FromIterator<Driver> for Drivers {
    fn from_iter<I: IntoIterator<Item = Driver>>(drivers: I) -> Self {
        drivers.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        for driver in Driver::ALL {
            let only = Drivers::NONE.with(driver);
            assert!(Driver::ALL.iter().all(|other| only.holds(*other) == (*other == driver)));
        }
        assert!(
            Driver::ALL.iter().all(|driver| Driver::ALL.iter().copied().collect::<Drivers>().holds(*driver))
        );
    }

    #[test]
    fn names_are_unique() {
        let mut names = Driver::ALL.map(Driver::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Driver::ALL.len());
    }
}
