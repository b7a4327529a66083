//! Price indices of matched products.

use crate::maths::{exp, ln, sqrt};

/// A product that is sold in two periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matched {
    /// Prices in the two.
    pub price: [f64; 2],
    /// Quantities in the two.
    pub quantity: [f64; 2],
}

/// Fisher's ideal index of the second period over the first (Fisher 1922; ILO, Consumer Price Index Manual, 2020, ch. 2):
/// `sqrt(L P)` with Laspeyres `L = sum p1 q0 / sum p0 q0` and Paasche `P = sum p1 q1 / sum p0 q1`. It needs no logarithm, so a product that becomes free has its weight. None where nothing is paid
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

/// The multilateral index of the last of so many periods over the first: the geometric mean over all periods k of Fisher's index from
/// the first to k times that from k to the last (Gini 1931, Elteto, Koves and Szulc; for prices over time Ivancic, Diewert and Fox,
/// Journal of Econometrics 161, 2011). `matched` are the products that two periods share; periods without any, or in which all of them are
/// free, lead nowhere. Chained from period to period Fisher's index drifts away where prices bounce, for stocks of users answer
/// late; this one is 1 wherever prices and quantities are back where they were. None where nothing leads from the first to the last.
pub fn geks(periods: usize, matched: impl Fn(usize, usize) -> Vec<Matched>) -> Option<f64> {
    let last = periods.checked_sub(1)?;
    let link = |from: usize, to: usize| if from == to { Some(1.0) } else { fisher(&matched(from, to)) };
    if link(0, last) == Some(0.0) {
        return Some(0.0);
    }
    let ways = (0..periods).filter_map(|k| Some(link(0, k)? * link(k, last)?));
    let logs: Vec<f64> = ways.filter(|way| *way > 0.0 && way.is_finite()).map(ln).collect();
    (last > 0 && !logs.is_empty()).then(|| exp(logs.iter().sum::<f64>() / logs.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_that_bounces_back_leaves_no_trace() {
        // Users come late to what is cheap: at the same prices quantities of the second period differ from those of the first.
        let periods: [[(f64, f64); 2]; 4] = [
            [(1.0, 10.0), (1.0, 10.0)],
            [(0.5, 30.0), (1.0, 5.0)],
            [(1.0, 25.0), (1.0, 6.0)],
            [(1.0, 10.0), (1.0, 10.0)],
        ];
        let matched = |from: usize, to: usize| -> Vec<Matched> {
            let both = periods[from].iter().zip(&periods[to]);
            both.map(|(x, y)| Matched { price: [x.0, y.0], quantity: [x.1, y.1] }).collect()
        };
        let chained: f64 = (0..3).map(|k| fisher(&matched(k, k + 1)).unwrap()).product();
        assert!((chained - 1.0).abs() > 0.01, "{chained}");
        assert!((geks(4, matched).unwrap() - 1.0).abs() < 1e-12);
        // Three periods by hand: the cube root of F(0,2)^2 F(0,1) F(1,2).
        let [direct, there, on] = [(0, 2), (0, 1), (1, 2)].map(|(a, b)| fisher(&matched(a, b)).unwrap());
        let found = geks(3, matched).unwrap();
        assert!((found - exp(ln(direct * direct * there * on) / 3.0)).abs() < 1e-12);
        assert_eq!((geks(0, matched), geks(1, matched)), (None, None));
    }

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
