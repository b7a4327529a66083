//! The accelerator as the serving law sees it: every needed fact known.

use super::architecture::Format;
use super::hardware::Accelerator;
use crate::complaint::Complaints;
use crate::units::{Gigabytes, GigabytesPerSecond, Tflops};

/// Facts of an accelerator that the serving law needs, all known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    /// Peak in 16 bits.
    pub peak16: Tflops,
    /// Peak in 8 bits, where it has one.
    pub peak8: Option<Tflops>,
    /// Peak in 4 bits, where it has one.
    pub peak4: Option<Tflops>,
    /// Memory.
    pub memory: Gigabytes,
    /// Its bandwidth.
    pub bandwidth: GigabytesPerSecond,
    /// Network between servers.
    pub network: Option<GigabytesPerSecond>,
}

impl Machine {
    /// The facts of an accelerator called `hardware`; what is missing is complained of at the field `hardware` of the
    /// technology whose path is `path`.
    pub fn resolve(
        accelerator: &Accelerator,
        hardware: &str,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let mut fact = |name: &str, value: Option<f64>| {
            let known = value.filter(|value| *value > 0.0);
            if known.is_none() {
                complaints
                    .error(
                        "unknown-hardware-fact",
                        format!("{path}.hardware"),
                        &format!("the catalogue does not know the `{name}` of {hardware}"),
                        &format!("found \"{hardware}\""),
                    )
                    .help(format!("give it in [catalogue.hardware.\"{hardware}\"]"));
            }
            known
        };
        let peak16 = fact("peak16", accelerator.peak16.map(Tflops::get));
        let memory = fact("memory", accelerator.memory.map(Gigabytes::get));
        let bandwidth = fact("bandwidth", accelerator.bandwidth.map(GigabytesPerSecond::get));
        let positive = |peak: Option<Tflops>| peak.filter(|peak| *peak > Tflops::ZERO);
        Some(Self {
            peak16: Tflops(peak16?),
            peak8: positive(accelerator.peak8),
            peak4: positive(accelerator.peak4),
            memory: Gigabytes(memory?),
            bandwidth: GigabytesPerSecond(bandwidth?),
            network: accelerator.network.filter(|network| *network > GigabytesPerSecond::ZERO),
        })
    }

    /// Peak in which a format computes, and the bits of that arithmetic: the narrowest that the format allows and that
    /// is faster on this chip. INT4 weights compute in 16 bits; FP4 on a chip without it in 8, FP8 on a chip without it,
    /// or with one no faster (TPU v4), in 16.
    pub fn peak(&self, format: Format) -> (Tflops, Bits) {
        let rate = |(peak, bits): (Tflops, Bits)| peak.get() * bits.efficiency();
        let faster = |wide, narrow: Option<(Tflops, Bits)>| {
            narrow.filter(|narrow| rate(*narrow) > rate(wide)).unwrap_or(wide)
        };
        let sixteen = (self.peak16, Bits::Sixteen);
        let eight = || faster(sixteen, self.peak8.map(|peak| (peak, Bits::Eight)));
        match format {
            Format::Bf16 | Format::Int4 => sixteen,
            Format::Fp8 | Format::Int8 => eight(),
            Format::Fp4 => faster(eight(), self.peak4.map(|peak| (peak, Bits::Four))),
        }
    }

    /// Part of its time to which narrower numbers can still bring the arithmetic of a format: 4 bits, four times the peak
    /// of 16 at the efficiency of 4, so that every format ends at the same rate.
    pub fn narrowest(&self, format: Format) -> f64 {
        let (peak, bits) = self.peak(format);
        let least = self.peak16.get() * 4.0 * Bits::Four.efficiency();
        (peak.get() * bits.efficiency() / least).min(1.0)
    }
}

/// Width of the arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bits {
    /// 16 bits.
    Sixteen,
    /// 8 bits.
    Eight,
    /// 4 bits.
    Four,
}

impl Bits {
    /// Part of the peak that a dense model reaches at large batch, calibrated on MLPerf and on published fleets: 50 % in
    /// 16 bits, 40 % in 8, 34 % in 4.
    pub fn efficiency(self) -> f64 {
        match self {
            Self::Sixteen => 0.50,
            Self::Eight => 0.40,
            Self::Four => 0.34,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chip(peak8: f64, peak4: Option<f64>) -> Machine {
        Machine {
            peak16: Tflops(275.0),
            peak8: Some(Tflops(peak8)),
            peak4: peak4.map(Tflops),
            memory: Gigabytes(32.0),
            bandwidth: GigabytesPerSecond(1_200.0),
            network: None,
        }
    }

    #[test]
    fn narrow_arithmetic_is_used_where_it_is_faster() {
        // TPU v4: 275 in both; 275 x 0.40 = 110 of 275 x 0.50 = 137.5
        assert_eq!(chip(275.0, None).peak(Format::Fp8), (Tflops(275.0), Bits::Sixteen));
        // 550 x 0.40 = 220; 700 x 0.34 = 238, 600 x 0.34 = 204
        assert_eq!(chip(550.0, None).peak(Format::Int8), (Tflops(550.0), Bits::Eight));
        assert_eq!(chip(550.0, Some(700.0)).peak(Format::Fp4), (Tflops(700.0), Bits::Four));
        assert_eq!(chip(550.0, Some(600.0)).peak(Format::Fp4), (Tflops(550.0), Bits::Eight));
    }

    #[test]
    fn every_format_ends_at_the_same_rate() {
        let chip = chip(495.0, Some(1_200.0));
        // 4 x 275 x 0.34 = 374: 275 x 0.50 = 137.5 is 0.36765 of it, 495 x 0.40 = 198 is 0.52941; 1,200 x 0.34 is beyond
        assert!((chip.narrowest(Format::Bf16) - 0.367_65).abs() < 1e-5);
        assert!((chip.narrowest(Format::Fp8) - 0.529_41).abs() < 1e-5);
        assert!((chip.narrowest(Format::Fp4) - 1.0).abs() < 1e-12);
    }
}
