//! Names that nobody can guess: whoever knows one may see what it names.

/// 128 random bits as 32 hexadecimal digits.
#[must_use]
pub fn unguessable() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// What begins the name of every wish of staff.
pub const WISHES: &str = "staff-";

/// A new name for what staff ask for: asked for again under it, it is not carried out again.
#[must_use]
pub fn wish_name() -> String {
    format!("{WISHES}{}", unguessable())
}
