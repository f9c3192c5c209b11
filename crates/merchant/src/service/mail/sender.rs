//! Asks the mail server whether it lets this shop send at all, before it hears to whom: by the words of an
//! answer to a whole mail it is often not to be known which of both it refuses.

use crate::service::settings::MailSettings;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::Mail;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use std::time::Duration;
use url::Url;

/// How long the mail server may take for one mail.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Why the shop cannot send.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// For good: the sender, or who signs in.
    #[error("it refuses the sender or the password: {0}")]
    Sender(String),
    /// It does not answer, or not now.
    #[error("{0}")]
    NotNow(String),
}

/// Asks; nothing is sent.
///
/// # Errors
/// [`Refused`] with the server's answer in short, without a password.
pub async fn ask(settings: &MailSettings) -> Result<(), Refused> {
    let mut connection = connected(settings).await.map_err(|error| judged(&error))?;
    let command = Mail::new(Some(settings.from.email.clone()), Vec::new());
    let answered = connection.command(command).await;
    connection.abort().await;
    answered.map(|_| ()).map_err(|error| judged(&error))
}

/// As the transport connects by the same address.
async fn connected(settings: &MailSettings) -> Result<AsyncSmtpConnection, Error> {
    // It was read as an address when the settings were.
    let address = settings.server.expose();
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned();
    let is_wrapped = address.starts_with("smtps:");
    let is_upgraded = url.as_ref().is_some_and(|url| url.query().is_some());
    let usual = match (is_wrapped, is_upgraded) {
        (true, _) => SUBMISSIONS_PORT,
        (false, true) => SUBMISSION_PORT,
        (false, false) => SMTP_PORT,
    };
    let port = url.as_ref().and_then(Url::port).unwrap_or(usual);
    let path = url.as_ref().map(|url| url.path().trim_matches('/').to_owned()).filter(|path| !path.is_empty());
    let hello = path.map_or_else(ClientId::default, ClientId::Domain);
    let tls = || TlsParameters::new(host.clone());
    let wrapped = if is_wrapped { Some(tls()?) } else { None };
    // An address of IPv6 stands in brackets, which no resolver knows.
    let place = (host.trim_matches(['[', ']']), port);
    let mut connection = AsyncSmtpConnection::connect_tokio1(place, Some(PATIENCE), &hello, wrapped, None).await?;
    if is_upgraded {
        connection.starttls(tls()?, &hello).await?;
    }
    if let Some((name, password)) = url.as_ref().and_then(|url| Some((url.username(), url.password()?))) {
        let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        connection.auth(DEFAULT_MECHANISMS, &Credentials::new(plain(name), plain(password))).await?;
    }
    Ok(connection)
}

fn judged(error: &Error) -> Refused {
    match error.status() {
        Some(code) if error.is_permanent() => Refused::Sender(format!("SMTP {code}")),
        Some(code) => Refused::NotNow(format!("SMTP {code}")),
        None => Refused::NotNow(unanswered(error).to_owned()),
    }
}

/// Why there was no answer.
pub(super) fn unanswered(error: &Error) -> &'static str {
    if error.is_timeout() {
        "it took too long"
    } else if error.is_tls() {
        "no TLS"
    } else {
        "no connection"
    }
}
