//! What ChromeDriver adds to WebDriver: the browser's own protocol, and what its console said.

use crate::OrStop;
use fantoccini::Client;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

/// A command that ChromeDriver adds to the protocol.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// Gives a command of ChromeDriver's own.
pub(crate) async fn issue(client: &Client, path: &'static str, body: Value) -> Value {
    client.issue_cmd(Vendor { path, body }).await.or_stop(path)
}

/// What comes of a promise in the page, as soon as it is kept: WebDriver's own way asks for it again and again.
pub(crate) async fn kept(client: &Client, promise: &str) -> Value {
    let parameters = json!({ "expression": promise, "awaitPromise": true, "returnByValue": true });
    let command = json!({ "cmd": "Runtime.evaluate", "params": parameters });
    let answer = issue(client, "goog/cdp/execute", command).await;
    assert!(answer["exceptionDetails"].is_null(), "{promise}: {}", answer["exceptionDetails"]);
    answer["result"]["value"].clone()
}
