//! A formula together with its result: written once, both for the sheet and for readers that do not recalculate.

use std::ops::{Add, Div, Mul, Sub};

/// What stands where there is no such figure.
pub(crate) const NONE: &str = "none";

/// A formula and its result; none: the text [`NONE`].
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    /// As a sheet has it, without the sign of equality.
    pub(crate) text: String,
    pub(crate) value: Option<f64>,
}

impl Formula {
    /// A cell or a name.
    pub(crate) fn of(text: impl Into<String>, value: Option<f64>) -> Formula {
        Formula { text: text.into(), value }
    }

    /// A constant; written without an exponent, which some programs do not read.
    pub(crate) fn number(value: f64) -> Formula {
        Formula::of(format!("{value}"), Some(value))
    }

    fn join(&self, sign: &str, other: &Formula, of: impl Fn(f64, f64) -> f64) -> Formula {
        let value = self.value.zip(other.value).map(|(a, b)| of(a, b));
        Formula::of(format!("({}{sign}{})", self.text, other.text), value)
    }

    /// self ^ other.
    pub(crate) fn power(&self, other: &Formula) -> Formula {
        self.join("^", other, f64::powf)
    }

    /// The least of several.
    pub(crate) fn min(all: &[Formula]) -> Formula {
        Formula::call("MIN", all, f64::INFINITY, f64::min)
    }

    /// The greatest of several.
    pub(crate) fn max(all: &[Formula]) -> Formula {
        Formula::call("MAX", all, f64::NEG_INFINITY, f64::max)
    }

    /// The sum of several; 0 of none.
    pub(crate) fn sum(all: &[Formula]) -> Formula {
        match all {
            [] => Formula::number(0.0),
            [one] => one.clone(),
            _ => Formula::of(
                format!("({})", all.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("+")),
                all.iter().map(|one| one.value).sum::<Option<f64>>(),
            ),
        }
    }

    fn call(name: &str, all: &[Formula], start: f64, of: impl Fn(f64, f64) -> f64) -> Formula {
        let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
        let value = all.iter().map(|one| one.value).try_fold(start, |so_far, one| Some(of(so_far, one?)));
        Formula::of(format!("{name}({})", texts.join(",")), value)
    }

    /// Whether it is above another, for [`Formula::when`].
    pub(crate) fn above(&self, other: &Formula) -> Test {
        Test {
            text: format!("{}>{}", self.text, other.text),
            holds: self.value.zip(other.value).is_some_and(|(a, b)| a > b),
        }
    }

    /// Whether it is at most another.
    pub(crate) fn at_most(&self, other: &Formula) -> Test {
        Test {
            text: format!("{}<={}", self.text, other.text),
            holds: self.value.zip(other.value).is_some_and(|(a, b)| a <= b),
        }
    }

    /// Whether a cell holds a number.
    pub(crate) fn is_number(&self) -> Test {
        Test { text: format!("ISNUMBER({})", self.text), holds: self.value.is_some() }
    }

    /// One or the other.
    pub(crate) fn when(test: &Test, then: &Formula, otherwise: &Formula) -> Formula {
        let value = if test.holds { then.value } else { otherwise.value };
        Formula::of(format!("IF({},{},{})", test.text, then.text, otherwise.text), value)
    }

    /// Itself where the test holds, else [`NONE`].
    pub(crate) fn only(&self, test: &Test) -> Formula {
        Formula::when(test, self, &Formula::none())
    }

    pub(crate) fn none() -> Formula {
        Formula::of(format!("\"{NONE}\""), None)
    }
}

/// Cells below each other.
#[derive(Debug, Default)]
pub(crate) struct Column {
    /// The first and the last, as a sheet has them.
    pub(crate) text: String,
    pub(crate) values: Vec<Option<f64>>,
}

impl Column {
    /// The sum of all numbers.
    pub(crate) fn sum(&self) -> Formula {
        Formula::of(format!("SUM({})", self.text), Some(self.values.iter().flatten().sum()))
    }

    /// The sum of products with what stands in the same rows; what is no number counts 0.
    pub(crate) fn times(&self, other: &Column) -> Formula {
        let products = self.values.iter().zip(&other.values).map(|(a, b)| a.zip(*b).map_or(0.0, |(a, b)| a * b));
        Formula::of(format!("SUMPRODUCT({},{})", self.text, other.text), Some(products.sum()))
    }

    /// The sum of those beside which another column has no number.
    pub(crate) fn sum_without(&self, other: &Column) -> Formula {
        let alone = self.values.iter().zip(&other.values).filter(|(_, other)| other.is_none());
        let text = format!("SUMPRODUCT({},1-ISNUMBER({}))", self.text, other.text);
        Formula::of(text, Some(alone.filter_map(|(one, _)| *one).sum()))
    }
}

/// A condition and whether it holds.
#[derive(Debug, Clone)]
pub(crate) struct Test {
    text: String,
    holds: bool,
}

impl Test {
    /// Both hold. The second is not looked at where the first fails, as `AND()` would.
    pub(crate) fn and(&self, other: &Test) -> Test {
        Test { text: format!("IF({},{},FALSE)", self.text, other.text), holds: self.holds && other.holds }
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $sign:literal) => {
        impl $trait for &Formula {
            type Output = Formula;
            fn $method(self, other: &Formula) -> Formula {
                self.join($sign, other, |a, b| a.$method(b))
            }
        }
    };
}

operator!(Add, add, "+");
operator!(Sub, sub, "-");
operator!(Mul, mul, "*");
operator!(Div, div, "/");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_and_its_result_are_one_thing() {
        let (two, three) = (Formula::number(2.0), Formula::of("B3", Some(3.0)));
        let sum = &(&two + &three) * &three.power(&two);
        assert_eq!((sum.text.as_str(), sum.value), ("((2+B3)*(B3^2))", Some(45.0)));
        let none = two.only(&two.above(&three));
        assert_eq!((none.text.as_str(), none.value), ("IF(2>B3,2,\"none\")", None));
        assert_eq!(Formula::number(1e-7).text, "0.0000001");
        assert_eq!(Formula::sum(&[two.clone(), three.clone()]).value, Some(5.0));
        assert_eq!(Formula::max(&[two, three]).text, "MAX(2,B3)");
    }

    #[test]
    fn what_is_no_number_counts_nothing_in_a_column() {
        let column = |text: &str, values: &[Option<f64>]| Column { text: text.into(), values: values.to_vec() };
        let (a, b) = (column("A1:A3", &[Some(2.0), Some(3.0), None]), column("B1:B3", &[Some(5.0), None, Some(7.0)]));
        let said = |formula: Formula| (formula.text, formula.value);
        assert_eq!(said(a.sum()), ("SUM(A1:A3)".into(), Some(5.0)));
        assert_eq!(said(a.times(&b)), ("SUMPRODUCT(A1:A3,B1:B3)".into(), Some(10.0)));
        assert_eq!(said(a.sum_without(&b)), ("SUMPRODUCT(A1:A3,1-ISNUMBER(B1:B3))".into(), Some(3.0)));
    }
}
