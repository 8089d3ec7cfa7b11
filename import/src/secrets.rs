//! Files that hold keys or passwords: refused before anything of them is shown.

use crate::refused::Refused;
use crate::table::key;
use serde_json::Value;

/// Names of what is secret, as [`key`] writes them; those of files of AWS, Google, Azure and of deployments.
const NAMES: [&str; 23] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apitoken",
    "appkey",
    "applicationkey",
    "authtoken",
    "awssecretaccesskey",
    "awssessiontoken",
    "bearertoken",
    "clientkeydata",
    "clientsecret",
    "connectionstring",
    "masterpassword",
    "passwd",
    "password",
    "privatekey",
    "refreshtoken",
    "secret",
    "secretaccesskey",
    "secretkey",
    "sessiontoken",
    "token",
];
/// Lines among which the header of a table stands.
const HEADER_WITHIN: usize = 12;

/// # Errors
/// Where the beginning of a file has a private key, columns that are called so, or settings: `AWS_SECRET_ACCESS_KEY=…`.
pub(crate) fn refuse_text(head: &str) -> Result<(), Refused> {
    let is_key = |line: &str| line.contains("-----BEGIN") && line.contains("PRIVATE KEY");
    let is_column = |line: &str| line.split([',', ';', '\t', '|']).any(is_secret);
    let mut lines = head.lines().enumerate();
    let found = lines.find(|(at, line)| is_key(line) || is_setting(line) || (*at < HEADER_WITHIN && is_column(line)));
    found.map_or(Ok(()), |(at, _)| Err(Refused { row: Some(at as u64 + 1), ..refused() }))
}

/// # Errors
/// Where a document has a text that is called so, however deep.
pub(crate) fn refuse_json(json: &Value) -> Result<(), Refused> {
    let is_held = |(name, value): (&String, &Value)| value.is_string() && is_secret(name);
    match json {
        Value::Object(fields) if fields.iter().any(is_held) => Err(refused()),
        Value::Object(fields) => fields.values().try_for_each(refuse_json),
        Value::Array(items) => items.iter().try_for_each(refuse_json),
        _ => Ok(()),
    }
}

/// # Errors
/// As [`refuse_json`], with the line: a document of YAML begins on `line`. A `Secret` of Kubernetes is one whatever it calls them.
pub(crate) fn refuse_yaml(yaml: &Value, text: &str, line: u64) -> Result<(), Refused> {
    if yaml.get("kind").and_then(Value::as_str) == Some("Secret") {
        return Err(Refused { row: Some(line), ..refused() });
    }
    let is_name = |word: &str| word.ends_with(':') && is_secret(word);
    let at = || text.lines().position(|line| line.split([' ', ',', '{', '}', '"', '\'']).any(is_name));
    refuse_json(yaml).map_err(|refused| Refused { row: Some(line + at().unwrap_or(0) as u64), ..refused })
}

fn refused() -> Refused {
    Refused::file("holds keys or passwords in clear text: nothing of it was kept", "a bill, an incident log or a table")
}

fn is_secret(name: &str) -> bool {
    NAMES.contains(&key(name).as_str())
}

/// `DB_PASSWORD=…`, `export AWS_SECRET_ACCESS_KEY=…`, `secret_key = "…"`: a name alone before the sign, and something behind it.
fn is_setting(line: &str) -> bool {
    let Some((name, value)) = line.split_once('=') else { return false };
    let name = name.trim().trim_start_matches("export ").trim();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let name = key(name);
    is_name && !value.trim().is_empty() && NAMES.iter().any(|secret| name.ends_with(secret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A file of access keys was shown in the page with its secret, to ask what its columns are; only the names at the top of a
    /// JSON document were looked at.
    #[test]
    fn files_of_keys_are_refused() {
        for text in [
            "Access key ID,Secret access key\nAKIA0,abc",
            "# exported\nuser;Password;region\nme;x;eu",
            "[default]\naws_access_key_id = AKIA0\naws_secret_access_key = abc",
            "NODE_ENV=production\nDB_PASSWORD=x",
            "export AWS_SECRET_ACCESS_KEY=abc",
            "note\n-----BEGIN RSA PRIVATE KEY-----",
        ] {
            let refused = refuse_text(text).unwrap_err();
            assert!(refused.to_string().contains("holds keys or passwords"), "{text}: {refused}");
        }
        let nested = json!({ "outputs": [{ "db": { "master_password": "x" } }] });
        assert!(refuse_json(&nested).is_err());
    }

    #[test]
    fn bills_and_logs_are_none() {
        for text in [
            "region,cost\nus-east-1,100",
            "Tags,ServiceName\n\"{\"\"team\"\": \"\"password reset\"\"}\",Secrets Manager",
            "name,started\nPassword resets fail = 40 %,2026-01-01",
            "region,password resets\neu-west-1,3",
        ] {
            assert!(refuse_text(text).is_ok(), "{text}");
        }
        // A number of passwords is none, nor a resource that is called so.
        assert!(refuse_json(&json!({ "password": 3, "name": "aws_secretsmanager_secret.password" })).is_ok());
    }
}
