//! Sums of many amounts.

/// A sum that carries what rounding would lose (Neumaier 1974): a bill of ten million rows is exact to the cent, in
/// whatever order its rows stand.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, amount: f64) {
        let next = self.total + amount;
        self.lost +=
            if self.total.abs() >= amount.abs() { (self.total - next) + amount } else { (amount - next) + self.total };
        self.total = next;
    }

    pub(crate) fn merge(&mut self, other: Sum) {
        self.add(other.total);
        self.lost += other.lost;
    }

    pub(crate) fn value(self) -> f64 {
        self.total + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn nothing_is_lost_beside_large_amounts() {
        let mut sum = Sum::default();
        for amount in [1.0, 1e100, 1.0, -1e100] {
            sum.add(amount);
        }
        assert_eq!(sum.value(), 2.0);
    }
}
