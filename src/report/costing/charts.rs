//! The charts of a costing, and what they have in common.

use super::words::{Words, say, words};
use super::{bill, speed, time, volume};
use crate::costing::{CostCurves, Costing, ProductCosting};
use crate::report::charts::{Heading, Quantity, Style};
use crate::report::figures::Drawing;
use crate::report::{Figure, Language};

/// A costing with its curves, and how it is to be drawn.
pub(super) struct View<'a> {
    pub costing: &'a Costing,
    pub curves: &'a CostCurves,
    pub style: &'a Style,
    pub words: &'static Words,
    pub language: Language,
}

type Draw = fn(&View<'_>) -> Result<Figure, String>;

/// All charts, the most telling first.
const ALL: [(&str, Draw); 5] = [
    (bill::FILE, bill::draw),
    (volume::FILE, volume::draw),
    (speed::FILE, speed::draw),
    (time::FILE, time::components),
    (time::DRIVERS, time::drivers),
];

/// Draws the charts of a costing: the bill, then those of its largest product.
pub fn draw(costing: &Costing, style: &Style) -> Drawing {
    let language = Language::from(style.language);
    let words = words(language);
    let mut drawn = Drawing::default();
    for (file, draw) in ALL {
        let result = costing
            .curves
            .as_ref()
            .ok_or_else(|| words.no_load.to_owned())
            .and_then(|curves| draw(&View { costing, curves, style, words, language }));
        drawn.add(file.to_owned(), result);
    }
    drawn
}

impl View<'_> {
    /// The product of the curves.
    pub fn product(&self) -> &ProductCosting {
        &self.costing.products[self.curves.product]
    }

    /// Its name.
    pub fn name(&self) -> String {
        let product = self.product();
        if product.product.starts_with(&product.provider) {
            return product.product.clone();
        }
        format!("{} {}", product.provider, product.product)
    }

    /// Title and subtitle over the source line.
    pub fn heading(&self, title: String, subtitle: String) -> Heading {
        let source = say(
            self.words.source,
            [
                ("scenario", self.costing.title.clone()),
                ("date", self.costing.date.clone()),
                ("software", self.style.software.clone()),
            ],
        );
        Heading { title, subtitle, source }
    }

    /// How money is written.
    pub fn money(&self) -> Quantity {
        Quantity::money(&self.costing.currency)
    }

    /// Accelerators of a replica.
    pub fn replica(&self) -> f64 {
        self.product().serving.and_then(|serving| serving.replica).unwrap_or(0.0)
    }

    /// An amount of money as charts write it.
    pub fn amount(&self, value: f64) -> String {
        self.money().brief(value, self.style.language)
    }

    /// A share as charts write it.
    pub fn percent(&self, value: f64) -> String {
        Quantity::Percent.brief(value, self.style.language)
    }

    /// A factor as titles have it.
    pub fn times(&self, value: f64) -> String {
        let rounded = if value >= 10.0 { value.round() } else { (value * 10.0).round() / 10.0 };
        Quantity::Number.brief(rounded, self.style.language)
    }

    /// A plain number as charts write it.
    pub fn brief(&self, value: f64) -> String {
        Quantity::Number.brief(value, self.style.language)
    }

    /// So many Mtok, as single tokens.
    pub fn tokens(&self, mtok: f64) -> String {
        self.brief(mtok * 1e6)
    }

    /// The unit of a value axis.
    pub fn per_mtok(&self) -> String {
        say(self.words.per_mtok, [("currency", self.costing.currency.clone())])
    }
}
