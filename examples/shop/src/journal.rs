//! The shop's memory: a file of lines of JSON that is only added to, and read when the shop starts. A shop
//! with more customers takes a database.

use crate::event::Event;
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum Entry {
    /// A customer: what the browser shows, and the name towards the payment service.
    Customer { token: String, customer: String },
    /// Something is to be ordered: written before the payment service is asked.
    Purchase(Purchase),
    /// The payment service has made the order.
    Ordered { purchase: String, reference: String },
    /// Something happened.
    Happened { event: String, told: Event },
    /// The list of events was read as far as this one.
    ReadTo { event: String },
}

/// Something that a customer orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Purchase {
    /// The shop's own name for it.
    pub(crate) id: String,
    /// Under which `Idempotency-Key` it is ordered.
    pub(crate) key: String,
    /// Whose it is.
    pub(crate) customer: String,
    /// What.
    pub(crate) product: String,
    /// How many.
    pub(crate) quantity: i64,
    /// Whether in English.
    pub(crate) in_english: bool,
}

impl Purchase {
    /// The language in which it was ordered.
    pub(crate) const fn language(&self) -> Language {
        if self.in_english { Language::English } else { Language::Japanese }
    }
}

/// The file.
#[derive(Debug)]
pub(crate) struct Journal(File);

impl Journal {
    /// Opens it, or begins a new one, and reads what it holds. A last line that broke off when the machine stopped
    /// was never answered for, and goes.
    ///
    /// # Errors
    /// [`io::Error`] when it cannot be read, also where a line is none of ours.
    pub(crate) fn open(path: &Path) -> io::Result<(Self, Vec<Entry>)> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        file.set_len(u64::try_from(whole).map_err(io::Error::other)?)?;
        file.seek(SeekFrom::End(0))?;
        let lines = text.get(..whole).unwrap_or_default().lines();
        let entries = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok((Self(file), entries))
    }

    /// Adds a line; when it answers, the line is on the disk.
    ///
    /// # Errors
    /// [`io::Error`] when it is not.
    pub(crate) fn add(&mut self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        self.0.sync_data()
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Journal};
    use std::io::Write;

    #[test]
    fn what_was_added_is_read_again_and_a_line_that_broke_off_goes() {
        let path = std::env::temp_dir().join(format!("shop-journal-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let entry = |event: &str| Entry::ReadTo { event: event.to_owned() };
        let (mut journal, entries) = Journal::open(&path).expect("a new one");
        assert!(entries.is_empty());
        journal.add(&entry("evt_1")).expect("added");
        journal.0.write_all(b"{\"what\":\"read_").expect("the machine stops here");
        let (mut journal, entries) = Journal::open(&path).expect("it is there");
        assert_eq!(entries, [entry("evt_1")]);
        journal.add(&entry("evt_2")).expect("added");
        let (_, entries) = Journal::open(&path).expect("it is there");
        assert_eq!(entries, [entry("evt_1"), entry("evt_2")]);
        std::fs::write(&path, "something else\n").expect("written");
        assert!(Journal::open(&path).is_err(), "a file of somebody else's is left alone");
        let _ = std::fs::remove_file(&path);
    }
}
