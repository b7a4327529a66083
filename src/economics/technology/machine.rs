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

    /// Peak in which a format computes, and the bits of that arithmetic: the narrowest that the chip has and the format
    /// allows. INT4 weights compute in 16 bits; FP4 on a chip without it in 8, FP8 on a chip without it in 16.
    pub fn peak(&self, format: Format) -> (Tflops, Bits) {
        let eight = self.peak8.map_or((self.peak16, Bits::Sixteen), |peak| (peak, Bits::Eight));
        match format {
            Format::Bf16 | Format::Int4 => (self.peak16, Bits::Sixteen),
            Format::Fp8 | Format::Int8 => eight,
            Format::Fp4 => self.peak4.map_or(eight, |peak| (peak, Bits::Four)),
        }
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
