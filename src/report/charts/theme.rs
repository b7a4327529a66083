//! The look: colours and sizes in logical pixels (an output pixel is `scale` times smaller).
use super::colour::Colour;

/// Titles, axes, markers.
pub const INK: Colour = Colour::hex(0x0022_262b);
/// Subtitles, tick labels, notes: 4.9 to 1 on white.
pub(super) const GREY: Colour = Colour::hex(0x006b_727b);
/// Grid lines.
pub(super) const GRID: Colour = Colour::hex(0x00e3_e6ea);
/// Lines that are there for context only.
pub(super) const CONTEXT: Colour = Colour::hex(0x00cb_d0d6);
/// Paper.
pub(super) const WHITE: Colour = Colour::hex(0x00ff_ffff);
/// The ground of a strip or lane.
pub(super) const SHADE: Colour = Colour::hex(0x00f4_f5f7);
/// Better, lower price.
pub(super) const BLUE: Colour = Colour::hex(0x0000_72b2);
/// Worse, higher price.
pub(super) const VERMILION: Colour = Colour::hex(0x00d5_5e00);
/// Something new.
pub(super) const GREEN: Colour = Colour::hex(0x0000_9e73);

/// Free space round the sheet.
pub(super) const MARGIN: f64 = 24.0;
/// Letter sizes (em).
pub(super) const TITLE: f64 = 20.0;
/// Letter size of subtitles.
pub(super) const SUBTITLE: f64 = 13.0;
/// Letter size of labels at line ends and of panel titles.
pub(super) const LABEL: f64 = 12.0;
/// Letter size of tick labels and units.
pub(super) const TICK: f64 = 11.5;
/// Letter size of notes inside a plot.
pub(super) const NOTE: f64 = 10.5;
/// Letter size of the source line.
pub(super) const SOURCE: f64 = 10.5;
/// Distance of labels at line ends, centre to centre.
pub(super) const LABEL_GAP: f64 = 17.0;
/// Longest name in a label before it is shortened.
pub(super) const LABEL_MAX: f64 = 160.0;
/// Stroke of a main line.
pub(super) const MAIN: f64 = 2.4;
/// Stroke of a context line.
pub(super) const THIN: f64 = 1.1;
