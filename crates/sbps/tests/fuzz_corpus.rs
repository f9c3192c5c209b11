//! The fuzz targets without a fuzzer: each replays its corpus and two thousand changes of each seed, the same ones every
//! time.
#![cfg(feature = "api")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

const CHANGES_OF_EACH_SEED: usize = 2_000;

/// Marsaglia's xorshift: enough to choose places and bytes, and the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).expect(target).map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

/// One to four changes: a byte set, a byte that means something put in, a stretch lost, doubled or taken from another
/// seed.
fn changed(seed: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const MEANINGFUL: &[u8] = b"\0 &=%+<>/'\"-0129aZ\x81\x82\xE0\xFC\xFF\n\r\t";
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(4) {
        let place = numbers.below(bytes.len() + 1);
        let stretch = place..(place + numbers.below(12)).min(bytes.len()).max(place);
        match numbers.below(5) {
            0 if place < bytes.len() => bytes[place] = numbers.below(256).to_le_bytes()[0],
            0 | 1 => bytes.insert(place, MEANINGFUL[numbers.below(MEANINGFUL.len())]),
            2 => drop(bytes.drain(stretch)),
            3 => {
                let doubled = bytes[stretch].to_vec();
                bytes.splice(place..place, doubled);
            }
            _ => {
                let from = numbers.below(other.len());
                let taken = other[from..(from + numbers.below(24)).min(other.len())].to_vec();
                bytes.splice(place..place, taken);
            }
        }
    }
    bytes
}

#[test]
fn the_corpus_and_changes_of_it_break_no_parser() {
    for (name, target) in targets::ALL {
        let seeds = seeds(name);
        assert!(seeds.iter().any(|seed| target(seed)), "{name}: a seed that is read");
        assert!(seeds.iter().any(|seed| !target(seed)), "{name}: a seed that is refused");
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        for seed in &seeds {
            for _ in 0..CHANGES_OF_EACH_SEED {
                let other = &seeds[numbers.below(seeds.len())];
                target(&changed(seed, other, &mut numbers));
            }
        }
    }
}

#[test]
fn every_folder_of_the_corpus_has_its_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(targets::ALL.iter().any(|(target, _)| *target == name), "{name}");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets").join(format!("{name}.rs"));
        assert!(file.exists(), "{name}: the fuzzer can run it");
    }
}
