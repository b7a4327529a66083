//! Charts: data in, the bytes of a PNG out. Nothing here knows of disks, simulations or markets.
//!
//! Every chart is a plain struct with a [`Heading`] and a method `png(&Style) -> Result<Vec<u8>, ChartError>`:
//!
//! | Chart | Shows | Made of |
//! |---|---|---|
//! | [`StackedShares`] | shares of a whole over time | [`Dates`], [`Layer`]s from the bottom |
//! | [`PostedPrices`] | prices that hold until they change, what is free, events | [`Period`], [`PricePath`]s, [`Event`]s |
//! | [`Fan`] | a median with its bands, or a single run | [`Dates`], [`Band`]s |
//! | [`Multiples`] | one panel a provider, the others in grey | [`Dates`], [`Subject`]s |
//! | [`Lines`] | lines with bands and thresholds, in panels over the same dates | [`Dates`], [`Panel`]s of [`Line`]s, [`Threshold`]s |
//! | [`Curves`] | a quantity against another (cost against volume), marked points, regions | [`CurvePanel`]s of [`Curve`]s, [`Mark`]s, [`Region`]s |
//! | [`Dots`] | a few values of each thing on one axis | [`DotRow`]s |
//! | [`Bars`] | bars from zero with whiskers, row by row: indices, a tornado | [`BarRow`]s of [`Bar`]s |
//! | [`Heat`] | a quantity over two others, cell by cell, with a frontier | words of both sides, cells |
//! | [`StackedAmounts`] | amounts over time that add up to a total | [`Dates`], [`AmountLayer`]s from the bottom |
//! | [`Waterfall`] | how one total becomes another, step by step | [`Passage`]s of [`Step`]s |
//! | [`Timeline`] | what happened when | [`Period`], [`Lane`]s of [`Happening`]s |
//! | [`Reactions`] | who cuts first and who follows | [`Period`], [`Rival`]s, [`Leader`]s with their [`Follower`]s |
//! | [`EpisodeChart`] | an index, every firm's moves by size, spells shaded | [`Period`], [`MoveLane`]s of [`MoveMark`]s, [`Shade`]s |
//! | [`Ranges`] | how a quantity spreads, row by row | [`Range`]s |
//! | [`Simplex`] | shares of three kinds: paths of a dynamic, where it rests | paths, [`SimplexMark`]s |
//! | [`Phase`] | two prices against each other and over time | [`Period`], two [`Course`]s |
//!
//! [`Values`] are `None` where there is no number; NaN and infinities are refused. Days count from a start date
//! ([`Dates`], [`Period`]). A [`ValueAxis`] says how the value axis runs and how its numbers are written. [`Palette`]
//! gives each provider its colour once for all charts of a run.
//!
//! One [`Style`] serves a whole run. Its [`Fonts`] are shared, so that
//! [`Fonts::take_missing_report`] can say once, at the end, which characters no font had.
//!
//! ```
//! use std::sync::Arc;
//! use pricewar::report::charts::{Dates, Fonts, Heading, Language, Layer, Palette, StackedShares, Style};
//!
//! let style = Style::new(Language::English, Arc::new(Fonts::embedded()));
//! let palette = Palette::assign([("Alpha", None), ("Beta", Some("#882255"))])?;
//! let layer = |name: &str, shares: [f64; 2]| Layer {
//!     name: name.to_owned(),
//!     colour: palette.colour(name),
//!     shares: shares.map(Some).to_vec(),
//! };
//! let chart = StackedShares {
//!     heading: Heading { title: "Beta overtakes Alpha".to_owned(), ..Heading::default() },
//!     dates: Dates::new(jiff::civil::date(2025, 1, 1), vec![0.0, 365.0]),
//!     layers: vec![layer("Alpha", [0.7, 0.4]), layer("Beta", [0.3, 0.6])],
//! };
//! let png = chart.png(&style)?;
//! assert_eq!(&png[1..4], b"PNG");
//! # Ok::<(), pricewar::report::charts::ChartError>(())
//! ```
//!
//! Equal input gives equal bytes as long as only the embedded fonts are used ([`Fonts::embedded`]). Sizes are
//! logical pixels; the file has `scale` times as many; a unit of the canvas is a quarter
//! of an output pixel, since plotters counts in whole numbers.
mod amounts;
mod axis;
mod bars;
mod canvas;
mod colour;
mod curve_panel;
mod curves;
mod data;
mod dates;
mod dots;
mod episodes;
mod error;
mod fan;
mod font;
mod frame;
mod heat;
mod labels;
mod language;
mod lines;
mod multiples;
mod notes;
mod number;
mod palette;
mod phase;
mod png;
mod ranges;
mod reactions;
mod scale;
mod sheet;
mod simplex;
mod stack;
mod stacked;
mod staircase;
mod steps;
mod style;
mod tags;
mod text;
mod theme;
mod timeline;
mod waterfall;

pub use self::{
    amounts::{AmountLayer, StackedAmounts},
    bars::{Bar, BarRow, Bars},
    colour::Colour,
    curves::{Curve, CurvePanel, Curves, Mark, Region},
    data::{Band, Dates, Period, Values},
    dates::date_in_full,
    dots::{DotRow, Dots},
    episodes::{EpisodeChart, MarkKind, MoveLane, MoveMark, Shade},
    error::ChartError,
    fan::Fan,
    font::Fonts,
    heat::Heat,
    language::Language,
    lines::{Line, Lines, Panel, Threshold},
    multiples::{Multiples, Subject},
    number::Quantity,
    palette::{CATEGORIES, OTHERS, Palette},
    phase::{Course, Phase},
    ranges::{Range, Ranges},
    reactions::{Follower, Leader, Reactions, Rival},
    scale::{Scaling, ValueAxis},
    sheet::{Pattern, Thickness},
    simplex::{Simplex, SimplexMark, SimplexMarkKind},
    stacked::{Layer, StackedShares},
    staircase::PricePath,
    steps::{Level, PostedPrices},
    style::{Heading, Style},
    tags::Event,
    theme::INK,
    timeline::{Happening, Kind, Lane, Timeline},
    waterfall::{Passage, Step, Waterfall},
};
