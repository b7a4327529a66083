//! When users reconsider their choice: at random instants, or all together once a round, as in textbook markets.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::units::{Days, Quantity};

/// The word for all users, every round.
const ALWAYS: &str = "always";

/// When users reconsider: a mean time between reviews, or the word `"always"`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Review {
    /// Each at instants of its own, a Poisson process with this mean time between two.
    Every(Days),
    /// All in every round of the market.
    Always,
}

impl Review {
    /// Reviews of a user a day, given the time from round to round.
    pub fn rate(self, round: Option<Days>) -> f64 {
        1.0 / self.spacing(round).get()
    }

    /// Mean time between two reviews of a user; a day where there should be rounds and are none.
    pub fn spacing(self, round: Option<Days>) -> Days {
        match self {
            Self::Every(days) => days,
            Self::Always => round.unwrap_or(Days(1.0)),
        }
    }

    /// Whether all review together, once a round.
    pub fn is_always(self) -> bool {
        self == Self::Always
    }
}

impl Default for Review {
    /// Monthly: an assumption between the weekly looks of developers and the yearly ones of companies.
    fn default() -> Self {
        Self::Every(Days(30.0))
    }
}

impl Serialize for Review {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Every(days) => days.serialize(out),
            Self::Always => ALWAYS.serialize(out),
        }
    }
}

impl<'de> Deserialize<'de> for Review {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Days(Days),
            Word(String),
        }
        match Either::deserialize(input)? {
            Either::Days(days) => Ok(Self::Every(days)),
            Either::Word(word) if word == ALWAYS => Ok(Self::Always),
            Either::Word(word) => {
                Err(serde::de::Error::custom(format!("expected {ALWAYS:?}, found {word:?}")))
            }
        }
    }
}

impl JsonSchema for Review {
    fn schema_name() -> Cow<'static, str> {
        "Review".into()
    }

    /// A time, or the word: `x-words` are texts that may stand for a quantity.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["number", "string"],
            "x-unit": Days::UNIT,
            "x-words": [ALWAYS],
            "minimum": Days::MIN,
            "maximum": Days::MAX,
        })
    }

    fn inline_schema() -> bool {
        true
    }
}
