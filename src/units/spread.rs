//! A quantity that differs between users or draws: a median and a spread, and its two forms in a file.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::Ratio;

/// Largest standard deviation of a logarithm: one in six users has more than 150 times what the median has, which nothing that
/// is simulated here comes near; far above it numbers run out.
pub const MOST_SIGMA: f64 = 5.0;

/// A log-normal quantity over users or draws: its median and the standard deviation of its logarithm. In a
/// scenario a bare value stands for a median without spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread<T> {
    /// The median.
    pub median: T,
    /// Standard deviation of the logarithm.
    pub sigma: Ratio,
}

impl<T> Spread<T> {
    /// The same for all.
    pub fn same(median: T) -> Self {
        Self { median, sigma: Ratio::ZERO }
    }
}

impl<'de, T: Deserialize<'de> + From<f64>> Deserialize<'de> for Spread<T> {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de> + From<f64>> serde::de::Visitor<'de> for Either<T> {
            type Value = Spread<T>;

            fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
                out.write_str("a number or { median, sigma }")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
                Ok(Spread::same(T::from(value)))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Spread::same(T::from(value as f64)))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut median, mut sigma) = (None, Ratio::ZERO);
                while let Some(key) = map.next_key::<Cow<'_, str>>()? {
                    match key.as_ref() {
                        "median" => median = Some(map.next_value()?),
                        "sigma" => sigma = map.next_value()?,
                        other => return Err(serde::de::Error::unknown_field(other, &["median", "sigma"])),
                    }
                }
                let median = median.ok_or_else(|| serde::de::Error::missing_field("median"))?;
                Ok(Spread { median, sigma })
            }
        }

        input.deserialize_any(Either(std::marker::PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Spread<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Spread of {}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let bare = generator.subschema_for::<T>();
        let mut sigma = generator.subschema_for::<Ratio>();
        sigma.insert("maximum".to_owned(), MOST_SIGMA.into());
        json_schema!({
            "anyOf": [
                bare,
                {
                    "type": "object",
                    "properties": { "median": bare, "sigma": sigma },
                    "required": ["median"],
                    "additionalProperties": false,
                },
            ],
        })
    }

    fn inline_schema() -> bool {
        true
    }
}
