//! The three elements as a page knows them.

/// Something with a name.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
}

/// An element.
pub(super) struct Element {
    pub(super) tag: &'static str,
    pub(super) class: &'static str,
    /// The attribute and property that hold what is shown.
    pub(super) data: &'static str,
    /// The type of that.
    pub(super) shows: &'static str,
    pub(super) about: &'static str,
    /// Attributes beside the data and the language.
    pub(super) attributes: &'static [Named],
    pub(super) events: &'static [Event],
    pub(super) slots: &'static [Named],
    pub(super) parts: &'static [Named],
}

impl Element {
    /// The TypeScript type of what its tag takes.
    pub(super) fn attributes_type(&self) -> String {
        self.class.replace("Element", "Attributes")
    }
}

/// An event: bubbling, composed.
#[derive(Clone, Copy)]
pub(super) struct Event {
    pub(super) name: &'static str,
    /// `detail`, as TypeScript has it.
    pub(super) detail: &'static str,
    pub(super) meaning: &'static str,
}

const fn named(name: &'static str, meaning: &'static str) -> Named {
    Named { name, meaning }
}

const ENDPOINT: Named = named("endpoint", "the address of the shop's server that is asked, of the page's own origin");
const DESTINATIONS: Named = named(
    "destinations",
    "origins, with spaces between them, to which the form may be posted; without it the gateway's two published hosts",
);
const TARGET: Named = named(
    "target",
    "`_top` where the page stands in a frame: au's pages take the whole window; without it such a page says \
     `frame_refused` before an order is spent",
);
const CSRF: [Named; 2] = [
    named(
        "csrf-meta",
        "the name of the page's `<meta>` whose `content` is the shop's token against forged requests; it is sent with \
         each `POST`",
    ),
    named("csrf-header", "the header that it is sent in; `X-CSRF-Token` without it"),
];
const SERVICE: [Named; 2] = [
    named(
        "service-name",
        "what the sentences call the service, `au かんたん決済` without it; read once, when they are loaded, and for all \
         elements of the page",
    ),
    named("service-name-en", "the same in English; without it `service-name` serves there, too"),
];
const HEADING_LEVEL: Named = named(
    "heading-level",
    "the level of its title among the page's headings, 1 to 6; 2 without it. Those below follow, as low as HTML goes",
);
const UNTITLED: Named = named(
    "untitled",
    "the page has a title of its own, at `heading-level`: ours is not shown, and is the name of the region that the card is",
);
const SLOTS: [Named; 2] = [named("header", "above everything"), named("footer", "below everything")];

