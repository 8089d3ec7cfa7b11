//! A published case.

use super::instances::of;
use super::*;

/// Round trips between nine regions of AWS, ms, averages published for 2017: use1, usw1, usw2, euw1, euc1, apne1, apne2,
/// apse1, apse2.
const RTT_MS: [[f64; 9]; 9] = [
    [0.0, 72.74, 86.98, 80.55, 88.66, 145.3, 178.4, 216.7, 230.0],
    [71.63, 0.0, 19.46, 153.2, 166.6, 102.5, 131.5, 174.0, 157.5],
    [88.68, 19.2, 0.0, 137.0, 159.5, 89.1, 118.3, 161.4, 162.2],
    [80.52, 153.2, 137.0, 0.0, 19.56, 212.4, 242.4, 239.0, 309.6],
    [88.62, 166.6, 159.5, 19.55, 0.0, 236.5, 266.2, 325.9, 323.5],
    [145.3, 102.5, 89.16, 212.4, 236.6, 0.0, 31.44, 73.79, 103.9],
    [176.6, 132.6, 118.2, 242.4, 265.3, 31.32, 0.0, 71.87, 134.0],
    [216.7, 173.9, 161.4, 238.1, 325.9, 73.81, 71.29, 0.0, 175.3],
    [229.7, 157.8, 161.9, 309.6, 323.2, 103.9, 134.0, 175.4, 0.0],
];

/// Users live at the regions; a round trip is the mean of both directions. Optima and the failure of greedy were computed
/// by another program, which looked at every set.
#[test]
fn nine_regions_of_aws() {
    let latency = (0..81).map(|at| 0.5 * (RTT_MS[at / 9][at % 9] + RTT_MS[at % 9][at / 9])).collect();
    let candidates = of(vec![0.25, 0.07, 0.08, 0.15, 0.15, 0.1, 0.05, 0.1, 0.05], latency);
    let found = place(&candidates, Ask::mean(5));
    let means: Vec<f64> = found.by_count.iter().map(|counted| counted.placed.mean_latency_ms.unwrap()).collect();
    for (mean, expected) in means.iter().zip([94.0231, 51.5164, 29.1566, 18.43035, 11.05035]) {
        assert!((mean - expected).abs() < 1e-4, "{means:?}");
    }
    let sets: Vec<&[usize]> = found.by_count.iter().map(|counted| &counted.placed.regions[..]).collect();
    assert_eq!(sets[..3], [&[0][..], &[3, 5], &[0, 3, 5]]);
    assert!(found.by_count.iter().all(|counted| counted.proven));
    // Greedy keeps the best single region, and misses the best two.
    let two = place(&candidates, Ask::mean(2));
    assert_eq!(two.greedy.regions, [0, 5]);
    assert!((two.greedy.mean_latency_ms.unwrap() - 51.5996).abs() < 1e-4);
    assert_eq!(two.best.unwrap().regions, [3, 5]);
}
