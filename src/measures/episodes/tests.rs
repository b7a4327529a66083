//! Laws of the definition, and cases by hand.

use proptest::prelude::*;

use super::*;

/// A posting of a price for input and output alike, known to the day.
fn at(day: f64, firm: usize, price: f64) -> Posting {
    Posting {
        day,
        dated: Dated::Exact,
        firm,
        product: firm,
        price: Some(Price { input: price, output: Some(price) }),
        quality: None,
        class: None,
    }
}

fn search(postings: &[Posting], trend: f64, thresholds: &Thresholds) -> Vec<Episode> {
    let (postings, costs) = (standing_order(postings), Trend(trend));
    let last = postings.iter().map(|posting| posting.day).fold(0.0, f64::max).max(1000.0);
    let moves = moves(&postings, &costs, thresholds);
    let window = (f64::NEG_INFINITY, last);
    find(&Spell { postings: &postings, moves: &moves, costs: &costs, exits: &[], window }, thresholds)
}

fn usual(postings: &[Posting]) -> Vec<Episode> {
    search(postings, 0.0, &Thresholds::default())
}

#[test]
fn two_firms_that_cut_within_the_gap_make_an_episode() {
    // 0 halves on day 100, 1 cuts by 40 % nine days later, 2 stands still.
    let found =
        usual(&[at(0.0, 0, 10.0), at(0.0, 1, 10.0), at(0.0, 2, 10.0), at(100.0, 0, 5.0), at(109.0, 1, 6.0)]);
    let [war] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((war.start, war.end, war.leaders.as_slice()), (100.0, 109.0, [0].as_slice()));
    assert_eq!(war.followers().map(|one| (one.firm, one.delay)).collect::<Vec<_>>(), [(1, Some(9.0))]);
    // Symmetric changes are -2/3 and -1/2. Of the two: (2 - 1/3)/(2 + 1/3) x (2 - 1/4)/(2 + 1/4) = 5/7 x 7/9 = 5/9.
    assert!((war.depth - 4.0 / 9.0).abs() < 1e-12, "{}", war.depth);
    // Of the three: (2 - 2/9)/(2 + 2/9) x (2 - 1/6)/(2 + 1/6) = 4/5 x 11/13.
    assert!((war.market_depth - (1.0 - 44.0 / 65.0)).abs() < 1e-12, "{}", war.market_depth);
    assert!((war.deepest().deepest - 0.5).abs() < 1e-12);
    assert_eq!(war.ending, Ending::Calm);
    assert!(war.is_sure && war.contenders.is_empty());
}

#[test]
fn what_is_no_war() {
    let calm = [at(0.0, 0, 10.0), at(0.0, 1, 10.0), at(50.0, 0, 9.5), at(60.0, 1, 10.5)];
    assert_eq!(usual(&calm), []);
    let alone = [at(0.0, 0, 10.0), at(0.0, 1, 10.0), at(50.0, 0, 5.0), at(60.0, 0, 2.5)];
    assert_eq!(usual(&alone), []);
    let apart = [at(0.0, 0, 10.0), at(0.0, 1, 10.0), at(50.0, 0, 5.0), at(80.0, 1, 5.0)];
    assert_eq!(usual(&apart), [], "thirty days later nobody answers");
}

#[test]
fn a_fall_with_costs_is_no_war_whatever_its_steps() {
    // All prices follow costs that fall at 1.2 a year: every week, and every quarter, on the same days.
    for step in [7.0, 91.0] {
        let falling = |firm: usize| {
            (0..(730.0 / step) as usize).map(move |k| {
                let day = k as f64 * step;
                at(day, firm, 10.0 * crate::maths::exp(-1.2 * day / crate::calendar::DAYS_A_YEAR))
            })
        };
        let postings: Vec<Posting> = (0..3).flat_map(falling).collect();
        assert_eq!(search(&postings, 1.2, &Thresholds::default()), [], "every {step} days");
        // A quarter's fall is 26 %, which looks like a war to who knows nothing of costs; a month's is less than a cut.
        assert_eq!(search(&postings, 0.0, &Thresholds::default()).is_empty(), step < 30.0);
    }
}

#[test]
fn two_wars_are_two_and_a_rise_ends_one() {
    let mut postings = vec![at(0.0, 0, 10.0), at(0.0, 1, 10.0)];
    postings.extend([
        at(100.0, 0, 5.0),
        at(110.0, 1, 5.0),
        at(125.0, 0, 9.0),
        at(300.0, 1, 2.0),
        at(310.0, 0, 2.0),
    ]);
    let found = usual(&postings);
    assert_eq!(
        found.iter().map(|war| (war.start, war.end)).collect::<Vec<_>>(),
        [(100.0, 110.0), (300.0, 310.0)]
    );
    assert_eq!(found[0].ending, Ending::Rise { day: 125.0, firm: 0 });
    assert_eq!(found[1].leaders, [1]);
}

