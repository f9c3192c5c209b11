//! Starts the merchant's server.

use merchant::catalogue::Catalogue;
use merchant::clock::Clock;
use merchant::config::Config;
use merchant::gateway_api::GatewayApi;
use merchant::plan::Methods;
use merchant::store::Store;
use merchant::{Shop, billing, routes};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(colours).with_env_filter(filter).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// How long requests that are under way get when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::read(|name| std::env::var(name).ok())?;
    if !config.element_dir.join("kantan-checkout.js").is_file() {
        // The plain form is a whole checkout, so this is no reason to stop.
        tracing::warn!(folder = ?config.element_dir, "MERCHANT_ELEMENT_DIR holds no kantan-checkout.js: plain form only");
    }
    let clock = clock_of(&config).await?;
    let today = clock.now().ok_or("the clock is outside the years 1 to 9999")?.date();
    let catalogue = Catalogue::demo(config.contract, Methods::of(&config), today)?;
    let api = GatewayApi::of(&config)?;
    let store = Store::open(&config.database_url).await.map_err(|error| {
        format!("MERCHANT_DATABASE_URL is {:?}, which cannot be opened: {error}", config.database_url)
    })?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("MERCHANT_LISTEN is {}, where nothing can listen: {error}", config.listen))?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let stop = async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        // Nobody listens only when the server has ended by itself.
        let _ = stopping.send(true);
    };
    let shop = Arc::new(Shop { config, clock, store, catalogue, api });
    let billing = tokio::spawn(billing::every_minute(Arc::clone(&shop)));
    writeln!(std::io::stdout(), "ready http://{}", listener.local_addr()?)?;
    let server = axum::serve(listener, routes::router(Arc::clone(&shop))).with_graceful_shutdown(stop);
    let too_long = async {
        // Without a signal this never ends; the server ends first.
        if stopped.wait_for(|stopping| *stopping).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        ended = server => ended?,
        () = too_long => tracing::warn!("stopped while requests were under way"),
    }
    // A charge that is under way keeps its row: it is unknown then, and not asked for again.
    billing.abort();
    shop.store.close().await;
    Ok(())
}

/// The machine's clock; in a demo, the one that it shares.
async fn clock_of(config: &Config) -> Result<Clock, Box<dyn std::error::Error>> {
    let Some(url) = &config.clock_url else { return Ok(Clock::system()) };
    tracing::warn!(url = url.as_str(), "MERCHANT_CLOCK_URL is set: this is a demo, the time is not the real one");
    let clock = Clock::shared(url.as_str())?;
    clock.refresh().await;
    Ok(clock)
}
