//! What an element needs of the page that it stands on, what of it the page's policies block, and the smallest change
//! that lets it work.

use super::html::{Tag, tags};
use super::policy::{Ask, Place, Policy, allows};
use std::borrow::Cow;
use url::Url;

/// What an element does that a policy can forbid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Script,
    WebAssembly,
    WebAssemblyFile,
    Style,
    Endpoint,
    Gateway,
}

/// Every need: what it is for, in a sentence, and the directives of which the first that a policy has decides.
pub(super) const NEEDS: [(Deed, &str, &[&str]); 6] = [
    // The module that it imports lies beside it and has its nonce.
    (Deed::Script, "the element's script and its module", &["script-src-elem", "script-src", "default-src"]),
    (Deed::WebAssembly, "WebAssembly", &["script-src", "default-src"]),
    (Deed::WebAssemblyFile, "the file of WebAssembly", &["connect-src", "default-src"]),
    (Deed::Style, "the element's stylesheet", &["style-src-elem", "style-src", "default-src"]),
    (Deed::Endpoint, "requests to the endpoint", &["connect-src", "default-src"]),
    // Chromium and WebKit hold it against every redirect on the way, too.
    (Deed::Gateway, "the form that goes to the gateway and is sent on to the carrier", &["form-action"]),
];

/// Something that does not work, or that is reported as if it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Blocked {
    /// Whether it is only reported.
    pub(super) only_reported: bool,
    /// What does not work, by what, and what to change, in a sentence or two.
    pub(super) says: String,
}

/// A page as it was answered.
#[derive(Clone, Debug)]
pub(super) struct Page<'a> {
    /// Its address, after all redirects.
    pub(super) address: Url,
    /// Its headers in their order, by names in lower case.
    pub(super) headers: &'a [(String, String)],
    /// Its HTML.
    pub(super) html: &'a str,
}

impl Page<'_> {
    pub(super) fn header<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b str> + 'b {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The elements of a page: how many there are.
pub(super) fn elements(html: &str) -> usize {
    tags(html).iter().filter(|tag| is_element(tag)).count()
}

pub(super) fn is_element(tag: &Tag) -> bool {
    matches!(tag.name.as_str(), "kantan-checkout" | "kantan-result" | "kantan-subscriptions")
}

/// What of the elements of a page does not work, where forms go to `gateway`.
pub(super) fn blocked(page: &Page<'_>, gateway: &[Url]) -> Vec<Blocked> {
    let tags = tags(page.html);
    let elements: Vec<&Tag> = tags.iter().filter(|tag| is_element(tag)).collect();
    let mut blocked = Vec::new();
    let scripts: Vec<(Url, Option<&str>)> = tags.iter().filter_map(|tag| script_of(tag, &page.address)).collect();
    if scripts.is_empty() {
        let says = "no <script type=\"module\"> of the page loads kantan-checkout.js, kantan-result.js or \
                    kantan-subscriptions.js: what an element shows is what the page's server printed"
            .to_owned();
        blocked.push(Blocked { only_reported: false, says });
    }
    for policy in policies(page, &tags) {
        for (directive, deciding, lost) in lost(&policy, page, &scripts, &elements, gateway) {
            blocked.push(told(&policy, directive, deciding, &lost));
        }
        blocked.extend(sandboxed(&policy, &elements));
    }
    blocked.extend(other_headers(page, &tags, &scripts));
    blocked
}

/// The address and nonce of an element's script.
pub(super) fn script_of<'a>(tag: &'a Tag, page: &Url) -> Option<(Url, Option<&'a str>)> {
    let address = page.join(tag.get("src").filter(|_| tag.name == "script")?).ok()?;
    let file = address.path().rsplit('/').next()?;
    let is_ours =
        ["kantan-checkout", "kantan-result", "kantan-subscriptions"].iter().any(|name| file.starts_with(name));
    is_ours.then_some((address, tag.get("nonce")))
}