#[test]
fn small_steps_add_up_and_a_promotion_that_ends_is_measured_from_its_own_price() {
    let creeping = |firm: usize, from: f64| {
        (0..6).map(move |k| at(from + 5.0 * f64::from(k), firm, 10.0 * crate::maths::pow(0.93, f64::from(k))))
    };
    let found = usual(&creeping(0, 100.0).chain(creeping(1, 103.0)).collect::<Vec<_>>());
    // Two steps of 7 % are 13.5 %: the second of each firm is the first that counts.
    assert_eq!(found.iter().map(|war| war.start).collect::<Vec<_>>(), [110.0]);
    assert_eq!(found[0].leaders, [0]);
}

#[test]
fn same_day_announcements_have_two_leaders_and_upper_bounds_contend() {
    let open = [at(0.0, 0, 10.0), at(0.0, 1, 10.0), at(0.0, 2, 10.0)];
    let found = usual(&[&open[..], &[at(50.0, 1, 5.0), at(50.0, 0, 5.0)]].concat());
    assert_eq!(found[0].leaders, [0, 1]);
    assert!(found[0].followers().next().is_none());
    let seen = |posting| Posting { dated: Dated::Bound, ..posting };
    // 1 announces on day 50; the price of 2 was first seen on day 60 and last seen old on day 40: it may have led.
    let found = usual(&[&open[..], &[at(40.0, 2, 10.0), at(50.0, 1, 5.0), seen(at(60.0, 2, 5.0))]].concat());
    assert_eq!(
        (found[0].leaders.as_slice(), found[0].contenders.as_slice()),
        ([1].as_slice(), [2].as_slice())
    );
    assert!(!found[0].is_sure, "without the first sighting one firm cuts alone");
    // Last seen old on day 55 it cannot have led.
    let found = usual(&[&open[..], &[at(55.0, 2, 10.0), at(50.0, 1, 5.0), seen(at(60.0, 2, 5.0))]].concat());
    assert!(found[0].contenders.is_empty());
}

#[test]
fn free_is_a_cut_of_all_and_what_was_free_cannot_be_cut() {
    let found =
        usual(&[at(0.0, 0, 10.0), at(0.0, 1, 10.0), at(50.0, 0, 0.0), at(51.0, 1, 0.0), at(70.0, 0, 0.0)]);
    let [war] = found.as_slice() else { panic!("{found:?}") };
    assert!((war.depth - 1.0).abs() < 1e-12 && (war.end - 51.0).abs() < 1e-12);
    let paid_again = [at(0.0, 0, 0.0), at(0.0, 1, 0.0), at(50.0, 0, 4.0), at(51.0, 1, 4.0)];
    assert_eq!(usual(&paid_again), []);
}

#[test]
fn a_launch_far_below_comparable_rivals_leads_and_a_renewal_does_not() {
    let rated = |posting, product, quality| Posting { product, quality: Some(quality), ..posting };
    let market = [rated(at(0.0, 0, 100.0), 0, 1200.0), rated(at(0.0, 1, 10.0), 1, 1200.0)];
    let launch = rated(at(50.0, 2, 1.0), 2, 1230.0);
    let answer = rated(at(55.0, 1, 1.0), 1, 1200.0);
    let found = usual(&[&market[..], &[launch, answer]].concat());
    assert_eq!((found[0].leaders.as_slice(), found[0].start), ([2].as_slice(), 50.0));
    // The median of 100 and 10 is 55.
    assert!((found[0].participants[0].deepest - (1.0 - 1.0 / 55.0)).abs() < 1e-12);
    // At a quality that nobody offers nothing is comparable; without a known day a launch is none.
    for other in [Posting { quality: Some(1300.0), ..launch }, Posting { dated: Dated::Bound, ..launch }] {
        assert_eq!(usual(&[&market[..], &[other, answer]].concat()), []);
    }
    // The same firm's next product of that quality at that price.
    let next = rated(at(90.0, 2, 1.0), 3, 1250.0);
    let later = rated(at(95.0, 0, 50.0), 0, 1200.0);
    assert_eq!(usual(&[&market[..], &[launch, answer, next, later]].concat()).len(), 1);
}

