//! How fast what is due is billed, and what a run costs with nothing due.

use super::{Due, Where};
use std::time::{Duration, Instant};

/// What one call of the gateway takes.
const CALL: Duration = Duration::from_millis(300);

/// Bills so many contracts by `processes` with so many calls under way in each. Says the figures.
pub async fn throughput(place: Where<'_>, processes: usize, contracts: u32, calls: u16) -> String {
    let at_once = calls.to_string();
    let due = Due::start("throughput", place, processes, contracts - 1, CALL, &at_once).await;
    let (asked, idle) = (due.gateway.calls(), due.group.memory(0));
    let began = Instant::now();
    let mut most = idle;
    let is_done = || due.gateway.charged().0 >= contracts as usize;
    while !is_done() || due.gateway.settled() < contracts as usize {
        let runs: Vec<_> = (0..processes)
            .map(|place| {
                let (client, address) = (due.group.client.clone(), due.group.address(place));
                tokio::spawn(async move { crate::service::bill(&client, &address).await })
            })
            .collect();
        for run in runs {
            let _ = run.await;
            most = most.max(due.group.memory(0));
        }
    }
    let took = began.elapsed();
    let number = due.gateway.calls() - asked;
    let slots = f64::from(calls) * f64::from(u32::try_from(processes).expect("few"));
    #[allow(clippy::cast_precision_loss, reason = "a number of calls")]
    let least = number as f64 * CALL.as_secs_f64() / slots;
    due.group.bill_all(0).await;
    // What was answered last is still being written down.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let ((charged, twice), charges) = (due.gateway.charged(), due.charges().await);
    let figures = format!(
        "{}: {contracts} contracts billed by {processes} with {calls} calls at once in {:.1} s, {:.2} of calls x 0.3 s / \
         calls at once; {number} calls, {charged} charged, {twice} twice, {} paid; memory {} KiB above {idle} KiB",
        place.name(),
        took.as_secs_f64(),
        took.as_secs_f64() / least,
        charges.paid,
        most - idle,
    );
    assert_eq!((twice, charges.twice, charges.unknown), (0, 0, 0), "{figures}");
    assert_eq!(charged, contracts as usize, "{figures}");
    figures
}

/// Looks for what is due among so many contracts of which nothing is. Says the figures.
pub async fn nothing_due(place: Where<'_>, contracts: u32) -> String {
    let due = Due::start("nothing", place, 1, contracts, Duration::ZERO, "4").await;
    // A month before: each contract is looked at once, and not again before its day.
    due.gateway.go_to(super::JOINED_AT + 60);
    let first = Instant::now();
    due.group.bill_all(0).await;
    let first = first.elapsed();
    let mut times = Vec::new();
    for _ in 0..5 {
        let began = Instant::now();
        let report = due.group.bill(0).await.expect("it answers");
        times.push(began.elapsed());
        assert_eq!(report["paid"], 0, "{report}");
    }
    times.sort();
    format!(
        "{}: a run over {contracts} contracts with nothing due takes {} ms (median of 5); the first one, which looks at \
         each, {:.1} s",
        place.name(),
        times[2].as_millis(),
        first.as_secs_f64()
    )
}
