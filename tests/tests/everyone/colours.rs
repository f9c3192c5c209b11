//! WCAG 2.2 at levels A and AA, as far as axe-core tells, in every state, language, kind of colours and width; the module
//! `walk` says which rules run where.

use crate::walk::{Found, LEAST_STATES, found};
use system_tests::axe;
use system_tests::gallery::{Gallery, Look};

/// What colours can change.
const BY_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];
/// What more contrast has to give.
const ENHANCED: [&str; 1] = ["color-contrast-enhanced"];
/// What a width can change.
const BY_WIDTH: [&str; 2] = ["target-size", "scrollable-region-focusable"];

/// Looks at the state that is shown, at 1280 px in light colours.
pub(crate) async fn look(gallery: &Gallery, name: &str, found: &mut Found) {
    run(gallery, &[], &format!("{name}, light"), found).await;
    for look in [Look::DARK, Look::FORCED, Look::CONTRAST] {
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

#[test]
fn axe_finds_nothing_in_any_state_colours_width_or_language() {
    let found = found();
    println!("axe-core looked {} times at {} states, by {} rules", found.runs, found.states, found.rules.len());
    assert!(found.axe.is_empty(), "{} violations:\n{}", found.axe.len(), found.axe.join("\n"));
    assert!(found.states >= 2 * LEAST_STATES, "only {} states", found.states);
    for rule in BY_COLOURS.iter().chain(&ENHANCED).chain(&BY_WIDTH[..1]) {
        assert!(found.rules.contains_key(*rule), "{rule} had nothing to look at");
    }
}
