//! The text of a file: held in memory, or left on disk and read piece by piece when it is wanted.

use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;

#[derive(Debug)]
pub(crate) enum Text {
    Held(String),
    OnDisk(PathBuf),
}

/// What a text can be read from.
pub(crate) trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

impl Text {
    /// The text, if it is held.
    pub fn held(&self) -> &str {
        match self {
            Self::Held(text) => text,
            Self::OnDisk(_) => "",
        }
    }

    pub fn open(&self) -> io::Result<Box<dyn Input + '_>> {
        Ok(match self {
            Self::Held(text) => Box::new(Cursor::new(text.as_bytes())),
            Self::OnDisk(path) => Box::new(fs::File::open(path)?),
        })
    }

    /// The same text once more.
    pub fn again(&self) -> Self {
        match self {
            Self::Held(text) => Self::Held(text.clone()),
            Self::OnDisk(path) => Self::OnDisk(path.clone()),
        }
    }

    /// How many bytes it has; 0 where that cannot be told.
    pub fn size(&self) -> u64 {
        match self {
            Self::Held(text) => text.len() as u64,
            Self::OnDisk(path) => fs::metadata(path).map_or(0, |about| about.len()),
        }
    }

    /// The bytes from one place up to another, or as many of them as there are.
    pub fn bytes(&self, from: usize, to: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(mut input) = self.open()
            && input.seek(SeekFrom::Start(from as u64)).is_ok()
        {
            // What cannot be read is not shown.
            let _ = input.take(to.saturating_sub(from) as u64).read_to_end(&mut bytes);
        }
        bytes
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Held(text)
    }
}
