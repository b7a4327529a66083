//! What a user may have meant by a name that there is not.

use crate::scenario::nearest;

/// `did you mean `x`?` where a name looks like one, else all that there are.
pub fn hint(name: &str, known: &[&str]) -> String {
    hint_of(name, known, known)
}

/// The same where more names are understood than are listed.
pub fn hint_of(name: &str, understood: &[&str], listed: &[&str]) -> String {
    nearest(name, understood.iter().copied())
        .map_or_else(|| format!("there is {}", listed.join(", ")), |near| format!("did you mean `{near}`?"))
}
