//! Between the browser's custom element and the subscriptions: connect, attributes and property in, disconnect.

use crate::browser::announcer::Announcer;
use crate::browser::page::Said;
use crate::browser::process::subscriptions::Process;
use crate::browser::settings::Settings;
use crate::browser::style;
use crate::browser::watch::{News, Watch};
use crate::page::account::Account;
use crate::page::failure::{Code, Failure};
use leptos::prelude::location;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// One connected `<kantan-subscriptions>`. Dropping it (`free()` in JavaScript) takes everything back.
#[wasm_bindgen]
pub struct SubscriptionsElement {
    _watch: Watch,
    page: Rc<Page>,
}

/// Brings what the page says to the process.
struct Page {
    host: HtmlElement,
    process: Rc<Process>,
    said: RefCell<Option<Said>>,
}

#[wasm_bindgen]
impl SubscriptionsElement {
    /// Shows the subscriptions of `host` in `review`, and says in `live` what happens. Both stand in `host`'s shadow
    /// root.
    #[wasm_bindgen(constructor)]
    pub fn connect(host: HtmlElement, review: HtmlElement, live: HtmlElement) -> Self {
        style::adopt(&review);
        let process = Process::new(host.clone(), review.clone(), Announcer::new(review, live));
        let page = Rc::new(Page { host, process, said: RefCell::default() });
        page.refresh();
        page.process.stage.open();
        let heard = Rc::clone(&page);
        let watch = Watch::start(&page.host, move |news| match news {
            News::Changed => heard.refresh(),
            News::Returned => heard.process.returned(),
            News::FormBlocked => heard.process.form_was_blocked(),
        });
        Self { _watch: watch, page }
    }

    /// The button with that part and that value was pressed.
    pub fn press(&self, part: &str, value: &str) {
        match part {
            // A page that cannot be reloaded stays as it is.
            "step" => drop(location().reload()),
            _ => self.page.process.press(part, value),
        }
    }

    /// Reads attributes, property, children and language again.
    pub fn refresh(&self) {
        self.page.refresh();
    }
}

impl Page {
    /// Brings the process up to date; the same page again is no news.
    fn refresh(&self) {
        let said = Said::read(&self.host, "subscriptions");
        let before = self.said.replace(Some(said.clone()));
        if before.as_ref().map(|before| before.language) != Some(said.language) {
            self.process.speak(said.language);
        }
        if before.is_some_and(|before| said.shows_the_same(&before)) {
            return;
        }
        let mut problems = Vec::new();
        let account = Account::read(&said.data, &mut problems);
        let settings = Settings::read(said.endpoint.as_ref(), said.destinations.as_deref(), &mut problems);
        if let (Some(account), Some(settings)) = (&account, &settings) {
            account.check_endpoint(&settings.endpoint, &mut problems);
        }
        let account = account.filter(|_| problems.is_empty()).ok_or(Failure::new(Code::OrderInvalid));
        let is_valid = account.is_ok();
        self.process.show(account, settings);
        self.process.tell(Code::OrderInvalid, if is_valid { None } else { Some(&problems) });
    }
}
