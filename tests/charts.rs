//! Charts: looks against stored pictures, odd data, metadata, fonts.
//!
//! `CHART_GALLERY=FOLDER cargo test --test charts gallery` writes every sample in full size, to be looked at;
//! with `CHART_ONLY=WORD` only the kinds with that word in their name.
//! `RENEW_CHARTS=1 cargo test --test charts stored` writes the stored pictures anew.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[path = "charts/more.rs"]
mod more;
#[path = "charts/rivals.rs"]
mod rivals;
#[path = "charts/samples.rs"]
mod samples;

use std::{path::Path, sync::Arc};

use pricewar::report::charts::*;

fn style() -> Style {
    Style::new(Language::English, Arc::new(Fonts::embedded()))
}

fn in_chinese() -> Style {
    Style::new(Language::Chinese, Arc::new(Fonts::embedded()))
}

/// A chart ready to be drawn in a style.
type Sample = Box<dyn Fn(&Style) -> Result<Vec<u8>, ChartError>>;

/// One sample of every kind.
fn kinds() -> Vec<(&'static str, Sample)> {
    vec![
        ("stacked", Box::new(|style| samples::stacked().png(style))),
        ("prices", Box::new(|style| samples::prices().png(style))),
        ("fan", Box::new(|style| samples::fan().png(style))),
        ("multiples", Box::new(|style| samples::multiples().png(style))),
        ("lines", Box::new(|style| samples::lines().png(style))),
        ("timeline", Box::new(|style| samples::timeline().png(style))),
        ("waterfall", Box::new(|style| more::waterfall().png(style))),
        ("waterfall-upright", Box::new(|style| more::upright_waterfall().png(style))),
        ("curves", Box::new(|style| more::curves().png(style))),
        ("speed", Box::new(|style| more::speed().png(style))),
        ("amounts", Box::new(|style| more::amounts().png(style))),
        ("reactions", Box::new(|style| rivals::reactions().png(style))),
        ("ranges", Box::new(|style| rivals::ranges().png(style))),
        ("phase", Box::new(|style| rivals::phase().png(style))),
    ]
}

/// Data at the edge of sense, of every kind.
fn odd(style: &Style) -> Vec<(&'static str, Result<Vec<u8>, ChartError>)> {
    samples::odd(style).into_iter().chain(more::odd(style)).chain(rivals::odd(style)).collect()
}

/// Width, height and RGB of a PNG.
fn decode(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    pixels.truncate(info.buffer_size());
    (info.width, info.height, pixels)
}

#[test]
fn gallery_for_the_eye() {
    let Some(folder) = std::env::var_os("CHART_GALLERY") else { return };
    let write = |name: &str, png: Vec<u8>| {
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), png).unwrap();
    };
    let only = std::env::var("CHART_ONLY").unwrap_or_default();
    for (name, draw) in kinds().into_iter().filter(|(name, _)| name.contains(&only)) {
        write(name, draw(&style()).unwrap());
    }
    if !only.is_empty() {
        return;
    }
    write("crowded", samples::crowded_prices().png(&style()).unwrap());
    write("single-run", samples::single_run().png(&style()).unwrap());
    write("many-layers", samples::many_layers(14).png(&style()).unwrap());
    write("concentration", samples::concentration().png(&in_chinese()).unwrap());
    write("chinese", samples::chinese().png(&in_chinese()).unwrap());
    write("half-page", samples::multiples().png(&style().sized(720, 480)).unwrap());
    write("square", samples::prices().png(&style().sized(1080, 1080)).unwrap());
    write("long-waterfall", more::long_waterfall().png(&style()).unwrap());
    write("half-waterfall", more::waterfall().png(&style().sized(720, 480)).unwrap());
    for (name, png) in odd(&style()) {
        write(&format!("odd-{name}"), png.unwrap());
    }
}

