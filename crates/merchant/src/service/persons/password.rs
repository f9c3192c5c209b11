//! Passwords: kept as Argon2id hashes (RFC 9106, at OWASP's first recommendation: 19 MiB, two passes,
//! one lane), which are slow to try. Two at most are worked on at once, so that nobody who guesses
//! takes the machine's memory.

use crate::service::problem::{Problem, internal};
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

static PLACES: Semaphore = Semaphore::const_new(2);

/// A hash that no password has: whoever asks for a name of nobody waits as long.
static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| hash_of("").ok());

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

fn hash_of(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(argon2().hash_password(password.as_bytes(), &SaltString::generate(&mut OsRng))?.to_string())
}

/// What is kept of a password.
///
/// # Errors
/// [`Problem`] where the machine has no random numbers or no memory.
pub async fn hashed(password: String) -> Result<String, Problem> {
    let _place = PLACES.acquire().await.map_err(|error| internal(&error))?;
    let hashed = tokio::task::spawn_blocking(move || hash_of(&password)).await;
    hashed.map_err(|error| internal(&error))?.map_err(|error| internal(&error))
}

/// Whether this is the password of which that is kept; never, where nothing is, which takes as long.
///
/// # Errors
/// [`Problem`] where the machine cannot tell.
pub async fn is_password(password: String, kept: Option<String>) -> Result<bool, Problem> {
    let _place = PLACES.acquire().await.map_err(|error| internal(&error))?;
    let verify = move || {
        let (kept, is_somebodys) = (kept.as_ref().or(NOBODYS.as_ref()), kept.is_some());
        let hash = kept.and_then(|kept| PasswordHash::new(kept).ok());
        let is_same = hash.is_some_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        is_same && is_somebodys
    };
    tokio::task::spawn_blocking(verify).await.map_err(|error| internal(&error))
}

#[cfg(test)]
mod tests {
    use super::{hashed, is_password};

    #[tokio::test]
    async fn a_password_is_kept_as_a_slow_hash_of_its_own() {
        let password = || "correct horse battery".to_owned();
        let (one, other) = (hashed(password()).await.expect("a hash"), hashed(password()).await.expect("a hash"));
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, other, "each has a salt of its own");
        assert!(is_password(password(), Some(one.clone())).await.expect("known"));
        assert!(!is_password("correct horse batterz".to_owned(), Some(one)).await.expect("known"));
        assert!(!is_password(String::new(), None).await.expect("known"), "nobody has the hash of nobody");
        assert!(!is_password(password(), Some("no hash".to_owned())).await.expect("known"));
    }
}
