//! The variables of the environment, and the same of the file: looks them up, the environment first,
//! remembers which there are, and keeps what is wrong with them. Whatever is asked for here is a setting:
//! the example of the file, `kantan config` and what is refused as unknown follow by themselves.

use super::asked::{Asked, Place, Secrecy};
use super::file::{NAMES_THE_FILE, SettingsFile, key_of};
use crate::domain::mail::{MailKind, MailKinds};
use crate::domain::subscription::rules::Leaving;
use crate::service::settings::{MailSettings, SmtpUrl};
use lettre::message::Mailbox;
use sbps::checksum::HashKey;
use secrecy::SecretString;
use std::borrow::Cow;
use std::str::FromStr;

/// How our variables' names begin.
const PREFIXES: [&str; 2] = ["MERCHANT_", "SBPS_"];

/// At most so many letters lie between a slip of the pen and the name that was meant.
const SLIP: usize = 2;

/// A value that was looked up.
struct Found {
    text: Option<String>,
    place: Place,
    /// How a sentence names it: the variable, and where in the file it stands.
    named: String,
}

/// A secret, from its own place or out of the file that another setting names.
struct Secret {
    text: String,
    /// How a sentence says that it is wrong.
    is_wrong: String,
}

/// Looks variables up and keeps what is wrong with them.
pub(super) struct Variables<L> {
    environment: L,
    file: SettingsFile,
    /// Those that were asked for.
    pub(super) asked: Vec<Asked>,
    /// A sentence for each that is wrong, with its name.
    pub(super) wrong: Vec<String>,
}

impl<L: Fn(&str) -> Option<String>> Variables<L> {
    pub(super) fn new(environment: L, mut file: SettingsFile) -> Self {
        let wrong = std::mem::take(&mut file.wrong);
        Self { environment, file, asked: Vec::new(), wrong }
    }

    fn find(&self, name: &str) -> Found {
        if let Some(text) = (self.environment)(name) {
            return Found { text: Some(text), place: Place::Environment, named: name.to_owned() };
        }
        match self.file.entry(name) {
            Some(entry) => Found {
                text: Some(entry.text.clone()),
                place: Place::File { path: self.file.path.clone(), line: entry.line },
                named: format!("{name} ({}, {} line {})", entry.key, self.file.path, entry.line),
            },
            None => Found { text: None, place: Place::Nowhere, named: name.to_owned() },
        }
    }

    fn remember(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        default: Option<&str>,
        expected: &str,
        secrecy: Secrecy,
        found: &Found,
    ) {
        let (default, expected) = (default.map(str::to_owned), expected.to_owned());
        let (text, place) = (found.text.clone(), found.place.clone());
        self.asked.push(Asked { name: name.into(), default, expected, secrecy, text, place });
    }

    /// A setting that has a value or a default.
    pub(super) fn read<T: FromStr>(&mut self, name: &'static str, default: Option<&str>, expected: &str) -> Option<T> {
        let found = self.find(name);
        self.remember(name, default, expected, Secrecy::Open, &found);
        let text = found.text.or_else(|| default.map(str::to_owned));
        self.parsed(&found.named, text.as_deref(), expected)
    }

