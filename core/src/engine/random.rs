//! Random numbers by key: the same key gives the same numbers, whatever was drawn before.

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Random {
    state: u64,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A state for each key, none of them near another.
pub(crate) fn keyed(state: u64, key: u64) -> u64 {
    mix(state.wrapping_add(GOLDEN) ^ mix(key.wrapping_add(GOLDEN)))
}

impl Random {
    /// The numbers of a key.
    pub(crate) fn of(key: u64) -> Random {
        Random { state: key }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// Uniform in [0, 1).
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
