//! What can happen to bytes on their way: one to three bytes set, put in or lost, or the end cut off.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

#[derive(Clone, Debug)]
pub(crate) enum Change {
    Set(Index, u8),
    Insert(Index, u8),
    Remove(Index),
    Cut(Index),
}

pub(crate) fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(place, byte)| Change::Set(place, byte)),
        (any::<Index>(), any::<u8>()).prop_map(|(place, byte)| Change::Insert(place, byte)),
        any::<Index>().prop_map(Change::Remove),
        any::<Index>().prop_map(Change::Cut),
    ];
    vec(change, 1..=3)
}

pub(crate) fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        match change {
            Change::Set(place, byte) => *place.get_mut(&mut bytes) = *byte,
            Change::Insert(place, byte) => bytes.insert(place.index(bytes.len()), *byte),
            Change::Remove(place) => {
                bytes.remove(place.index(bytes.len()));
            }
            Change::Cut(place) => bytes.truncate(place.index(bytes.len())),
        }
    }
    bytes
}
