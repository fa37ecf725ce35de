//! Keys as they are named on the command line.

use crate::problem::{Failure, shown};
use rolepack::signature::{KeyError, PublicKey, SigningKey};
use std::fs;
use std::path::Path;

/// More than any key takes, and than a list of them.
const MOST_BYTES: u64 = 64 * 1024;

/// Reads a private key. One that others can read too is used, and told.
pub fn private(path: &Path) -> Result<SigningKey, Failure> {
    let text = text(path)?;
    if let Some(warning) = readable_by_others(path) {
        crate::problem::note(&warning);
    }
    SigningKey::from_pem(&text).map_err(|error| refused(&shown(path), error))
}

/// Public keys: one as it is written, or a file of them, each a line or a block of PEM.
pub fn public(named: &str) -> Result<Vec<PublicKey>, Failure> {
    let path = Path::new(named);
    match PublicKey::parse(named) {
        Ok(key) => Ok(vec![key]),
        Err(KeyError::Malformed) if path.exists() => {
            let found = in_text(&text(path)?).map_err(|error| refused(&shown(path), error))?;
            if found.is_empty() { Err(Failure::invalid(format!("{} holds no key", shown(path)))) } else { Ok(found) }
        }
        Err(error) => Err(refused(&shown(path), error)),
    }
}

fn in_text(text: &str) -> Result<Vec<PublicKey>, KeyError> {
    let mut keys = Vec::new();
    let mut block = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        block.push_str(line);
        if block.starts_with("-----BEGIN ") && !line.starts_with("-----END ") {
            block.push('\n');
            continue;
        }
        keys.push(PublicKey::parse(&block)?);
        block.clear();
    }
    if block.is_empty() { Ok(keys) } else { Err(KeyError::Malformed) }
}

fn text(path: &Path) -> Result<String, Failure> {
    let cannot = |error: &std::io::Error| Failure::io(format_args!("cannot read {}", shown(path)), error);
    let size = fs::metadata(path).map_err(|error| cannot(&error))?.len();
    if size > MOST_BYTES {
        return Err(refused(&shown(path), KeyError::Malformed));
    }
    fs::read(path)
        .map_err(|error| cannot(&error))
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| refused(&shown(path), KeyError::Malformed)))
}

fn refused(what: &str, error: KeyError) -> Failure {
    Failure::invalid(format!("{what}: {error}")).help(error.help())
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> Option<String> {
    use std::os::unix::fs::PermissionsExt;
    let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let open = found.permissions().mode() & 0o077 != 0;
    open.then(|| format!("{} is a secret, and others than its owner may read or write it: `chmod 600` it", shown(path)))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const PEM: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----";

    #[test]
    fn a_file_holds_keys_in_lines_and_blocks() {
        let found = in_text(&format!("# the old one\n{LINE}\r\n\n{PEM}\n{LINE}")).unwrap();
        assert_eq!(found, vec![PublicKey::parse(LINE).unwrap(); 3]);
        assert_eq!(in_text("").unwrap(), []);
        assert_eq!(in_text(&format!("{LINE}\nno key")), Err(KeyError::Malformed));
        assert_eq!(in_text(PEM.trim_end_matches("-----END PUBLIC KEY-----")), Err(KeyError::Malformed));
    }
}
