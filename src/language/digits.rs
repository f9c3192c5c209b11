//! Numbers as digits.

/// A number with zeros before it; formatting macros would bring in more than all of this module.
#[must_use]
pub fn padded(number: u32, digits: usize) -> String {
    let number = number.to_string();
    let mut text = String::new();
    for _ in number.len()..digits {
        text.push('0');
    }
    text + &number
}
