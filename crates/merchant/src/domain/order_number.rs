//! Order numbers that people read out: `0482-1097-3650`.
//!
//! An order's reference is a secret of 32 hexadecimal digits: whoever knows it may see the order. Nobody reads that out,
//! and nobody should. The number is made of its beginning alone, which finds the order among all others and opens
//! nothing: 36 of the 128 bits as eleven decimal digits, for letters are misheard, and a check digit, in groups of four as
//! parcels are numbered in Japan. The check digit is Damm's: every digit that is wrong and every two neighbours that have
//! changed places are noticed.

/// How many hexadecimal digits of the reference the number holds.
const HELD: usize = 9;

/// How many digits the number has.
const DIGITS: usize = 12;

/// Damm's quasigroup of order 10 (H. M. Damm, 2004): from the digit so far, by the next digit, to the digit so far.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of some digits; of digits with the right check digit behind them it is 0.
fn check(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |so_far, digit| DAMM[usize::from(so_far)][usize::from(*digit)])
}

/// The number of the order with that reference, in groups of four; a reference that is none of ours stands for itself.
#[must_use]
pub fn order_number(reference: &str) -> String {
    let held = reference.get(..HELD).and_then(|held| u64::from_str_radix(held, 16).ok());
    let Some(held) = held else { return reference.to_owned() };
    let mut digits: Vec<u8> = format!("{held:011}").bytes().map(|digit| digit - b'0').collect();
    digits.push(check(&digits));
    let groups = digits.chunks(4).map(|group| group.iter().map(|digit| char::from(b'0' + digit)).collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// What somebody typed who was asked for an order number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// An order number: how the references of its orders begin.
    Number(String),
    /// As long as an order number, and its check digit does not fit: a digit was misread or misheard.
    Misread,
    /// Something else.
    Other,
}

impl Typed {
    /// Reads it, with or without hyphens and spaces of any kind, in half-width or full-width digits.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut digits = Vec::new();
        for character in text.chars() {
            match character {
                '0'..='9' => digits.push(character as u8 - b'0'),
                '０'..='９' => digits.extend(u8::try_from(u32::from(character) - u32::from('０'))),
                // Whatever a keyboard has for a hyphen, the long vowel mark among them.
                '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' | 'ー' | 'ｰ' => {}
                _ if character.is_whitespace() => {}
                _ => return Self::Other,
            }
        }
        if digits.len() != DIGITS {
            return Self::Other;
        }
        if check(&digits) != 0 {
            return Self::Misread;
        }
        let held = digits.iter().take(DIGITS - 1).fold(0, |so_far, digit| so_far * 10 + u64::from(*digit));
        // No reference begins with more than nine hexadecimal digits hold.
        if held >> (4 * HELD) > 0 { Self::Misread } else { Self::Number(format!("{held:09x}")) }
    }

    /// From which reference on and before which those of the number stand; two blanks, between which is none, where
    /// nothing is to be found.
    #[must_use]
    pub fn range(&self) -> (String, String) {
        match self {
            // `g` follows the hexadecimal digits.
            Self::Number(start) => (start.clone(), format!("{start}g")),
            Self::Misread | Self::Other => (String::new(), String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reference::unguessable;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_short_and_opens_nothing() {
        assert_eq!(order_number("0000000000000000000000000000abcd"), "0000-0000-0000");
        let number = order_number("fffffffff00000000000000000000000");
        assert_eq!((number.len(), &number[..13]), (14, "6871-9476-735"));
        assert_eq!(order_number("preview-1"), "preview-1");
        assert_eq!(order_number("注文"), "注文");
    }

    #[test]
    fn however_it_is_typed_it_is_found() {
        let reference = "3fa85f6457174562b3fc2c963f66afa6";
        let number = order_number(reference);
        let full = |text: &str| -> String {
            let wide = |digit: char| digit.to_digit(10).and_then(|digit| char::from_u32(u32::from('０') + digit));
            text.chars().map(|character| wide(character).unwrap_or('ー')).collect()
        };
        for typed in
            [number.clone(), number.replace('-', ""), number.replace('-', " "), format!(" {number}　"), full(&number)]
        {
            assert_eq!(Typed::read(&typed), Typed::Number(reference[..9].to_owned()), "{typed}");
        }
        let (from, before) = Typed::read(&number).range();
        assert!(*from <= *reference && *reference < *before && before.as_str() < "3fa85f646");
        // A tracking id has fourteen digits, a telephone number eleven.
        for other in ["", "-", "10000000000001", "090-0000-0000", reference, "0000-0000-000a", "hanako@example.com"] {
            assert_eq!(Typed::read(other), Typed::Other, "{other}");
            assert_eq!(Typed::read(other).range(), (String::new(), String::new()));
        }
        assert_eq!(Typed::read("9999-9999-9999"), Typed::Misread, "more than a reference begins with");
    }

    proptest! {
        #[test]
        fn a_wrong_digit_and_neighbours_that_changed_places_are_noticed(place in 0_usize..12, other in 0_u8..10) {
            let reference = unguessable();
            let number: Vec<u8> = order_number(&reference).bytes().filter(u8::is_ascii_digit).collect();
            let text = |digits: &[u8]| String::from_utf8_lossy(digits).into_owned();
            prop_assert_eq!(Typed::read(&text(&number)), Typed::Number(reference[..9].to_owned()));
            let mut wrong = number.clone();
            wrong[place] = b'0' + other;
            prop_assert_eq!(Typed::read(&text(&wrong)) == Typed::Misread, wrong != number);
            let mut swapped = number.clone();
            swapped.swap(place, (place + 1) % 12);
            // The last and the first are no neighbours.
            prop_assume!(place < 11);
            prop_assert_eq!(Typed::read(&text(&swapped)) == Typed::Misread, swapped != number);
        }
    }
}
