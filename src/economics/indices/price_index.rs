//! Price indices of matched products.

use crate::maths::sqrt;

/// A product that is sold in two periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matched {
    /// Prices in the two.
    pub price: [f64; 2],
    /// Quantities in the two.
    pub quantity: [f64; 2],
}

/// Fisher's ideal index of the second period over the first (Fisher 1922; ILO, Consumer Price Index Manual, 2020, ch. 2):
/// `sqrt(L P)` with Laspeyres `L = sum p1 q0 / sum p0 q0` and Paasche `P = sum p1 q1 / sum p0 q1`. Steps are chained by
/// multiplication. It needs no logarithm, so a product that becomes free has its weight. None where nothing is paid
/// in the first period.
pub fn fisher(products: &[Matched]) -> Option<f64> {
    let sum = |of: &dyn Fn(&Matched) -> f64| products.iter().map(of).sum::<f64>();
    let (before, after) = (sum(&|m| m.price[0] * m.quantity[0]), sum(&|m| m.price[0] * m.quantity[1]));
    if before <= 0.0 || after <= 0.0 {
        return None;
    }
    let laspeyres = sum(&|m| m.price[1] * m.quantity[0]) / before;
    let paasche = sum(&|m| m.price[1] * m.quantity[1]) / after;
    Some(sqrt(laspeyres * paasche))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand_and_its_reversals() {
        // L = (1 x 2 + 3 x 1) / (2 x 2 + 3 x 1) = 5/7, P = (1 x 4 + 3 x 1) / (2 x 4 + 3 x 1) = 7/11.
        let products = [
            Matched { price: [2.0, 1.0], quantity: [2.0, 4.0] },
            Matched { price: [3.0, 3.0], quantity: [1.0, 1.0] },
        ];
        let index = fisher(&products).unwrap();
        assert!((index - (5.0_f64 / 11.0).sqrt()).abs() < 1e-12);
        // Time reversal, and factor reversal: the price index times the quantity index is the ratio of values.
        let turned: Vec<Matched> = products
            .iter()
            .map(|m| Matched { price: [m.price[1], m.price[0]], quantity: [m.quantity[1], m.quantity[0]] })
            .collect();
        assert!((fisher(&turned).unwrap() * index - 1.0).abs() < 1e-12);
        let swapped: Vec<Matched> =
            products.iter().map(|m| Matched { price: m.quantity, quantity: m.price }).collect();
        assert!((fisher(&swapped).unwrap() * index - 7.0 / 7.0).abs() < 1e-12);
        assert_eq!(fisher(&[]), None);
    }
}
