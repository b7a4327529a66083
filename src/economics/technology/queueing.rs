//! Waiting for a place: Sakasegawa's approximation, held against Erlang's formulas.

use crate::maths::{pow, sqrt};
use crate::units::Ratio;

/// Mean wait over the mean service of a load of A on n places, for any variability (Sakasegawa 1977):
/// (Ca2 + Cs2) / 2 rho^(sqrt(2 (n + 1)) - 1) / (n (1 - rho)), rho = A / n, Ca2 and Cs2 the squared variations of times
/// between requests and of service; none at rho >= 1, where the queue has no end.
pub fn sakasegawa(places: Ratio, offered: Ratio, (arrivals, service): (Ratio, Ratio)) -> Option<Ratio> {
    let n = places.get();
    let rho = offered.get() / n;
    let variability = f64::midpoint(arrivals.get(), service.get());
    (rho < 1.0).then(|| Ratio(variability * pow(rho, sqrt(2.0 * (n + 1.0)) - 1.0) / (n * (1.0 - rho))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::economics::technology::examples::near;
    use crate::maths::{exp, ln, ln_gamma};
    use crate::units::Share;

    /// Chance that an arriving request finds all c servers busy at an offered load A < c (Erlang C, 1917):
    /// P = (A^c / c!) (c / (c - A)) / (sum over k < c of A^k / k! + the same); 1 from A = c on.
    ///
    /// By the recursion of Erlang B, B(k) = A B(k - 1) / (k + A B(k - 1)), which no factorial can overflow.
    fn erlang_c(servers: u32, offered: Ratio) -> Share {
        let (c, a) = (f64::from(servers), offered.get());
        if a >= c {
            return Share::ONE;
        }
        let mut blocked = 1.0;
        for k in 1..=servers {
            blocked = a * blocked / (f64::from(k) + a * blocked);
        }
        Share(c * blocked / (c - a * (1.0 - blocked)))
    }

    /// Mean wait over the mean service of M/M/c: P / (c - A); none where the queue has no end (A >= c).
    fn wait(servers: u32, offered: Ratio) -> Option<Ratio> {
        let spare = f64::from(servers) - offered.get();
        (spare > 0.0).then(|| Ratio(erlang_c(servers, offered).get() / spare))
    }

    /// Part of the requests that an M/M/c/K system refuses (HTTP 429): p_K, K being all places, those in service included.
    ///
    /// p_k ~ A^k / k! up to c and A^k / (c! c^(k - c)) beyond, summed by logarithms relative to the largest.
    fn blocked(servers: u32, places: u32, offered: Ratio) -> Share {
        let (c, a) = (f64::from(servers), offered.get());
        if a <= 0.0 {
            return Share::ZERO;
        }
        let weight = |k: u32| {
            let k = f64::from(k);
            let served = k.min(c);
            k * ln(a) - ln_gamma(served + 1.0) - (k - served) * ln(c)
        };
        let most = (0..=places).map(weight).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = (0..=places).map(|k| exp(weight(k) - most)).sum();
        Share(exp(weight(places) - most) / sum)
    }

    #[test]
    fn t16_ten_servers_at_eight() {
        near(erlang_c(10, Ratio(8.0)).get(), 0.409_18, 1e-4);
        near(wait(10, Ratio(8.0)).unwrap().get(), 0.204_59, 1e-4);
        near(sakasegawa(Ratio(10.0), Ratio(8.0), (Ratio(1.0), Ratio(1.0))).unwrap().get(), 0.2194, 1e-3);
        near(sakasegawa(Ratio(10.0), Ratio(8.0), (Ratio(4.0), Ratio(1.0))).unwrap().get(), 0.549, 1e-3);
        // a single server waits rho / (1 - rho): 9 at 0.9, a slowdown of 10
        near(wait(1, Ratio(0.9)).unwrap().get(), 9.0, 1e-12);
    }

    #[test]
    fn t16_many_servers() {
        for (rho, waited) in [(0.8, 0.0044), (0.9, 0.0485), (0.95, 0.184), (0.99, 1.416)] {
            near(wait(64, Ratio(64.0 * rho)).unwrap().get(), waited, 1e-2);
        }
        assert_eq!(wait(64, Ratio(64.0)), None);
        assert_eq!(erlang_c(64, Ratio(70.0)), Share::ONE);
    }

    #[test]
    fn t16_blocking() {
        for (rho, part) in [(0.8, 0.0006), (0.95, 0.0182), (1.0, 0.0380), (1.2, 0.168)] {
            let found = blocked(20, 40, Ratio(20.0 * rho)).get();
            assert!((found - part).abs() < 1e-4 + part * 1e-2, "{rho}: {found}");
        }
        assert_eq!(blocked(20, 40, Ratio::ZERO), Share::ZERO);
    }

    proptest! {
        #[test]
        fn waits_and_refusals_rise_in_load(servers in 1_u32..200, rho in 0.0..0.98, more in 0.0..0.01) {
            let load = |rho: f64| Ratio(f64::from(servers) * rho);
            prop_assert!(wait(servers, load(rho + more)) >= wait(servers, load(rho)));
            let (few, many) = (erlang_c(servers, load(rho)), erlang_c(servers, load(rho + more)));
            prop_assert!(Share::ZERO <= few && few <= many && many <= Share::ONE);
            let (low, high) = (blocked(servers, servers + 9, load(rho)), blocked(servers, servers + 9, load(rho + more)));
            prop_assert!(high.get() >= low.get() - 1e-12 && high.get() <= 1.0);
        }

        #[test]
        fn sakasegawa_is_near_erlang_for_exponential_times(servers in 1_u32..200, rho in 0.0..0.99) {
            let load = Ratio(f64::from(servers) * rho);
            let exact = wait(servers, load).unwrap().get();
            let found = sakasegawa(Ratio(f64::from(servers)), load, (Ratio(1.0), Ratio(1.0))).unwrap().get();
            // the largest gap, two servers at 0.61, is 0.034 of a service
            prop_assert!((found - exact).abs() < 0.035, "{found} of {exact}");
            prop_assert!(servers > 1 || (found - exact).abs() < 1e-9);
        }
    }
}
