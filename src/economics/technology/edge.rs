//! What sending tokens to the customer costs, and the device that makes them instead.

use crate::units::Usd;

/// Bytes on the wire of a token that is streamed by itself; its text is 4 to 5 bytes. Sending several tokens a message
/// removes most of them.
pub const STREAMED_BYTES: f64 = 200.0;

/// Price of a gigabyte sent to the internet: 0.08 USD (range 0.05 to 0.09).
pub const GIGABYTE: Usd = Usd(0.08);

/// Egress of a million tokens in dollars, `bytes` on the wire for each, at a price for a gigabyte.
pub fn egress(bytes: f64, gigabyte: Usd) -> Usd {
    gigabyte * (bytes * 1e6 * 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::technology::architecture::{Architecture, Format};
    use crate::economics::technology::examples::h100;
    use crate::economics::technology::serving::ServingLaw;
    use crate::units::{Gigabytes, GigabytesPerSecond, Gpus, Parameters, Seconds, Share};

    #[test]
    fn t12_a_phone() {
        // alone on its device, of all its bandwidth: 3 B in INT4 = 1.5 GB; 60 / 1.5 = 40 tok/s
        let small = Architecture {
            total: Some(Parameters(3e9)),
            format: Some(Format::Int4),
            gpus_per_replica: Some(Gpus(1.0)),
            eta_memory: Some(Share::ONE),
            overhead: Some(Seconds::ZERO),
            ..Architecture::default()
        };
        let mut phone = h100();
        phone.machine.memory = Gigabytes(8.0);
        phone.machine.bandwidth = GigabytesPerSecond(60.0);
        let (fastest, _) = ServingLaw::new(small.resolve().unwrap(), phone).unwrap().speeds();
        assert!((fastest.get() - 40.0).abs() < 1e-9);
    }

    #[test]
    fn t13_streamed_tokens() {
        // 200 x 1e6 bytes = 0.2 GB x 0.08 = 0.016
        assert!((egress(STREAMED_BYTES, GIGABYTE).get() - 0.016).abs() < 1e-12);
    }
}
