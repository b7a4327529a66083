//! A game of any few seats: what each earns in every profile of strategies.

use super::bimatrix::Bimatrix;
use super::exact::Exact;

/// A game in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalForm {
    /// Strategies of each seat.
    pub strategies: Vec<usize>,
    /// By profile, then by seat. The last seat's strategy moves fastest.
    pub payoffs: Vec<Vec<Exact>>,
}

impl NormalForm {
    /// The profiles of seats with so many strategies, in order.
    pub fn profiles(strategies: &[usize]) -> Vec<Vec<usize>> {
        strategies.iter().fold(vec![Vec::new()], |profiles, count| {
            profiles
                .iter()
                .flat_map(|profile| {
                    (0..*count).map(|next| profile.iter().copied().chain([next]).collect::<Vec<usize>>())
                })
                .collect()
        })
    }

    /// The position of the profile in which a seat plays another strategy.
    pub fn deviation(&self, profile: usize, seat: usize, strategy: usize) -> usize {
        deviation(&self.strategies, profile, seat, strategy)
    }

    /// What a seat plays in a profile.
    pub fn played(&self, profile: usize, seat: usize) -> usize {
        (profile / step(&self.strategies, seat)) % self.strategies[seat]
    }

    /// The game of two seats; none of more.
    pub fn bimatrix(&self) -> Option<Bimatrix> {
        let [_, columns] = self.strategies[..] else { return None };
        let of = |seat: usize| {
            self.payoffs
                .chunks(columns)
                .map(|row| row.iter().map(|payoffs| payoffs[seat].clone()).collect())
                .collect()
        };
        Some(Bimatrix::new(of(0), of(1)))
    }
}

impl From<&Bimatrix> for NormalForm {
    fn from(game: &Bimatrix) -> Self {
        let pairs = game.a.iter().flatten().zip(game.b.iter().flatten());
        Self {
            strategies: vec![game.rows(), game.columns()],
            payoffs: pairs.map(|(a, b)| vec![a.clone(), b.clone()]).collect(),
        }
    }
}

/// How far apart two profiles stand that differ by one in a seat's strategy.
fn step(strategies: &[usize], seat: usize) -> usize {
    strategies[seat + 1..].iter().product()
}

/// The position of the profile in which a seat plays another strategy.
pub fn deviation(strategies: &[usize], profile: usize, seat: usize, strategy: usize) -> usize {
    let step = step(strategies, seat);
    let now = (profile / step) % strategies[seat];
    profile + strategy * step - now * step
}
