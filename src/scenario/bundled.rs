//! The scenarios that come with the program, by name.

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bundled {
    /// Its name: that of its file without the ending.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        &[$(Bundled { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")) }),*]
    };
}

/// All of them: the one to read first, then history, then benchmarks.
pub const BUNDLED: &[Bundled] = bundled![
    "baseline",
    "adoption",
    "billing-modes",
    "china-2024",
    "china-2024-reactions",
    "collusion",
    "customer-service",
    "deepseek-economics",
    "duopoly-logit",
    "edge-and-cloud",
    "edgeworth",
    "exponential-trend",
    "free-tier",
    "merger",
    "multi-homing",
    "open-weights",
    "predation",
    "price-war-game",
    "quality-first",
    "regulator",
    "shake-out",
    "w1",
    "w2",
    "world-1e9"
];

impl Bundled {
    /// The bundled scenario of a name.
    pub fn named(name: &str) -> Option<Self> {
        BUNDLED.iter().copied().find(|bundled| bundled.name == name)
    }

    /// The question that the scenario asks: its first comment that is not for editors.
    pub fn question(self) -> &'static str {
        self.text
            .lines()
            .filter(|line| !line.starts_with("#:"))
            .find_map(|line| line.strip_prefix("# "))
            .unwrap_or_default()
            .trim()
    }

    /// Name of the bundled scenario that this one is laid over.
    pub fn base(self) -> Option<Self> {
        let line = self.text.lines().find(|line| line.starts_with("extends"))?;
        Self::named(line.split('"').nth(1)?.strip_suffix(".toml")?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_of_the_folder_is_bundled_and_asks_a_question() {
        let mut files: Vec<String> = std::fs::read_dir("scenarios")
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
            .collect();
        files.sort();
        let mut names: Vec<&str> = BUNDLED.iter().map(|bundled| bundled.name).collect();
        names.sort_unstable();
        assert_eq!(files, names);
        for bundled in BUNDLED {
            assert!(bundled.question().contains('?'), "{}: {}", bundled.name, bundled.question());
        }
        assert_eq!(Bundled::named("w2").and_then(Bundled::base), Bundled::named("w1"));
    }
}
