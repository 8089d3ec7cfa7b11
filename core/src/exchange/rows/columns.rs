//! The columns of the rows: inputs that they change, and what is carried through.

use crate::planning::sweep::{Asked, Base, Column};
use crate::scenario::restore::{Fault, Refused};

/// Most columns.
const MOST: usize = 4_096;
/// The columns behind the figures.
pub const REPAIRS: &str = "repairs";
/// The last column.
pub const ERROR: &str = "error";

/// A column of the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its name, as it stands in the rows.
    pub name: String,
    /// What it is.
    pub role: Role,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// An input, by its index among the columns of the sweep.
    Input(usize),
    /// Carried through unchanged.
    Carried,
    /// A key like a pointer of JSON lines that names no input, or one that another has named: why rows with it are wrong.
    Wrong(String),
}

/// What the columns of rows are, by their names.
///
/// # Errors
/// A name that stands twice or is like a column of the output; in a header, not in JSON lines, a pointer that names no
/// input, or one that another has named.
pub fn named(
    names: Vec<String>,
    is_header: bool,
    base: &Base,
    asked: &[Asked],
) -> Result<(Vec<Named>, Vec<Column>), Refused> {
    let (mut all, mut inputs, mut faults): (Vec<Named>, Vec<Column>, Vec<Fault>) = Default::default();
    let fault = |path: &str, wrong: &str, expected: &str| Fault {
        path: path.into(),
        wrong: wrong.into(),
        expected: expected.into(),
    };
    if names.len() > MOST {
        return Err(Refused(vec![fault("columns", &format!("are {}", names.len()), &format!("at most {MOST}"))]));
    }
    for name in names {
        let is_output = [REPAIRS, ERROR].contains(&name.as_str()) || asked.iter().any(|asked| asked.name == name);
        let role = if all.iter().any(|other| other.name == name) {
            Err(fault(&shown(&name), "stands twice", "each column once"))
        } else if is_output {
            Err(fault(&shown(&name), "is a column of the output too", "another name"))
        } else if name.starts_with('/') {
            match input(&name, base, &mut inputs) {
                Err(fault) if !is_header => Ok(Role::Wrong(fault.to_string())),
                input => input,
            }
        } else {
            Ok(Role::Carried)
        };
        match role {
            Ok(role) => all.push(Named { name, role }),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok((all, inputs)) } else { Err(Refused(faults)) }
}

fn shown(name: &str) -> String {
    if name.is_empty() { "\"\"".into() } else { name.chars().take(80).collect() }
}

fn input(name: &str, base: &Base, inputs: &mut Vec<Column>) -> Result<Role, Fault> {
    let column = base.column(name)?;
    if inputs.iter().any(|other| other.pointer == column.pointer) {
        return Err(Fault { path: name.into(), wrong: "stands twice".into(), expected: "each input once".into() });
    }
    inputs.push(column);
    Ok(Role::Input(inputs.len() - 1))
}
