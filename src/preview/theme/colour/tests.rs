//! The colours that documents and examples give the element: text on them keeps its contrast, in light and in dark, with
//! what the element has by itself for the colours that are not given.

use super::*;
use crate::screen::property::properties;
use std::collections::HashMap;

/// The declarations in the blocks that follow a selector.
fn declared(css: &str, is_selector: impl Fn(&str) -> bool) -> HashMap<String, String> {
    let blocks = css.split('}').filter_map(|rule| rule.rsplit_once('{'));
    let blocks = blocks.filter(|(before, _)| is_selector(before.rsplit(['{', '}']).next().unwrap_or(before).trim()));
    let lines = blocks.flat_map(|(_, body)| body.split(';').filter_map(|line| line.split_once(':')));
    let comment = |text: &str| text.rsplit("*/").next().unwrap_or(text).trim().to_owned();
    lines.map(|(name, value)| (comment(name), value.trim().to_owned())).collect()
}

/// Every pair that cannot be read, of the rules for the elements in a style sheet.
fn faults_of(css: &str) -> Vec<Fault> {
    let (plain, dark) = css.split_once("@media (prefers-color-scheme: dark)").unwrap_or((css, ""));
    let given = declared(css, |selector| {
        let last = selector.lines().last().unwrap_or_default();
        last.split(", ").all(|it| it.starts_with("kantan-") && !it.contains(':'))
    });
    let is_root = |selector: &str| selector.ends_with(":root");
    let (light, dark) = (declared(plain, is_root), declared(dark.split("\n}").next().unwrap_or_default(), is_root));
    let own = properties();
    let is_light = given.get("color-scheme").is_some_and(|scheme| scheme == "light");
    let shades: &[Shade] = if is_light { &[Shade::Light] } else { &[Shade::Light, Shade::Dark] };
    faults(shades, &|name, shade| {
        let property = |name: &str| {
            let of_page = dark.get(name).filter(|_| shade == Shade::Dark).or_else(|| light.get(name));
            let of_element = || own.iter().find(|it| it.name == name).map(|it| it.adaptive.clone());
            given.get(name).or(of_page).cloned().or_else(of_element)
        };
        let value = resolved(&["var(--kantan-", name, ")"].concat(), shade, &property).expect("no circle");
        Some(Colour::of_hex(&value).unwrap_or_else(|| panic!("a colour that this test reads: {name} {value}")))
    })
}

#[test]
fn the_elements_own_colours_can_be_read() {
    assert_eq!(faults_of("kantan-checkout { }"), []);
}

#[test]
fn the_colours_of_documents_and_examples_can_be_read() {
    let document = include_str!("../../../../docs/embedding.md");
    let quoted = document.split("```css\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let files = [
        include_str!("../../../../examples/through-the-service/shop.css"),
        include_str!("../../../../examples/shop/src/pages/style.css"),
    ];
    let themes: Vec<_> = quoted.filter(|css| css.contains("--kantan-accent")).collect();
    assert!(!themes.is_empty(), "the document gives the element its accent");
    for css in themes.into_iter().chain(files) {
        assert!(css.contains("--kantan-accent"), "{css}");
        assert_eq!(faults_of(css), [], "{css}");
    }
}

#[test]
fn an_accent_that_stays_as_it_is_in_dark_is_found() {
    let found = faults_of("kantan-checkout { --kantan-accent: #a63a12; --kantan-accent-strong: #7c2a0c; }");
    assert!(found.iter().any(|it| (it.text, it.ground) == ("on-accent", "accent")), "{found:?}");
    assert!(found.iter().all(|it| it.shade == Shade::Dark), "{found:?}");
    let light = "kantan-checkout { --kantan-accent: #a63a12; --kantan-accent-strong: #7c2a0c; color-scheme: light; }";
    assert_eq!(faults_of(light), []);
}

#[test]
fn contrast_is_that_of_the_guideline() {
    let of = |text| Colour::of_hex(text).expect("a colour");
    assert_eq!((of("#fff").contrast(of("#000")) * 10.0).round(), 210.0);
    // The grey that is known for just reaching the least contrast on white, and its neighbour.
    assert!(of("#767676").contrast(of("#ffffff")) >= LEAST && of("#777777").contrast(of("#fff")) < LEAST);
    assert_eq!(of("#a0b").hex(), "#aa00bb");
}

#[test]
fn what_follows_itself_comes_to_nothing() {
    let circle = |_: &str| Some("var(--kantan-link)".to_owned());
    assert_eq!(resolved("var(--kantan-link)", Shade::Light, &circle), None);
    let nested = "light-dark(rgb(1, 2, 3), var(--kantan-x))";
    assert_eq!(resolved(nested, Shade::Light, &|_| None).as_deref(), Some("rgb(1, 2, 3)"));
    assert_eq!(resolved(nested, Shade::Dark, &|_| Some("#fff".to_owned())).as_deref(), Some("#fff"));
}
