//! Files that a user hands over beside the scenario: lists of prices, tables of payoffs, fonts. Read whole, up to a size.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::trouble::Trouble;

/// The bytes of a file of at most so many megabytes; `what` it is.
///
/// # Errors
/// What keeps it from being read, which the user can change: it is another file that is meant.
pub fn read(file: &Path, what: &str, megabytes: u64) -> Result<Vec<u8>, Trouble> {
    let most = megabytes << 20;
    let refused = |why: &str| Trouble::Asked(format!("{}: {why}", file.display()));
    let unreadable = |error: std::io::Error| refused(&error.to_string());
    if !std::fs::metadata(file).map_err(unreadable)?.is_file() {
        return Err(refused("it is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(file).and_then(|open| open.take(most + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err(refused(&format!("{what} has at most {megabytes} MB")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_or_too_long_is_refused_as_a_mistake_of_the_flags() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        let told = |path: &Path| match read(path, "a list", 1) {
            Err(Trouble::Asked(message)) => message,
            other => panic!("{other:?}"),
        };
        assert!(told(&path).starts_with(&path.display().to_string()));
        assert!(told(folder.path()).ends_with("it is not a file"));
        std::fs::write(&path, vec![b'x'; (1 << 20) + 1]).unwrap();
        assert!(told(&path).ends_with("a list has at most 1 MB"));
        std::fs::write(&path, "ab").unwrap();
        assert_eq!(read(&path, "a list", 1).unwrap(), b"ab");
    }
}
