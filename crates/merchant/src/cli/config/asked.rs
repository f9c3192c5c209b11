//! What is in force of one setting, and where it was found: for whoever wonders which of two places won.

use super::file::key_of;
use serde::Serialize;
use std::borrow::Cow;
use url::Url;

/// Where a setting's value was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the environment.
    Environment,
    /// In the file, in that line.
    File {
        /// The file.
        path: String,
        /// From 1 on.
        line: usize,
    },
    /// Nowhere: it is what is in force without it, if anything is.
    Nowhere,
}

/// Whether a value may be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Secrecy {
    /// It is for everybody.
    Open,
    /// An address, printed without the password in it.
    Address,
    /// It is never printed.
    Secret,
}

/// A setting that the program reads.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The variable, as `MERCHANT_PUBLIC_URL`.
    pub(super) name: Cow<'static, str>,
    /// What is in force without it.
    pub(super) default: Option<String>,
    /// What it should be, as it stands after "it should be".
    pub(super) expected: String,
    pub(super) secrecy: Secrecy,
    /// Its value as it was found, with secrets.
    pub(super) text: Option<String>,
    pub(super) place: Place,
}

/// A setting as it is shown: no secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The variable, as `MERCHANT_PUBLIC_URL`.
    pub name: String,
    /// The key in the file, as `merchant.public_url`.
    pub key: String,
    /// What is in force; `***` for a secret, nothing where nothing is.
    pub value: Option<String>,
    /// What is in force where it is not set.
    pub default: Option<String>,
    /// What it should be.
    pub expected: String,
    /// `environment`, the file with its line, `default`, or `not set`.
    pub from: String,
}

impl Asked {
    /// As it is shown.
    pub(super) fn shown(&self) -> Shown {
        let text = self.text.as_ref().or(self.default.as_ref());
        let value = text.map(|text| match self.secrecy {
            Secrecy::Open => text.clone(),
            Secrecy::Address => without_password(text),
            Secrecy::Secret => HIDDEN.to_owned(),
        });
        let from = match &self.place {
            Place::Environment => "environment".to_owned(),
            Place::File { path, line } => format!("{path} line {line}"),
            Place::Nowhere if value.is_some() => "default".to_owned(),
            Place::Nowhere => "not set".to_owned(),
        };
        let (default, expected) = (self.default.clone(), self.expected.clone());
        Shown { name: self.name.clone().into_owned(), key: key_of(&self.name), value, default, expected, from }
    }
}

/// What stands in a secret's place.
const HIDDEN: &str = "***";

/// The parameters of an address that are shown.
const PLAIN: [&str; 2] = ["mode", "sslmode"];

/// An address without the password in it; what is no address may be anything.
fn without_password(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else { return HIDDEN.to_owned() };
    if url.password().is_some() && url.set_password(Some(HIDDEN)).is_err() {
        return HIDDEN.to_owned();
    }
    if url.query().is_some() {
        // A parameter whose name is misspelt holds what the right one would.
        let hidden = |(name, value): (String, String)| {
            let value = if PLAIN.contains(&&*name) { value } else { HIDDEN.to_owned() };
            (name, value)
        };
        let pairs: Vec<_> = url.query_pairs().into_owned().map(hidden).collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        return url.to_string();
    }
    // As it was written: an address of SQLite is changed by being put together again.
    if url.password().is_some() { url.to_string() } else { text.to_owned() }
}
