//! placeholder until the share branch lands
/// 1 − x
pub fn complement(x: f64) -> f64 {
    1.0 - x
}
