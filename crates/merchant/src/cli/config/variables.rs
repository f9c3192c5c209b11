//! The variables of the environment: looks them up, remembers which there are, and keeps what is
//! wrong with them.

use crate::domain::subscription::rules::Leaving;
use sbps::checksum::HashKey;
use secrecy::SecretString;
use std::str::FromStr;

/// How our variables' names begin.
const PREFIXES: [&str; 2] = ["MERCHANT_", "SBPS_"];

/// At most so many letters lie between a slip of the pen and the name that was meant.
const SLIP: usize = 2;

/// Looks variables up and keeps what is wrong with them.
pub(super) struct Variables<L> {
    lookup: L,
    known: Vec<&'static str>,
    /// A sentence for each that is wrong, with its name.
    pub(super) wrong: Vec<String>,
}

impl<L: Fn(&str) -> Option<String>> Variables<L> {
    pub(super) const fn new(lookup: L) -> Self {
        Self { lookup, known: Vec::new(), wrong: Vec::new() }
    }

    fn text(&mut self, name: &'static str) -> Option<String> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        (self.lookup)(name)
    }

    /// A setting that is not blank.
    fn set(&mut self, name: &'static str) -> Option<String> {
        self.text(name).filter(|value| !value.trim().is_empty())
    }

    /// A setting that has a value or a default.
    pub(super) fn read<T: FromStr>(&mut self, name: &'static str, default: Option<&str>, expected: &str) -> Option<T> {
        let text = self.text(name).or_else(|| default.map(str::to_owned));
        let read = text.as_deref().and_then(|text| text.parse().ok());
        if read.is_none() {
            let found = text.map_or_else(|| "is not set".to_owned(), |text| format!("is {text:?}"));
            self.wrong.push(format!("{name} {found}; it should be {expected}"));
        }
        read
    }

    /// A setting that may be absent; a blank one is.
    pub(super) fn optional<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        self.set(name)?;
        self.read(name, None, expected)
    }

    /// A setting that may be absent and is never printed, not even where it is wrong.
    pub(super) fn secret<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        let read = self.set(name)?.parse().ok();
        if read.is_none() {
            self.wrong.push(format!("{name} is wrong; it should be {expected}"));
        }
        read
    }

    /// An address with a default, which may hold a password: it is not printed where it is wrong.
    pub(super) fn address<T: FromStr>(&mut self, name: &'static str, default: &str, expected: &str) -> Option<T> {
        let text = self.text(name).unwrap_or_else(|| default.to_owned());
        let read = text.parse().ok();
        if read.is_none() {
            self.wrong.push(format!("{name} is wrong; it should be {expected}"));
        }
        read
    }

    /// By the API type only where there is one.
    pub(super) fn leaving(&mut self, has_api: bool) -> Leaving {
        let default = if has_api { Leaving::Api } else { Leaving::Link };
        match self.optional("SBPS_LEAVING", "api or link") {
            Some(Leaving::Api) if !has_api => {
                let says = "SBPS_LEAVING is \"api\"; it should be link, or SBPS_API_URL be set";
                self.wrong.push(says.to_owned());
                default
            }
            set => set.unwrap_or(default),
        }
    }

    /// The key from one of its two places, to sign with and as the password of the API type. What
    /// is wrong is said without the key.
    pub(super) fn hash_key(&mut self) -> Option<(HashKey, SecretString)> {
        let both = |key: String| {
            let password = SecretString::from(key.trim());
            HashKey::new(key).map(|key| (key, password))
        };
        let file = |path: &str| {
            let key = std::fs::read_to_string(path).map_err(|error| format!("which cannot be read: {error}"))?;
            both(key).map_err(|error| format!("but {error}"))
        };
        let key = match (self.set("SBPS_HASH_KEY"), self.set("SBPS_HASH_KEY_FILE")) {
            (Some(key), None) => both(key).map_err(|error| format!("SBPS_HASH_KEY is wrong: {error}")),
            (None, Some(path)) => file(&path).map_err(|error| format!("SBPS_HASH_KEY_FILE names {path:?}, {error}")),
            (Some(_), Some(_)) => Err("SBPS_HASH_KEY and SBPS_HASH_KEY_FILE are both set; set one of them".to_owned()),
            (None, None) => Err("SBPS_HASH_KEY is not set; it should be the key issued by the gateway, or \
                 SBPS_HASH_KEY_FILE should name a file that holds it"
                .to_owned()),
        };
        key.map_err(|wrong| self.wrong.push(wrong)).ok()
    }

    /// Whether the key stands in a file.
    pub(super) fn has_key_file(&mut self) -> bool {
        self.set("SBPS_HASH_KEY_FILE").is_some()
    }

    /// Complains of every name that is meant for this program and that nothing was asked of: a slip
    /// of the pen would silently leave the default in force.
    pub(super) fn refuse_unknown<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        for name in names {
            if self.known.contains(&name) {
                continue;
            }
            let distance = |known: &&&str| strsim::damerau_levenshtein(known, name);
            let nearest = self.known.iter().min_by_key(distance).filter(|known| distance(known) <= SLIP);
            match nearest {
                Some(meant) => {
                    self.wrong.push(format!("{name} is no variable of this program; is {meant} meant?"));
                }
                None if PREFIXES.iter().any(|prefix| name.starts_with(prefix)) => {
                    self.wrong.push(format!("{name} is no variable of this program; take it away"));
                }
                None => {}
            }
        }
    }
}
