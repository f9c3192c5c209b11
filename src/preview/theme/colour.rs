//! Colours as numbers, and whether text in them can be read: contrast after WCAG 2.2 (1.4.3).

/// The least contrast of text.
pub(in crate::preview) const LEAST: f64 = 4.5;

/// What stands on what, by the properties' names without `--kantan-`.
pub(in crate::preview) const PAIRS: [(&str, &str); 14] = [
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("button-ink", "button-paper"),
    ("step-ink", "step-paper"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("link", "card-paper"),
    ("ink", "paper"),
    ("ink", "tint"),
    ("ink-quiet", "paper"),
    ("ink-quiet", "tint"),
    ("title-ink", "card-paper"),
    ("alert", "paper"),
    ("success", "paper"),
];

/// How often a property may follow another before it is a circle.
const DEEPEST: usize = 8;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) enum Shade {
    Light,
    Dark,
}

/// An opaque colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) struct Colour(pub(in crate::preview) [u8; 3]);

/// Text that cannot be read on its ground.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::preview) struct Fault {
    pub(in crate::preview) shade: Shade,
    pub(in crate::preview) text: &'static str,
    pub(in crate::preview) ground: &'static str,
    pub(in crate::preview) ratio: f64,
}

impl Colour {
    /// A colour of three or six hexadecimal digits.
    pub(in crate::preview) fn of_hex(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = text
            .strip_prefix('#')?
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        match digits?[..] {
            [red, green, blue] => Some(Self([red * 17, green * 17, blue * 17])),
            [a, b, c, d, e, f] => Some(Self([a * 16 + b, c * 16 + d, e * 16 + f])),
            _ => None,
        }
    }

    /// It in six digits, as a browser's colour field wants it.
    pub(in crate::preview) fn hex(self) -> String {
        let Self([red, green, blue]) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    fn luminance(self) -> f64 {
        let share = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let Self([red, green, blue]) = self;
        0.2126 * share(red) + 0.7152 * share(green) + 0.0722 * share(blue)
    }

    /// The contrast of two colours, 1 to 21.
    pub(in crate::preview) fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

/// What a value comes to in light or in dark, where it names other properties, and where it has one value for each.
pub(in crate::preview) fn resolved(
    value: &str,
    shade: Shade,
    property: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut value = value.trim().to_owned();
    for _ in 0..DEEPEST {
        let inside = |function: &str| value.strip_prefix(function)?.strip_suffix(')').map(str::to_owned);
        value = if let Some((light, dark)) = inside("light-dark(").and_then(|it| halves(&it)) {
            if shade == Shade::Light { light } else { dark }
        } else if let Some(name) = inside("var(") {
            property(name.trim())?
        } else {
            return Some(value);
        };
    }
    None
}

/// What stands before and after the comma that is inside of nothing.
fn halves(text: &str) -> Option<(String, String)> {
    let mut depth = 0_i32;
    let comma = text.char_indices().find(|(_, character)| {
        depth += i32::from(*character == '(') - i32::from(*character == ')');
        depth == 0 && *character == ','
    });
    let (before, after) = text.split_at(comma?.0);
    Some((before.trim().to_owned(), after.trim_start_matches(',').trim().to_owned()))
}

/// Every pair that cannot be read, of what each property comes to in a shade; a colour that is not known is not judged.
pub(in crate::preview) fn faults(shades: &[Shade], colour: &dyn Fn(&str, Shade) -> Option<Colour>) -> Vec<Fault> {
    let pairs = shades.iter().flat_map(|&shade| PAIRS.map(|pair| (shade, pair)));
    let judged = pairs.filter_map(|(shade, (text, ground))| {
        let ratio = colour(text, shade)?.contrast(colour(ground, shade)?);
        (ratio < LEAST).then_some(Fault { shade, text, ground, ratio })
    });
    judged.collect()
}

#[cfg(test)]
mod tests;
