//! Made-up rivalry to draw: who follows whom, how long after, and a price cycle.
use jiff::civil::date;
use pricewar::report::charts::*;

use super::samples::heading;

pub fn reactions() -> Reactions {
    let rival = |(at, name): (usize, &str)| Rival { name: name.to_owned(), colour: CATEGORIES[at] };
    let names = ["Alpha Compute", "Bluefin 蓝鳍", "Corvid", "DeepRiver"];
    let follower = |rival, day, label: &str| Follower { rival, day, label: label.to_owned() };
    let leader =
        |rival, day, label: &str, followers| Leader { rival, day, label: label.to_owned(), followers };
    Reactions {
        heading: heading(
            "DeepRiver cuts by 75% on 6 May 2024; 3 rivals follow within 21 days",
            "Cuts of 10% or more that no such cut preceded, and the rivals' first cuts after",
        ),
        period: Period { start: date(2024, 5, 6), first: -2.0, last: 75.0 },
        rivals: names.into_iter().enumerate().map(rival).collect(),
        leaders: vec![
            leader(
                3,
                0.0,
                "−75%",
                vec![follower(1, 9.0, "9 days"), follower(0, 9.5, "10 days"), follower(2, 21.0, "21 days")],
            ),
            leader(0, 60.0, "−20%", vec![follower(1, 60.5, "0.5 days"), follower(3, 72.0, "12 days")]),
        ],
    }
}

pub fn ranges() -> Ranges {
    let row = |at: usize, name: &str, quantiles, notes: [&str; 2]| Range {
        name: name.to_owned(),
        colour: CATEGORIES[at],
        quantiles,
        notes: notes.map(str::to_owned).to_vec(),
    };
    Ranges {
        heading: heading(
            "Corvid follows soonest: 2 days after a leader's cut",
            "Days from a rival's lead to the firm's own cut; 40 runs",
        ),
        across: ValueAxis::new(Scaling::FromZero, Quantity::Number, "days behind the leader"),
        columns: vec!["follows".to_owned(), "leads a run".to_owned()],
        rows: vec![
            row(2, "Corvid", Some([0.5, 1.0, 2.0, 3.5, 8.0]), ["93%", "0.4"]),
            row(0, "Alpha Compute", Some([2.0, 4.0, 7.0, 12.0, 26.0]), ["71%", "1.1"]),
            row(1, "Bluefin 蓝鳍", Some([10.0; 5]), ["100%", "0"]),
            row(3, "DeepRiver", None, ["–", "1.0"]),
        ],
    }
}

/// Two firms that undercut each other by turns until one starts again.
pub fn phase() -> Phase {
    let (mut a, mut b) = (3.0, 3.0);
    let (mut days, mut first, mut second) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..120 {
        let (own, other) = if turn % 2 == 0 { (&mut a, b) } else { (&mut b, a) };
        *own = if other * 0.92 < 1.0 { 3.0 } else { other * 0.92 };
        days.push(f64::from(turn));
        first.push(a);
        second.push(b);
    }
    let course =
        |at: usize, name: &str, values| Course { name: name.to_owned(), colour: CATEGORIES[at], values };
    Phase {
        heading: heading(
            "Prices go round in a cycle of 16 days, between $1 and $3",
            "Posted prices of the two firms against each other (left) and over time (right)",
        ),
        period: Period { start: date(2024, 5, 6), first: 0.0, last: 120.0 },
        axis: ValueAxis::new(Scaling::Around, Quantity::Money("$".to_owned()), "USD per million tokens"),
        days,
        courses: [course(0, "Alpha", first), course(1, "Bluefin 蓝鳍", second)],
        last_from: 88.0,
        parts: ["before".to_owned(), "last two cycles".to_owned()],
        equal: "equal prices".to_owned(),
    }
}

/// Data at the edge of sense.
pub fn odd(style: &Style) -> Vec<(&'static str, Result<Vec<u8>, ChartError>)> {
    let mut alone = reactions();
    alone.leaders.clear();
    let mut away = reactions();
    away.leaders[1].day = 900.0;
    let mut zero = ranges();
    for row in &mut zero.rows {
        row.quantiles = row.quantiles.map(|_| [0.0; 5]);
    }
    let mut flat = phase();
    for course in &mut flat.courses {
        course.values.fill(2.0);
    }
    vec![
        ("no-reactions", alone.png(style)),
        ("reactions-outside", away.png(style)),
        ("ranges-at-zero", zero.png(style)),
        ("flat-phase", flat.png(style)),
    ]
}
