//! Power cuts: the machine stops, and of each file there is what a sync had written, and nothing else.
//!
//! A kill leaves in the system's memory whatever a program wrote, synced or not, so that it cannot show an answer that
//! was given too early. Here a library puts by, at each sync, what the file held when the sync began; after the cut
//! these copies stand in the files' places.

use super::preload::library;
use super::{JOINED_AT, fresh_folder};
use crate::{Gateway, Group, Payer};
use rand::Rng;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Copies a record's file when a sync of it begins, lets the sync take long, and names the copy only when it is over.
const KEEPING_SYNC: &str = r#"#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static int is_record(const char *path) {
    const char *end = strstr(path, "shop.sqlite");
    return end && (strcmp(end, "shop.sqlite") == 0 || strcmp(end, "shop.sqlite-wal") == 0);
}
static int keep(int call, int file) {
    char link[64], path[3000] = {0}, part[3100], kept[3100], data[65536];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    int known = readlink(link, path, sizeof path - 1) > 0 && is_record(path);
    if (known) {
        snprintf(part, sizeof part, "%s.part-%ld", path, syscall(SYS_gettid));
        snprintf(kept, sizeof kept, "%s.kept", path);
        int from = open(path, O_RDONLY), to = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ssize_t length;
        while ((length = read(from, data, sizeof data)) > 0)
            if (write(to, data, length) != length) return -1;
        close(from);
        close(to);
    }
    struct timespec time = {0, MILLISECONDS * 1000000L};
    nanosleep(&time, 0);
    int result = (int)syscall(call, file);
    if (known && result == 0) rename(part, kept);
    return result;
}
int fsync(int file) { return keep(SYS_fsync, file); }
int fdatasync(int file) { return keep(SYS_fdatasync, file); }
"#;

/// What outsiders were told before the cut.
#[derive(Debug, Default)]
struct Told {
    ordered: Mutex<BTreeSet<String>>,
    paid: Mutex<BTreeSet<String>>,
    tracking: AtomicU64,
    is_over: AtomicBool,
}

fn note(set: &Mutex<BTreeSet<String>>, reference: &str) {
    set.lock().unwrap_or_else(PoisonError::into_inner).insert(reference.to_owned());
}

impl Told {
    /// One purchase after the other; while the gateway tells the shop, the payer's page asks again and again.
    async fn buy(self: Arc<Self>, payer: Payer) {
        while !self.is_over.load(Ordering::Relaxed) {
            let Some(reference) = payer.order("wine-750ml").await else { continue };
            note(&self.ordered, &reference);
            let tracking = 50_000_000_000_000 + self.tracking.fetch_add(1, Ordering::Relaxed);
            let Some(signed) = payer.sign(&reference, tracking).await else { continue };
            tokio::join!(
                async {
                    if payer.notify(&signed.paid).await.as_deref() == Some("OK,") {
                        note(&self.paid, &reference);
                    }
                },
                async {
                    for _ in 0..100 {
                        match payer.outcome(&reference).await.as_deref() {
                            Some("paid") => return note(&self.paid, &reference),
                            Some(_) => {}
                            None => return,
                        }
                    }
                },
            );
        }
    }
}

/// Puts what was synced into the place of a file; nothing where it was never synced.
fn cut(file: &Path) {
    let kept = format!("{}.kept", file.display());
    let _ = std::fs::remove_file(file);
    if let Err(error) = std::fs::rename(&kept, file) {
        assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{kept}: {error}");
    }
}

/// Cuts the power so many times under `visitors` who buy, on a disk whose syncs take so long, and looks at whether
/// everything that anybody was told is still there. Says the figures.
pub async fn power_cut(number: u32, milliseconds: u32, visitors: usize) -> String {
    let folder = fresh_folder("power");
    let gateway = Gateway::start(Duration::ZERO, JOINED_AT).await;
    let record = folder.join("shop.sqlite");
    let database = format!("sqlite://{}", record.display());
    let library = library(&folder, "keeping", KEEPING_SYNC, milliseconds);
    let mut group = Group::start_preloaded(&folder, &database, &gateway, library).await;
    let (mut ordered, mut paid) = (0, 0);
    for _ in 0..number {
        let told = Arc::new(Told { tracking: AtomicU64::new(ordered as u64 * 1_000), ..Told::default() });
        let payer = Payer { client: group.client.clone(), address: group.address(0) };
        let buying: Vec<_> = (0..visitors).map(|_| tokio::spawn(Arc::clone(&told).buy(payer.clone()))).collect();
        let alive = Duration::from_millis(rand::rng().random_range(1_000..2_000));
        tokio::time::sleep(alive).await;
        told.is_over.store(true, Ordering::Relaxed);
        group.kill(0).await;
        for task in buying {
            task.await.expect("nothing panics");
        }
        for ending in ["", "-wal"] {
            cut(&folder.join(format!("shop.sqlite{ending}")));
        }
        let _ = std::fs::remove_file(folder.join("shop.sqlite-shm"));
        // It refuses to begin where the record lacks a message that was answered.
        group.begin(0, false).await;
        let payer = Payer { client: group.client.clone(), address: group.address(0) };
        let told_ordered = std::mem::take(&mut *told.ordered.lock().unwrap_or_else(PoisonError::into_inner));
        let told_paid = std::mem::take(&mut *told.paid.lock().unwrap_or_else(PoisonError::into_inner));
        for reference in &told_ordered {
            let outcome = payer.outcome(reference).await;
            assert!(outcome.is_some(), "order {reference} was told of before the power cut, and is gone");
            let is_paid = outcome.as_deref() == Some("paid");
            assert!(is_paid || !told_paid.contains(reference), "payment of {reference} was told of, and is gone");
        }
        ordered += told_ordered.len();
        paid += told_paid.len();
    }
    let figures = format!(
        "{number} power cuts, syncs of {milliseconds} ms, {visitors} visitors: {ordered} orders and {paid} payments were \
         told of, and all of them were there afterwards"
    );
    assert!(paid > number as usize, "a storm: {figures}");
    let _ = std::fs::remove_dir_all(&folder);
    figures
}
