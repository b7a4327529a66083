//! What is said where shards are to be merged from a folder that is not there: what was looked for, what there is, and the
//! command that makes it.

use std::path::Path;

use super::flags::quoted;
use super::trouble::Trouble;
use crate::scenario::nearest;

/// Names that are listed of a folder at most.
const SHOWN: usize = 5;

/// A folder that is not there, or cannot be read.
pub fn absent(folder: &Path) -> Trouble {
    let place = folder.display();
    if folder.is_file() {
        return Trouble::Asked(format!("{place} is a file; `merge` takes folders of shards"));
    }
    Trouble::Asked(format!(
        "there is no folder {place}, where records of shards (records.bin) were looked for; {}\nhelp: {} makes it",
        beside(folder),
        command(folder)
    ))
}

/// The nearest folder above it that is there, and what of its names is meant or at hand.
fn beside(folder: &Path) -> String {
    let above = folder.ancestors().skip(1);
    let mut above = above.map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
    let Some(above) = above.find(|above| above.is_dir()) else {
        return "no folder above it is there".to_owned();
    };
    let entries = std::fs::read_dir(above).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    // The first name of the path that is not there.
    let wanted = folder.strip_prefix(above).unwrap_or(folder).iter().next();
    let wanted = wanted.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let place = above.display();
    if let Some(near) = nearest(&wanted, names.iter().map(String::as_str)) {
        return format!("{place} is there; did you mean its `{near}`?");
    }
    if names.is_empty() {
        return format!("the nearest folder that is there is {place}, with no folder in it");
    }
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    names.truncate(SHOWN);
    format!("the nearest folder that is there is {place}, with {}{more} in it", names.join(", "))
}

/// The command that leaves shards in such a folder, as far as its name tells: `SCENARIO/COMMAND-HASH-shards/I-of-N`.
fn command(folder: &Path) -> String {
    let mut names = folder.iter().rev().map(|name| name.to_string_lossy());
    let mut last = names.next().unwrap_or_default();
    let shard = last.split_once("-of-").map(|(at, of)| format!("{at}/{of}"));
    if shard.is_some() {
        last = names.next().unwrap_or_default();
    }
    let shard = shard.unwrap_or_else(|| "I/N".to_owned());
    let study = last.strip_suffix("-shards").and_then(|rest| rest.rsplit_once('-'));
    match (study, names.next()) {
        (Some((study, _)), Some(scenario)) => {
            format!("`pricewar {study} {} --shard {shard}`, with the flags of the study,", quoted(&scenario))
        }
        _ => format!("`pricewar batch SCENARIO --shard {shard} --out {}`", quoted(&folder.to_string_lossy())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(folder: &Path) -> String {
        match absent(folder) {
            Trouble::Asked(message) => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_command_is_read_off_the_name() {
        let of = |folder: &str| command(Path::new(folder));
        assert!(
            of("output/my market/compare-1a2b3c4d-shards")
                .starts_with("`pricewar compare 'my market' --shard I/N`")
        );
        assert!(of("output/a/batch-1a2b3c4d-shards/3-of-16").starts_with("`pricewar batch a --shard 3/16`"));
        assert_eq!(of("elsewhere"), "`pricewar batch SCENARIO --shard I/N --out elsewhere`");
    }

    #[test]
    fn what_is_there_is_named() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("output/market");
        std::fs::create_dir_all(place.join("batch-1a2b3c4d-shards")).unwrap();
        let words = said(&place.join("batch-1a2b3c4e-shards"));
        assert!(words.contains("did you mean its `batch-1a2b3c4d-shards`?"), "{words}");
        let words = said(&here.path().join("output/other/compare-00000000-shards"));
        assert!(words.contains("output, with market in it"), "{words}");
        let words = said(&place.join("batch-1a2b3c4d-shards/0-of-2"));
        assert!(words.contains("with no folder in it"), "{words}");
        let file = here.path().join("file");
        std::fs::write(&file, "x").unwrap();
        assert!(said(&file).contains("is a file"), "{}", said(&file));
    }
}
