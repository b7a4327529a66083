//! Charts: data in, the bytes of a PNG out. Nothing here knows of disks, simulations or markets.
mod axis;
mod canvas;
mod colour;
mod data;
mod dates;
mod error;
mod fan;
mod font;
mod frame;
mod labels;
mod language;
mod lines;
mod multiples;
mod notes;
mod number;
mod palette;
mod png;
mod scale;
mod sheet;
mod stacked;
mod staircase;
mod steps;
mod style;
mod tags;
mod text;
mod theme;
mod timeline;

pub use self::{
    colour::Colour,
    data::{Band, Dates, Period, Reference, Values},
    error::ChartError,
    fan::Fan,
    font::Fonts,
    language::Language,
    lines::{Line, Lines, Panel, Threshold},
    multiples::{Multiples, Subject},
    number::Quantity,
    palette::{CATEGORIES, OTHERS, Palette},
    scale::{Scaling, ValueAxis},
    sheet::{Pattern, Thickness},
    stacked::{Layer, StackedShares},
    staircase::PricePath,
    steps::PostedPrices,
    style::{Heading, Style},
    tags::Event,
    timeline::{Happening, Kind, Lane, Timeline},
};