#[test]
fn an_exit_and_a_floor_end_it_and_what_is_not_over_is_open() {
    struct Known;
    impl Costs for Known {
        fn fall(&self, _: Option<usize>, _: f64, _: f64) -> f64 {
            0.0
        }
        fn unit(&self, _: usize, _: f64) -> UnitCosts {
            UnitCosts { marginal: Some(1.0), floor: Some(5.0), average: None }
        }
    }
    let postings =
        standing_order(&[at(0.0, 0, 10.0), at(0.0, 1, 10.0), at(100.0, 0, 5.2), at(109.0, 1, 5.0)]);
    let thresholds = Thresholds::default();
    let end = |exits: &[(f64, usize)], costs: &dyn Costs, last: f64| {
        let moves = moves(&postings, costs, &thresholds);
        let spell = Spell { postings: &postings, moves: &moves, costs, exits, window: (0.0, last) };
        let [war] = find(&spell, &thresholds).try_into().unwrap();
        war
    };
    assert_eq!(end(&[(120.0, 1)], &Known, 500.0).ending, Ending::Exit { day: 120.0, firm: 1 });
    assert_eq!(end(&[(120.0, 7), (139.0, 1)], &Known, 500.0).ending, Ending::Floor);
    assert_eq!(end(&[], &Trend(0.0), 138.0).ending, Ending::Open);
    assert_eq!(end(&[], &Trend(0.0), 139.0).ending, Ending::Calm);
    let war = end(&[], &Known, 500.0);
    assert_eq!(war.over_cost(|costs| costs.floor), Some(0.0));
    assert_eq!(war.over_cost(|costs| costs.average), None);
}

