//! `pricewar new`: a scenario file to edit, from a bundled one.

use std::path::Path;

use clap::Args;

use super::flags::quoted;
use super::open::nearest_bundled;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::report::disk::write_whole;
use crate::scenario::{BUNDLED, Bundled, SCHEMA_FILE, schema_text};

/// Flags of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// Name of the file to write, with or without .toml
    name: String,
    /// The bundled scenario to start from
    #[arg(long, default_value = "baseline")]
    from: String,
    /// Replaces a file of that name
    #[arg(long)]
    force: bool,
}

impl New {
    /// Writes the file, the schema that editors read, and the scenario it extends where it does.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let bundled = Bundled::named(&self.from).ok_or_else(|| {
            let help = nearest_bundled(&self.from).map_or_else(
                || {
                    format!(
                        "there is {}",
                        BUNDLED.iter().map(|bundled| bundled.name).collect::<Vec<_>>().join(", ")
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            Trouble::Asked(format!("there is no bundled scenario `{}`; {help}", self.from))
        })?;
        let file = format!("{}.toml", self.name.strip_suffix(".toml").unwrap_or(&self.name));
        let path = Path::new(&file);
        let stem = path.file_stem().filter(|stem| *stem != ".toml");
        let Some(stem) = stem else {
            return Err(Trouble::Asked(format!("`{}` names no file", self.name)));
        };
        if let Some(base) = bundled.base().filter(|base| stem == base.name) {
            return Err(Trouble::Asked(format!(
                "{} extends {}.toml, which lies beside it: give it another name",
                bundled.name, base.name
            )));
        }
        if path.exists() && !self.force {
            return Err(Trouble::Asked(format!("{file} is there already; --force replaces it")));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Trouble::Asked(format!("there is no folder {}", folder.display())));
        }
        let schema = path.with_file_name(SCHEMA_FILE);
        if !schema.exists() {
            write_whole(&schema, schema_text().as_bytes())?;
        }
        if let Some(base) = bundled.base() {
            let beside = path.with_file_name(format!("{}.toml", base.name));
            if !beside.exists() {
                write_whole(&beside, base.text.as_bytes())?;
            }
        }
        write_whole(path, titled(bundled.text, path).as_bytes())?;
        let word = quoted(&file);
        say(&format!("{file}\nedit it, then: pricewar check {word} && pricewar run {word}"))?;
        Ok(Ending::Done)
    }
}

/// The text under a title of its own, so that its reports are not taken for those of the scenario that it was copied from.
fn titled(text: &str, path: &Path) -> String {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let title = toml::Value::from(stem).to_string();
    let line = |line: &str| match line.split_once('=') {
        Some((key, _)) if key.trim() == "title" => format!("{key}= {title}"),
        _ => line.to_owned(),
    };
    // The title stands above all tables.
    let head = text.find("\n[").unwrap_or(text.len());
    text[..head].split('\n').map(line).collect::<Vec<_>>().join("\n") + &text[head..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_title_of_its_file_and_is_else_the_same() {
        for bundled in BUNDLED {
            let text = titled(bundled.text, Path::new("folder/my \"own\".toml"));
            let differ = text.lines().zip(bundled.text.lines()).filter(|(copy, own)| copy != own);
            assert_eq!(differ.count(), 1, "{}", bundled.name);
            assert_eq!(text.lines().count(), bundled.text.lines().count());
            let table: toml::Table = text.parse().unwrap();
            assert_eq!(table["title"].as_str(), Some("my \"own\""));
        }
    }
}
