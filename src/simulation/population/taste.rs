//! A taste or a habit of the users of a segment: one number where all are alike, else a column.

/// Values by user.
#[derive(Debug, Clone)]
pub(super) enum Taste {
    /// Of all users.
    Same(f32),
    /// Of each.
    Each(Vec<f32>),
}

impl Taste {
    /// Room for so many users, or the value that all share.
    pub(super) fn new(shared: Option<f64>, users: usize) -> Self {
        shared.map_or_else(|| Self::Each(Vec::with_capacity(users)), |value| Self::Same(value as f32))
    }

    /// Gives the next user its value; nothing where all share one.
    pub(super) fn push(&mut self, value: impl FnOnce() -> f64) {
        if let Self::Each(column) = self {
            column.push(value() as f32);
        }
    }

    /// The value of a user.
    pub(super) fn of(&self, user: usize) -> f32 {
        match self {
            Self::Same(value) => *value,
            Self::Each(column) => column[user],
        }
    }

    /// The values of some users, in their order.
    pub(super) fn read(&self, users: impl Iterator<Item = usize>, out: &mut [f32]) {
        match self {
            Self::Same(value) => out.fill(*value),
            Self::Each(column) => {
                for (to, user) in out.iter_mut().zip(users) {
                    *to = column[user];
                }
            }
        }
    }
}
