//! Consumption tax as prices contain it, which the field `tax` of A01-1 states.

/// The tax in yen contained in an amount in yen at a rate in percent; a fraction of a yen is dropped.
///
/// ```
/// assert_eq!(sbps::tax::contained(3_500, 10), 318);
/// assert_eq!(sbps::tax::contained(540, 8), 40);
/// ```
#[must_use]
pub const fn contained(amount: u32, percent: u32) -> u32 {
    amount * percent / (100 + percent)
}

/// The tax in yen contained in several amounts, each with its rate in percent. Amounts of one rate are added up first, so
/// that a fraction of a yen is dropped once for each rate; what is below zero takes tax away.
///
/// ```
/// // 105 yen contain 9.5 and 115 yen 10.4: together they contain 20.
/// assert_eq!(sbps::tax::contained_by_rate([(105, 10), (115, 10)]), 20);
/// assert_eq!(sbps::tax::contained_by_rate([(1_000, 10), (-500, 10), (108, 8)]), 45 + 8);
/// ```
#[must_use]
pub fn contained_by_rate(amounts: impl IntoIterator<Item = (i64, u32)>) -> i64 {
    let mut rates: Vec<(i64, i64)> = Vec::new();
    for (amount, percent) in amounts {
        let percent = i64::from(percent);
        match rates.iter_mut().find(|(rate, _)| *rate == percent) {
            Some((_, sum)) => *sum += amount,
            None => rates.push((percent, amount)),
        }
    }
    rates.into_iter().map(|(percent, sum)| sum * percent / (100 + percent)).sum()
}
