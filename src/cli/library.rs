//! The bundled scenarios.

use std::io;
use std::path::Path;

/// A bundled scenario.
#[derive(Debug)]
pub struct Bundled {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! bundled {
    ($($name:literal)+) => {
        /// All of them, in the order in which one would read them.
        pub const BUNDLED: &[Bundled] = &[
            $(Bundled { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")) },)+
        ];
    };
}

bundled! { "baseline" "china-2024" "china-2024-reactions" "w1" "w2" }

/// The bundled scenario of that name.
pub fn find(name: &str) -> Option<&'static Bundled> {
    BUNDLED.iter().find(|bundled| bundled.name == name)
}

/// The name of a bundled scenario that looks most like it, if one does.
pub fn nearest(name: &str) -> Option<&'static str> {
    let likeness = |bundled: &Bundled| (strsim::jaro_winkler(name, bundled.name), bundled.name);
    let (likeness, nearest) = BUNDLED.iter().map(likeness).max_by(|a, b| a.0.total_cmp(&b.0))?;
    // Below four fifths the guess is more puzzling than helpful.
    (likeness > 0.8).then_some(nearest)
}

impl Bundled {
    /// The bundled scenario that it extends.
    pub fn base(&self) -> Option<&'static Bundled> {
        let line = self.text.lines().find(|line| line.starts_with("extends"))?;
        find(line.split('"').nth(1)?.strip_suffix(".toml")?)
    }

    /// Its question: the first words of comment that are not for the editor.
    pub fn question(&self) -> &'static str {
        let comments = self.text.lines().map_while(|line| line.strip_prefix('#'));
        let words = comments.filter(|line| !line.starts_with(':')).map(str::trim);
        words.into_iter().find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// Writes it and what it extends into a folder.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn unpack(&self, folder: &Path) -> io::Result<()> {
        if let Some(base) = self.base() {
            base.unpack(folder)?;
        }
        std::fs::write(folder.join(format!("{}.toml", self.name)), self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_is_bundled_and_asks_something() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_stem().unwrap().to_str().unwrap();
                let bundled = find(name).unwrap_or_else(|| panic!("{name} is not bundled"));
                assert!(!bundled.question().is_empty(), "{name} asks nothing");
                let extends = bundled.text.lines().any(|line| line.starts_with("extends"));
                assert_eq!(extends, bundled.base().is_some(), "{name}");
            }
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        assert_eq!(nearest("chian-2024"), Some("china-2024"));
        assert_eq!(nearest("zzz"), None);
    }
}
