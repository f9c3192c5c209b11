//! The element's files: which there are, how long a browser may keep them, and what a page asks for
//! before its script does.
//!
//! The names of glue and WebAssembly say their version, so they are kept for ever; the script that
//! names them is asked for again each time.

use super::extract::PageLanguage;
use super::nowhere::{no_method, no_page};
use super::pages::{Module, Needed, Sheet, Sheets};
use super::respond::Shape;
use crate::service::Shop;
use axum::Router;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tower_http::services::ServeDir;

/// The longest name of an element's file, in bytes as sent. A file's precompressed copy has a
/// longer name, and a file system ends at 255 bytes.
const LONGEST_NAME: usize = 200;

/// The digits of a version in a name.
const VERSION: usize = 12;

/// What one element's script loads: the module, and its sentences, Japanese and English.
#[derive(Clone, Debug, Default)]
struct Files {
    glue: String,
    wasm: String,
    sentences: [String; 2],
}

/// The modules that the scripts in a folder load.
#[derive(Clone, Debug, Default)]
pub(super) struct Modules {
    one_time: Option<Files>,
    checkout: Option<Files>,
    result: Option<Files>,
    subscriptions: Option<Files>,
}

/// The files that stand in a script as addresses beside it.
pub fn asked_for(script: &str) -> impl Iterator<Item = &str> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    script.match_indices("\"./").filter_map(move |(at, opening)| {
        let rest = &script[at + opening.len()..];
        let end = rest.bytes().position(|byte| !is_name(&byte))?;
        (end > 0 && rest[end..].starts_with('"')).then(|| &rest[..end])
    })
}

impl Modules {
    /// Looks into the folder. A module whose files are not all there is not asked for in advance:
    /// the script says what is wrong.
    pub(super) fn of(folder: &Path) -> Self {
        let read = |element: &str, name: &str| {
            let script = fs::read_to_string(folder.join(format!("kantan-{element}.js"))).ok()?;
            let named = |beside: &str, ending: &str| {
                let begins = format!("{name}{beside}.");
                let is_it =
                    |file: &&str| file.starts_with(&begins) && file.ends_with(ending) && folder.join(file).is_file();
                asked_for(&script).find(is_it).map(str::to_owned)
            };
            let sentences = [named("_ja", ".js")?, named("_en", ".js")?];
            Some(Files { glue: named("", ".js")?, wasm: named("", "_bg.wasm")?, sentences })
        };
        Self {
            one_time: read("checkout", "kantan_checkout_one_time"),
            checkout: read("checkout", "kantan_checkout"),
            result: read("result", "kantan_result"),
            subscriptions: read("subscriptions", "kantan_subscriptions"),
        }
    }

    /// The header `Link` of a page that needs a module in a language: the browser fetches it with the page and not
    /// two answers later. The screen that the page brings, with its styles, works before.
    fn link(&self, Needed(needed, language): Needed) -> Option<HeaderValue> {
        let files = match needed {
            Module::OneTimeCheckout => self.one_time.as_ref().or(self.checkout.as_ref()),
            Module::Checkout => self.checkout.as_ref(),
            Module::Result => self.result.as_ref(),
            Module::Subscriptions => self.subscriptions.as_ref(),
        };
        let Files { glue, wasm, sentences: [japanese, english] } = files?;
        let sentences = language.pick(japanese, english);
        let link = format!(
            "</assets/{glue}>; rel=modulepreload; fetchpriority=low, \
             </assets/{sentences}>; rel=modulepreload; fetchpriority=low, \
             </assets/{wasm}>; rel=preload; as=fetch; crossorigin=anonymous; fetchpriority=low"
        );
        HeaderValue::from_str(&link).ok()
    }
}

/// The styles of the screens, as a folder has them, that are to stand in the pages.
pub(super) fn sheets(folder: &Path) -> Sheets {
    let read = |module: Module| {
        let (_, address) = module.addresses();
        Sheet::new(fs::read_to_string(folder.join(address.strip_prefix("/assets/")?)).ok()?)
    };
    Sheets {
        checkout: read(Module::Checkout),
        result: read(Module::Result),
        subscriptions: read(Module::Subscriptions),
    }
}

/// Adds to a page what its script will load.
pub(super) async fn link(modules: Arc<Modules>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let needed = response.extensions().get::<Needed>().copied();
    if let Some(link) = needed.and_then(|needed| modules.link(needed)) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

/// The element's files, below their address.
pub(super) fn serve(shop: Arc<Shop>, folder: &Path) -> Router {
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .call_fallback_on_method_not_allowed(true)
        .fallback(no_file.with_state(Arc::clone(&shop)));
    Router::new().fallback_service(files).layer(from_fn(keep)).layer(from_fn_with_state(shop, refuse_long_name))
}

/// Whether a name says its version: the same name never has other content.
fn is_versioned(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let parts = name.rsplit_once('.').and_then(|(stem, _)| stem.split_once('.'));
    let version = parts.map(|(_, version)| version.strip_suffix("_bg").unwrap_or(version));
    version.is_some_and(|version| version.len() == VERSION && version.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// How long a browser may keep a file without asking again.
async fn keep(request: Request, next: Next) -> Response {
    let is_versioned = is_versioned(request.uri().path());
    let mut response = next.run(request).await;
    let is_there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let policy = if is_versioned && is_there { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    response
}

async fn no_file(method: Method, shop: State<Arc<Shop>>, shape: Shape, language: PageLanguage, uri: Uri) -> Response {
    if matches!(method, Method::GET | Method::HEAD) {
        return no_page(shop, shape, language, uri).await;
    }
    let mut response = no_method(shop, shape, language, uri).await;
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
    response
}

/// A name that no file system can hold is the name of no file: not a fault of this server.
async fn refuse_long_name(
    shop: State<Arc<Shop>>,
    shape: Shape,
    language: PageLanguage,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path().split('/').any(|name| name.len() > LONGEST_NAME) {
        return no_file(request.method().clone(), shop, shape, language, request.uri().clone()).await;
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_says_which_files_it_needs() {
        let script =
            r#"import("./kantan_result.0a1b.js"); new URL("./kantan_result.0a1b_bg.wasm", import.meta.url); "./" "#;
        let files: Vec<_> = asked_for(script).collect();
        assert_eq!(files, ["kantan_result.0a1b.js", "kantan_result.0a1b_bg.wasm"]);
    }

    #[test]
    fn what_says_its_version_is_kept_and_nothing_else() {
        for name in ["/kantan_result.456dc8a44914.js", "/kantan_checkout_one_time.a4d90d6c7c42_bg.wasm"] {
            assert!(is_versioned(name), "{name}");
        }
        for name in ["/kantan-checkout.js", "/kantan-checkout.css", "/kantan_result.456dc8.js", "/", "/456dc8a44914.js"]
        {
            assert!(!is_versioned(name), "{name}");
        }
    }
}
