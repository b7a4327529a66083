//! Shipped facts with their sources: accelerators, open models, kinds of users.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::technology::{Accelerator, Architecture};

/// Facts by name. A scenario gives the same tables to add to the shipped ones or to replace single figures.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Catalogue {
    /// Accelerators.
    pub hardware: BTreeMap<String, Accelerator>,
    /// Models.
    pub model: BTreeMap<String, Architecture>,
}

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| Catalogue {
    hardware: parse::<Catalogue>(include_str!("hardware.toml")).hardware,
    model: parse::<Catalogue>(include_str!("models.toml")).model,
});

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("the shipped catalogue is parsed by a test")
}

/// Kinds of users, as text: their quantities have units, which only the scenario door reads.
pub const SEGMENTS: &str = include_str!("segments.toml");

impl Catalogue {
    /// The facts that come with the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// These facts over those of `base`, figure by figure.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let mut all = base.clone();
        for (name, facts) in &self.hardware {
            let known = all.hardware.entry(name.clone()).or_default();
            *known = facts.over(known);
        }
        for (name, facts) in &self.model {
            let known = all.model.entry(name.clone()).or_default();
            *known = facts.over(known);
        }
        all
    }

    /// An accelerator by name.
    pub fn hardware(&self, name: &str) -> Option<&Accelerator> {
        self.hardware.get(name)
    }

    /// A model by name.
    pub fn model(&self, name: &str) -> Option<&Architecture> {
        self.model.get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaint::{Check, Complaints};
    use crate::economics::technology::{Owned, ServingLaw, Technology};
    use crate::units::{Ratio, UsdPerGpuHour};

    #[test]
    fn every_entry_has_a_source_and_what_the_law_needs() {
        let catalogue = Catalogue::shipped();
        assert!(catalogue.hardware.len() >= 15 && catalogue.model.len() >= 12);
        for (name, facts) in &catalogue.hardware {
            assert!(facts.source.is_some(), "{name}");
            assert!(facts.peak16.is_some() && facts.memory.is_some() && facts.bandwidth.is_some(), "{name}");
            assert_eq!(facts.rent.is_some(), facts.rent_date.is_some(), "{name}: a rent holds at a date");
        }
        for (name, facts) in &catalogue.model {
            let mut complaints = Complaints::new();
            facts.check(name, &mut complaints);
            assert_eq!(complaints.list(), []);
            assert!(facts.source.is_some() && facts.resolve().is_some(), "{name}");
        }
    }

    #[test]
    fn every_model_runs_on_an_h800() {
        let catalogue = Catalogue::shipped();
        let mut complaints = Complaints::new();
        let h800 = catalogue.hardware("H800").unwrap();
        let plant = Technology::rented("H800").resolve(h800, Ratio(1.0), "t", &mut complaints).unwrap();
        for (name, facts) in &catalogue.model {
            let law = ServingLaw::resolve(facts, &plant, name, &mut complaints);
            assert!(law.is_some(), "{name}: {:?}", complaints.list());
        }
    }

    #[test]
    fn owned_hours_are_those_of_the_cost_model() {
        // section 2.2 of the reference, USD per GPU-hour at PUE 1.25 and 0.0771 USD/kWh
        let table = [
            ("H100", 1.54),
            ("H800", 1.63),
            ("H200", 1.87),
            ("B200", 2.28),
            ("A100", 0.85),
            ("MI300X", 1.26),
            ("H20", 0.95),
            ("Ascend 910B", 1.31),
        ];
        for (name, expected) in table {
            let hour =
                Owned::default().hour(Catalogue::shipped().hardware(name).unwrap(), Ratio(1.0)).unwrap();
            assert!((hour.total().get() - expected).abs() < 0.01, "{name}: {}", hour.total().get());
        }
    }

    #[test]
    fn a_scenario_replaces_single_figures_and_adds_names() {
        let own: Catalogue =
            toml::from_str("[hardware.H20]\nrent = 1.1\n[model.\"V1\"]\ntotal = 1e9\nsource = \"mine\"")
                .unwrap();
        let all = own.over(Catalogue::shipped());
        let h20 = all.hardware("H20").unwrap();
        assert_eq!(h20.rent, Some(UsdPerGpuHour(1.1)));
        assert_eq!(h20.peak16, Catalogue::shipped().hardware("H20").unwrap().peak16);
        assert!(all.model.contains_key("V1") && all.model.contains_key("DeepSeek-V3"));
    }
}
