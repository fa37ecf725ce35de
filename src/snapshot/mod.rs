//! The snapshot's bytes. `FORMAT.md`, beside this file, is the definition.
