//! Pages as a browser without script takes them: their title, their forms, and a button that is pressed.

use sbps::wire::{Encoding, write_form};
use system_tests::OrStop;
use url::Url;

const FORM: &str = "application/x-www-form-urlencoded";

/// Names and values in their order.
pub(crate) type Fields = Vec<(String, String)>;

/// What a page is called.
pub(crate) fn title_of(page: &str) -> String {
    let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
    title.or_stop("a page has a title").to_owned()
}

/// The last form of a page: where it goes, with which hidden fields.
pub(crate) fn form_of(page: &str) -> (String, Fields) {
    let form = page.rsplit("<form").next().and_then(|rest| rest.split("</form>").next()).or_stop("a form");
    let fields = form.split("<input").skip(1).map(|input| (attribute(input, "name"), attribute(input, "value")));
    (attribute(form, "action"), fields.collect())
}

/// The last form of a page as its button posts it: where, how encoded, and every field as it stands there.
fn filled_form_of(page: &str) -> (String, Encoding, Fields) {
    let form = page.rsplit("<form").next().and_then(|rest| rest.split("</form>").next()).or_stop("a form");
    let head = form.split('>').next().or_stop("a form begins");
    let encoding = if head.contains("Shift_JIS") { Encoding::ShiftJis } else { Encoding::Utf8 };
    let tags = form.split('<').filter_map(|tag| tag.split('>').next());
    let posted = tags.filter(|tag| {
        let is_chosen = !tag.contains("type=\"radio\"") || tag.ends_with(" checked");
        tag.starts_with("input ") && is_chosen || tag.starts_with("button ") && tag.ends_with(" autofocus")
    });
    let fields = posted.filter_map(|tag| Some((value_of(tag, "name")?, value_of(tag, "value").unwrap_or_default())));
    (attribute(head, "action"), encoding, fields.collect())
}

/// An attribute's value, in whichever quotes.
fn attribute(tag: &str, name: &str) -> String {
    value_of(tag, name).or_stop("an attribute")
}

fn value_of(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let value = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
        _ => rest.split([' ', '>']).next(),
    };
    let value = value?.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let value = ["&#039;", "&#39;", "&#x27;"].iter().fold(value, |value, sign| value.replace(sign, "'"));
    Some(value.replace("&#38;", "&").replace("&amp;", "&"))
}

/// A tab of a browser without script.
pub(crate) struct Tab {
    client: reqwest::Client,
    address: Url,
    /// The page that it shows.
    pub(crate) page: String,
    /// The status of that page.
    pub(crate) status: u16,
    /// Its content security policy.
    pub(crate) policy: String,
}

impl Tab {
    pub(crate) async fn open(address: &str) -> Self {
        let address = Url::parse(address).or_stop("an address");
        let (page, policy) = (String::new(), String::new());
        let mut tab = Self { client: system_tests::http_client(), address, page, status: 0, policy };
        tab.go("").await;
        tab
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &str {
        self.address.as_str()
    }

    pub(crate) fn title(&self) -> String {
        title_of(&self.page)
    }

    /// Opens an address, seen from the page that is open.
    pub(crate) async fn go(&mut self, address: &str) {
        self.address = self.address.join(address).or_stop("an address");
        let answer = self.client.get(self.address.clone()).send().await;
        self.take(answer).await;
    }

    /// Posts a form from the page that is open.
    pub(crate) async fn post(&mut self, action: &str, fields: &[(String, String)], encoding: Encoding) {
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = write_form(fields, encoding).or_stop("a form can be written in its encoding");
        let origin = self.address.origin().ascii_serialization();
        self.address = self.address.join(action).or_stop("an address");
        let request = self.client.post(self.address.clone()).header("Origin", origin).header("Content-Type", FORM);
        // Of an empty body the client says no length, and browsers do.
        let answer = request.header("Content-Length", body.len()).body(body).send().await;
        self.take(answer).await;
    }

    /// Presses the button of the last form.
    pub(crate) async fn press(&mut self) {
        let (action, encoding, fields) = filled_form_of(&self.page);
        self.post(&action, &fields, encoding).await;
    }

    /// Shows what was answered; what leads on is followed.
    async fn take(&mut self, answer: reqwest::Result<reqwest::Response>) {
        let mut answer = answer.or_stop("no answer");
        while answer.status() == 303 {
            let location = answer.headers().get("location").and_then(|it| it.to_str().ok()).or_stop("it leads on");
            self.address = self.address.join(location).or_stop("an address");
            answer = self.client.get(self.address.clone()).send().await.or_stop("no answer");
        }
        self.status = answer.status().as_u16();
        let policy = answer.headers().get("content-security-policy").and_then(|it| it.to_str().ok());
        policy.unwrap_or_default().clone_into(&mut self.policy);
        self.page = answer.text().await.or_stop("an answer breaks off");
    }
}
