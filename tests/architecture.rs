//! The house holds its floors: what each room may import, how long a file may be, that each says what it is.
//!
//! Imports are read from `use` declarations and from paths in the code, `crate::` and `super::` alike, and held against
//! the table of docs/architecture.md. Tests beside the code are held to it too.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A room and what it may import.
struct Room {
    name: String,
    imports: Vec<String>,
}

/// The rooms of the table in docs/architecture.md: `| rooms | what they import |`, where the word ground stands for the rooms of the
/// lowest floor.
static ROOMS: LazyLock<Vec<Room>> = LazyLock::new(|| {
    let page = fs::read_to_string("docs/architecture.md").unwrap();
    let rows = page.lines().skip_while(|line| !line.starts_with("| Room | Imports, of ours |")).skip(2);
    let rows: Vec<(&str, &str)> =
        rows.map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")).collect();
    let ground: Vec<String> = rows
        .iter()
        .filter(|(rooms, _)| rooms.starts_with("ground:"))
        .flat_map(|(rooms, _)| names(rooms))
        .collect();
    let rooms = rows.iter().flat_map(|(rooms, may)| {
        let mut imports = names(may);
        if may.starts_with("ground") {
            imports.extend(ground.iter().cloned());
        }
        names(rooms).into_iter().map(move |name| Room { name, imports: imports.clone() })
    });
    rooms.collect()
});

