//! Stationary probabilities of a small continuous-time Markov chain.

/// Stationary probabilities by the elimination of Grassmann, Taksar and Heyman (Operations Research 33(5), 1985).
///
/// `rates[i][j]` is the rate from state i to state j per hour; the diagonal is ignored. From every state but the
/// first some state of lower number must be reachable directly, else its elimination divides by 0.
///
/// The method is Gaussian elimination in which the pivot is the *sum of the rates out* instead of a difference on
/// the diagonal. Nothing is ever subtracted, so every probability, however small, keeps nearly all its digits.
///
/// ```
/// use geode_core::engine::markov::stationary;
/// let [up, down] = stationary([[0.0, 1e-9], [1.0, 0.0]]);
/// assert_eq!(down, 1e-9 / (1.0 + 1e-9));
/// # assert!(up > 0.99);
/// ```
pub fn stationary<const N: usize>(mut rates: [[f64; N]; N]) -> [f64; N] {
    for last in (1..N).rev() {
        let out: f64 = rates[last][..last].iter().sum();
        for i in 0..last {
            rates[i][last] /= out;
            for j in 0..last {
                if i != j {
                    rates[i][j] += rates[i][last] * rates[last][j];
                }
            }
        }
    }
    let mut probability = [0.0; N];
    if N > 0 {
        probability[0] = 1.0;
    }
    for state in 1..N {
        probability[state] = (0..state).map(|i| probability[i] * rates[i][state]).sum();
    }
    let total: f64 = probability.iter().sum();
    probability.map(|p| p / total)
}
