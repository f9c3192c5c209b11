//! Hands a mail to the shop's mail server, and judges what it answers.

use super::compose::Letter;
use super::sender::{PATIENCE, Refused, ask, unanswered};
use crate::domain::mail::Mail;
use crate::service::settings::{MailSettings, Settings};
use crate::store::{MailOutcome, StoreError};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::error::Error;

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

/// Answers about who signs in (RFC 4954): the settings are to be mended, and every mail is taken then.
const NOT_LET_IN: [u16; 4] = [530, 534, 535, 538];
/// Answers about what a command looks like: whose fault it is, only asking tells. They are said of the server's
/// own set-up, too, and are nothing for good.
const SYNTAX: [u16; 5] = [500, 501, 502, 503, 504];
/// What is wrong with a sender, by the codes of RFC 3463.
const OF_SENDER: [&str; 2] = ["5.1.7", "5.1.8"];

/// The shop's mail server.
#[derive(Clone, Debug)]
pub(super) struct Server {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    settings: MailSettings,
    /// The shop's host, in the names of its mails.
    host: String,
}

impl Server {
    /// The one of the settings, if they have one.
    pub(super) fn of(settings: &Settings) -> Result<Option<Self>, smtp::Error> {
        let Some(mail) = &settings.mail else { return Ok(None) };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(mail.server.expose())?;
        let transport = transport.timeout(Some(PATIENCE)).build();
        Ok(Some(Self { transport, settings: mail.clone(), host: settings.host().to_owned() }))
    }

    /// Hands a mail over; what became of it, and what was answered, without the address.
    pub(super) async fn send(&self, mail: &Mail, letter: Letter) -> (MailOutcome, String) {
        let message = match self.message(mail, letter) {
            Ok(message) => message,
            Err(why) => return (MailOutcome::Refused, format!("it is no mail: {why}")),
        };
        match self.transport.send(message).await {
            Ok(response) => (MailOutcome::Done, format!("SMTP {}", response.code())),
            Err(error) => self.judged(&error).await,
        }
    }

    async fn judged(&self, error: &smtp::Error) -> (MailOutcome, String) {
        let Some(code) = error.status() else { return (MailOutcome::Failed, unanswered(error).to_owned()) };
        let number = code.to_string();
        let is_one_of = |numbers: &[u16]| number.parse().is_ok_and(|number| numbers.contains(&number));
        let outcome = if is_one_of(&NOT_LET_IN) {
            MailOutcome::Held
        } else if !error.is_permanent() {
            MailOutcome::Failed
        } else if matches!(ask(&self.settings).await, Err(Refused::Sender(_))) {
            MailOutcome::Held
        } else if self.is_about_sender(error) {
            MailOutcome::SeemsHeld
        } else if is_one_of(&SYNTAX) {
            MailOutcome::Failed
        } else {
            MailOutcome::Refused
        };
        // The text of an answer often repeats the address.
        (outcome, format!("SMTP {number}"))
    }

    /// Whether an answer is about the sender by its words: servers like to say so only when they have heard to
    /// whom the mail goes.
    fn is_about_sender(&self, error: &smtp::Error) -> bool {
        let words = error.source().map(|source| source.to_string().to_ascii_lowercase()).unwrap_or_default();
        let own = self.settings.from.email.to_string().to_ascii_lowercase();
        words.contains(&own) || OF_SENDER.iter().any(|code| words.starts_with(code))
    }

    fn message(&self, mail: &Mail, letter: Letter) -> Result<Message, String> {
        let to: Address = mail.address.parse().map_err(|_| "its address cannot be read".to_owned())?;
        // The same at each try, so that whoever got it twice can see that.
        let name = format!("<{}.{}@{}>", mail.id, mail.written_at, self.host);
        let mut message = Message::builder()
            .message_id(Some(name))
            .date_now()
            .from(self.settings.from.clone())
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
