//! The language of what a reader sees.

use serde::{Deserialize, Serialize};

use super::charts;

/// The two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh")]
    Chinese,
}

impl Language {
    /// What stands between two sentences.
    pub(super) fn space(self) -> &'static str {
        match self {
            Self::English => " ",
            Self::Chinese => "",
        }
    }
}

impl From<charts::Language> for Language {
    fn from(language: charts::Language) -> Self {
        match language {
            charts::Language::English => Self::English,
            charts::Language::Chinese => Self::Chinese,
        }
    }
}
