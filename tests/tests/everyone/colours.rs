//! WCAG 2.2 at levels A and AA, as far as axe-core tells, in every state, language, kind of colours and width; the module
//! `walk` says which rules run where.

use crate::walk::{Found, LEAST_STATES, found};
use std::collections::BTreeSet;
use std::sync::Mutex;
use system_tests::axe;
use system_tests::gallery::{Gallery, Look};

/// What colours can change.
const BY_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];
/// What more contrast has to give.
const ENHANCED: [&str; 1] = ["color-contrast-enhanced"];
/// What decides on the colours of a page. States that differ in words alone have one in common.
const SHAPE: &str = include_str!("shape.js");
/// The shapes that were looked at in each kind of colours, whatever the language.
pub(crate) type Shapes = Mutex<BTreeSet<String>>;
/// What a width can change.
const BY_WIDTH: [&str; 2] = ["target-size", "scrollable-region-focusable"];

/// Looks at the state that is shown, at 1280 px in light colours.
pub(crate) async fn look(gallery: &Gallery, name: &str, shapes: &Shapes, found: &mut Found) {
    run(gallery, &[], &format!("{name}, light"), found).await;
    let shape = gallery.browser.evaluate(SHAPE).await;
    let shape = shape.as_str().expect("a text").to_owned();
    let is_new = shapes.lock().expect("nobody stopped with it").insert(shape);
    let looks = is_new.then_some([Look::DARK, Look::FORCED, Look::CONTRAST]);
    found.shapes += usize::from(is_new);
    for look in looks.into_iter().flatten() {
        gallery.look(look).await;
        let rules: &[&str] = if look == Look::CONTRAST { &ENHANCED } else { &BY_COLOURS };
        run(gallery, rules, &format!("{name}, {}", look.name), found).await;
    }
    gallery.look(Look::LIGHT).await;
    for (width, height) in [(390, 844), (320, 256)] {
        gallery.size(width, height).await;
        run(gallery, &BY_WIDTH, &format!("{name}, {width} px"), found).await;
    }
}

async fn run(gallery: &Gallery, rules: &[&str], name: &str, found: &mut Found) {
    let axe::Found { violations, passes } = axe::run(&gallery.browser.client, rules).await;
    found.axe.extend(violations.iter().map(|violation| format!("{name}: {violation}")));
    let passes = passes.into_iter().filter_map(|rule| Some((rule.first()?.clone(), rule.get(1..)?.to_vec())));
    found.rules.extend(passes);
    found.runs += 1;
}

#[tokio::test]
async fn a_class_makes_another_shape_and_a_word_does_not() {
    let gallery = Gallery::open("shapes").await;
    gallery.show("result-failed", "en").await;
    let english = gallery.browser.evaluate(SHAPE).await;
    gallery.show("result-failed", "ja").await;
    assert_eq!(gallery.browser.evaluate(SHAPE).await, english);
    let quiet = "(document.querySelector('kantan-result').shadowRoot.querySelector('.title').className = 'note')";
    gallery.browser.evaluate(quiet).await;
    assert_ne!(gallery.browser.evaluate(SHAPE).await, english);
    gallery.close().await;
}

#[test]
fn axe_finds_nothing_in_any_state_colours_width_or_language() {
    let found = found();
    let Found { runs, states, shapes, rules, .. } = found;
    println!("axe-core looked {runs} times at {states} states of {shapes} shapes, by {} rules", rules.len());
    assert!(found.axe.is_empty(), "{} violations:\n{}", found.axe.len(), found.axe.join("\n"));
    assert!(found.states >= 2 * LEAST_STATES, "only {} states", found.states);
    for rule in BY_COLOURS.iter().chain(&ENHANCED).chain(&BY_WIDTH[..1]) {
        assert!(found.rules.contains_key(*rule), "{rule} had nothing to look at");
    }
}
