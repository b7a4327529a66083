//! Identities: dense numbers for everything that has a name in a scenario, and the hash of a name that random
//! streams are opened with.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// Position in the model's list of its kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id at a position.
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).expect("limits of the scenario door keep lists far below 2^32"))
            }
        }
    };
}

id! {
    /// A firm that sells tokens.
    ProviderId
}
id! {
    /// A product under its plan: what a user chooses. Products of launches to come have theirs from the start.
    OfferId
}
id! {
    /// A kind of user.
    SegmentId
}
id! {
    /// A kind of accelerator that some provider has or will have.
    AcceleratorId
}

id! {
    /// A tier of quality: all products at or above a bar.
    TierId
}

id! {
    /// A way of paying for a product: as one goes, or a plan.
    PlanId
}

/// Hash of a name: the entity of a random stream. It depends on the name alone, never on its position in a
/// list, so that adding a firm does not shuffle the luck of the others.
pub fn entity(name: &str) -> u64 {
    let hash = blake3::hash(name.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(first)
}
