//! Names that would share their luck.

use std::collections::BTreeMap;

use super::file::File;
use super::path::quoted;
use crate::complaint::Complaints;
use crate::ids::entity;

/// Names whose streams of chance would be the same.
pub fn check(file: &File, complaints: &mut Complaints) {
    let mut seen: BTreeMap<u64, (String, String)> = BTreeMap::new();
    let segments = file
        .segment
        .iter()
        .map(|segment| (segment.name.clone(), format!("segment.{}.name", quoted(&segment.name))));
    let firms =
        file.provider.iter().map(|firm| (firm.name.clone(), format!("provider.{}.name", quoted(&firm.name))));
    for (name, path) in segments.chain(firms) {
        match seen.get(&entity(&name)) {
            Some((other, _)) if *other != name => {
                complaints
                    .error(
                        "name-collision",
                        path,
                        &format!("`{name}` and `{other}` would share their luck"),
                        "the same 64-bit hash",
                    )
                    .help("rename one of them");
            }
            _ => {
                seen.insert(entity(&name), (name, path));
            }
        }
    }
}
