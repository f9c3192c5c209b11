//! Starts the sandbox.

use sandbox::clock::Clock;
use sandbox::config::Config;
use sandbox::service::passing;
use sandbox::{Sandbox, payment, routes};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// How long the last answers may take.
const LONGEST_FAREWELL: Duration = Duration::from_secs(3);

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

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::read(|name| std::env::var(name).ok())?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("SANDBOX_LISTEN is {}, where nothing can listen: {error}", config.listen))?;
    let mut terminate = signal(SignalKind::terminate())?;
    let sandbox = Arc::new(Sandbox::new(config, Clock::system())?);
    payment::resume(&sandbox).await;
    tokio::spawn(passing::keep_up(Arc::clone(&sandbox)));
    writeln!(std::io::stdout(), "ready http://{}", listener.local_addr()?)?;
    let (told, stopping) = tokio::sync::watch::channel(());
    let stop = async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        drop(told);
    };
    let served = axum::serve(listener, routes::router(sandbox)).with_graceful_shutdown(stop);
    // A request that a fault holds back must not hold back the end.
    tokio::select! {
        served = async { served.await } => served?,
        () = give_up(stopping) => tracing::info!("stopped while requests were held back"),
    }
    Ok(())
}

/// Waits until the server is told to stop, and then for as long as its last answers may take.
async fn give_up(mut stopping: tokio::sync::watch::Receiver<()>) {
    while stopping.changed().await.is_ok() {}
    tokio::time::sleep(LONGEST_FAREWELL).await;
}
