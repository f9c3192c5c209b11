//! The persons who run the shop: what each may do, and for how long one stays signed in.

/// The most characters of a name.
pub const LONGEST_NAME: usize = 40;
/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// The most bytes of a password.
pub const LONGEST_PASSWORD: usize = 256;
/// After so many seconds without a request a person has to sign in again.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// After so many seconds a person has to sign in again, however busy.
pub const SESSION_SECONDS: i64 = 12 * 60 * 60;

/// What a person may do; each role may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// To look, and to save files.
    View,
    /// To write down what was found, to settle, cancel and refund, to end contracts, to hold billing.
    Operate,
    /// To read who did what.
    Admin,
}

impl Role {
    /// Every role, from the least on.
    pub const ALL: [Self; 3] = [Self::View, Self::Operate, Self::Admin];

    /// Its word, for commands and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Operate => "operate",
            Self::Admin => "admin",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The number in the record.
    pub id: i64,
    /// The name, which signs what the person does.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Since when, in seconds since 1970-01-01T00:00:00Z.
    pub created_at: i64,
    /// When the person was removed, in seconds since 1970-01-01T00:00:00Z.
    pub removed_at: Option<i64>,
}

/// Who looks at a page for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The name of who is signed in; none of who shows the token, which is nobody's.
    pub name: Option<String>,
    /// What may be done.
    pub role: Role,
}

impl Viewer {
    /// Whether what takes that role may be done.
    #[must_use]
    pub fn may(&self, role: Role) -> bool {
        self.role >= role
    }
}

/// A name as it is kept.
///
/// # Errors
/// What is wrong with it.
pub fn name_of(text: &str) -> Result<&str, &'static str> {
    let name = text.trim();
    let is_name = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains(char::is_control);
    if is_name { Ok(name) } else { Err("a name has 1 to 40 characters, in one line") }
}

/// Whether a password can be one. Length is what keeps it from being guessed.
///
/// # Errors
/// What is wrong with it.
pub fn check_password(password: &str, name: &str) -> Result<(), &'static str> {
    if password.chars().count() < SHORTEST_PASSWORD || password.len() > LONGEST_PASSWORD {
        return Err("a password has at least 12 characters, and 256 bytes at most");
    }
    let first = password.chars().next();
    if password.to_lowercase().contains(&name.to_lowercase()) || password.chars().all(|it| Some(it) == first) {
        return Err("a password does not hold the name, and is not one character again and again");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_those_before_it_may() {
        for (at, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(Role::from_name(role.as_str()), Some(role));
            let viewer = Viewer { name: None, role };
            assert_eq!(Role::ALL.map(|needed| viewer.may(needed)).iter().filter(|may| **may).count(), at + 1);
        }
    }

    #[test]
    fn a_password_is_long_and_not_the_name() {
        assert_eq!(check_password("correct horse battery", "佐藤"), Ok(()));
        assert_eq!(check_password("ながいあいことばをつかう", "sato"), Ok(()), "characters count, not bytes");
        for (password, name) in [("short", "x"), ("aaaaaaaaaaaaaaa", "x"), ("my-Sato-is-here", "sato")] {
            assert!(check_password(password, name).is_err(), "{password}");
        }
        assert!(check_password(&"ab".repeat(200), "x").is_err());
        assert_eq!(name_of(" 佐藤 "), Ok("佐藤"));
        for name in ["", " ", "a\nb", &"a".repeat(41)] {
            assert!(name_of(name).is_err(), "{name:?}");
        }
    }
}
