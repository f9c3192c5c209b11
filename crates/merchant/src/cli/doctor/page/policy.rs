//! A content security policy, and what it lets pass (Content Security Policy Level 3, sections 6.7.2 and 6.8).

use std::borrow::Cow;
use url::Url;

/// Where a policy stands, which decides what of it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The header `Content-Security-Policy`.
    Header,
    /// The header `Content-Security-Policy-Report-Only`: it blocks nothing.
    ReportOnly,
    /// A `<meta>` element.
    Meta,
}

impl Place {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Header => "the header Content-Security-Policy",
            Self::ReportOnly => "the header Content-Security-Policy-Report-Only",
            Self::Meta => "the policy in <meta>",
        }
    }
}

/// One policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Policy {
    pub(super) place: Place,
    directives: Vec<(String, Vec<String>)>,
}

/// What a browser asks a policy for.
#[derive(Clone, Debug)]
pub(super) enum Ask<'a> {
    /// To load from this address, or to send something there.
    Address(Cow<'a, Url>),
    /// To run this module script, of which the tag has that nonce.
    Script(&'a Url, Option<&'a str>),
    /// To compile WebAssembly.
    WebAssembly,
}

impl Policy {
    /// The policies of a header's value or of a `<meta>` element: several with commas between them.
    pub(super) fn all(text: &str, place: Place) -> Vec<Self> {
        let policies = text.split(',').map(|text| Self::one(text, place));
        policies.filter(|policy| !policy.directives.is_empty()).collect()
    }

    fn one(text: &str, place: Place) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            let is_ignored =
                place == Place::Meta && matches!(name.as_str(), "frame-ancestors" | "sandbox" | "report-uri");
            // The first of one name counts.
            if !is_ignored && directives.iter().all(|(known, _)| *known != name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Self { place, directives }
    }

    /// Whether it blocks, and does not only report.
    pub(super) fn blocks(&self) -> bool {
        self.place != Place::ReportOnly
    }

    /// What a directive lists.
    pub(super) fn directive(&self, name: &str) -> Option<&[String]> {
        self.directives.iter().find(|(known, _)| known == name).map(|(_, sources)| sources.as_slice())
    }

    /// The first directive of `chain` that it has: the one that decides.
    pub(super) fn deciding<'a>(&'a self, chain: &[&'static str]) -> Option<(&'static str, &'a [String])> {
        chain.iter().find_map(|name| Some((*name, self.directive(name)?)))
    }
}

/// Whether sources let it pass on the page of that address.
pub(super) fn allows(sources: &[String], page: &Url, ask: &Ask<'_>) -> bool {
    let has = |word: &str| sources.iter().any(|source| source.eq_ignore_ascii_case(word));
    match ask {
        Ask::WebAssembly => has("'wasm-unsafe-eval'") || has("'unsafe-eval'"),
        Ask::Script(address, nonce) => {
            let by_nonce = nonce.is_some_and(|nonce| sources.iter().any(|it| *it == format!("'nonce-{nonce}'")));
            // Addresses count for nothing then.
            by_nonce || !has("'strict-dynamic'") && sources.iter().any(|source| matches(source, page, address))
        }
        Ask::Address(address) => sources.iter().any(|source| matches(source, page, address)),
    }
}

/// Whether one source is that of the address.
fn matches(source: &str, page: &Url, address: &Url) -> bool {
    if source == "*" {
        return matches!(address.scheme(), "http" | "https" | "ws" | "wss") || address.scheme() == page.scheme();
    }
    if source.eq_ignore_ascii_case("'self'") {
        let is_upgrade = page.scheme() == "http" && address.scheme() == "https" && has_default_port(page);
        return page.origin() == address.origin()
            || is_upgrade && page.host_str() == address.host_str() && has_default_port(address);
    }
    if source.starts_with('\'') {
        return false;
    }
    let (scheme, rest) = match source.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None if source.ends_with(':') => return is_scheme(&source[..source.len() - 1], address.scheme()),
        None => (None, source),
    };
    if !is_scheme(scheme.unwrap_or(page.scheme()), address.scheme()) {
        return false;
    }
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (host, port) = authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    is_host(host, address.host_str().unwrap_or_default()) && is_port(port, address) && is_path(path, address.path())
}

/// `http:` stands for `https:` too.
fn is_scheme(source: &str, scheme: &str) -> bool {
    source.eq_ignore_ascii_case(scheme) || source.eq_ignore_ascii_case("http") && scheme == "https"
}

fn is_host(source: &str, host: &str) -> bool {
    let (source, host) = (source.to_ascii_lowercase(), host.to_ascii_lowercase());
    match source.strip_prefix('*') {
        Some("") => true,
        Some(ending) => ending.starts_with('.') && host.ends_with(ending),
        None => source == host,
    }
}

fn is_port(source: Option<&str>, address: &Url) -> bool {
    match source {
        Some("*") => true,
        Some(port) => port.parse().ok() == address.port_or_known_default() || port == "80" && has_default_port(address),
        None => has_default_port(address),
    }
}

fn is_path(source: &str, path: &str) -> bool {
    source.is_empty() || source == "/" || if source.ends_with('/') { path.starts_with(source) } else { path == source }
}

fn has_default_port(address: &Url) -> bool {
    address.port().is_none()
}
