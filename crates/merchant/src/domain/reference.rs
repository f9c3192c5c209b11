//! Names that nobody can guess: whoever knows one may see what it names.

/// 128 random bits as 32 hexadecimal digits.
#[must_use]
pub fn unguessable() -> String {
    format!("{:032x}", rand::random::<u128>())
}
