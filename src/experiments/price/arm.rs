//! The arms: a cut, and the maker of models in which a product's price is cut once and then held.

use crate::calendar::Instant;
use crate::ids::OfferId;
use crate::model::{Model, Shock, ShockKind};
use crate::study::ModelMaker;
use crate::units::Ratio;

/// A cut in percent of the price, as it was written; a raise is negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Cut {
    percent: f64,
}

/// Percent in a whole.
const WHOLE: f64 = 100.0;

impl Cut {
    /// The cut by so many percent.
    pub fn percent(percent: f64) -> Self {
        // Nought has two signs, and one name.
        Self { percent: if percent == 0.0 { 0.0 } else { percent } }
    }

    /// The part of the price that it takes off.
    pub fn share(self) -> f64 {
        self.percent / WHOLE
    }

    /// What it leaves of the price: 1 - x.
    pub fn left(self) -> f64 {
        1.0 - self.share()
    }

    /// Whether the price stays.
    pub fn is_none(self) -> bool {
        self.percent == 0.0
    }

    /// The name of its arm: `25%`, `-20%`.
    pub fn name(self) -> String {
        format!("{}%", self.percent)
    }
}

/// Names of the arms of cuts.
pub fn arms(cuts: &[Cut]) -> Vec<String> {
    cuts.iter().map(|cut| cut.name()).collect()
}

/// Makes the models of an arm: those of another maker with the price of one product multiplied at an instant and held
/// from then on.
pub struct Pinned<'a> {
    /// Makes the models without it.
    pub maker: &'a dyn ModelMaker,
    /// The product.
    pub offer: OfferId,
    /// When.
    pub at: Instant,
    /// By how much.
    pub cut: Cut,
}

impl Pinned<'_> {
    /// A model with the price pinned.
    pub fn on(&self, model: Model) -> Model {
        // The same words in all arms, since arms share one list of scripted events.
        let name = format!("{}: the price to be judged", model.offer_name(self.offer));
        let kind = ShockKind::Pin { offer: self.offer, factor: Ratio(self.cut.left()) };
        model.with_shock(Shock { at: self.at, name, kind })
    }
}

impl ModelMaker for Pinned<'_> {
    fn make(&self, values: &[f64]) -> Result<Model, String> {
        self.maker.make(values).map(|model| self.on(model))
    }
}
