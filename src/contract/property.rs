//! The custom properties, as the stylesheet has them: whoever adds one there has described it here.

use super::source;

/// A custom property of the elements.
pub(super) struct Property {
    pub(super) name: String,
    /// What it is without being set, in light; another property where it follows that.
    pub(super) default: String,
    pub(super) meaning: String,
}

/// All of them, in the order of `style/tokens.css`, whose lines are `--_x: var(--kantan-x, DEFAULT); /* MEANING */`.
pub(super) fn properties() -> Vec<Property> {
    let text = source("style/tokens.css");
    let (block, _) = text.split_once("\n}").expect("the first rule");
    let lines: Vec<_> = block.lines().filter_map(|line| line.trim().strip_prefix("--_")).collect();
    let split = |line: &str| {
        let (own, rest) = line.split_once(": var(").expect("a variable");
        let (name, rest) = rest.split_once(", ").expect("a default");
        let (default, meaning) = rest.split_once("); /* ").expect("what it is for");
        let meaning = meaning.strip_suffix(" */").expect("the end of the comment");
        (own.to_owned(), Property { name: name.to_owned(), default: default.to_owned(), meaning: meaning.to_owned() })
    };
    let all: Vec<_> = lines.into_iter().map(split).collect();
    // What follows another property is told by that one's name towards the page.
    let public = |default: &str| {
        all.iter().fold(default.to_owned(), |text, (own, of)| {
            text.replace(&format!("var(--_{own})"), &format!("var({})", of.name))
        })
    };
    let told = |(_, it): &(String, Property)| Property {
        name: it.name.clone(),
        default: public(&it.default),
        meaning: it.meaning.clone(),
    };
    all.iter().map(told).collect()
}

#[test]
fn every_property_that_the_styles_read_is_told_once_and_used() {
    let all = properties();
    assert!(all.len() >= 40, "{}", all.len());
    let tokens = source("style/tokens.css");
    for name in tokens.split("var(--kantan-").skip(1).filter_map(|rest| rest.split([',', ')']).next()) {
        assert_eq!(all.iter().filter(|it| it.name == format!("--kantan-{name}")).count(), 1, "{name}");
    }
    let styles = ["screen", "checkout", "result", "subscriptions"];
    let styles: String = styles.iter().map(|name| source(&format!("style/{name}.css"))).collect();
    for own in tokens.lines().filter_map(|line| line.trim().strip_prefix("--_")?.split(':').next()) {
        assert!((styles.clone() + &tokens).contains(&format!("var(--_{own})")), "nothing uses {own}");
    }
    assert!(!styles.contains("--kantan-"), "what a page may change has its default in style/tokens.css");
}