/// Every policy that the page has.
pub(super) fn policies(page: &Page<'_>, tags: &[Tag]) -> Vec<Policy> {
    let of = |name, place| page.header(name).flat_map(move |text| Policy::all(text, place)).collect::<Vec<_>>();
    let mut policies = of("content-security-policy", Place::Header);
    policies.extend(of("content-security-policy-report-only", Place::ReportOnly));
    for tag in tags.iter().filter(|tag| tag.name == "meta") {
        let is_policy = |it: &&str| it.eq_ignore_ascii_case("content-security-policy");
        if let (Some(_), Some(content)) = (tag.get("http-equiv").filter(is_policy), tag.get("content")) {
            policies.extend(Policy::all(content, Place::Meta));
        }
    }
    policies
}

/// What is wanting: the deed's words, and the source that would let it pass.
type Lost = (&'static str, String);

/// What a policy blocks, by the directive that is to be changed: its name, what decides now, and what is wanting.
fn lost<'p>(
    policy: &'p Policy,
    page: &Page<'_>,
    scripts: &[(Url, Option<&str>)],
    elements: &[&Tag],
    gateway: &[Url],
) -> Vec<(&'static str, &'p [String], Vec<Lost>)> {
    let mut found: Vec<(&'static str, &[String], Vec<Lost>)> = Vec::new();
    for (deed, words, chain) in NEEDS {
        let Some((name, deciding)) = policy.deciding(chain) else { continue };
        let asked = asked(deed, page, scripts, elements, gateway);
        for (ask, source) in asked.iter().filter(|(ask, _)| !allows(deciding, &page.address, ask)) {
            let source = match ask {
                Ask::Script(..) if deciding.iter().any(|it| it == "'strict-dynamic'") => {
                    "'nonce-…' of the answer, and nonce=\"…\" in the tag of the script".to_owned()
                }
                _ => source.clone(),
            };
            // What falls back to default-src gets a directive of its own: nothing else is let in with it.
            let change = if name == "default-src" { own(deed) } else { name };
            let at = found.iter().position(|(known, ..)| *known == change);
            let at = at.unwrap_or_else(|| {
                found.push((change, deciding, Vec::new()));
                found.len() - 1
            });
            if let Some((.., lost)) = found.get_mut(at) {
                lost.push((words, source));
            }
        }
    }
    found
}

/// The directive that is a deed's own.
const fn own(deed: Deed) -> &'static str {
    match deed {
        Deed::Script | Deed::WebAssembly => "script-src",
        Deed::WebAssemblyFile | Deed::Endpoint => "connect-src",
        Deed::Style => "style-src",
        Deed::Gateway => "form-action",
    }
}

/// What is asked of a policy for a deed, each with the source that would let it pass.
fn asked<'a>(
    deed: Deed,
    page: &Page<'_>,
    scripts: &'a [(Url, Option<&'a str>)],
    elements: &[&Tag],
    gateway: &'a [Url],
) -> Vec<(Ask<'a>, String)> {
    let source = |address: &Url| source_of(address, &page.address);
    let endpoints = || {
        let addresses = elements.iter().filter_map(|tag| page.address.join(tag.get("endpoint")?).ok());
        addresses.map(|url| (source(&url), url)).map(|(source, url)| (Ask::Address(Cow::Owned(url)), source))
    };
    match deed {
        Deed::Script => scripts.iter().map(|(url, nonce)| (Ask::Script(url, *nonce), source(url))).collect(),
        Deed::WebAssembly if scripts.is_empty() => Vec::new(),
        Deed::WebAssembly => vec![(Ask::WebAssembly, "'wasm-unsafe-eval'".to_owned())],
        Deed::WebAssemblyFile | Deed::Style => {
            scripts.iter().map(|(url, _)| (Ask::Address(Cow::Borrowed(url)), source(url))).collect()
        }
        Deed::Endpoint => endpoints().collect(),
        Deed::Gateway if elements.iter().all(|tag| tag.name == "kantan-result") => Vec::new(),
        // The form without script goes to the endpoint first.
        Deed::Gateway => {
            let further = gateway.iter().map(|url| (Ask::Address(Cow::Borrowed(url)), source(url)));
            endpoints().chain(further).collect()
        }
    }
}

/// The narrowest source of a whole origin.
pub(super) fn source_of(address: &Url, page: &Url) -> String {
    if address.origin() == page.origin() { "'self'".to_owned() } else { address.origin().ascii_serialization() }
}

