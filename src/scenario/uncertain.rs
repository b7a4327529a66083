//! Laws of `[uncertainty]` as a scenario writes them.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A law for what stands at a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = [
    { "keys": ["normal", "lognormal", "beta", "uniform", "triangular"], "required": true },
]))]
pub struct Uncertain {
    /// Normal, truncated to the lawful range.
    pub normal: Option<Normal>,
    /// Log-normal.
    pub lognormal: Option<Lognormal>,
    /// Beta on 0 to 1.
    pub beta: Option<Beta>,
    /// Uniform.
    pub uniform: Option<Uniform>,
    /// Triangular.
    pub triangular: Option<Triangular>,
    /// A draw for each place that the path matches; otherwise one draw for all.
    #[serde(default)]
    pub each: bool,
    /// The draw multiplies what stands there; otherwise it takes its place.
    #[serde(default)]
    pub times: bool,
    /// Paths of places that are not drawn though the path matches them.
    #[serde(default)]
    pub except: Vec<String>,
}

impl Uncertain {
    /// A uniform law that sets, one for all places.
    pub(super) fn uniform(law: Uniform) -> Self {
        Self {
            normal: None,
            lognormal: None,
            beta: None,
            uniform: Some(law),
            triangular: None,
            each: false,
            times: false,
            except: Vec::new(),
        }
    }
}

/// A number, or a quantity in the unit of the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Loose(pub Json);

impl JsonSchema for Loose {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NumberOrQuantity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// Normal law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Normal {
    /// Mean.
    pub mean: Loose,
    /// Standard deviation.
    pub sd: Loose,
}

/// Log-normal law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lognormal {
    /// Median.
    pub median: Loose,
    /// Standard deviation of the logarithm.
    pub sigma: f64,
}

/// Beta law on 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beta {
    /// Mean.
    pub mean: Loose,
    /// Standard deviation.
    pub sd: Loose,
}

/// Uniform law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uniform {
    /// Lower end.
    pub low: Loose,
    /// Upper end.
    pub high: Loose,
}

/// Triangular law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Triangular {
    /// Lower end.
    pub low: Loose,
    /// Peak.
    pub mode: Loose,
    /// Upper end.
    pub high: Loose,
}
