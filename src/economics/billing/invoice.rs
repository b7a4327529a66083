//! Invoices: lines of quantity, price and amount, and what an accountant makes of them.

use serde::Serialize;

use super::tariff::{Rates, TokenKind};
use crate::units::{Money, MoneyPerMtok, Mtok};

/// One line: quantity x price = amount.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line {
    /// What is charged for.
    pub what: What,
    /// How much of it.
    pub quantity: f64,
    /// Money for one of it.
    pub price: f64,
    /// Money to pay; negative where it is given.
    pub amount: Money,
    /// Whether it is paid when the term begins; else when the month is over.
    #[serde(skip)]
    pub in_advance: bool,
    /// The part of it that is no payment for anything delivered: revenue only when the term has ended.
    #[serde(skip)]
    pub lapsed: Money,
}

/// What a line charges for, and so the unit of its quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Tokens, in Mtok.
    Tokens(TokenKind),
    /// Tokens that a fee, a package or a free limit contains, in Mtok.
    Included,
    /// Tokens that are wanted and not served, in Mtok.
    Stopped,
    /// Months of a fee.
    Fee,
    /// Packages.
    Package,
    /// Units of capacity for a month.
    Capacity,
    /// What was promised and not used, in money.
    Shortfall,
    /// A credit, in money.
    Credit,
}

impl Line {
    /// A line paid when the month is over, for what was delivered.
    pub fn new(what: What, quantity: f64, price: f64) -> Self {
        Self {
            what,
            quantity,
            price,
            amount: Money(quantity * price),
            in_advance: false,
            lapsed: Money::ZERO,
        }
    }

    /// The same, paid when the term begins.
    #[must_use]
    pub fn in_advance(self) -> Self {
        Self { in_advance: true, ..self }
    }

    /// The same, of which so much is earned when the term has ended.
    #[must_use]
    pub fn lapsing(self, lapsed: Money) -> Self {
        Self { lapsed, ..self }
    }

    /// Lines of so many tokens at the rates, times `factor`.
    pub fn tokens(rates: &Rates, tokens: Mtok, factor: f64, out: &mut dyn FnMut(Self)) {
        if tokens > Mtok::ZERO {
            for rate in rates.each() {
                out(Self::new(What::Tokens(rate.kind), tokens.get() * rate.part, rate.price.get() * factor));
            }
        }
    }

    /// A line of tokens that cost nothing more, where there are any.
    pub fn included(tokens: Mtok, out: &mut dyn FnMut(Self)) {
        if tokens > Mtok::ZERO {
            out(Self::new(What::Included, tokens.get(), 0.0));
        }
    }

    /// A line of tokens that are refused, where there are any.
    pub fn stopped(tokens: Mtok, out: &mut dyn FnMut(Self)) {
        if tokens > Mtok::ZERO {
            out(Self::new(What::Stopped, tokens.get(), 0.0));
        }
    }
}

/// An invoice for a term. Each line is rounded to the cent, as printed bills are, and the total is the sum of the lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Invoice {
    /// Months that it is for.
    pub months: u32,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Sum of the lines.
    pub total: Money,
}

impl Invoice {
    /// Rounds lines to the cent and adds them up.
    pub fn of(months: u32, mut lines: Vec<Line>) -> Self {
        for line in &mut lines {
            line.amount = to_the_cent(line.amount);
        }
        let cents: f64 = lines.iter().map(|line| (line.amount.get() * 100.0).round()).sum();
        Self { months, lines, total: Money(cents / 100.0) }
    }
}

/// To the nearest cent, halves away from zero; the last digits of binary fractions do not decide a half. More than a thousandth
/// of a cent short of a half is no last digit.
fn to_the_cent(amount: Money) -> Money {
    let cents = amount.get() * 100.0;
    let nudge = (cents.abs() * 1e-12).min(1e-3);
    Money((cents + nudge.copysign(cents)).round() / 100.0)
}

/// A bill in four sums, exact, by the month.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Charge {
    /// Tokens that are served.
    pub served: Mtok,
    /// To pay.
    pub amount: Money,
    /// Of it, paid when the term begins.
    pub in_advance: Money,
    /// Of it, revenue only when the term has ended.
    pub lapsed: Money,
    /// Of what lapses, the part that was paid in advance.
    pub lapsed_in_advance: Money,
}

impl Charge {
    /// Adds lines of a term up and divides them over its months.
    pub(super) fn of(months: u32, served: Mtok, write: impl FnOnce(&mut dyn FnMut(Line))) -> Self {
        let mut sum = Self::default();
        write(&mut |line: Line| {
            sum.amount += line.amount;
            sum.lapsed += line.lapsed;
            if line.in_advance {
                sum.in_advance += line.amount;
                sum.lapsed_in_advance += line.lapsed;
            }
        });
        let each = f64::from(months);
        Self {
            served,
            amount: sum.amount / each,
            in_advance: sum.in_advance / each,
            lapsed: sum.lapsed / each,
            lapsed_in_advance: sum.lapsed_in_advance / each,
        }
    }

    /// What a token that is served pays on average; none where nothing is served.
    pub fn average(&self) -> Option<MoneyPerMtok> {
        (self.served > Mtok::ZERO).then(|| self.amount / self.served)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_of_a_cent_are_rounded_up_as_on_paper() {
        // 1.005 is 1.00499... in binary
        let rows = [(1.005, 1.01), (0.004_999, 0.0), (2.675, 2.68), (-1.005, -1.01), (3.0, 3.0)];
        // A part of the amount would be half a cent here.
        for (amount, cents) in rows.into_iter().chain([(7.2e9, 7.2e9), (9_000_000_000.25, 9_000_000_000.25)])
        {
            assert_eq!(to_the_cent(Money(amount)), Money(cents));
        }
    }

    proptest! {
        #[test]
        fn a_total_is_the_sum_of_its_lines(amounts in prop::collection::vec(-1e4..1e6_f64, 0..40)) {
            let lines: Vec<Line> = amounts.iter().map(|amount| Line::new(What::Fee, 1.0, *amount)).collect();
            let invoice = Invoice::of(1, lines);
            let sum: f64 = invoice.lines.iter().map(|line| line.amount.get()).sum();
            let exact: f64 = amounts.iter().sum();
            prop_assert!((invoice.total.get() - sum).abs() < 1e-6);
            prop_assert!((invoice.total.get() - exact).abs() <= 0.005 * amounts.len() as f64 + 1e-6);
        }
    }
}