/// The names between backticks.
fn names(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The arrows between sister rooms of the economics.
const SISTERS: &[(&str, &str)] =
    &[("demand", "billing"), ("pricing", "billing"), ("pricing", "demand"), ("regulation", "indices")];

/// Lines of a file, tests beside its code not counted.
const LONGEST: usize = 400;

/// With these words a head says why its file is longer.
const EXCUSE: &str = "Long because";

#[test]
fn imports_follow_the_floors() {
    assert!(ROOMS.len() > 20, "the table of docs/architecture.md was not found");
    let mut wrong = Vec::new();
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        let module = module_of(&file);
        for (line, path) in imports(&text, &module) {
            if let Some(reason) = forbidden(&module, &path) {
                wrong.push(format!("{}:{line}: {reason}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    let mut wrong = Vec::new();
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        if !text.starts_with("//! ") {
            wrong.push(format!("{}:1: does not begin with //! and what it is", file.display()));
        }
        let lines = before_tests(&text);
        let excused =
            text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains(EXCUSE));
        if lines > LONGEST && !excused {
            wrong
                .push(format!("{}: {lines} lines; cut it, or say in its head: {EXCUSE} ...", file.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn only_report_scenario_and_cli_touch_files_and_terminals() {
    let mut wrong = Vec::new();
    for file in sources() {
        let module = module_of(&file);
        let outside =
            module.first().is_none_or(|room| ["report", "scenario", "cli"].contains(&room.as_str()));
        if outside {
            continue;
        }
        let text = without_comments(&fs::read_to_string(&file).unwrap());
        for (at, line) in text.lines().enumerate() {
            for deed in
                ["std::fs", "std::process", "std::env", "println!", "eprintln!", "std::net", "SystemTime"]
            {
                if line.contains(deed) {
                    wrong.push(format!("{}:{}: {deed}", file.display(), at + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Lines of a text up to its tests; `#[cfg(test)] mod tests;` at the top declares a file and ends nothing.
fn before_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let ends = |pair: &[&str]| pair[0] == "#[cfg(test)]" && !pair[1].ends_with(';');
    lines.windows(2).position(ends).unwrap_or(lines.len())
}

/// Why a module may not import a path, if it may not.
fn forbidden(module: &[String], path: &[String]) -> Option<String> {
    let (room, target) = (module.first()?.as_str(), path.first()?.as_str());
    let known = |name: &str| ROOMS.iter().find(|own| own.name == name);
    known(target)?;
    let own = known(room).unwrap_or_else(|| panic!("{room} is not in the table of docs/architecture.md"));
    if room == target {
        return (room == "economics").then(|| sisters(module, path)).flatten();
    }
    let whole = own.imports.iter().any(|name| name == target);
    let part = path.get(1).is_some_and(|second| own.imports.contains(&format!("{target}::{second}")));
    (!whole && !part).then(|| format!("{room} must not import {}", path.join("::")))
}

/// The same between sister rooms of the economics.
fn sisters(module: &[String], path: &[String]) -> Option<String> {
    let known = |name: &str| Path::new("src/economics").join(name).is_dir();
    let (from, to) = (module.get(1)?.as_str(), path.get(1)?.as_str());
    let fine = from == to || !known(from) || !known(to) || SISTERS.contains(&(from, to));
    (!fine).then(|| format!("economics::{from} must not import economics::{to}"))
}

/// All sources but the binary's, which stands above all.
fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    gather(Path::new("src"), &mut found);
    found.retain(|file| !["src/main.rs", "src/lib.rs"].iter().any(|top| file == Path::new(top)));
    found.sort();
    assert!(found.len() > 50, "run from the root of the package");
    found
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// `src/economics/demand/choice.rs` is economics, demand, choice; a door is its room.
fn module_of(file: &Path) -> Vec<String> {
    let inside = file.strip_prefix("src").unwrap().with_extension("");
    let mut parts: Vec<String> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// Absolute paths of everything that a text imports from this crate, with the line where each begins.
fn imports(text: &str, module: &[String]) -> Vec<(usize, Vec<String>)> {
    let text = without_comments(text);
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in text.match_indices(root) {
            let before = text[..at].chars().next_back();
            // `super::super::` is taken at its first word; `$crate::` and names that end like these are none of ours.
            if before.is_some_and(|c| c.is_alphanumeric() || "_:$".contains(c)) {
                continue;
            }
            let line = text[..at].matches('\n').count() + 1;
            let mut base = if root == "crate::" { Vec::new() } else { module.to_vec() };
            let mut rest = &text[at + root.len()..];
            if root == "super::" {
                base.pop();
                while let Some(up) = rest.strip_prefix("super::") {
                    base.pop();
                    rest = up;
                }
            }
            expand(rest, &base, &mut |path| found.push((line, path)));
        }
    }
    found
}

/// The paths that a use tree means: `a::{b, c::d}` is a::b and a::c::d.
fn expand(tree: &str, base: &[String], found: &mut dyn FnMut(Vec<String>)) {
    let tree = tree.trim_start();
    if let Some(group) = tree.strip_prefix('{') {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    expand(&group[start..at], base, found);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let name: String = tree.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if name.is_empty() {
        return;
    }
    let path: Vec<String> = base.iter().cloned().chain([name.clone()]).collect();
    match tree[name.len()..].strip_prefix("::") {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || "_{".contains(c)) => {
            expand(rest, &path, found);
        }
        _ => found(path),
    }
}

/// The text with its comments blanked, line for line.
fn without_comments(text: &str) -> String {
    let code = |line: &str| line.split_once("//").map_or(line, |(code, _)| code).to_owned();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_reader_of_imports_sees_through_groups_and_supers() {
    let module = ["economics", "demand", "choice"].map(str::to_owned);
    let text = "use crate::{units::Share, economics::{billing, pricing::{self, Pricer}}};\nlet x = super::super::technology::cost();";
    let seen: Vec<String> = imports(text, &module)
        .into_iter()
        .map(|(line, path)| format!("{line} {}", path.join("::")))
        .collect();
    assert_eq!(
        seen,
        [
            "1 units::Share",
            "1 economics::billing",
            "1 economics::pricing::self",
            "1 economics::pricing::Pricer",
            "2 economics::technology::cost",
        ]
    );
    let wrong: Vec<String> =
        imports(text, &module).iter().filter_map(|(_, path)| forbidden(&module, path)).collect();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}