/// Pictures may differ between processors in the last bits of a few edge pixels, no more.
#[cfg(feature = "cjk")]
#[test]
fn every_kind_looks_as_stored() {
    let small = style().scaled(0.5);
    for (name, draw) in kinds() {
        let png = draw(&small).unwrap();
        let stored = Path::new("tests/charts").join(format!("{name}.png"));
        if std::env::var_os("RENEW_CHARTS").is_some() {
            std::fs::write(&stored, &png).unwrap();
        }
        let stored = std::fs::read(&stored).unwrap();
        let ((width, height, now), (was_width, was_height, was)) = (decode(&png), decode(&stored));
        // Rows that need less cut the sheet off.
        assert!(width == 480 && height <= 270, "{name}: {width} x {height}");
        assert_eq!((width, height), (was_width, was_height), "{name}");
        let off = now.iter().zip(&was).filter(|(a, b)| a.abs_diff(**b) > 8).count();
        assert!(
            off <= now.len() / 1000,
            "{name}: {off} of {} channels differ; look, then RENEW_CHARTS=1",
            now.len()
        );
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    for (name, draw) in kinds() {
        // Another Fonts as well: nothing may depend on what was drawn before.
        assert!(draw(&style().scaled(0.5)).unwrap() == draw(&style().scaled(0.5)).unwrap(), "{name}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let png = samples::concentration().png(&in_chinese()).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height, info.color_type), (1920, 1080, png::ColorType::Rgb));
    // 192 dpi: 192 / 0.0254 = 7559.06 pixels a metre.
    let density = info.pixel_dims.unwrap();
    assert_eq!((density.xppu, density.yppu, density.unit), (7559, 7559, png::Unit::Meter));
    let texts: Vec<(String, String)> =
        info.utf8_text.iter().map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap())).collect();
    let text = |keyword: &str| &texts.iter().find(|(k, _)| k == keyword).unwrap().1;
    assert_eq!(text("Title"), "市场先分散后集中：一年内 HHI 重新越过 1 800");
    assert!(text("Source").contains("seed 1"));
    assert_eq!(text("Software"), concat!("pricewar ", env!("CARGO_PKG_VERSION")));
    assert!(!png.windows(4).any(|chunk| chunk == b"tIME"), "no clock");
}

#[cfg(feature = "cjk")]
#[test]
fn all_characters_of_a_chinese_chart_have_glyphs() {
    let style = in_chinese();
    samples::chinese().png(&style).unwrap();
    samples::concentration().png(&style).unwrap();
    samples::timeline().png(&style).unwrap();
    assert_eq!(style.fonts.take_missing_report(Language::Chinese), None);
}

#[test]
fn missing_glyphs_of_all_charts_are_reported_once() {
    let style = style().scaled(0.5);
    for title in ["Linear B \u{10000}", "again \u{10000} and \u{10001}"] {
        let mut fan = samples::single_run();
        fan.heading.title = title.to_owned();
        fan.png(&style).unwrap();
    }
    let report = style.fonts.take_missing_report(Language::English).unwrap();
    assert!(report.starts_with("2 characters have no glyph") && report.contains("U+10001"), "{report}");
    assert_eq!(style.fonts.take_missing_report(Language::English), None);
}

/// One column of pixels of white on all four edges: nothing is cut off.
fn keeps_its_margin(png: &[u8]) -> bool {
    let (width, height, pixels) = decode(png);
    let (width, height) = (width as usize, height as usize);
    let white = |x: usize, y: usize| pixels[(y * width + x) * 3..][..3] == [255, 255, 255];
    // 24 logical pixels are kept free; labels may use up to half of them at the right.
    let margin = width / 960 * 8;
    (0..height).all(|y| (0..margin).chain(width - margin..width).all(|x| white(x, y)))
        && (0..width).all(|x| white(x, 0) && white(x, height - 1))
}

#[test]
fn nothing_overflows() {
    let style = style().scaled(1.0);
    for (name, draw) in kinds() {
        assert!(keeps_its_margin(&draw(&style).unwrap()), "{name}");
    }
    for (name, png) in odd(&style) {
        assert!(keeps_its_margin(&png.unwrap()), "{name}");
    }
}

/// Rows of few firms make a low picture: what heading (79), keys (20), axis and source (30) and 72 a lane take.
#[test]
fn few_rows_make_a_low_picture() {
    let style = style().scaled(1.0);
    let height = |png: Result<Vec<u8>, ChartError>| decode(&png.unwrap()).1;
    // Four lanes of 72 and a date axis of 4 + 26.
    assert_eq!(height(rivals::reactions().png(&style)), 79 + 20 + 30 + 4 * 72 + 30);
    // Four rows of 100 under heads of 22, over an axis of 42, would be higher than the sheet.
    assert_eq!(height(rivals::ranges().png(&style)), 540);
    // Three rows; without bars there is no key.
    let mut single = rivals::ranges();
    single.rows.truncate(3);
    assert_eq!(height(single.png(&style)), 79 + 20 + 30 + 3 * 100 + 64);
    for row in &mut single.rows {
        row.quantiles = row.quantiles.map(|q| [q[2]; 5]);
    }
    assert_eq!(height(single.png(&style)), 79 + 30 + 3 * 100 + 64);
}

/// Up to thirty lanes of a timeline are high enough for their words (34), more have signs alone (16).
#[test]
fn lanes_with_words_are_high_enough_for_them() {
    let style = style().scaled(1.0);
    let lanes = |n: usize| {
        let mut crowd = samples::timeline();
        crowd.lanes = (0..n).map(|at| crowd.lanes[at % 8].clone()).collect();
        decode(&crowd.png(&style).unwrap()).1 as usize
    };
    let used = 79 + 20 + 30 + 30;
    assert_eq!([lanes(12), lanes(30)], [used + 34 * 12, used + 34 * 30]);
    assert_eq!(lanes(31), used + 16 * 31);
    assert_eq!(lanes(3), used + 64 * 3);
}

#[test]
fn odd_data_are_drawn() {
    for (name, png) in odd(&style().scaled(0.5)) {
        let (_, _, pixels) = decode(&png.unwrap_or_else(|error| panic!("{name}: {error}")));
        let inked = pixels.chunks(3).filter(|p| *p != [255, 255, 255]).count();
        assert!(inked > 1000, "{name} is blank");
    }
}

#[test]
fn empty_data_are_refused_with_words() {
    let style = style();
    let refuse = |png: Result<Vec<u8>, ChartError>| match png {
        Err(ChartError::Empty(words)) => words,
        other => panic!("not refused as empty: {:?}", other.map(|png| png.len())),
    };
    let mut stacked = samples::stacked();
    stacked.layers.clear();
    assert_eq!(refuse(stacked.png(&style)), "there is no layer");
    let mut fan = samples::single_run();
    fan.median = vec![None; 60];
    assert_eq!(refuse(fan.png(&style)), "there is no value");
    fan.dates.days.clear();
    assert_eq!(refuse(fan.png(&style)), "there is no date");
    let mut prices = samples::prices();
    prices.paths.clear();
    assert_eq!(refuse(prices.png(&style)), "there is no price");
    let mut lines = samples::lines();
    lines.panels[1].lines.clear();
    assert_eq!(refuse(lines.png(&style)), "Tokens has no value");
    lines.panels.clear();
    assert_eq!(refuse(lines.png(&style)), "there is no panel");
    let mut multiples = samples::multiples();
    multiples.subjects.clear();
    assert_eq!(refuse(multiples.png(&style)), "there is no panel");
    let mut waterfall = more::waterfall();
    waterfall.passages.clear();
    assert_eq!(refuse(waterfall.png(&style)), "there is no passage");
    let mut curves = more::curves();
    curves.panels.clear();
    assert_eq!(refuse(curves.png(&style)), "there is no panel");
    let mut amounts = more::amounts();
    amounts.layers.clear();
    assert_eq!(refuse(amounts.png(&style)), "there is no layer");
    let mut timeline = samples::timeline();
    timeline.lanes.clear();
    assert_eq!(refuse(timeline.png(&style)), "there is no lane");
}

#[test]
fn nan_is_refused_by_every_kind_and_named() {
    let style = style();
    let nan = Some(f64::NAN);
    let refused = |png: Result<Vec<u8>, ChartError>, name: &str| {
        let error = png.unwrap_err();
        assert!(matches!(error, ChartError::NotANumber(_)) && error.to_string().contains(name), "{error}");
    };
    let mut stacked = samples::stacked();
    stacked.layers[2].shares[7] = nan;
    refused(stacked.png(&style), "海豚智能, day 49");
    let mut fan = samples::fan();
    fan.outer.as_mut().unwrap().low[3] = nan;
    refused(fan.png(&style), "Median, lower edge, day 21");
    let mut prices = samples::prices();
    prices.paths[0].steps[0].1 = nan;
    refused(prices.png(&style), "DeepRiver V2");
    let mut multiples = samples::multiples();
    multiples.subjects[3].values[0] = Some(f64::INFINITY);
    refused(multiples.png(&style), "Northwind, day 0");
    let mut lines = samples::lines();
    lines.panels[0].lines[1].values[59] = nan;
    refused(lines.png(&style), "Prices held, day 413");
    let mut waterfall = more::waterfall();
    waterfall.passages[0].steps[1].change = f64::NAN;
    refused(waterfall.png(&style), "Competition");
    let mut curves = more::curves();
    curves.panels[0].curves[0].points[3].1 = f64::NAN;
    refused(curves.png(&style), "Average cost");
    let mut amounts = more::amounts();
    amounts.layers[1].amounts[2] = nan;
    refused(amounts.png(&style), "Input: computing, day 14");
    let mut timeline = samples::timeline();
    timeline.lanes[4].happenings[0].day = f64::NAN;
    refused(timeline.png(&style), "Kestrel AI");
}

#[test]
fn values_that_make_no_sense_are_refused() {
    let style = style();
    let mut stacked = samples::stacked();
    stacked.layers[0].shares[0] = Some(0.9);
    assert!(matches!(stacked.png(&style), Err(ChartError::Range(_))), "more than the whole");
    stacked.layers[0].shares[0] = Some(-0.1);
    assert!(matches!(stacked.png(&style), Err(ChartError::Range(_))), "a negative share");
    let mut fan = samples::single_run();
    fan.median[5] = Some(0.0);
    assert!(matches!(fan.png(&style), Err(ChartError::Range(_))), "zero on a logarithmic axis");
    fan.median.pop();
    assert!(matches!(fan.png(&style), Err(ChartError::Length(_))));
    let mut waterfall = more::waterfall();
    waterfall.passages[1].steps[0].change += 0.01;
    assert!(matches!(waterfall.png(&style), Err(ChartError::Range(_))), "steps that do not add up");
    let mut amounts = more::amounts();
    amounts.layers[0].amounts[0] = Some(-1.0);
    assert!(matches!(amounts.png(&style), Err(ChartError::Range(_))), "a negative amount");
    let fan = samples::fan();
    assert!(matches!(fan.png(&style.clone().scaled(9.0)), Err(ChartError::Style(_))));
    assert!(matches!(fan.png(&style.clone().sized(100, 100)), Err(ChartError::Style(_))));
    assert!(matches!(samples::prices().png(&style.sized(480, 320)), Err(ChartError::Style(_))), "no room");
}
