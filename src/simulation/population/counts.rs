//! Where users stand: users and base usage by segment and alternative, and the time-weighted usage of an interval.

/// Agents move whole users and whole tokens, which doubles hold exactly up to 2^53 whatever the order of moves; the mean
/// field moves parts of them. Usage is in tokens a day at the reference price.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counts {
    offers: usize,
    users: Vec<f64>,
    usage: Vec<f64>,
    /// Tokens at the reference price since the last `take_usage`: usage times days.
    used: Vec<f64>,
    total: Vec<f64>,
}

/// Position of the outside option and of the unaware behind the offers.
const CODES: usize = 2;

impl Counts {
    /// Nobody anywhere.
    pub(crate) fn new(segments: usize, offers: usize) -> Self {
        let cells = segments * (offers + CODES);
        Self {
            offers,
            users: vec![0.0; cells],
            usage: vec![0.0; cells],
            used: vec![0.0; cells],
            total: vec![0.0; segments],
        }
    }

    fn cell(&self, segment: usize, code: u8) -> usize {
        let position = match code {
            super::table::OUTSIDE => self.offers,
            super::table::UNAWARE => self.offers + 1,
            offer => offer as usize,
        };
        segment * (self.offers + CODES) + position
    }

    pub(super) fn add(&mut self, segment: usize, code: u8, usage: f32) {
        let cell = self.cell(segment, code);
        self.users[cell] += 1.0;
        self.usage[cell] += f64::from(usage);
        self.total[segment] += 1.0;
    }

    /// Moves a user, with `left` days of the running interval still to come.
    pub(super) fn shift(&mut self, segment: usize, (from, to): (u8, u8), usage: f32, left: f64) {
        let (from, to) = (self.cell(segment, from), self.cell(segment, to));
        let usage = f64::from(usage);
        self.users[from] -= 1.0;
        self.users[to] += 1.0;
        self.usage[from] -= usage;
        self.usage[to] += usage;
        let rest = usage * left;
        self.used[from] -= rest;
        self.used[to] += rest;
    }

    /// Puts so many users and tokens a day at the reference price into a cell: offers, outside, unaware.
    pub(super) fn set(&mut self, segment: usize, cell: usize, (users, usage): (f64, f64)) {
        let cell = segment * (self.offers + CODES) + cell;
        (self.users[cell], self.usage[cell]) = (users, usage);
    }

    /// All users of a segment.
    pub(super) fn set_total(&mut self, segment: usize, users: f64) {
        self.total[segment] = users;
    }

    /// Adds tokens at the reference price that users in a cell have used.
    pub(super) fn use_up(&mut self, segment: usize, cell: usize, tokens: f64) {
        self.used[segment * (self.offers + CODES) + cell] += tokens;
    }

    /// Lets an interval of `days` pass for all users where they stand.
    pub(super) fn pass(&mut self, days: f64) {
        for (used, usage) in self.used.iter_mut().zip(&self.usage) {
            *used += *usage * days;
        }
    }

    /// Tokens at the reference price that users of an offer used since the last call  \[Mtok\].
    pub(crate) fn take_usage(&mut self, segment: usize, offer: usize) -> f64 {
        let cell = segment * (self.offers + CODES) + offer;
        std::mem::take(&mut self.used[cell]) / 1e6
    }

    /// Users of an offer.
    pub(crate) fn users(&self, segment: usize, offer: usize) -> f64 {
        self.users[segment * (self.offers + CODES) + offer]
    }

    /// Usage at the reference price of an offer's users  \[Mtok/day\].
    pub(crate) fn usage(&self, segment: usize, offer: usize) -> f64 {
        self.usage[segment * (self.offers + CODES) + offer] / 1e6
    }

    /// Tokens at the reference price that the users of all offers used since the last call of `take_usage`  \[Mtok\].
    pub(crate) fn used_inside(&self, segment: usize) -> f64 {
        let first = segment * (self.offers + CODES);
        self.used[first..first + self.offers].iter().sum::<f64>() / 1e6
    }

    /// Usage at the reference price of those outside  \[Mtok/day\].
    pub(crate) fn outside_usage(&self, segment: usize) -> f64 {
        self.usage[segment * (self.offers + CODES) + self.offers] / 1e6
    }

    /// Usage at the reference price of all who know the market  \[Mtok/day\].
    pub(crate) fn aware_usage(&self, segment: usize) -> f64 {
        let first = segment * (self.offers + CODES);
        self.usage[first..=first + self.offers].iter().sum::<f64>() / 1e6
    }

    /// Users outside.
    pub(crate) fn outside(&self, segment: usize) -> f64 {
        self.users[segment * (self.offers + CODES) + self.offers]
    }

    /// Users who have not heard of the market.
    pub(crate) fn unaware(&self, segment: usize) -> f64 {
        self.users[segment * (self.offers + CODES) + self.offers + 1]
    }

    /// All users of a segment.
    pub(crate) fn total(&self, segment: usize) -> f64 {
        self.total[segment]
    }

    /// Part of the users of some segments who know the market.
    pub(crate) fn aware_share(&self, segments: std::ops::Range<usize>) -> f64 {
        let unaware: f64 = segments.clone().map(|segment| self.unaware(segment)).sum();
        let total: f64 = segments.map(|segment| self.total(segment)).sum();
        1.0 - unaware / total.max(1.0)
    }
}
