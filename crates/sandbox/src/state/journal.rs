//! The file in which the sandbox remembers: lines that are only ever added, each a list of changes
//! that belong together.
//!
//! A kill at any moment leaves a readable file: a line that broke off is the change that did not
//! happen. At each start the file is written anew, beside the old one, and takes its place at once.

use super::record::Change;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The first line: what this is, and how the rest is to be read.
const HEAD: &str = "{\"kantan_sandbox_state\":1}";

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// It cannot be read or written.
    #[error("SANDBOX_STATE is {}, which cannot be read or written: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the machine says.
        error: io::Error,
    },
    /// Another sandbox uses it.
    #[error("SANDBOX_STATE is {}, which another sandbox is using", path.display())]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// It is no such file, or of another version.
    #[error(
        "SANDBOX_STATE is {}, whose line {line} is nothing that this sandbox wrote: move the file away to begin anew",
        path.display()
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
}

/// Where changes are written down; without a file, nowhere.
#[derive(Debug, Default)]
pub struct Journal {
    file: Option<Mutex<Written>>,
    /// Held as long as the journal is, so that no second sandbox writes into the same file.
    _lock: Option<Lock>,
}

/// The lock beside the file. It is given back by name: a program that is being started right then
/// may hold a copy of it for a moment.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be given back goes with the file.
        let _ = self.0.unlock();
    }
}

#[derive(Debug)]
struct Written {
    file: File,
    /// How much of it is whole lines, in bytes.
    length: u64,
}

/// A file that was read and is not yet written anew.
#[derive(Debug)]
pub struct Opened {
    path: PathBuf,
    lock: Lock,
    /// The changes with the lines in which they stand.
    pub changes: Vec<(usize, Change)>,
}

impl Opened {
    /// Reads a file; one that does not exist holds nothing.
    ///
    /// # Errors
    /// [`StateError`] when it is none, or not ours alone.
    pub fn read(path: &Path) -> Result<Self, StateError> {
        let failed = |error| StateError::Io { path: path.to_owned(), error };
        let lock = Lock(File::create(beside(path, ".lock")).map_err(failed)?);
        lock.0.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => StateError::Taken { path: path.to_owned() },
            TryLockError::Error(error) => failed(error),
        })?;
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(failed(error)),
        };
        let changes = changes(&bytes).map_err(|line| StateError::Unreadable { path: path.to_owned(), line })?;
        Ok(Self { path: path.to_owned(), lock, changes })
    }

    /// The refusal of a change that means nothing.
    #[must_use]
    pub fn unreadable(&self, line: usize) -> StateError {
        StateError::Unreadable { path: self.path.clone(), line }
    }

    /// Writes the file anew, with these changes and nothing else; what follows is added to it.
    ///
    /// # Errors
    /// [`StateError::Io`]; the old file then stands as it was.
    pub fn rewrite(self, changes: &[Change]) -> Result<Journal, StateError> {
        let Self { path, lock, .. } = self;
        let written = write_anew(&path, changes).map_err(|error| StateError::Io { path, error })?;
        Ok(Journal { file: Some(Mutex::new(written)), _lock: Some(lock) })
    }
}

/// The path with something behind its name.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The changes of a file, or the line that is none.
fn changes(bytes: &[u8]) -> Result<Vec<(usize, Change)>, usize> {
    // What stands behind the last line's end broke off.
    let Some(whole) = bytes.iter().rposition(|&byte| byte == b'\n') else {
        return if bytes.is_empty() { Ok(Vec::new()) } else { Err(1) };
    };
    let mut lines = bytes.get(..whole).unwrap_or_default().split(|&byte| byte == b'\n').zip(1..);
    if lines.next().is_none_or(|(line, _)| line != HEAD.as_bytes()) {
        return Err(1);
    }
    let mut changes = Vec::new();
    for (line, number) in lines {
        let together: Vec<Change> = serde_json::from_slice(line).map_err(|_| number)?;
        changes.extend(together.into_iter().map(|change| (number, change)));
    }
    Ok(changes)
}

fn write_anew(path: &Path, changes: &[Change]) -> io::Result<Written> {
    let new = beside(path, ".new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&new)?;
    let mut text = format!("{HEAD}\n");
    for change in changes {
        text.push_str(&serde_json::to_string(std::slice::from_ref(change))?);
        text.push('\n');
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    Ok(Written { file, length: text.len() as u64 })
}

impl Journal {
    /// Whether anything is written down.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.file.is_some()
    }

    /// Writes down what changed together. Where that fails, the sandbox goes on without: its log
    /// says so.
    pub fn append(&self, changes: &[Change]) {
        let Some(written) = self.file.as_ref().filter(|_| !changes.is_empty()) else { return };
        let mut written = written.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = written.add(changes) {
            tracing::error!("the state cannot be written down and will be forgotten: {error}");
        }
    }
}

impl Written {
    fn add(&mut self, changes: &[Change]) -> io::Result<()> {
        let mut line = serde_json::to_vec(changes)?;
        line.push(b'\n');
        let written = self.file.write_all(&line);
        if written.is_ok() {
            self.length += line.len() as u64;
        } else {
            // Half a line must not stand before the next one.
            self.file.set_len(self.length)?;
            self.file.seek(SeekFrom::Start(self.length))?;
        }
        written
    }
}
