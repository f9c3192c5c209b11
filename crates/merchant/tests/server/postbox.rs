//! A mail server that others wrote: `mailin` speaks SMTP, `mail-parser` reads what came.

use mail_parser::MessageParser;
use mailin::response::{INVALID_CREDENTIALS, NO_MAILBOX, OK};
use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder};
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A mail as it came.
#[derive(Clone, Debug)]
pub(crate) struct Came {
    /// By the envelope.
    pub(crate) to: Vec<String>,
    /// Every byte.
    pub(crate) raw: Vec<u8>,
}

impl Came {
    pub(crate) fn subject(&self) -> String {
        MessageParser::default().parse(&self.raw).expect("a mail").subject().expect("a subject").to_owned()
    }

    pub(crate) fn text(&self) -> String {
        let mail = MessageParser::default().parse(&self.raw).expect("a mail");
        mail.body_text(0).expect("a text").replace("\r\n", "\n")
    }

    /// The lines of its head, those that go on joined.
    pub(crate) fn head(&self) -> Vec<String> {
        let text = String::from_utf8(self.raw.clone()).expect("a head of ASCII and a body that says its encoding");
        let head = text.split("\r\n\r\n").next().expect("a head").replace("\r\n ", " ");
        head.split("\r\n").map(str::to_owned).collect()
    }

    /// The value of a line of its head, as it was sent.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let head = self.head();
        let mut lines = head.iter().filter_map(|line| line.strip_prefix(&format!("{name}: ")));
        let value = lines.next().map(str::to_owned);
        assert_eq!(lines.next(), None, "{name} stands once");
        value
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Takes everything.
    #[default]
    Open,
    /// Ends each connection at once.
    Away,
    /// Has no such mailbox.
    Refusing,
    /// Has no such mailbox just now.
    Busy,
    /// Takes nothing from this sender.
    NotThisSender,
    /// The same, and says so when it has heard to whom.
    SenderLate,
    /// Takes what is for anybody but one, who wants nothing from this sender.
    Blocking,
    /// Wants to know who sends, and knows nobody.
    Asking,
}

/// The server.
#[derive(Clone)]
pub(crate) struct Postbox {
    pub(crate) url: String,
    came: Arc<Mutex<Vec<Came>>>,
    mood: Arc<Mutex<Mood>>,
    asked: Arc<AtomicUsize>,
}

impl Postbox {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let postbox = Self { url, came: Arc::default(), mood: Arc::default(), asked: Arc::default() };
        let serving = postbox.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, serving) = (stream.expect("a connection"), serving.clone());
                std::thread::spawn(move || serving.serve(stream));
            }
        });
        postbox
    }

    pub(crate) fn is(&self, mood: Mood) {
        *self.mood.lock().expect("whole") = mood;
    }

    pub(crate) fn came(&self) -> Vec<Came> {
        self.came.lock().expect("whole").clone()
    }

    pub(crate) fn subjects(&self) -> Vec<String> {
        self.came().iter().map(Came::subject).collect()
    }

    /// How often somebody said from whom a mail would be.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().expect("whole")
    }

    /// One connection; whoever goes away in the middle of it ends it.
    fn serve(self, stream: TcpStream) -> Option<()> {
        if self.mood() == Mood::Away {
            return None;
        }
        let mut lines = BufReader::new(stream.try_clone().ok()?);
        let mut out = stream;
        let desk = Counter { postbox: self, to: Vec::new(), raw: Vec::new() };
        let mut builder = SessionBuilder::new("postbox.example");
        if desk.postbox.mood() == Mood::Asking {
            builder.enable_auth(AuthMechanism::Plain).insecure_enable_plaintext_auth();
        }
        let mut session = builder.build(IpAddr::from(Ipv4Addr::LOCALHOST), desk);
        let mut answer = session.greeting();
        loop {
            if answer.action != Action::NoReply {
                let mut bytes = Vec::new();
                answer.write_to(&mut bytes).ok()?;
                out.write_all(&bytes).ok()?;
            }
            let mut line = Vec::new();
            if answer.action == Action::Close || lines.read_until(b'\n', &mut line).ok()? == 0 {
                return Some(());
            }
            answer = session.process(&line);
        }
    }
}

struct Counter {
    postbox: Postbox,
    to: Vec<String>,
    raw: Vec<u8>,
}

impl Handler for Counter {
    fn mail(&mut self, _: IpAddr, _domain: &str, _from: &str) -> Response {
        self.postbox.asked.fetch_add(1, Ordering::SeqCst);
        match self.postbox.mood() {
            Mood::NotThisSender => Response::custom(550, "5.7.0 no".to_owned()),
            _ => OK,
        }
    }

    fn rcpt(&mut self, to: &str) -> Response {
        match self.postbox.mood() {
            Mood::Refusing => NO_MAILBOX,
            Mood::Busy => Response::custom(450, "4.2.1 try again".to_owned()),
            Mood::SenderLate => Response::custom(
                553,
                "5.7.1 <shop@wine.example>: Sender address rejected: not owned by user".to_owned(),
            ),
            Mood::Blocking if to.starts_with("blocked@") => {
                Response::custom(550, "5.7.1 shop@wine.example is not wanted here".to_owned())
            }
            Mood::Open | Mood::Away | Mood::NotThisSender | Mood::Blocking | Mood::Asking => OK,
        }
    }

    fn auth_plain(&mut self, _: &str, _: &str, _: &str) -> Response {
        INVALID_CREDENTIALS
    }

    fn data_start(&mut self, _domain: &str, _from: &str, _is8bit: bool, to: &[String]) -> Response {
        self.to = to.to_vec();
        self.raw.clear();
        OK
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.raw.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let came = Came { to: std::mem::take(&mut self.to), raw: std::mem::take(&mut self.raw) };
        self.postbox.came.lock().expect("whole").push(came);
        OK
    }
}
