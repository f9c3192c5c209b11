//! Every state of the result and of the subscriber's page that an element has by its data alone, in the elements as they
//! ship, under a strict policy, on phone and PC, in both languages. The states are those of the designers' preview.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::{element_folder, preview_folder};
use system_tests::servers::serve_folder;
use tower_http::services::ServeDir;

/// What a merchant's page should have.
const POLICY: &str = "default-src 'none'; script-src 'self' 'nonce-once' 'wasm-unsafe-eval'; connect-src 'self'; \
                      style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// Every state that is what it is by its data alone.
const STATES: &str = "
    const [language, done] = arguments;
    import('./kantan_preview.js').then(({ states }) => done(states(language)), (reason) => done(String(reason)));
";

/// Data of each state, by its language and its name.
type States = HashMap<(String, String), Value>;

/// The gallery's states of an element, in both languages.
async fn gallery(element: &str) -> States {
    let browser = Browser::open("gallery-data", Viewport::Pc, Script::On).await;
    browser.go(&serve_folder(preview_folder()).await).await;
    browser.wait_for("#states a").await;
    let mut states = States::new();
    for language in ["ja", "en"] {
        let listed = browser.client.execute_async(STATES, vec![json!(language)]).await.expect("the gallery says them");
        let listed = listed.as_array().expect("a list");
        for state in listed.iter().filter(|state| state["element"] == element) {
            let name = state["state"].as_str().expect("a name").to_owned();
            states.insert((language.to_owned(), name), state["data"].clone());
        }
    }
    browser.close().await;
    states
}

async fn page(
    Path((element, language, state)): Path<(String, String, String)>,
    State(states): State<Arc<States>>,
) -> Response {
    let data = states.get(&(language.clone(), state.clone())).expect("the state is known").to_string();
    let data = data.replace('<', "\\u003c");
    let html = format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{state}</title>
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\">
         <script type=\"module\" nonce=\"once\" src=\"/assets/{element}.js\"></script></head>
         <body><main><h1>{state}</h1><{element} endpoint=\"/endpoint\">
         <script type=\"application/json\">{data}</script></{element}></main></body></html>"
    );
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers, html).into_response()
}

async fn serve(states: States) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new().route("/{element}/{language}/{state}", get(page)).with_state(Arc::new(states));
    // Whoever asks for more has to wait: what is being confirmed stays so.
    let router = router.route("/endpoint", get(std::future::pending::<()>));
    let router = router.nest_service("/assets", ServeDir::new(element_folder()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Shows each state on a phone in Japanese and on a PC in English, and keeps pictures. Where the data are valid and there
/// is something to show, `part` is there.
async fn show_all(element: &str, part: &str, without_part: &[&str], least: usize) {
    let states = gallery(element).await;
    let mut names: Vec<_> = states.keys().cloned().collect();
    names.sort_unstable();
    assert!(names.len() >= 2 * least, "{} states in two languages", names.len());
    let address = serve(states).await;
    let walk = async |viewport, language: &str| {
        let mut browser = Browser::open(&format!("{element}-{language}"), viewport, Script::On).await;
        // What a page is told whose data are not valid.
        browser.expect_in_console("order_invalid");
        for (_, name) in names.iter().filter(|(of, _)| of == language) {
            browser.go(&format!("{address}/{element}/{language}/{name}")).await;
            let part =
                if without_part.contains(&name.as_str()) { ".card".to_owned() } else { format!("[part~={part}]") };
            browser.find_within(element, &part).await;
            browser.step(name).await;
        }
        browser.close().await;
    };
    tokio::join!(walk(Viewport::Phone, "ja"), walk(Viewport::Pc, "en"));
}

#[tokio::test]
async fn every_state_of_a_subscription_is_shown() {
    let without_terms = ["subscriptions-none", "subscriptions-invalid"];
    show_all("kantan-subscriptions", "terms", &without_terms, 19).await;
}

#[tokio::test]
async fn every_state_of_a_result_is_shown() {
    show_all("kantan-result", "result", &["result-invalid"], 33).await;
}

/// Shows each code in turn and reads what is said and how many ways on there are.
const SAY_ALL: &str = "
    const [codes, report] = arguments;
    const host = document.querySelector('kantan-result');
    return codes.map((code) => {
        host.result = { ...report, outcome: 'failed', code };
        const result = host.shadowRoot.querySelector('[part~=result]');
        return [code, result.textContent, host.shadowRoot.querySelectorAll('[part~=step]:not([hidden])').length];
    });
";

#[tokio::test]
async fn every_code_of_the_au_block_has_a_sentence_and_one_next_step() {
    let codes = (8252..=8297).chain(8346..=8379).chain(8670..=8673).chain([4301, 5101, 6302, 7001, 1101, 1301, 2101]);
    let codes: Vec<String> = codes.map(|code: u16| code.to_string()).collect();
    let states = gallery("kantan-result").await;
    let paid = |language: &str| states[&(language.to_owned(), "result-paid".to_owned())].clone();
    let reports = ["ja", "en"].map(|language| (language, paid(language)));
    let address = serve(states).await;
    for (language, report) in reports {
        let browser = Browser::open("result-codes", Viewport::Phone, Script::On).await;
        browser.go(&format!("{address}/kantan-result/{language}/result-paid")).await;
        browser.find_within("kantan-result", "[part~=result]").await;
        let said = browser.client.execute(SAY_ALL, vec![json!(codes), report]).await.expect("each is shown");
        for entry in said.as_array().expect("a list") {
            let (code, text) = (entry[0].as_str().expect("a code"), entry[1].as_str().expect("a text"));
            assert!(text.contains(code) && text.chars().count() > 20, "{language} {code}: {text}");
            assert_eq!(entry[2], 1, "{language} {code}: one next step");
        }
        browser.close().await;
    }
}
