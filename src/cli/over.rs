//! `--over PATH=VALUE,VALUE`: a place of the scenario and the values it takes.

/// A place and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// The path, as it was written.
    pub path: String,
    /// The values; a unit after the last one holds for those that are bare numbers.
    pub values: Vec<String>,
}

/// Reads `path=0,10,20 %`.
pub fn over(text: &str) -> Result<Over, String> {
    let (path, list) =
        text.split_once('=').ok_or_else(|| format!("`{text}` has no `=`; write PATH=VALUE,VALUE"))?;
    let values: Vec<&str> = list.split([',', '，']).map(str::trim).collect();
    if path.trim().is_empty() || values.iter().any(|value| value.is_empty()) {
        return Err(format!("`{text}` has an empty place; write PATH=VALUE,VALUE"));
    }
    let is_bare = |value: &str| value.parse::<f64>().is_ok();
    let unit = values.last().map_or("", |last| {
        let number = last.find(|c: char| !c.is_ascii_digit() && !"+-.eE_".contains(c)).unwrap_or(last.len());
        // A word is a word and no number with a unit.
        if number > 0 && is_bare(last[..number].trim()) { &last[number..] } else { "" }
    });
    let whole = |value: &&str| if is_bare(value) { format!("{value}{unit}") } else { (*value).to_owned() };
    Ok(Over { path: path.trim().to_owned(), values: values.iter().map(whole).collect() })
}

impl Over {
    /// The override that lays it on a table of values by path.
    pub fn in_table(&self, table: &str) -> String {
        let quote = if self.path.contains('"') { '\'' } else { '"' };
        let text = |value: &String| {
            // As TOML writes numbers, which `.5` and `007` are not.
            match value.parse::<f64>() {
                Ok(number) if number.is_finite() => format!("{number:?}"),
                _ => toml::Value::from(value.as_str()).to_string(),
            }
        };
        let values: Vec<String> = self.values.iter().map(text).collect();
        format!("{table}.{quote}{}{quote}=[{}]", self.path, values.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        over(text).unwrap().values
    }

    #[test]
    fn a_unit_at_the_end_is_that_of_all() {
        assert_eq!(values("a.b=0,10,20 %"), ["0 %", "10 %", "20 %"]);
        assert_eq!(values("a=0.5 %/month, 6 %/month"), ["0.5 %/month", "6 %/month"]);
        assert_eq!(values("a=1,2e3"), ["1", "2e3"]);
        assert_eq!(values("a=hold,undercut"), ["hold", "undercut"]);
    }

    #[test]
    fn a_path_is_one_key_of_the_table() {
        let text = over("segment.*.churn=1,2 %/month").unwrap().in_table("sensitivity.parameters");
        assert_eq!(text, "sensitivity.parameters.\"segment.*.churn\"=[\"1 %/month\", \"2 %/month\"]");
        let bare = over("segment.*.tastes.quality=.5,007,1e3,inf").unwrap().in_table("sweep.over");
        assert_eq!(bare, "sweep.over.\"segment.*.tastes.quality\"=[0.5, 7.0, 1000.0, \"inf\"]");
    }

    #[test]
    fn mistakes_are_explained() {
        assert!(over("a").unwrap_err().contains("has no `=`"));
        assert!(over("a=1,,2").unwrap_err().contains("an empty place"));
    }
}
