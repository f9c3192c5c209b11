//! Hands a mail to the shop's mail server, and judges what it answers.

use super::compose::Letter;
use crate::domain::mail::Mail;
use crate::service::settings::Settings;
use crate::store::{MailOutcome, StoreError};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// How long the mail server may take for one mail.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Why no mail can be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The settings name no server that can be connected to.
    #[error("MERCHANT_SMTP_URL: {0}")]
    Server(#[from] smtp::Error),
    /// The record does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Answers that are about whoever sends and not about this mail: the server is to be set up, and takes it
/// then. Syntax (500 to 504) and authentication (RFC 4954).
const OURS: [u16; 9] = [500, 501, 502, 503, 504, 530, 534, 535, 538];

/// The shop's mail server.
#[derive(Clone, Debug)]
pub(super) struct Server {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// The shop's host, in the names of its mails.
    host: String,
}

impl Server {
    /// The one of the settings, if they have one.
    pub(super) fn of(settings: &Settings) -> Result<Option<Self>, smtp::Error> {
        let Some(mail) = &settings.mail else { return Ok(None) };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(mail.server.expose())?;
        let transport = transport.timeout(Some(PATIENCE)).build();
        Ok(Some(Self { transport, from: mail.from.clone(), host: settings.host().to_owned() }))
    }

    /// Hands a mail over; what became of it, and what was answered, without the address.
    pub(super) async fn send(&self, mail: &Mail, letter: Letter) -> (MailOutcome, String) {
        let message = match self.message(mail, letter) {
            Ok(message) => message,
            Err(why) => return (MailOutcome::Refused, format!("it is no mail: {why}")),
        };
        match self.transport.send(message).await {
            Ok(response) => (MailOutcome::Done, format!("SMTP {}", response.code())),
            Err(error) => judged(&error),
        }
    }

    fn message(&self, mail: &Mail, letter: Letter) -> Result<Message, String> {
        let to: Address = mail.address.parse().map_err(|_| "its address cannot be read".to_owned())?;
        // The same at each try, so that whoever got it twice can see that.
        let name = format!("<{}.{}@{}>", mail.id, mail.written_at, self.host);
        let mut message = Message::builder()
            .message_id(Some(name))
            .date_now()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&letter.subject))
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            // No holiday notice answers it (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        if let Some(contact) = letter.reply_to.and_then(|contact| contact.parse().ok()) {
            message = message.reply_to(Mailbox::new(None, contact));
        }
        message.body(letter.text).map_err(|error| error.to_string())
    }
}

/// A subject has one line, whatever a shop calls itself.
fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn judged(error: &smtp::Error) -> (MailOutcome, String) {
    let Some(code) = error.status() else {
        let why = if error.is_timeout() {
            "it took too long"
        } else if error.is_tls() {
            "no TLS"
        } else {
            "no connection"
        };
        return (MailOutcome::Failed, why.to_owned());
    };
    let number = code.to_string();
    let is_ours = number.parse().is_ok_and(|number: u16| OURS.contains(&number));
    let outcome = if error.is_permanent() && !is_ours { MailOutcome::Refused } else { MailOutcome::Failed };
    // The text of an answer often repeats the address.
    (outcome, format!("SMTP {number}"))
}
