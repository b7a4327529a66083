//! What studies look at.

/// A measure of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Name of the measure.
    pub measure: String,
    /// Of whom: a provider, `provider/product`, a segment or `market`.
    pub entity: String,
}

impl Output {
    /// Its name: `hhi_tokens`, `margin_gross.DeepSeek`.
    pub fn name(&self) -> String {
        if self.entity == "market" {
            self.measure.clone()
        } else {
            format!("{}.{}", self.measure, self.entity)
        }
    }
}
