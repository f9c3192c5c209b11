//! The custom properties by which a page changes the screens' looks, as the stylesheet has them: whoever adds one there has
//! described it here. The documents and the designers' preview list them; no element needs the list.

/// Where they stand, each as `--_x: var(--kantan-x, DEFAULT); /* MEANING */`.
const TOKENS: &str = include_str!("../../style/tokens.css");

/// A custom property of the elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name, `--kantan-x`.
    pub name: String,
    /// What it is without being set, in light and in every browser; another property where it follows that.
    pub default: String,
    /// What it is without being set where the browser knows light and dark in one value, and lengths of the element.
    pub adaptive: String,
    /// What it is for.
    pub meaning: String,
}

/// All of them, in the order of the stylesheet.
#[must_use]
pub fn properties() -> Vec<Property> {
    let (block, later) = TOKENS.split_once("\n}").unwrap_or((TOKENS, ""));
    let all: Vec<_> = block.lines().filter_map(property).collect();
    // What follows another property is told by that one's name towards the page.
    let public = |default: &str| {
        all.iter().fold(default.to_owned(), |text, (own, of)| {
            text.replace(&["var(--_", own, ")"].concat(), &["var(", &of.name, ")"].concat())
        })
    };
    let adaptive = |it: &Property| {
        let start = ["var(", &it.name, ", "].concat();
        let (_, rest) = later.split_once(start.as_str())?;
        rest.split_once(");").map(|(default, _)| default.to_owned())
    };
    let told = |(_, it): &(String, Property)| Property {
        default: public(&it.default),
        adaptive: adaptive(it).unwrap_or_else(|| public(&it.default)),
        ..it.clone()
    };
    all.iter().map(told).collect()
}

/// A line of the stylesheet: the screens' own name of the property, and what a page knows of it.
fn property(line: &str) -> Option<(String, Property)> {
    let (own, rest) = line.trim().strip_prefix("--_")?.split_once(": var(")?;
    let (name, rest) = rest.split_once(", ")?;
    let (default, meaning) = rest.split_once("); /* ")?;
    let (name, default, meaning) = (name.to_owned(), default.to_owned(), meaning.strip_suffix(" */")?.to_owned());
    Some((own.to_owned(), Property { name, adaptive: default.clone(), default, meaning }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_that_the_styles_read_is_told_once_and_used() {
        let all = properties();
        assert!(all.len() >= 40, "{}", all.len());
        for name in TOKENS.split("var(--kantan-").skip(1).filter_map(|rest| rest.split([',', ')']).next()) {
            assert_eq!(all.iter().filter(|it| it.name == format!("--kantan-{name}")).count(), 1, "{name}");
        }
        let styles = [
            include_str!("../../style/screen.css"),
            include_str!("../../style/checkout.css"),
            include_str!("../../style/result.css"),
            include_str!("../../style/subscriptions.css"),
        ]
        .concat();
        for own in TOKENS.lines().filter_map(|line| line.trim().strip_prefix("--_")?.split(':').next()) {
            assert!((styles.clone() + TOKENS).contains(&format!("var(--_{own})")), "nothing uses {own}");
        }
        assert!(!styles.contains("--kantan-"), "what a page may change has its default in style/tokens.css");
    }

    #[test]
    fn a_property_has_its_default_for_light_and_dark_beside_the_plain_one() {
        let all = properties();
        let of = |name: &str| all.iter().find(|it| it.name == name).expect("it is there");
        let accent = of("--kantan-accent");
        assert_eq!((accent.default.as_str(), accent.adaptive.as_str()), ("#1a4a7a", "light-dark(#1a4a7a, #9cc9f5)"));
        assert_eq!(of("--kantan-gap").adaptive, "clamp(min(1.25rem, 6cqi), 4cqi, 2rem)");
        assert_eq!(of("--kantan-link").adaptive, "var(--kantan-accent)");
    }
}
