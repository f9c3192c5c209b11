//! A list that knows which of its entries changed since somebody last asked, so that only these are
//! written down.

use std::collections::BTreeSet;

/// A list that grows, and whose entries can change but never leave.
#[derive(Debug)]
pub struct Kept<T> {
    entries: Vec<T>,
    changed: BTreeSet<usize>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), changed: BTreeSet::new() }
    }
}

impl<T> From<Vec<T>> for Kept<T> {
    /// The list of these entries, none of them changed.
    fn from(entries: Vec<T>) -> Self {
        Self { entries, changed: BTreeSet::new() }
    }
}

impl<T> Kept<T> {
    /// The entries, oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.entries.iter()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: T) {
        self.changed.insert(self.entries.len());
        self.entries.push(entry);
    }

    /// The first entry that is `wanted`, to change it.
    pub fn find_mut(&mut self, wanted: impl Fn(&T) -> bool) -> Option<&mut T> {
        let place = self.entries.iter().position(wanted)?;
        self.changed.insert(place);
        self.entries.get_mut(place)
    }

    /// Every entry that is `wanted`, to change it.
    pub fn filter_mut(&mut self, wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = &mut T> {
        let Self { entries, changed } = self;
        entries.iter_mut().enumerate().filter(move |(_, entry)| wanted(entry)).map(|(place, entry)| {
            changed.insert(place);
            entry
        })
    }

    /// The entries that changed since the last time, with their places.
    pub fn take_changed(&mut self) -> impl Iterator<Item = (usize, &T)> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_iter().filter_map(|place| self.entries.get(place).map(|entry| (place, entry)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_is_told_once() {
        let mut kept = Kept::from(vec![1, 2, 3]);
        assert_eq!(kept.take_changed().count(), 0, "as it was read");
        kept.push(4);
        assert_eq!(kept.find_mut(|number| *number == 9), None);
        *kept.find_mut(|number| *number == 2).expect("it is there") = 20;
        kept.filter_mut(|number| number % 2 == 1).for_each(|number| *number *= 10);
        let changed: Vec<_> = kept.take_changed().map(|(place, number)| (place, *number)).collect();
        assert_eq!(changed, [(0, 10), (1, 20), (2, 30), (3, 4)]);
        assert_eq!(kept.take_changed().count(), 0);
    }
}
