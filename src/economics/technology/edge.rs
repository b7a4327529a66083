//! The customer's device: how fast it makes tokens, when it beats the cloud, and what sending tokens costs.

use super::architecture::Format;
use crate::units::{
    Gigabytes, GigabytesPerSecond, MoneyPerMtok, Parameters, Seconds, Share, Tokens, TokensPerSecond, Usd,
};

/// Bytes on the wire of a token that is streamed by itself; its text is 4 to 5 bytes.
pub const STREAMED_BYTES: f64 = 200.0;

/// A small model on a device, alone and hence bound by the memory it reads for each token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Device {
    /// Bandwidth of its memory: 60 GB/s for a phone.
    pub bandwidth: GigabytesPerSecond,
    /// Weights of the model on it.
    pub parameters: Parameters,
    /// Their format.
    pub format: Format,
    /// Time to the first token.
    pub first_token: Seconds,
}

impl Device {
    /// Memory of the weights.
    pub fn weights(&self) -> Gigabytes {
        Gigabytes(self.parameters.get() * self.format.bytes() * 1e-9)
    }

    /// Tokens a second: BW / (N w).
    pub fn speed(&self) -> TokensPerSecond {
        TokensPerSecond(self.bandwidth.get() / self.weights().get())
    }

    /// Time of an answer: T_edge = ttft + n_out / speed.
    pub fn answer(&self, output: Tokens) -> Seconds {
        self.first_token + Seconds(output.get() / self.speed().get())
    }
}

/// An answer from the cloud.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cloud {
    /// Round trip: 20 to 80 ms, 1 ms for each 100 km of fibre.
    pub round_trip: Seconds,
    /// Wait for a place.
    pub waiting: Seconds,
    /// Input tokens a second of the prefill that serves one request.
    pub prefill: TokensPerSecond,
    /// Time of an output token.
    pub per_token: Seconds,
}

impl Cloud {
    /// Time of an answer: T_cloud = RTT + W + n_in / prefill rate + n_out TPOT.
    pub fn answer(&self, input: Tokens, output: Tokens) -> Seconds {
        self.round_trip
            + self.waiting
            + Seconds(input.get() / self.prefill.get())
            + self.per_token * output.get()
    }
}

/// What the provider saves on a million tokens when a part is made on the device; what the part costs (distillation,
/// distribution) comes off it elsewhere, and the device is paid by its user.
pub fn saving(offload: Share, cloud: MoneyPerMtok) -> MoneyPerMtok {
    cloud * offload.get()
}

/// Egress of a million tokens in dollars, `bytes` on the wire for each, at a price for a gigabyte (0.05 to 0.09 USD).
/// Sending several tokens a message removes most of it.
pub fn egress(bytes: f64, gigabyte: Usd) -> Usd {
    gigabyte * (bytes * 1e6 * 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t12_a_phone() {
        // 3 B in INT4 = 1.5 GB; 60 / 1.5 = 40 tok/s
        let phone = Device {
            bandwidth: GigabytesPerSecond(60.0),
            parameters: Parameters(3e9),
            format: Format::Int4,
            first_token: Seconds(0.5),
        };
        assert!((phone.speed().get() - 40.0).abs() < 1e-9);
        // 0.5 + 100 / 40 = 3 s against 0.05 + 0.1 + 1000 / 5000 + 100 x 0.05 = 5.35 s
        assert!((phone.answer(Tokens(100.0)).get() - 3.0).abs() < 1e-9);
        let cloud = Cloud {
            round_trip: Seconds(0.05),
            waiting: Seconds(0.1),
            prefill: TokensPerSecond(5_000.0),
            per_token: Seconds(0.05),
        };
        assert!((cloud.answer(Tokens(1_000.0), Tokens(100.0)).get() - 5.35).abs() < 1e-9);
    }

    #[test]
    fn t13_streamed_tokens() {
        // 200 x 1e6 bytes = 0.2 GB x 0.08 = 0.016
        assert!((egress(STREAMED_BYTES, Usd(0.08)).get() - 0.016).abs() < 1e-12);
        assert!((saving(Share(0.2), MoneyPerMtok(0.3)).get() - 0.06).abs() < 1e-12);
    }
}
