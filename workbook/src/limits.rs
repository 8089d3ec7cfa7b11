//! What Excel holds of a formula: it calls a file with more damaged, and neither the library that writes the file nor
//! LibreOffice says so. Rows, columns, texts and names are looked at by the library.

/// Most characters, the sign of equality among them.
const CHARACTERS: usize = 8_192;
/// Most arguments of a function.
const ARGUMENTS: usize = 255;
/// Most levels of functions, and of brackets, within each other.
const LEVELS: usize = 64;

/// Looks at a formula, without its sign of equality, and what it comes to.
///
/// # Errors
/// What of it Excel does not hold.
pub(crate) fn check(formula: &str, value: Option<f64>) -> Result<(), String> {
    let at_most = |count: usize, most: usize, what: &str| match count <= most {
        true => Ok(()),
        false => Err(format!("its formula has {count} {what}, where a sheet holds {most}")),
    };
    let (arguments, levels) = size(formula);
    at_most(formula.chars().count() + 1, CHARACTERS, "characters")?;
    at_most(arguments, ARGUMENTS, "arguments of one function")?;
    at_most(levels, LEVELS, "levels")?;
    match value.is_none_or(f64::is_finite) {
        true => Ok(()),
        false => Err("its result is no number".into()),
    }
}

/// The most arguments of a function, and how deep functions stand within each other; what is quoted does not count.
fn size(formula: &str) -> (usize, usize) {
    let (mut most, mut levels, mut open, mut quote) = (0, 0, Vec::new(), None);
    for c in formula.chars() {
        match (quote, c) {
            (Some(end), _) => quote = (c != end).then_some(end),
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open.push(1),
            (None, ',') => open.iter_mut().next_back().into_iter().for_each(|count| *count += 1),
            (None, ')') => most = most.max(open.pop().unwrap_or(0)),
            _ => {}
        }
        levels = levels.max(open.len());
    }
    (most, levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_refused_where_excel_would_call_it_damaged() {
        let says = |formula: &str| check(formula, None).err().unwrap_or_default();
        assert_eq!(says(&"1".repeat(8_191)), "");
        assert_eq!(says(&"1".repeat(8_192)), "its formula has 8193 characters, where a sheet holds 8192");
        let of = |count: usize| format!("IF(MAX({}),\"a,(\",'b,('!A1)", vec!["1"; count].join(","));
        assert_eq!(says(&of(255)), "");
        assert_eq!(says(&of(256)), "its formula has 256 arguments of one function, where a sheet holds 255");
        let within = |levels: usize| "(".repeat(levels) + "1" + &")".repeat(levels);
        assert_eq!(says(&within(64)), "");
        assert_eq!(says(&within(65)), "its formula has 65 levels, where a sheet holds 64");
        assert_eq!(check("1/0", Some(f64::INFINITY)), Err("its result is no number".into()));
        assert_eq!(check("1/2", Some(0.5)), Ok(()));
    }
}
