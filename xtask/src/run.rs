//! `cargo xtask run`: builds the console and serves it on this machine.

use anyhow::Result;

use crate::build;
use crate::context::Context;
use crate::serve;

/// Serves at `port`, or at the first free one from 8017 on, until it is ended.
pub fn run(context: &Context, port: Option<u16>) -> Result<()> {
    build::console(context)?;
    serve::serve(&context.path("www/dist"), port)
}
