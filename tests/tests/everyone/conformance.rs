//! The accessibility conformance report, made of what the walk found: `docs/accessibility/conformance.md`, and its summary
//! in Japanese. `make accept` writes them again. A criterion is not said to be met without a proof that is
//! there: rules of axe-core that had something to look at, a test, or somebody who looked and says why.

mod criterion;
mod level_a;
mod level_aa;
mod proofs;
mod report;
mod summary;

use crate::walk::found;
use criterion::{Criterion, Proof, Verdict};
use level_a::LEVEL_A;
use level_aa::LEVEL_AA;
use std::collections::BTreeSet;
use std::path::Path;
use system_tests::folders::repository;
use system_tests::variable;

fn criteria() -> impl Iterator<Item = &'static Criterion> {
    LEVEL_A.iter().chain(&LEVEL_AA)
}

/// What is wrong with a test that is named as a proof.
fn missing(file: &str, name: &str) -> Option<String> {
    let path = repository().join("tests/tests").join(file);
    let source = std::fs::read_to_string(&path).unwrap_or_default();
    let lines: Vec<_> = source.lines().collect();
    let is_there = lines.windows(2).any(|pair| {
        let is_test = matches!(pair[0], "#[test]" | "#[tokio::test]");
        is_test && pair[1].trim_start_matches("async ").starts_with(&format!("fn {name}("))
    });
    (!is_there).then(|| format!("{file} has no test {name}"))
}

#[test]
fn every_criterion_is_judged_and_every_proof_is_there() {
    let numbers: BTreeSet<_> = criteria().map(|criterion| criterion.number).collect();
    assert_eq!((numbers.len(), LEVEL_A.len(), LEVEL_AA.len()), (55, 31, 24), "WCAG 2.2 has 31 and 24");
    for criterion in criteria() {
        let Criterion { number, verdict, proofs, remark, .. } = criterion;
        assert_eq!(proofs.is_empty(), *verdict == Verdict::NotEvaluated, "{number}: a verdict and its proofs");
        let has_looked = proofs.iter().any(|proof| matches!(proof, Proof::Looked));
        let is_plain = *verdict == Verdict::Supports && !has_looked;
        assert!(is_plain || !remark.is_empty(), "{number}: a reason is missing");
        for proof in *proofs {
            let Proof::Test(file, name) = proof else { continue };
            assert_eq!(missing(file, name), None, "{number}");
        }
    }
    assert!(missing("everyone/room.rs", "nothing_of_this_name").is_some(), "else no test would be missed");
}

#[test]
fn the_report_says_what_was_found() {
    let found = found();
    let by_axe = criteria().filter(|it| it.proofs.iter().any(|proof| matches!(proof, Proof::Axe)));
    let without: Vec<_> = by_axe.filter(|it| report::rules(it, found).is_empty()).map(|it| it.number).collect();
    assert!(without.is_empty(), "no rule of axe-core had something to look at for {without:?}");
    same("docs/accessibility/conformance.md", &report::report(found));
    same("docs/ja/accessibility.md", &summary::summary());
}

fn same(path: &str, text: &str) {
    let file = repository().join(path);
    if variable("KANTAN_ACCEPT", "") == "1" {
        std::fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).expect("a folder can be made");
        std::fs::write(&file, text).expect("a report can be written");
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(there, text, "{path} differs from what was found: `make accept` writes it");
}
