//! The PNG file: RGB, dots per inch, title, source and software; no clock, so that equal input gives equal bytes.
use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use tiny_skia::Pixmap;

use super::{
    error::ChartError,
    style::{Heading, Style},
};

/// Dots per inch at scale 1.
const DPI: f64 = 96.0;
/// Metres in an inch.
const INCH: f64 = 0.0254;

/// Writes an opaque pixmap.
pub(super) fn encode(pixmap: &Pixmap, heading: &Heading, style: &Style) -> Result<Vec<u8>, ChartError> {
    let failed = |error: png::EncodingError| ChartError::Encoding(error.to_string());
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let density = (DPI * style.scale / INCH).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: density, yppu: density, unit: Unit::Meter }));
    for (keyword, text) in
        [("Title", &heading.title), ("Source", &heading.source), ("Software", &style.software)]
    {
        encoder.add_itxt_chunk(keyword.to_owned(), text.clone()).map_err(failed)?;
    }
    let mut writer = encoder.write_header().map_err(failed)?;
    // The paper is opaque, so premultiplied and plain colours are the same.
    let rgb: Vec<u8> = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    writer.write_image_data(&rgb).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(file)
}
