//! The keys by which a shop's own programs ask: shown once when they are made, and kept as hashes.

use super::reference::unguessable;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// A new key; never printed by itself.
#[derive(Clone, Debug)]
pub struct NewKey(SecretString);

impl NewKey {
    /// A key of 256 random bits. Its beginning tells whoever finds one somewhere what it is.
    #[must_use]
    pub fn generate() -> Self {
        Self(format!("kantan_{}{}", unguessable(), unguessable()).into())
    }

    /// What is kept of it.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(self.expose())
    }

    /// The key itself, to be shown to whoever made it, once.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// SHA-256 of a key in hexadecimal digits. A key has as many random bits as its hash, so that no
/// slow hash is needed to keep anybody from trying them all; and it is found by its hash, so that
/// the time of looking tells nothing of the key.
#[must_use]
pub fn digest(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// To read orders, payments, contracts and customers. An order's reference opens its payer's page.
    Read,
    /// To make orders and to withdraw them.
    Orders,
    /// To settle, cancel and refund payments.
    Payments,
    /// To end contracts and to lift their suspensions.
    Contracts,
    /// To record what was used under contracts of pay as you go.
    Usage,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [Self::Read, Self::Orders, Self::Payments, Self::Contracts, Self::Usage];

    /// Its word, for people and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Orders => "orders",
            Self::Payments => "payments",
            Self::Contracts => "contracts",
            Self::Usage => "usage",
        }
    }

    /// The scope of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }

    /// The scopes of words with spaces between them; of a word that is none, no scope.
    pub fn of_words(words: &str) -> impl Iterator<Item = Self> {
        words.split(' ').filter_map(Self::from_name)
    }
}

/// A key that was shown and is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownKey {
    /// Its number.
    pub id: i64,
    /// Who uses it, for people.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was last shown before, in seconds since 1970-01-01T00:00:00Z, to the minute.
    pub used_at: Option<i64>,
}

/// For how many seconds one use of a key stands for all of them.
pub const USE_SECONDS: i64 = 60;

impl ShownKey {
    /// Whether this use of it, at `now` in seconds since 1970-01-01T00:00:00Z, is to be written down.
    #[must_use]
    pub fn is_news(&self, now: i64) -> bool {
        self.used_at.is_none_or(|used_at| used_at <= now - USE_SECONDS)
    }
}

/// The most characters of a key's name.
pub const LONGEST_KEY_NAME: usize = 80;

/// Whether a key may be called so: one line that tells people who uses it.
#[must_use]
pub fn is_key_name(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains(char::is_control) && name.chars().count() <= LONGEST_KEY_NAME
}

/// A key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its number.
    pub id: i64,
    /// Who uses it, for people.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    pub created_at: i64,
    /// When it was last shown, in seconds since 1970-01-01T00:00:00Z, to the minute.
    pub used_at: Option<i64>,
    /// When it was revoked, in seconds since 1970-01-01T00:00:00Z.
    pub revoked_at: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_as_its_sha_256_and_printed_by_nobody() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let (one, two) = (NewKey::generate(), NewKey::generate());
        assert_ne!(one.expose(), two.expose());
        assert_eq!(one.expose().len(), "kantan_".len() + 64);
        assert_eq!(one.digest(), digest(one.expose()));
        assert!(!format!("{one:?}").contains(one.expose()));
    }
}