/// Costs that stand still: of hardware that is always busy, by product.
struct Floors(&'static [f64]);

impl Costs for Floors {
    fn fall(&self, _: Option<usize>, _: f64, _: f64) -> f64 {
        0.0
    }
    fn unit(&self, product: usize, _: f64) -> UnitCosts {
        UnitCosts { floor: Some(self.0[product]), ..UnitCosts::default() }
    }
}

/// The only episode of postings, at such costs.
fn only(postings: &[Posting], costs: &Floors) -> Episode {
    let (postings, thresholds) = (standing_order(postings), Thresholds::default());
    let moves = moves(&postings, costs, &thresholds);
    let spell = Spell { postings: &postings, moves: &moves, costs, exits: &[], window: (0.0, 500.0) };
    let [war] = find(&spell, &thresholds).try_into().unwrap();
    war
}

#[test]
fn the_lowest_price_counts_against_cost_and_not_that_of_the_largest_cut() {
    // 0 cuts to 5, by a half, and then to 3, by two fifths; 1 cuts to 4.2. Costs are 4.
    let open = [at(0.0, 0, 10.0), at(0.0, 1, 10.0)];
    let falls = [at(100.0, 0, 5.0), at(104.0, 1, 4.2), at(109.0, 0, 3.0)];
    let war = only(&[&open[..], &falls].concat(), &Floors(&[4.0, 4.0]));
    let first = &war.participants[0];
    assert_eq!((first.moves, first.from, first.to), (2, 10.0, 5.0));
    assert_eq!(war.over_cost(|costs| costs.floor), Some(3.0 / 4.0 - 1.0));
    // 3 and 4.2 are at most a tenth above 4.
    assert_eq!(war.ending, Ending::Floor);
    // A rise between the two falls: the lowest is 3, but what is left is 6.
    let rises = [at(100.0, 0, 3.0), at(103.0, 0, 9.0), at(104.0, 1, 4.2), at(109.0, 0, 6.0)];
    let war = only(&[&open[..], &rises].concat(), &Floors(&[4.0, 4.0]));
    assert_eq!((war.over_cost(|costs| costs.floor), war.ending), (Some(3.0 / 4.0 - 1.0), Ending::Calm));
}

#[test]
fn each_product_that_falls_is_held_against_its_own_cost() {
    // On one day 0 cuts a cheap product by 80 % to twice its cost, and a dear one by 60 % to four fifths of its cost.
    let of = |product: usize, posting: Posting| Posting { product, ..posting };
    let war = only(
        &[
            at(0.0, 0, 10.0),
            at(0.0, 1, 10.0),
            of(2, at(0.0, 0, 10.0)),
            at(100.0, 0, 2.0),
            of(2, at(100.0, 0, 4.0)),
            at(104.0, 1, 5.0),
        ],
        &Floors(&[1.0, 1.0, 5.0]),
    );
    assert_eq!(war.over_cost(|costs| costs.floor), Some(4.0 / 5.0 - 1.0));
}

#[test]
fn a_launch_of_the_same_day_does_not_hide_a_cut() {
    let rated = |posting, product, quality| Posting { product, quality: Some(quality), ..posting };
    let mut postings: Vec<Posting> = (0..3).map(|firm| rated(at(0.0, firm, 10.0), firm, 1200.0)).collect();
    // 0 halves its product, and on the same day launches another 90 % below the market; 1 answers with a launch.
    postings.push(rated(at(60.0, 0, 5.0), 0, 1200.0));
    postings.push(rated(at(60.0, 0, 1.0), 3, 1200.0));
    postings.push(rated(at(64.0, 1, 0.5), 4, 1250.0));
    let found = usual(&postings);
    let [war] = found.as_slice() else { panic!("{found:?}") };
    let first = &war.participants[0];
    assert_eq!((first.kind, first.moves, first.fallen.len()), (MoveKind::Entry, 1, 2));
    // Of the two firms one halves: 1 - 5/7.
    assert!((war.depth - 2.0 / 7.0).abs() < 1e-12, "{}", war.depth);
    // Without the cut there are launches alone.
    postings.remove(3);
    assert_eq!(usual(&postings), []);
}

/// Random walks of a few firms' prices, free ones and upper bounds among them.
fn histories() -> impl Strategy<Value = Vec<Posting>> {
    let step =
        (0..400_u32, 0..4_usize, 0..3_usize, 0..24_u32, any::<bool>(), proptest::option::of(1000..1400_u32));
    let posting = step.prop_map(|(day, firm, product, price, exact, quality)| Posting {
        day: f64::from(day),
        dated: if exact { Dated::Exact } else { Dated::Bound },
        firm,
        product: firm * 3 + product,
        price: Some(Price { input: f64::from(price), output: Some(2.0 * f64::from(price)) }),
        quality: quality.map(f64::from),
        class: Some(product),
    });
    proptest::collection::vec(posting, 0..80)
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(postings in histories().prop_shuffle(), key in any::<u64>()) {
        // Two rows of one product and day that differ in quality have no order; no list has them.
        let mut distinct = standing_order(&postings);
        let straight = search(&distinct, 1.2, &Thresholds::default());
        let half = (key as usize) % (distinct.len() + 1);
        distinct.rotate_left(half);
        distinct.reverse();
        prop_assert_eq!(search(&distinct, 1.2, &Thresholds::default()), straight);
    }

    #[test]
    fn a_shift_of_all_days_shifts_the_episodes(postings in histories(), days in 1..300_u32) {
        let by = f64::from(days);
        let moved: Vec<Posting> = postings.iter().map(|p| Posting { day: p.day + by, ..*p }).collect();
        let spans = |postings: &[Posting], by: f64| -> Vec<_> {
            usual(postings).iter().map(|war| (war.start + by, war.end + by, war.leaders.clone())).collect()
        };
        prop_assert_eq!(spans(&moved, 0.0), spans(&postings, by));
    }

    #[test]
    fn another_currency_changes_nothing(postings in histories(), power in -4..5_i32) {
        // Powers of two scale without rounding.
        let rate = crate::maths::pow(2.0, f64::from(power));
        let price = |p: Price| Price { input: p.input * rate, output: p.output.map(|output| output * rate) };
        let other: Vec<Posting> = postings.iter().map(|p| Posting { price: p.price.map(price), ..*p }).collect();
        let shape = |postings: &[Posting]| -> Vec<_> {
            usual(postings).into_iter().map(|war| (war.start, war.end, war.leaders, war.depth.to_bits())).collect()
        };
        prop_assert_eq!(shape(&other), shape(&postings));
    }

    #[test]
    fn a_cut_written_in_several_rows_of_a_day_is_one(postings in histories(), extra in 1.0..3.0_f64) {
        let split: Vec<Posting> = postings
            .iter()
            .flat_map(|p| {
                let higher = |q: Price| Price { input: q.input * extra, output: q.output.map(|out| out * extra) };
                [Posting { price: p.price.map(higher), ..*p }, *p]
            })
            .collect();
        prop_assert_eq!(usual(&split), usual(&postings));
    }

    #[test]
    fn an_episode_is_what_it_says(postings in histories()) {
        let thresholds = Thresholds::default();
        for war in usual(&postings) {
            prop_assert!(war.participants.len() >= thresholds.firms as usize);
            prop_assert!(war.start <= war.end && war.excess >= thresholds.depth.get() - 1e-9 && war.depth <= 1.0);
            prop_assert!(war.participants.iter().all(|one| !one.fallen.is_empty()));
            let cuts = |one: &Participant| one.kind == MoveKind::Cut || one.moves > 1 || one.fallen.len() > 1;
            prop_assert!(war.participants.iter().any(cuts));
            prop_assert!(war.leaders.iter().all(|firm| war.participants.iter().any(|one| one.firm == *firm)));
        }
    }
}
