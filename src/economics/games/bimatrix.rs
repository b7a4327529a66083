//! A game of two seats: what each earns where a row meets a column.

use num_traits::Zero;

use super::exact::Exact;

/// A game of two seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bimatrix {
    /// What the row player earns, by row, then by column.
    pub a: Vec<Vec<Exact>>,
    /// What the column player earns, by row, then by column.
    pub b: Vec<Vec<Exact>>,
}

impl Bimatrix {
    /// A game of both players' payoffs.
    ///
    /// # Panics
    /// When the two are not of one size, or a row is empty.
    pub fn new(a: Vec<Vec<Exact>>, b: Vec<Vec<Exact>>) -> Self {
        let columns = a.first().map_or(0, Vec::len);
        assert!(columns > 0 && a.len() == b.len(), "payoffs of one size");
        assert!(a.iter().chain(&b).all(|row| row.len() == columns), "rows of one length");
        Self { a, b }
    }

    /// The symmetric game in which a strategy earns `a[own][other's]`.
    pub fn symmetric(a: Vec<Vec<Exact>>) -> Self {
        let b = transposed(&a);
        Self::new(a, b)
    }

    /// The game in which the column player loses what the row player wins.
    pub fn zero_sum(a: Vec<Vec<Exact>>) -> Self {
        let b = a.iter().map(|row| row.iter().map(|value| -value).collect()).collect();
        Self::new(a, b)
    }

    /// Strategies of the row player.
    pub fn rows(&self) -> usize {
        self.a.len()
    }

    /// Strategies of the column player.
    pub fn columns(&self) -> usize {
        self.a[0].len()
    }

    /// Whether both seats have the same game: b is a with rows and columns changed over.
    pub fn is_symmetric(&self) -> bool {
        self.rows() == self.columns() && self.b == transposed(&self.a)
    }

    /// Whether what one wins the other loses, but for a constant.
    pub fn is_constant_sum(&self) -> bool {
        let total = &self.a[0][0] + &self.b[0][0];
        self.a.iter().flatten().zip(self.b.iter().flatten()).all(|(a, b)| a + b == total)
    }

    /// What each earns on average where both mix: x'Ay, x'By.
    pub fn payoffs(&self, x: &[Exact], y: &[Exact]) -> [Exact; 2] {
        [&self.a, &self.b].map(|of| x.iter().zip(of).map(|(p, row)| p * dot(row, y)).sum())
    }

    /// What every row earns against a mix of columns: Ay.
    pub fn of_rows(&self, y: &[Exact]) -> Vec<Exact> {
        self.a.iter().map(|row| dot(row, y)).collect()
    }

    /// What every column earns against a mix of rows: B'x.
    pub fn of_columns(&self, x: &[Exact]) -> Vec<Exact> {
        transposed(&self.b).iter().map(|column| dot(column, x)).collect()
    }

    /// What each player would gain at most by another strategy: nought for both in an equilibrium.
    #[cfg(test)]
    pub fn regrets(&self, x: &[Exact], y: &[Exact]) -> [Exact; 2] {
        let [own, other] = self.payoffs(x, y);
        let best = |values: Vec<Exact>| values.into_iter().max().unwrap_or_else(Exact::zero);
        [best(self.of_rows(y)) - own, best(self.of_columns(x)) - other]
    }
}

pub(super) fn dot(a: &[Exact], b: &[Exact]) -> Exact {
    a.iter().zip(b).filter(|(_, b)| !b.is_zero()).map(|(a, b)| a * b).sum()
}

pub(super) fn transposed(of: &[Vec<Exact>]) -> Vec<Vec<Exact>> {
    (0..of[0].len()).map(|column| of.iter().map(|row| row[column].clone()).collect()).collect()
}
