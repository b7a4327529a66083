//! Which provider wears which colour, the same in every chart of a run.
use super::{colour::Colour, error::ChartError};

/// Category colours, told apart with protanopia and deuteranopia too.
///
/// The first six are those of Okabe and Ito (2008), without black and yellow. The next six were chosen
/// from dark and pale hues by the largest smallest distance in OKLab to all before them, under normal
/// vision and under simulated protanopia and deuteranopia (Machado, Oliveira and Fernandes 2009).
pub const CATEGORIES: [Colour; 12] = [
    Colour::hex(0x0000_72b2), // blue
    Colour::hex(0x00e6_9f00), // orange
    Colour::hex(0x0000_9e73), // green
    Colour::hex(0x00d5_5e00), // vermilion
    Colour::hex(0x00cc_79a7), // pink
    Colour::hex(0x0056_b4e9), // sky
    Colour::hex(0x0033_2288), // violet
    Colour::hex(0x007a_4a1e), // brown
    Colour::hex(0x000b_5d5d), // dark teal
    Colour::hex(0x0088_2255), // wine
    Colour::hex(0x00b8_a46a), // sand
    Colour::hex(0x003d_3d3d), // graphite
];

/// The colour of all others together, and of the outside option.
pub const OTHERS: Colour = Colour::hex(0x0099_9999);

/// Colours by name, in the order of the scenario file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    names: Vec<String>,
    colours: Vec<Colour>,
}

impl Palette {
    /// Gives each name its colour: its own `#rrggbb` where there is one, else the next category colour that no
    /// one asked for. Past twelve the categories return darkened, then lightened.
    ///
    /// # Errors
    /// When an override is not of the form `#rrggbb`.
    pub fn assign<'a>(
        names: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Self, ChartError> {
        let mut wanted = Vec::new();
        for (name, code) in names {
            let own = code.map(Colour::parse).transpose().map_err(|error| match error {
                ChartError::Style(text) => ChartError::Style(format!("{name}: {text}")),
                other => other,
            })?;
            wanted.push((name.to_owned(), own));
        }
        let taken: Vec<Colour> = wanted.iter().filter_map(|(_, own)| *own).collect();
        let mut number = 0;
        let mut next = || loop {
            let colour = category(number);
            number += 1;
            if !taken.contains(&colour) {
                return colour;
            }
        };
        let colours = wanted.iter().map(|(_, own)| own.unwrap_or_else(&mut next)).collect();
        Ok(Self { names: wanted.into_iter().map(|(name, _)| name).collect(), colours })
    }

    /// The colour of a name; grey for one that was never assigned ("Others").
    pub fn colour(&self, name: &str) -> Colour {
        self.names.iter().position(|n| n == name).map_or(OTHERS, |at| self.colours[at])
    }

    /// All colours, in the order of assignment.
    pub fn colours(&self) -> &[Colour] {
        &self.colours
    }
}

/// The category colour with this number; past the twelfth a shade of one.
fn category(number: usize) -> Colour {
    let base = CATEGORIES[number % CATEGORIES.len()];
    let round = number / CATEGORIES.len();
    // Alternately darker and lighter, each round closer to the end of the scale.
    let share = 1.0 - 1.0 / (1.0 + 0.5 * round.div_ceil(2) as f64);
    let towards = if round % 2 == 1 { Colour::hex(0) } else { Colour::hex(0x00ff_ffff) };
    base.mix(towards, share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_order_of_the_names() {
        let palette = Palette::assign([("A", None), ("B", None), ("C", None)]).unwrap();
        assert_eq!(palette.colours(), &CATEGORIES[..3]);
        assert_eq!(palette.colour("B"), CATEGORIES[1]);
        assert_eq!(palette.colour("nobody"), OTHERS);
    }

    #[test]
    fn an_override_takes_its_colour_from_the_others() {
        let palette = Palette::assign([("A", None), ("B", Some("#0072b2")), ("C", Some("#123456"))]).unwrap();
        assert_eq!(palette.colour("B"), CATEGORIES[0]);
        assert_eq!(palette.colour("A"), CATEGORIES[1], "blue was asked for by B");
        assert_eq!(palette.colour("C"), Colour::hex(0x0012_3456));
        let error = Palette::assign([("A", Some("red"))]).unwrap_err().to_string();
        assert!(error.contains("A: `red`"), "{error}");
    }

    #[test]
    fn thirty_providers_all_differ() {
        let names: Vec<String> = (0..30).map(|n| format!("P{n}")).collect();
        let palette = Palette::assign(names.iter().map(|n| (n.as_str(), None))).unwrap();
        let mut seen = palette.colours().to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 30);
    }
}
