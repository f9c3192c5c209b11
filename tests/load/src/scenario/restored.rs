//! An older backup put back while much was billed since: what was bought is not bought again.

use super::{Due, Where};
use crate::service::bill;
use std::time::Duration;

/// Backs up while so many contracts are billed, kills, puts the backup back and bills on. Says the
/// figures.
pub async fn restored(contracts: u32) -> String {
    let mut due = Due::start("restored", Where::Sqlite, 1, contracts - 1, Duration::from_millis(50), "8").await;
    let (client, address) = (due.group.client.clone(), due.group.address(0));
    let billing = tokio::spawn(async move { bill(&client, &address).await });
    wait_for(&due, contracts / 4).await;
    let copy = due.folder.join("backup.sqlite").display().to_string();
    due.group.run(&["backup", &copy]).await;
    let backed_up = due.gateway.charged().0;
    wait_for(&due, contracts / 2).await;
    due.group.kill(0).await;
    let _ = billing.await;
    let killed = due.gateway.charged().0;
    for file in ["shop.sqlite", "shop.sqlite-wal", "shop.sqlite-shm"] {
        let _ = std::fs::remove_file(due.folder.join(file));
    }
    due.group.run(&["restore", &copy, "--hold", "--by", "measurement", "--note", "the disk broke"]).await;
    due.group.begin(0, false).await;
    let held = due.group.bill(0).await.expect("it answers");
    assert_eq!(held["held"], "restored", "nothing is billed before somebody says so: {held}");
    due.group.release().await;
    due.group.bill_all(0).await;
    let (charged, twice) = due.gateway.charged();
    let figures = format!(
        "restored: {backed_up} of {contracts} contracts charged at the backup, {killed} when the disk broke, {charged} in \
         the end, {twice} of them twice"
    );
    assert!(killed > backed_up, "the backup was older: {figures}");
    assert_eq!(twice, 0, "{figures}");
    figures
}

async fn wait_for(due: &Due, charged: u32) {
    while due.gateway.charged().0 < charged as usize {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