/// The sentence, with the directive as it has to be.
fn told(policy: &Policy, directive: &str, deciding: &[String], lost: &[Lost]) -> Blocked {
    let mut what: Vec<&str> = Vec::new();
    let mut sources: Vec<&str> =
        deciding.iter().map(String::as_str).filter(|it| !it.eq_ignore_ascii_case("'none'")).collect();
    for (words, source) in lost {
        if !what.contains(words) {
            what.push(words);
        }
        if !sources.contains(&source.as_str()) {
            sources.push(source);
        }
    }
    let only_reported = policy.place == Place::ReportOnly;
    let does = if only_reported { "would block" } else { "blocks" };
    let verb = if policy.directive(directive).is_some() { "change it to" } else { "add to it" };
    let says = format!("{} {does} {}; {verb}: {directive} {}", policy.place.words(), listed(&what), sources.join(" "));
    Blocked { only_reported, says }
}

fn listed(what: &[&str]) -> String {
    match what {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A policy's `sandbox` takes scripts, forms and the page's origin away unless it gives them back.
fn sandboxed(policy: &Policy, elements: &[&Tag]) -> Option<Blocked> {
    // Reported policies cannot sandbox.
    let allowed = policy.directive("sandbox").filter(|_| policy.place == Place::Header)?;
    sandbox(policy.place.words(), allowed.iter().map(String::as_str), elements)
}

/// What a sandbox has to give back, of which these words are given.
pub(super) fn sandbox<'a>(
    what: &str,
    allowed: impl Iterator<Item = &'a str> + Clone,
    elements: &[&Tag],
) -> Option<Blocked> {
    let mut needed = vec!["allow-scripts", "allow-forms", "allow-same-origin"];
    if elements.iter().any(|tag| is_for_the_top(tag)) {
        needed.push("allow-top-navigation-by-user-activation");
    }
    let whole = ("allow-top-navigation-by-user-activation", "allow-top-navigation");
    let has = |word: &str| {
        allowed.clone().any(|it| it.eq_ignore_ascii_case(word) || word == whole.0 && it.eq_ignore_ascii_case(whole.1))
    };
    needed.retain(|word| !has(word));
    let says = format!("{what} has a sandbox without {}; add: {}", listed(&needed), needed.join(" "));
    (!needed.is_empty()).then_some(Blocked { only_reported: false, says })
}

/// Whether au's pages are to take the whole window.
pub(super) fn is_for_the_top(tag: &Tag) -> bool {
    tag.get("target") == Some("_top")
}

/// What is no content security policy.
fn other_headers(page: &Page<'_>, tags: &[Tag], scripts: &[(Url, Option<&str>)]) -> Vec<Blocked> {
    let mut blocked = Vec::new();
    let meta = tags
        .iter()
        .filter(|tag| tag.name == "meta" && tag.get("name").is_some_and(|it| it.eq_ignore_ascii_case("referrer")));
    let referrer = page.header("referrer-policy").chain(meta.filter_map(|tag| tag.get("content")));
    let word = referrer.flat_map(|value| value.split(',')).map(str::trim).filter(|word| !word.is_empty()).last();
    if word.is_some_and(|word| word.eq_ignore_ascii_case("no-referrer")) {
        let says =
            "Referrer-Policy is no-referrer: the form of a browser without script says no origin (Origin: null), and \
                    an endpoint that asks where it comes from refuses it; change it to: same-origin"
                .to_owned();
        blocked.push(Blocked { only_reported: true, says });
    }
    let is_isolated = page.header("cross-origin-embedder-policy").any(|it| it.trim_start().starts_with("require-corp"));
    let foreign = scripts.iter().find(|(url, _)| url.origin() != page.address.origin());
    if let (true, Some((url, _))) = (is_isolated, foreign) {
        let says = format!(
            "Cross-Origin-Embedder-Policy is require-corp: the element's stylesheet from {} is blocked unless that server \
             answers with Cross-Origin-Resource-Policy: cross-origin",
            url.origin().ascii_serialization()
        );
        blocked.push(Blocked { only_reported: false, says });
    }
    blocked
}
