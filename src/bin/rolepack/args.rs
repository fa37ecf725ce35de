//! What is typed: the subcommands and the arguments that several of them share.

use crate::output::Status;
use crate::program;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use rolepack::{AccessMethod, Request};
use std::path::PathBuf;

/// Who may do what, in one small snapshot
#[derive(Debug, Parser)]
#[command(name = "rolepack", version, max_term_width = 110, after_help = STATUS)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// What was typed.
    pub fn read() -> Result<Self, clap::Error> {
        let mut command = program::typed_help(Self::command());
        Self::from_arg_matches(&command.try_get_matches_from_mut(std::env::args_os())?)
            .map_err(|error| error.format(&mut command))
    }
}

const STATUS: &str = "\
Wherever a SNAPSHOT is taken, a source (a JSON or YAML file, or a directory of them)
is taken too and packed in memory.
Answers go to standard output, diagnostics to standard error.
Exit status: 0 allowed or done, 1 failure, 2 denied, 3 invalid input or usage.
Of `diff --exit-code`, `replay --exit-code`, `lint` and `test` 1 is what they looked for,
and 3 whatever kept them from an answer.

Start with: rolepack init
            rolepack pack acme/ -o acme.rolepack
            rolepack check acme.rolepack ada@acme.example createRun";

#[derive(Debug, Subcommand)]
pub enum Command {
    Init(crate::init::Args),
    Pack(crate::pack::Args),
    Unpack(crate::unpack::Args),
    Check(crate::check::Args),
    Explain(crate::explain::Args),
    Effective(crate::effective::Args),
    WhoCan(crate::who_can::Args),
    Reach(crate::reach::Args),
    Inspect(crate::inspect::Args),
    Keygen(crate::keygen::Args),
    Verify(crate::verify::Args),
    Import(crate::import::Args),
    Review(crate::review::Args),
    Types(crate::types::Args),
    Schema(crate::schema::Args),
    Completions(crate::completions::Args),
    Man(crate::man::Args),
    Diff(crate::diff::Args),
    Replay(crate::replay::Args),
    Lint(crate::lint::Args),
    Test(crate::test::Args),
}

/// The snapshot that is asked.
#[derive(Debug, Args)]
pub struct Snapshot {
    /// The snapshot, or a source, which is packed in memory as of now
    #[arg(value_name = "SNAPSHOT")]
    pub path: PathBuf,
    /// Expect a slice, the snapshot of one user, and nothing else
    #[arg(long)]
    pub slice: bool,
}

/// How a user came in.
#[derive(Debug, Args)]
pub struct Presented {
    /// An identity-provider group that the user presents; may be repeated
    #[arg(long = "identity-group", value_name = "PROVIDER:GROUP", value_parser = pair_at(':'))]
    pub identity_groups: Vec<Pair>,
    #[command(flatten)]
    pub method: Method,
}

/// The access method alone, for questions about no one user.
#[derive(Debug, Args)]
pub struct Method {
    /// How the user came in
    #[arg(long, value_name = "METHOD", default_value = "login")]
    pub access_method: MethodName,
}

/// The access methods by their names in requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodName {
    #[value(name = "login")]
    Login,
    #[value(name = "slideIn")]
    SlideIn,
}

/// What the request names of the place it happens in.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the request names; one assignment must cover all of it")]
pub struct Resource {
    /// The company
    #[arg(long, value_name = "C")]
    pub company: Option<String>,
    /// The location
    #[arg(long, value_name = "L")]
    pub location: Option<String>,
    /// The equipment item
    #[arg(long, value_name = "E")]
    pub equipment_item: Option<String>,
    /// The party
    #[arg(long, value_name = "P")]
    pub party: Option<String>,
    /// The tool
    #[arg(long, value_name = "T")]
    pub tool: Option<String>,
    /// A value in any dimension, such as one that the organisation declares; may be repeated
    #[arg(long = "in", value_name = "DIMENSION=VALUE", value_parser = pair_at('='))]
    pub within: Vec<Pair>,
}

/// What is asked beside the user and the permission.
#[derive(Debug, Args)]
pub struct Question {
    /// The right, where the permission has rights
    #[arg(long, value_name = "R")]
    pub right: Option<String>,
    #[command(flatten)]
    pub presented: Presented,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub resource: Resource,
}

/// Two strings typed as one.
pub type Pair = (String, String);

impl Question {
    /// Adds all of it to a request.
    pub fn ask<'a>(&'a self, request: Request<'a>) -> Request<'a> {
        let mut request = self.resource.name(self.presented.present(request));
        request.right = self.right.as_deref();
        request
    }
}

impl Presented {
    /// Whether nothing was said of it.
    pub fn is_default(&self) -> bool {
        self.identity_groups.is_empty() && self.method.access_method == MethodName::Login
    }

    /// Adds what is presented to a request.
    pub fn present<'a>(&'a self, mut request: Request<'a>) -> Request<'a> {
        request
            .identity_groups
            .extend(self.identity_groups.iter().map(|(provider, group)| (provider.as_str(), group.as_str())));
        request.access_method(self.method.access_method.into())
    }
}

impl Resource {
    /// Adds what is named to a request.
    pub fn name<'a>(&'a self, mut request: Request<'a>) -> Request<'a> {
        let built_in = [
            ("company", &self.company),
            ("location", &self.location),
            ("equipmentItem", &self.equipment_item),
            ("party", &self.party),
            ("tool", &self.tool),
        ];
        request
            .resource
            .extend(built_in.into_iter().filter_map(|(dimension, value)| Some((dimension, value.as_deref()?))));
        request.resource.extend(self.within.iter().map(|(dimension, value)| (dimension.as_str(), value.as_str())));
        request
    }
}

impl From<MethodName> for AccessMethod {
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Login => Self::Login,
            MethodName::SlideIn => Self::SlideIn,
        }
    }
}

/// Splits at the first `separator`: providers and dimensions are named without one, groups and values may hold it.
fn pair_at(separator: char) -> impl Fn(&str) -> Result<Pair, String> + Clone + Send + Sync + 'static {
    move |text| match text.split_once(separator) {
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
        None => Err(format!("no `{separator}` in it")),
    }
}

/// Prints what clap has to say: help on standard output, a wrong call on standard error.
pub fn report(usage: &clap::Error) -> Status {
    // A closed pipe is the reader's choice, and there is nowhere left to tell of anything else.
    let _ = usage.print();
    if usage.use_stderr() { Status::Invalid } else { Status::Done }
}
