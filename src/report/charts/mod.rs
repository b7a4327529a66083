//! Charts: data in, the bytes of a PNG out. Nothing here knows of disks, simulations or markets.
#![allow(unused)]
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
mod notes;
mod number;
mod palette;
mod png;
mod scale;
mod sheet;
mod stacked;
mod style;
mod text;
mod theme;

pub use self::{
    colour::Colour,
    data::{Band, Dates, Reference, Values},
    error::ChartError,
    fan::Fan,
    font::Fonts,
    language::Language,
    number::Quantity,
    palette::{CATEGORIES, OTHERS, Palette},
    scale::{Scaling, ValueAxis},
    sheet::Pattern,
    stacked::{Layer, StackedShares},
    style::{Heading, Style},
};
