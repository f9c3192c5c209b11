//! What a custom property takes, told by its name.

use crate::screen::property::Property;

/// What a property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A colour, in light and in dark.
    Colour,
    /// A length.
    Length,
    /// The weight of a font.
    Weight,
    /// A number.
    Number,
    /// Some lengths, a shadow, a font: words of CSS.
    Words,
}

impl Kind {
    /// What a property takes.
    pub(super) fn of(property: &Property) -> Self {
        let name = property.name.as_str();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends(&["-line-height"]) {
            Self::Number
        } else if ends(&["-weight"]) {
            Self::Weight
        } else if ends(&["-font", "-shadow", "-padding"]) {
            Self::Words
        } else if ends(&["-size", "-width", "-radius", "-gap", "-height"]) {
            Self::Length
        } else {
            Self::Colour
        }
    }

    /// A property of CSS that takes the same.
    pub(super) fn sample(self, name: &str) -> &'static str {
        match self {
            Self::Colour => "color",
            Self::Length => "inline-size",
            Self::Weight => "font-weight",
            Self::Number => "line-height",
            Self::Words if name.ends_with("-font") => "font-family",
            Self::Words if name.ends_with("-shadow") => "box-shadow",
            Self::Words => "padding",
        }
    }
}

/// A length as a slider has it: a number and its unit; `None` of what is more than that.
pub(super) fn length(value: &str) -> Option<(f64, &str)> {
    let end = value.find(|it: char| it.is_ascii_alphabetic() || it == '%')?;
    let (number, unit) = value.split_at(end);
    let is_unit = matches!(unit, "px" | "rem" | "em");
    number.parse().ok().filter(|_| is_unit).map(|number| (number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_a_number_with_a_unit() {
        assert_eq!(length(".8125rem"), Some((0.8125, "rem")));
        assert_eq!(length("10px"), Some((10.0, "px")));
        for other in ["calc(1px * 2)", "1px 2px", "50%", "auto", ""] {
            assert_eq!(length(other), None, "{other}");
        }
    }
}
