//! What the fuzz targets share: bytes to begin with, and everything that can be asked of a snapshot.

pub mod ask;
pub mod seeds;