const EVENTS: [Event; 8] = [
    Event { name: "kantan:ready", detail: r#"{ code: "ready" }"#, meaning: "it is shown for the first time" },
    Event {
        name: "kantan:invalid",
        detail: "{ code: ElementCode; problems: Problem[] }",
        meaning: "the data or an attribute is not valid; every problem with its path",
    },
    Event {
        name: "kantan:beforehandoff",
        detail: r#"{ code: "before_handoff" }"#,
        meaning: "the button was pressed; `preventDefault()` stops it",
    },
    Event { name: "kantan:handoff", detail: r#"{ code: "handoff" }"#, meaning: "the form is about to be posted" },
    Event {
        name: "kantan:return",
        detail: r#"{ code: "return" }"#,
        meaning: "the page came back from the back/forward cache",
    },
    Event {
        name: "kantan:error",
        detail: "{ code: ElementCode; beside: string | null }",
        meaning: "an attempt failed, or there is no module (`module_failed`); beside `endpoint_refused` stands the server's \
                  code, beside `signed_differs` and `answer_invalid` the field, beside `page_expired` the status",
    },
    Event {
        name: "kantan:contractchanged",
        detail: r#"{ code: "contract_changed"; index: number; before: Subscription["state"]; state: Subscription["state"] }"#,
        meaning: "the state of the contract at that place of the list is another one than before: cancelled here, or by \
                  new data of the page",
    },
    Event {
        name: "kantan:resultchanged",
        detail: r#"{ code: "result_changed"; before: Report["outcome"] | null; outcome: Report["outcome"] }"#,
        meaning: "an outcome is shown for the first time (`before` is `null`) or has become another one: paid after it was \
                  being confirmed",
    },
];
/// Those of an element with a button that asks the shop's server.
const ASKING: [Event; 6] = [EVENTS[0], EVENTS[1], EVENTS[2], EVENTS[3], EVENTS[4], EVENTS[5]];

/// In the order in which a payer meets them.
pub(super) static ELEMENTS: [Element; 3] = [
    Element {
        tag: "kantan-checkout",
        class: "KantanCheckoutElement",
        data: "order",
        shows: "Order",
        about: "The order before it is paid, with the one button.",
        attributes: &[
            ENDPOINT,
            DESTINATIONS,
            TARGET,
            CSRF[0],
            CSRF[1],
            HEADING_LEVEL,
            UNTITLED,
            SERVICE[0],
            SERVICE[1],
        ],
        events: &ASKING,
        slots: &[SLOTS[0], named("terms", "after the terms"), SLOTS[1]],
        parts: &[
            named("review", "everything that is shown"),
            named("card", "the card that everything stands on"),
            named("title", "its title"),
            named("heading", "a heading"),
            named("note", "a note"),
            named("lines", "what the amount is made of"),
            named("total", "of a one-time order, what is paid"),
            named("statement", "how it reads on the bill: the first 16 characters of the name"),
            named("slip", "the bill in it"),
            named("due", "what is to be paid"),
            named("plan", "of a contract, what is paid today and what follows"),
            named("stages", "its lines"),
            named("stage", "one of them"),
            named("charges", "the payments of twelve months"),
            named("charge", "one of them"),
            named("mark", "what there is to say of one"),
            named("cancel-page", "the link to where the contract is cancelled"),
            named("phone", "a telephone number that can be pressed"),
            named("sources", "where the payer can pay from"),
            named("terms", "the terms"),
            named("row", "one of them"),
            named("time", "countdown, maintenance and midnight"),
            named("back", "the link to correct the order"),
            named("pay", "the button"),
            named("step", "the one next step after a failure"),
            named("error", "a failure; `data-code` has its code"),
            named("live", "what is said aloud (`role=\"status\"`)"),
        ],
    },
    Element {
        tag: "kantan-result",
        class: "KantanResultElement",
        data: "result",
        shows: "Report",
        about: "What became of an order. While that is being confirmed it asks `endpoint` with `GET` for a `Report`, eight \
                times within a minute and a half; without `endpoint` it asks nobody.",
        attributes: &[ENDPOINT, HEADING_LEVEL, SERVICE[0], SERVICE[1]],
        events: &[EVENTS[0], EVENTS[1], EVENTS[5], EVENTS[7]],
        slots: &SLOTS,
        parts: &[
            named("review", "everything that is shown"),
            named("card", "the card that everything stands on"),
            named("title", "what became of it, in a few words"),
            named("result", "the outcome; `data-outcome` has its word"),
            named("step", "the one next step"),
            named("back", "where else one can go"),
            named("terms", "what the order was for"),
            named("row", "one of these"),
            named("copy", "the button that copies a number"),
            named("phone", "a telephone number that can be pressed"),
            named("live", "what is said aloud (`role=\"status\"`)"),
        ],
    },
    Element {
        tag: "kantan-subscriptions",
        class: "KantanSubscriptionsElement",
        data: "subscriptions",
        shows: "Account",
        about: "A payer's contracts. Where there are several, the path of `endpoint` has `{reference}` in the place of the \
                contract's reference.",
        attributes: &[ENDPOINT, DESTINATIONS, TARGET, CSRF[0], CSRF[1], HEADING_LEVEL, SERVICE[0], SERVICE[1]],
        events: &[EVENTS[0], EVENTS[1], EVENTS[2], EVENTS[3], EVENTS[4], EVENTS[5], EVENTS[6]],
        slots: &SLOTS,
        parts: &[
            named("review", "everything that is shown"),
            named("card", "a contract"),
            named("title", "its name"),
            named("heading", "a heading"),
            named("note", "a note"),
            named("problem", "the charge that did not go through"),
            named("terms", "its terms"),
            named("row", "one of them"),
            named("cancel", "the button that cancels a contract that the gateway bills"),
            named("unsubscribe", "the button that cancels one that the shop bills"),
            named("reapply", "the button that makes it again"),
            named("question", "what follows, before it is done"),
            named("plan", "of one made again, what is paid today and what follows"),
            named("stages", "its lines"),
            named("stage", "one of them"),
            named("confirm", "the button that does it"),
            named("keep", "the button that does not"),
            named("returned", "what became of a procedure at au"),
            named("waiting", "a charge that waits for no fault of the payer's"),
            named("copy", "the button that copies a number"),
            named("phone", "a telephone number that can be pressed"),
            named("receipt", "the receipt of a cancellation"),
            named("past-receipt", "the receipt of an earlier one"),
            named("charges", "the charges so far, and those to come"),
            named("charge", "one of them"),
            named("mark", "what there is to say of one"),
            named("calendar", "the link to the calendar file"),
            named("step", "the one next step after a failure"),
            named("error", "a failure; `data-code` has its code"),
            named("live", "what is said aloud (`role=\"status\"`)"),
        ],
    },
];
