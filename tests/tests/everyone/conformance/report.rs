//! The report, in the form of VPAT 2.5, WCAG edition.

use super::criterion::{Criterion, Proof};
use super::{LEVEL_A, LEVEL_AA};
use crate::walk::Found;
use std::fmt::Write as _;

/// The rules of axe-core that looked for this criterion.
pub(crate) fn rules<'a>(criterion: &Criterion, found: &'a Found) -> Vec<&'a str> {
    let tag = criterion.tag();
    let rules = found.rules.iter().filter(|(_, tags)| tags.contains(&tag));
    rules.map(|(rule, _)| rule.as_str()).collect()
}

fn proofs(criterion: &Criterion, found: &Found) -> String {
    let mut words = Vec::new();
    for proof in criterion.proofs {
        words.push(match proof {
            Proof::Axe => {
                let rules: Vec<_> = rules(criterion, found).iter().map(|rule| format!("`{rule}`")).collect();
                format!("axe-core: {}", rules.join(", "))
            }
            Proof::Test(file, name) => format!("[{}](../../tests/tests/{file})", name.replace('_', " ")),
            Proof::Looked => "judged by looking".to_owned(),
        });
    }
    words.join("; ")
}

fn table(criteria: &[Criterion], found: &Found) -> String {
    let mut text =
        "| criterion | conformance level | remarks and explanations | proof |\n|---|---|---|---|\n".to_owned();
    for criterion in criteria {
        let Criterion { number, name, verdict, remark, .. } = criterion;
        let (address, proofs) = (criterion.address(), proofs(criterion, found));
        let _ = writeln!(text, "| [{number} {name}]({address}) | {} | {remark} | {proofs} |", verdict.words());
    }
    text
}

/// The whole report.
pub(crate) fn report(found: &Found) -> String {
    // In tens, so that a state more does not change it.
    let (states, runs) = (found.states / 2 / 10 * 10, found.runs / 100 * 100);
    format!(
        "# Accessibility conformance report

WCAG edition, after the VPAT® 2.5 template. Written by `make accept` of what the tests found: whoever changes
it changes `tests/tests/everyone/conformance`.

* **Product**: kantan-checkout {version}: the elements `<kantan-checkout>`, `<kantan-result>` and
  `<kantan-subscriptions>` as a shop gets them, in Japanese and English, in their own colours.
* **Not part of it**: the shop's page around them, the carrier's and the gateway's screens, the pages for staff, the
  designers' preview.
* **Standard**: [WCAG 2.2](https://www.w3.org/TR/WCAG22/), levels A and AA. 4.1.1 Parsing was removed from it; in
  reports on 2.0 and 2.1 it is always supported.
* **Contact**: whoever publishes the element for you; weaknesses as [SECURITY.md](../../SECURITY.md) says.

## How it was evaluated

More than {states} states of the elements were shown in Chromium, each in both languages, reached by the elements
themselves and not put into them. axe-core ran more than {runs} times over them: every rule in each state and language,
contrast in light colours in each, in dark and forced colours and, 7:1, where more contrast is asked for once in all
states that differ in words alone, the size of targets at three widths.
Each text was measured for room at 400 % zoom, with the spacing of 1.4.12 and with letters of 200 %. Tab went through
every state, and the ring around what has the focus was measured. What a screen reader is told stands in
[transcripts](../../tests/transcripts), made of Chromium's accessibility tree, of live regions and of the focus, and
was read. Each proof below is a test that `make test` runs; the report fails to be made where one is missing.

## What was not evaluated

* **Screen readers**: no criterion was tried with NVDA, JAWS, VoiceOver or TalkBack. The transcripts say what
  they are given, not how they read it.
* **Voice control, switches, magnifiers**, and people who use them.
* **Firefox and Safari**: what is said of contrast, room and focus was measured in Chromium alone.
* **A shop's own** colours, sizes, slots and sentences.

## Terms

* **Supports**: the criterion is met without known defects.
* **Partially Supports**: some of what the elements do does not meet it.
* **Not Applicable**: there is nothing that it could be about.
* **Not Evaluated**: nobody has looked. VPAT has this word for level AAA alone; here it would stand wherever it is
  true.

## Table 1: success criteria, level A

{a}
## Table 2: success criteria, level AA

{aa}
VPAT is a registered mark of the Information Technology Industry Council, which has not seen this report.
",
        version = env!("CARGO_PKG_VERSION"),
        a = table(&LEVEL_A, found),
        aa = table(&LEVEL_AA, found),
    )
}
