//! A disk whose every sync takes long, and visitors who order without pause: the gateway's messages
//! are answered in time.

use super::preload::library;
use super::{JOINED_AT, fresh_folder};
use crate::{Gateway, Group, Payer};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Takes the place of the two functions by which a program has its file written to the disk.
const SLOW_SYNC: &str = "#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static void wait_long(void) { struct timespec t = {0, MILLISECONDS * 1000000L}; nanosleep(&t, 0); }
int fsync(int file) { wait_long(); return (int)syscall(SYS_fsync, file); }
int fdatasync(int file) { wait_long(); return (int)syscall(SYS_fdatasync, file); }
";

/// Has so many visitors order on a disk whose syncs take so long, and sends so many messages
/// meanwhile, one after the other. Says the figures.
pub async fn slow_disk(milliseconds: u32, visitors: usize, messages: u64) -> String {
    let folder = fresh_folder("slow");
    let gateway = Gateway::start(Duration::ZERO, JOINED_AT).await;
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let library = library(&folder, "slow", SLOW_SYNC, milliseconds);
    let group = Group::start_preloaded(&folder, &database, &gateway, library).await;
    let payer = Payer { client: group.client.clone(), address: group.address(0) };
    let mut signed = Vec::new();
    for message in 0..messages {
        let reference = payer.order("wine-750ml").await.expect("ordered");
        signed.push(payer.sign(&reference, 40_000_000_000_000 + message).await.expect("signed"));
    }
    let (is_over, ordered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let ordering = (0..visitors).map(|_| {
        let (payer, is_over, ordered) = (payer.clone(), Arc::clone(&is_over), Arc::clone(&ordered));
        tokio::spawn(async move {
            while !is_over.load(Ordering::Relaxed) {
                if payer.order("wine-750ml").await.is_some() {
                    ordered.fetch_add(1, Ordering::Relaxed);
                }
            }
        })
    });
    let ordering: Vec<_> = ordering.collect();
    let (mut refused, mut longest) = (0, Duration::ZERO);
    for signed in &signed {
        let began = Instant::now();
        let answer = payer.notify(&signed.paid).await;
        longest = longest.max(began.elapsed());
        refused += u32::from(answer.as_deref() != Some("OK,"));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    is_over.store(true, Ordering::Relaxed);
    for visitor in ordering {
        visitor.await.expect("nothing panics");
    }
    let ordered = ordered.load(Ordering::Relaxed);
    let figures = format!(
        "slow disk: syncs of {milliseconds} ms, {visitors} visitors made {ordered} orders meanwhile; of {messages} \
         notifications {refused} were not answered OK, the slowest answer took {} ms",
        longest.as_millis()
    );
    assert!(ordered > 0, "{figures}");
    assert_eq!(refused, 0, "{figures}");
    assert!(longest < Duration::from_secs(3), "{figures}");
    let _ = std::fs::remove_dir_all(&folder);
    figures
}
