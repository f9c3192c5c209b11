//! Lists that are told a page at a time. One more than a page holds is looked for: it tells whether the list goes on.

/// How many to look for, so that `most` of them are a page.
#[must_use]
pub const fn looked_for(most: u32) -> u32 {
    most.saturating_add(1)
}

/// The first `most` of what was found, and where there are more, behind which of them the list goes on: by that name.
#[must_use]
pub fn page<T, N>(mut found: Vec<T>, most: u32, name: impl FnOnce(&T) -> N) -> (Vec<T>, Option<N>) {
    let has_more = found.len() > most as usize;
    found.truncate(most as usize);
    let next = found.last().filter(|_| has_more).map(name);
    (found, next)
}

#[cfg(test)]
mod tests {
    use super::{looked_for, page};

    #[test]
    fn a_list_goes_on_behind_the_last_one_of_a_page_where_there_are_more() {
        for (found, on_page, next) in [(0, 0, None), (1, 1, None), (2, 2, None), (3, 2, Some(2)), (9, 2, Some(2))] {
            let (shown, goes_on) = page((1..=found).collect(), 2, |number: &i32| *number);
            assert_eq!((shown.len(), goes_on), (on_page, next), "{found}");
        }
        assert_eq!(page(vec![1], 0, |number| *number), (Vec::new(), None), "nothing is wanted");
        assert_eq!((looked_for(2), looked_for(u32::MAX)), (3, u32::MAX));
    }
}
