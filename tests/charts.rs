//! Charts: looks against stored pictures, odd data, metadata, fonts.
#[path = "charts/samples.rs"]
mod samples;

use std::{path::Path, sync::Arc};

use pricewar::report::charts::*;

fn style() -> Style {
    Style::new(Language::English, Arc::new(Fonts::embedded()))
}

/// Every sample, by name.
fn gallery(style: &Style) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("stacked", samples::stacked().png(style).unwrap()),
        ("fan", samples::fan().png(style).unwrap()),
        ("prices", samples::prices().png(style).unwrap()),
        ("crowded", samples::crowded_prices().png(style).unwrap()),
        ("multiples", samples::multiples().png(style).unwrap()),
        ("lines", samples::lines().png(style).unwrap()),
        ("concentration", samples::concentration().png(&Style { language: Language::Chinese, ..style.clone() }).unwrap()),
        ("timeline", samples::timeline().png(style).unwrap()),
    ]
}

/// Writes all samples in full size into the folder named by `CHART_GALLERY`, to be looked at.
#[test]
fn gallery_for_the_eye() {
    let Some(folder) = std::env::var_os("CHART_GALLERY") else { return };
    for (name, png) in gallery(&style()) {
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), png).unwrap();
    }
}
