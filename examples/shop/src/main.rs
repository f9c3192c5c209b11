//! Starts the shop.

use shop::{Record, Service, Settings, Shop, router};
use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// How long to wait before the events are asked for again where the payment service does not answer.
const PAUSE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    let record = Record::open(&settings.journal)
        .map_err(|error| format!("SHOP_JOURNAL is {}: {error}", settings.journal.display()))?;
    let shop = Arc::new(Shop::new(&settings, record, Service::new(&settings)?)?);
    let listener = TcpListener::bind(settings.listen).await?;
    let router = router(Arc::clone(&shop), &settings)?;
    writeln!(std::io::stdout(), "ready http://{}", listener.local_addr()?)?;
    // What happened while the shop was away. It serves meanwhile: webhooks and this may tell the same.
    tokio::spawn(async move {
        loop {
            match shop.catch_up().await {
                Ok(0) => return,
                Ok(new) => tracing::info!(new, "caught up"),
                Err(error) => tracing::warn!(error, "the events cannot be read yet"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    });
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await?;
    Ok(())
}
