//! Marks that are due, with what their users' columns say of them, read ahead of the choices.
//!
//! Users who look on one day stand some thirty apart in memory, so each column costs a line of cache a look. Read one by one between
//! choices these lines are waited for in turn; read here, a page of marks at a time and nothing else between, the processor fetches many
//! at once. With ten million users a review costs a fifth less for it. What users hold needs no such care: a byte each, so that nearly
//! every line is wanted and the processor fetches the next by itself.

use super::marks::Mark;
use super::taste::Taste;

/// Marks of a page: enough to keep the processor fetching, few enough that the copies (3.5 kB) stay at hand.
pub(super) const PAGE: usize = 256;

/// The marks of a page that are due, and the tastes of their users.
pub(super) struct Due {
    mark: [u16; PAGE],
    pub alpha: [f32; PAGE],
    pub usage: [f32; PAGE],
    pub inertia: [f32; PAGE],
    len: usize,
}

impl Due {
    pub(super) const EMPTY: Self =
        Self { mark: [0; PAGE], alpha: [0.0; PAGE], usage: [0.0; PAGE], inertia: [0.0; PAGE], len: 0 };

    /// Reads the marks of a page that fall between two instants of the day, the second excluded, and the columns of their users.
    pub(super) fn read(
        &mut self,
        page: &[Mark],
        (from, to): (u32, u32),
        (alpha, usage, inertia): (&Taste, &Taste, &Taste),
    ) {
        let mut len = 0;
        // Without a branch: whether a mark is due is a coin where a day has several intervals.
        for (position, mark) in page.iter().take(PAGE).enumerate() {
            self.mark[len] = position as u16;
            len += usize::from((from..to).contains(&mark.at));
        }
        self.len = len;
        let users = || self.mark[..len].iter().map(|position| page[usize::from(*position)].user as usize);
        alpha.read(users(), &mut self.alpha[..len]);
        usage.read(users(), &mut self.usage[..len]);
        inertia.read(users(), &mut self.inertia[..len]);
    }

    /// The marks that are due, in order.
    pub(super) fn marks<'a>(&self, page: &'a [Mark]) -> impl Iterator<Item = &'a Mark> {
        self.mark[..self.len].iter().map(|position| &page[usize::from(*position)])
    }
}
