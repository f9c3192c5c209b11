//! `kantan serve`.

use super::config::Config;
use super::record::{clock_of, open_or_begin, shop_of, storefront_of};
use crate::service::billing;
use crate::service::gateway_api::{CALL_PATIENCE, GatewayApi};
use crate::service::metrics::Metrics;
use crate::service::{mail, webhook};
use crate::web::connections::{self, Limits};
use crate::web::router;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How long requests that are under way get when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// How long the head of a request may take. A proxy that keeps connections open for longer opens a
/// new one.
const HEAD_PATIENCE: Duration = Duration::from_secs(15);

/// The most connections at once, however many descriptors there are.
const MOST_CONNECTIONS: u64 = 8_192;

/// Descriptors for everything that is no connection: the database, the log, calls to the gateway,
/// files.
const OTHER_DESCRIPTORS: u64 = 192;

/// As many connections as there are descriptors for, of which it takes as many as it may.
fn most_connections() -> usize {
    let descriptors = rlimit::increase_nofile_limit(MOST_CONNECTIONS + OTHER_DESCRIPTORS);
    let descriptors = descriptors.unwrap_or_else(|error| {
        tracing::warn!(%error, "the number of descriptors cannot be raised");
        1_024
    });
    let most = descriptors.saturating_sub(OTHER_DESCRIPTORS).clamp(64, MOST_CONNECTIONS);
    if most < 1_000 {
        tracing::warn!(descriptors, most, "few descriptors: set LimitNOFILE, or ulimit -n, to 8192 or more");
    }
    usize::try_from(most).unwrap_or(usize::MAX)
}

/// Threads that answer, at least. A request asks the database several times, and each answer comes from another thread:
/// with one thread for each of two processors it waits each time until the pages of others are printed (at eight
/// connections, one request in a hundred waits for 14 to 22 ms instead of 11 to 15).
const LEAST_THREADS: usize = 6;

/// Serves until the process is told to stop.
pub(super) fn serve(new: bool) -> Result<(), Box<dyn std::error::Error>> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(processors.max(LEAST_THREADS)).enable_all().build()?.block_on(run(new))
}

async fn run(new: bool) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::from_environment()?;
    if !config.element_dir.join("kantan-checkout.js").is_file() {
        // The plain form is a whole checkout, so this is no reason to stop.
        tracing::warn!(folder = ?config.element_dir, "MERCHANT_ELEMENT_DIR holds no kantan-checkout.js: plain form only");
    }
    let clock = clock_of(&config).await?;
    let today = clock.now().ok_or("the clock is outside the years 1 to 9999")?.date();
    let storefront = storefront_of(&config, today)?;
    let metrics = Metrics::default();
    let api = GatewayApi::of(&config.settings, &metrics)?;
    let listen = config.listen;
    // First: where the port is taken, no record is begun.
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| format!("MERCHANT_LISTEN is {listen}, where nothing can listen: {error}"))?;
    let store = open_or_begin(&config, new, clock.unix_seconds()).await?;
    let Config { element_dir, settings, wording, .. } = config;
    if !wording.choose() {
        return Err("the words of payers' pages were chosen before".into());
    }
    let mut terminate = signal(SignalKind::terminate())?;
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let (messages_stop, mails_stop) = (stopped.clone(), stopped.clone());
    let shop = Arc::new(shop_of(settings, clock, store, storefront, (api, metrics)));
    let told = Arc::clone(&shop);
    let stop = async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        told.billing.stop();
        // Nobody listens only when the server has ended by itself.
        let _ = stopping.send(true);
    };
    let billing = tokio::spawn(billing::every_minute(Arc::clone(&shop)));
    let messages = tokio::spawn(webhook::send_until(Arc::clone(&shop), messages_stop));
    let mails = tokio::spawn(mail::send_until(Arc::clone(&shop), mails_stop));
    writeln!(std::io::stdout(), "ready http://{}", listener.local_addr()?)?;
    let limits = Limits { head: HEAD_PATIENCE, most: most_connections() };
    let server = connections::serve(listener, router(Arc::clone(&shop), &element_dir), limits, stop);
    let too_long = async {
        // Without a signal this never ends; the server ends first.
        if stopped.wait_for(|stopping| *stopping).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        () = server => {}
        () = too_long => tracing::warn!("stopped while requests were under way"),
    }
    shop.billing.stop();
    // What the gateway was asked is written down with its answer before the program ends.
    if !shop.billing.finished(CALL_PATIENCE + FAREWELL).await {
        tracing::error!("stopped while the gateway was asked: what it did is not known");
    }
    billing.abort();
    // Messages that are under way end by themselves; one that does not is sent again.
    let _ = tokio::time::timeout(webhook::PATIENCE, messages).await;
    let _ = tokio::time::timeout(FAREWELL, mails).await;
    shop.store.close().await;
    Ok(())
}
