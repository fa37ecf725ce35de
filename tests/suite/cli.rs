//! The command line, run as its users run it: the built binary, files, pipes and exit statuses.

mod answers;
mod authoring;
mod differences;
mod expectations;
mod files;
mod findings;
mod import;
mod init;
mod lines;
mod outputs;
mod packing;
mod replay;
mod review;
mod signing;
mod terminal;
mod vectors;

use serde_json::{Value, json};
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// What one run left behind.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

/// A folder of its own that commands run in.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// One with the small organisation as `acme.json`, packed as `acme.rolepack`.
    fn with_acme() -> Self {
        let folder = Self::new();
        folder.write("acme.json", acme().to_string());
        folder.done(["pack", "acme.json", "-o", "acme.rolepack", "--at", "2026-11-22"]);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The names of all files, sorted.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(rolepack());
        command
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        command
    }

    fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Ran {
        ran(&self.command(args).output().unwrap())
    }

    /// Runs what must succeed and gives its standard output.
    fn done<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> String {
        let args: Vec<&str> = args.into_iter().collect();
        let ran = self.run(args.iter().copied());
        assert_eq!(ran.status, 0, "{args:?}: {ran:?}");
        ran.out
    }

    /// Runs with this standard input.
    fn fed<'a>(&self, args: impl IntoIterator<Item = &'a str>, input: impl AsRef<[u8]>) -> Ran {
        let mut child =
            self.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (mut stdin, input) = (child.stdin.take().unwrap(), input.as_ref().to_vec());
        // From a thread of its own: the answers come while the questions still go.
        let feeder = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        feeder.join().unwrap().unwrap();
        ran(&output)
    }
}

/// The binary, or what `ROLEPACK` names in its stead: the npm package's.
fn rolepack() -> PathBuf {
    std::env::var_os("ROLEPACK").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_rolepack")), PathBuf::from)
}

fn ran(output: &Output) -> Ran {
    Ran {
        status: output.status.code().expect("no signal ended it"),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// A small organisation with one of each thing.
fn acme() -> Value {
    json!({
        "organization": { "id": "acme", "name": "Acme" },
        "dimensions": ["owner"],
        "permissions": [
            { "key": "createRun", "permissionGroup": "runs", "name": "Create a run" },
            { "key": "updateRun", "permissionGroup": "runs" },
            { "key": "tax", "permissionGroup": "purchasing", "rights": ["list", "add"] }
        ],
        "roles": [
            { "id": "operator", "name": "Operator", "permissions": ["createRun"] },
            { "id": "lead", "permissionGroups": ["runs"] },
            { "id": "kiosk", "applyTo": "slideIn", "permissions": ["updateRun"] },
            { "id": "buyer", "permissions": [{ "permission": "tax", "rights": ["list"] }] }
        ],
        "teams": [{ "id": "line-1", "roles": [{ "role": "operator", "within": "plant-a" }] }],
        "users": [
            { "id": "ada", "name": "Ada", "email": "ada@acme.example", "teams": ["line-1"], "roles": ["buyer"], "accessLevels": ["plant-a"], "attributes": { "manager": "bob" } },
            { "id": "bob", "active": false, "roles": ["lead"] },
            { "id": "cleo", "roles": ["kiosk", { "role": "lead", "from": "2027-01-01" }] },
            { "id": "dan", "roles": ["lead"], "accessLevels": ["plant-a", "plant-b"] }
        ],
        "groupMappings": [{ "provider": "okta", "group": "MES:Leads", "roles": ["lead"], "teams": ["line-1"] }],
        "accessLevels": [
            { "key": "plant-a", "company": "ACME", "description": "Plant A", "locations": ["A", "A-1"], "covers": { "owner": ["$user"] } },
            { "key": "plant-b", "company": "ACME", "description": "Plant B", "locations": ["B"], "parties": ["*"] }
        ]
    })
}