    /// A setting that may be absent; a blank one is.
    pub(super) fn optional<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        let found = self.find(name);
        self.remember(name, None, expected, Secrecy::Open, &found);
        let text = not_blank(found.text)?;
        self.parsed(&found.named, Some(&text), expected)
    }

    fn parsed<T: FromStr>(&mut self, named: &str, text: Option<&str>, expected: &str) -> Option<T> {
        let read = text.and_then(|text| text.parse().ok());
        if read.is_none() {
            let found = text.map_or_else(|| "is not set".to_owned(), |text| format!("is {text:?}"));
            self.wrong.push(format!("{named} {found}; it should be {expected}"));
        }
        read
    }

    /// A setting that may be absent and is never printed, not even where it is wrong. `NAME_FILE` may name
    /// a file that holds it.
    pub(super) fn secret<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        let Secret { text, is_wrong } = self.hidden(name, None, expected, Secrecy::Secret)?;
        let text = not_blank(Some(text))?;
        let read = text.trim().parse().ok();
        if read.is_none() {
            self.wrong.push(format!("{is_wrong}; it should be {expected}"));
        }
        read
    }

    /// An address with a default, which may hold a password: it is not printed where it is wrong, and
    /// `NAME_FILE` may name a file that holds it.
    pub(super) fn address<T: FromStr>(&mut self, name: &'static str, default: &str, expected: &str) -> Option<T> {
        let before = self.wrong.len();
        let secret = self.hidden(name, Some(default), expected, Secrecy::Address);
        if self.wrong.len() > before {
            return None;
        }
        let default = || Secret { text: default.to_owned(), is_wrong: format!("{name} is wrong") };
        let Secret { text, is_wrong } = secret.unwrap_or_else(default);
        let read = text.trim().parse().ok();
        if read.is_none() {
            self.wrong.push(format!("{is_wrong}; it should be {expected}"));
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

    /// The way of mails: both variables, or neither.
    pub(super) fn mail(&mut self) -> Option<MailSettings> {
        let before = self.wrong.len();
        let server: Option<SmtpUrl> = self.secret(
            "MERCHANT_SMTP_URL",
            "smtps://user:password@mail.example or smtp://user:password@mail.example?tls=required, and on this machine \
             smtp://localhost",
        );
        let from: Option<Mailbox> =
            self.optional("MERCHANT_MAIL_FROM", "a mail address with or without a name, as Shop <help@shop.example>");
        let all = MailKind::ALL.map(MailKind::as_str).join(" ");
        let kinds: Option<MailKinds> =
            self.read("MERCHANT_MAIL_KINDS", Some(&all), &format!("some of {all}, with spaces between them"));
        // What is wrong is there, and has been said.
        if self.wrong.len() == before && server.is_some() != from.is_some() {
            let (set, lacks) = if server.is_some() { ("SMTP_URL", "MAIL_FROM") } else { ("MAIL_FROM", "SMTP_URL") };
            self.wrong.push(format!("MERCHANT_{set} is set and MERCHANT_{lacks} is not; set both, or neither"));
        }
        Some(MailSettings { server: server?, from: from?, kinds: kinds? })
    }

    /// The key from one of its two places, to sign with and as the password of the API type. What
    /// is wrong is said without the key.
    pub(super) fn hash_key(&mut self) -> Option<(HashKey, SecretString)> {
        let before = self.wrong.len();
        let secret = self.hidden("SBPS_HASH_KEY", None, "the key issued by the gateway", Secrecy::Secret);
        let Some(Secret { text, is_wrong }) = secret else {
            if self.wrong.len() == before {
                let says = "SBPS_HASH_KEY is not set; it should be the key issued by the gateway, or \
                     SBPS_HASH_KEY_FILE should name a file that holds it";
                self.wrong.push(says.to_owned());
            }
            return None;
        };
        let password = SecretString::from(text.trim());
        match HashKey::new(text) {
            Ok(key) => Some((key, password)),
            Err(error) => {
                self.wrong.push(format!("{is_wrong}: {error}"));
                None
            }
        }
    }

    /// Whether the key stands in a file of its own.
    pub(super) fn has_key_file(&self) -> bool {
        let (_, file) = self.pair("SBPS_HASH_KEY");
        not_blank(file.text).is_some()
    }

    /// A secret's own setting and the one that names its file. Where one of them is in the environment,
    /// the file of settings has no say in either: who sets a secret for one run has not set two.
    fn pair(&self, name: &str) -> (Found, Found) {
        let named = file_of(name);
        let (direct, file) = (self.find(name), self.find(&named));
        let is_told = [&direct, &file].iter().any(|found| found.place == Place::Environment);
        let only = |found: Found| {
            if is_told && found.place != Place::Environment {
                Found { text: None, place: Place::Nowhere, ..found }
            } else {
                found
            }
        };
        (only(direct), only(file))
    }

    /// What a secret is, from one of its two places.
    fn hidden(
        &mut self,
        name: &'static str,
        default: Option<&str>,
        expected: &str,
        secrecy: Secrecy,
    ) -> Option<Secret> {
        let (direct, file) = self.pair(name);
        let default = default.filter(|_| file.text.is_none());
        self.remember(name, default, expected, secrecy, &direct);
        self.remember(file_of(name), None, "a file that holds it", Secrecy::Open, &file);
        let is_twice = direct.text.as_ref().is_some_and(|text| !text.trim().is_empty());
        match not_blank(file.text) {
            Some(_) if is_twice => {
                let (one, other) = (direct.named, file.named);
                self.wrong.push(format!("{one} and {other} are both set; set one of them"));
                None
            }
            Some(path) => match std::fs::read_to_string(&path) {
                Ok(text) => Some(Secret { text, is_wrong: format!("{} names {path:?}, which is wrong", file.named) }),
                Err(error) => {
                    self.wrong.push(format!("{} names {path:?}, which cannot be read: {error}", file.named));
                    None
                }
            },
            None => direct.text.map(|text| Secret { text, is_wrong: format!("{} is wrong", direct.named) }),
        }
    }

    /// Complains of every name that is meant for this program and that nothing was asked of: a slip
    /// of the pen would silently leave the default in force.
    pub(super) fn refuse_unknown<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        let known: Vec<&str> = self.asked.iter().map(|asked| &*asked.name).chain([NAMES_THE_FILE]).collect();
        for name in names {
            if known.contains(&name) {
                continue;
            }
            match nearest(known.iter().copied(), name).filter(|(_, distance)| *distance <= SLIP) {
                Some((meant, _)) => {
                    self.wrong.push(format!("{name} is no variable of this program; is {meant} meant?"));
                }
                None if PREFIXES.iter().any(|prefix| name.starts_with(prefix)) => {
                    self.wrong.push(format!("{name} is no variable of this program; take it away"));
                }
                None => {}
            }
        }
        let keys: Vec<String> = self.asked.iter().map(|asked| key_of(&asked.name)).collect();
        for entry in self.file.entries.iter().filter(|entry| !keys.contains(&entry.key)) {
            let meant = nearest(keys.iter().map(String::as_str), &entry.key);
            let meant = meant.map_or_else(String::new, |(meant, _)| format!("; the nearest is {meant}"));
            let (key, path, line) = (&entry.key, &self.file.path, entry.line);
            self.wrong.push(format!("{key} ({path} line {line}) is no setting of this program{meant}"));
        }
    }

    /// A file that everybody on the machine may read, with a secret in it.
    pub(super) fn public_secret(&self) -> Option<String> {
        let is_in_file = |asked: &&Asked| {
            let has_secret = match asked.secrecy {
                Secrecy::Open => false,
                Secrecy::Address => asked.text.as_ref().is_some_and(|text| text.contains('@')),
                Secrecy::Secret => true,
            };
            has_secret && matches!(asked.place, Place::File { .. })
        };
        let secret = self.asked.iter().find(is_in_file).filter(|_| self.file.is_public)?;
        let (path, key) = (&self.file.path, key_of(&secret.name));
        Some(format!("{path} holds {key}, and everybody on this machine may read it: chmod 640, or use {key}_file"))
    }
}

/// The setting that names the file with a secret.
fn file_of(name: &str) -> String {
    format!("{name}_FILE")
}

fn not_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// The known name that is nearest to one, and how many letters lie between.
fn nearest<'a>(known: impl Iterator<Item = &'a str>, name: &str) -> Option<(&'a str, usize)> {
    known.map(|known| (known, strsim::damerau_levenshtein(known, name))).min_by_key(|(_, distance)| *distance)
}
