//! The members of every JSON between page, element and server.

use super::kind::Kind::{
    self, Address, AnyText, Carried, Day, List, Moment, Month, Object, Pairs, Text, Truth, Whole, WordList, Words, Yen,
};
use super::kind::UNBOUNDED;
use crate::page::problem::ProblemCode;
use crate::page::reader::{LARGEST_AMOUNT, LONGEST_REFERENCE, LONGEST_TEXT};
use crate::page::subscription::{Action, ChargeOutcome, Leaving, ReturnOutcome, SubscriptionState, Whose};

/// A member of an object.
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Whether it may be `null` or left out.
    pub(super) optional: bool,
    pub(super) meaning: &'static str,
}

/// An object.
pub(super) struct Type {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) members: Vec<Member>,
}

const fn must(name: &'static str, kind: Kind, meaning: &'static str) -> Member {
    Member { name, kind, optional: false, meaning }
}

const fn may(name: &'static str, kind: Kind, meaning: &'static str) -> Member {
    Member { name, kind, optional: true, meaning }
}

fn words<T>(all: &[(&'static str, T)]) -> Vec<&'static str> {
    all.iter().map(|(word, _)| *word).collect()
}

const ITEM_NAME: Kind = Carried("1 to 20 double-byte or 40 single-byte characters of Shift_JIS");
const ITEM_ID: Kind = Carried("1 to 32 single-byte letters, digits and signs");
const CONTRACTS: Kind = Object(&["SimpleContract", "FixedTermContract"]);
const TIMINGS: Kind = Object(&["DayOfMonth", "LastDayOfMonth", "DayOfWeek", "EveryDays", "Usage"]);
const LARGEST_COUNT: i64 = 65_535;

/// All of them, what is inside of another one after it.
pub(super) fn types() -> Vec<Type> {
    [pages(), contracts(), subscriptions(), exchange()].into_iter().flatten().collect()
}

fn pages() -> Vec<Type> {
    vec![
        Type {
            name: "Order",
            about: "What `<kantan-checkout>` shows. The lines add up to `amount`; `tax` is contained in it.",
            members: vec![
                must("order_reference", Text(LONGEST_REFERENCE), "the shop's name for the order"),
                must("item_id", ITEM_ID, "the item at the gateway"),
                must("item_name", ITEM_NAME, "the item's name, as it is posted and as the bill shows it"),
                must("amount", Yen, "tax and shipping included; of a contract what a full cycle costs, or can cost"),
                may("tax", Whole(0, LARGEST_AMOUNT), "the consumption tax contained in it; none is shown without"),
                must("lines", List("Line", 999), "what it is made of, at least one"),
                must("delivery", Text(LONGEST_TEXT), "when it is delivered, in the shop's words"),
                must("cancellation", Text(LONGEST_TEXT), "returns and cancellation, in the shop's words"),
                may("payment_timing", Text(LONGEST_TEXT), "when is paid, where the shop says it in own words"),
                may("application_period", Text(LONGEST_TEXT), "how long the offer holds, if it ends"),
                may("expires_at", Moment, "before this it has to be started"),
                may("now", Moment, "the server's time when the page was made; such a page is not cached"),
                may("maintenance", List("Window", UNBOUNDED), "when nothing can be paid"),
                may("back_url", Address, "where the payer corrects the order"),
                may("recurring", CONTRACTS, "the contract, if it is not a one-time purchase"),
            ],
        },
        Type {
            name: "Line",
            about: "A line of an order.",
            members: vec![
                must("name", Text(200), "what it is"),
                must("quantity", Whole(1, 999_999), "how many"),
                must("amount", Whole(-LARGEST_AMOUNT, LARGEST_AMOUNT), "yen, tax included; below zero for a discount"),
            ],
        },
        Type {
            name: "Window",
            about: "When the payment service is closed, for maintenance or a failure.",
            members: vec![
                must("from", Moment, "the first moment"),
                must("until", Moment, "the moment at which it is over; after `from`"),
                may("notice", Text(LONGEST_TEXT), "what a payer reads instead of a sentence about maintenance"),
            ],
        },
        Type {
            name: "Report",
            about: "What `<kantan-result>` shows: what became of an order.",
            members: vec![
                must(
                    "outcome",
                    Words(vec![
                        "paid",
                        "already_paid",
                        "failed",
                        "cancelled",
                        "confirming",
                        "expired",
                        "open",
                        "withdrawn",
                    ]),
                    "what the record says; `already_paid`: this request was refused, another one has paid",
                ),
                may("code", Text(LONGEST_REFERENCE), "of `failed`: the gateway's four digits, or `unknown`"),
                may(
                    "not_charged",
                    Truth,
                    "of `failed`: whether it is certain that this attempt took nothing; left out where nobody knows",
                ),
                must("order_reference", Text(LONGEST_REFERENCE), "the shop's name for the order"),
                may(
                    "order_number",
                    Text(LONGEST_REFERENCE),
                    "the number that is shown and read out, where the reference is no such number",
                ),
                must("item_name", Text(LONGEST_TEXT), "what it is for"),
                must("amount", Yen, "how much it is; of a contract each charge"),
                may("varies", Truth, "whether `amount` is the most that a charge can be"),
                may("result_url", Address, "this page: without script a link there looks again"),
                must("order_url", Address, "the order's page"),
                must("shop_url", Address, "the shop"),
                may("other_ways_url", Address, "other ways of paying"),
                may("subscription_url", Address, "of an order that makes a contract, the contract's page"),
                must("contact", Text(LONGEST_TEXT), "where to ask, in the shop's words"),
            ],
        },
        Type {
            name: "Account",
            about: "What `<kantan-subscriptions>` shows.",
            members: vec![
                must("today", Day, "the server's day"),
                must("subscriptions", List("Subscription", 100), "the payer's subscriptions, in the server's order"),
            ],
        },
    ]
}

fn contracts() -> Vec<Type> {
    let head =
        |method| vec![must("method", Words(vec![method]), "who bills"), must("joined_on", Day, "the day of joining")];
    let tail = || {
        vec![
            must("cancel_url", Address, "where one cancels"),
            must("contact", Text(LONGEST_TEXT), "where to ask, in the shop's words"),
        ]
    };
    let kind = |kind| must("kind", Words(vec![kind]), "which timing it is");
    vec![
        Type {
            name: "SimpleContract",
            about: "A contract that the gateway bills on the 1st of each month: recurring charge (simple).",
            members: [
                head("simple"),
                vec![
                    must("first_month", Words(vec!["charged", "free"]), "the month of joining"),
                    must(
                        "cancellation_month",
                        Words(vec!["charged", "not_charged"]),
                        "the month of joining, if one cancels in it",
                    ),
                    may("last_month", Month, "the last month that is billed"),
                ],
                tail(),
            ]
            .into_iter()
            .flatten()
            .collect(),
        },
        Type {
            name: "FixedTermContract",
            about: "A contract that the shop bills: fixed term, or pay as you go (`Usage`), which has no \
                    `first_charge_from`, `cycles` or `introduction`.",
            members: [
                head("fixed_term"),
                vec![
                    must("timing", TIMINGS, "on which days it is billed"),
                    may("first_charge_from", Day, "no charge before this day; the day of joining without it"),
                    may("cycles", Whole(1, LARGEST_COUNT), "how many, introductory ones among them; no end without it"),
                    may("introduction", Object(&["Introduction"]), "cycles at the start that cost less"),
                    may("varies", Truth, "whether `amount` is the most that a charge can be"),
                ],
                tail(),
            ]
            .into_iter()
            .flatten()
            .collect(),
        },
        Type {
            name: "Introduction",
            about: "Cycles at the start that are free or cost less.",
            members: vec![
                must("cycles", Whole(1, LARGEST_COUNT), "how many"),
                must("amount", Whole(0, LARGEST_AMOUNT), "yen each; 0 is free"),
            ],
        },
        Type {
            name: "DayOfMonth",
            about: "A day of the month; in a shorter month its last day.",
            members: vec![
                kind("day_of_month"),
                must("months", Whole(1, 12), "every so many months"),
                must("day", Whole(1, 31), "the day"),
            ],
        },
        Type {
            name: "LastDayOfMonth",
            about: "The last day of the month.",
            members: vec![kind("last_day_of_month"), must("months", Whole(1, 12), "every so many months")],
        },
        Type {
            name: "DayOfWeek",
            about: "A day of the week.",
            members: vec![
                kind("day_of_week"),
                must("weeks", Whole(1, 52), "every so many weeks"),
                must(
                    "weekday",
                    Words(vec!["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
                    "the day",
                ),
            ],
        },
        Type {
            name: "EveryDays",
            about: "Every so many days, from `first_charge_from` or the day of joining on.",
            members: vec![kind("every_days"), must("days", Whole(1, 365), "so many")],
        },
        Type { name: "Usage", about: "When something was used.", members: vec![kind("usage")] },
    ]
}

fn subscriptions() -> Vec<Type> {
    vec![
        Type {
            name: "Subscription",
            about: "A contract and what has become of it.",
            members: vec![
                must("reference", Text(LONGEST_REFERENCE), "the shop's name for it"),
                may("order_number", Text(LONGEST_REFERENCE), "the number of its order that is read out"),
                must("item_name", ITEM_NAME, "its name on the bill"),
                must("amount", Yen, "what a full cycle costs, or can cost"),
                must("state", Words(words(&SubscriptionState::ALL)), "where it stands"),
                must("recurring", CONTRACTS, "its terms"),
                may("ends_on", Day, "the last day of service, once it is cancelled"),
                may("problem", Object(&["FailedCharge"]), "the charge that did not go through"),
                must("history", List("PastCharge", 1_000), "the charges so far, the latest first"),
                may("known_charge", Object(&["KnownCharge"]), "of pay as you go the next charge, if it is known"),
                must("actions", WordList(words(&Action::ALL)), "what the payer can do"),
                may("leaving", Words(words(&Leaving::ALL)), "where it is cancelled; `shop` without it"),
                may("returned", Object(&["Returned"]), "what became of a procedure at au"),
                may("receipt", Object(&["Receipt"]), "what the payer got for cancelling"),
                may(
                    "confirm_url",
                    Address,
                    "where an action is confirmed without script, with `{action}` in the place of its name",
                ),
                may("calendar_url", Address, "the calendar file"),
                may("other_ways_url", Address, "other ways of paying"),
                must("contact", Text(LONGEST_TEXT), "where to ask, in the shop's words"),
            ],
        },
        Type {
            name: "FailedCharge",
            about: "A charge that did not go through.",
            members: vec![
                must("code", Text(LONGEST_REFERENCE), "the gateway's code"),
                must("on", Day, "the day of the charge"),
                may("suspended_from", Day, "from this day on billing is suspended; without it billing goes on"),
                may("whose", Words(words(&Whose::ALL)), "whose trouble it is; the payer's without it"),
            ],
        },
        Type {
            name: "PastCharge",
            about: "A charge of the past.",
            members: vec![
                must("on", Day, "its day"),
                must("amount", Whole(0, LARGEST_AMOUNT), "yen; 0 for a free cycle"),
                must("outcome", Words(words(&ChargeOutcome::ALL)), "what became of it"),
            ],
        },
        Type {
            name: "KnownCharge",
            about: "A charge to come.",
            members: vec![must("on", Day, "its day"), must("amount", Yen, "how much")],
        },
        Type {
            name: "Returned",
            about: "A procedure at au that was not completed, or not yet.",
            members: vec![
                must("from", Words(words(&Action::ALL)), "what was to be done"),
                must("outcome", Words(words(&ReturnOutcome::ALL)), "how far it came"),
                may("code", Text(LONGEST_REFERENCE), "the gateway's code"),
            ],
        },
        Type {
            name: "Receipt",
            about: "What the payer got for cancelling.",
            members: vec![must("number", Text(LONGEST_REFERENCE), "its number"), must("on", Day, "the day")],
        },
    ]
}

fn exchange() -> Vec<Type> {
    let language = || may("language", AnyText, "the page's: `en` and its regions are English, all else Japanese");
    vec![
        Type {
            name: "CheckoutRequest",
            about: "What `<kantan-checkout>` posts to its `endpoint`.",
            members: vec![
                must("order_reference", Text(LONGEST_REFERENCE), "the order"),
                language(),
                must("displayed", Object(&["Displayed"]), "what the payer saw"),
            ],
        },
        Type {
            name: "Displayed",
            about: "What the payer saw of an order. `tax` is `null` where none was shown, and never left out.",
            members: vec![
                must("item_id", Text(LONGEST_TEXT), "the item"),
                must("item_name", Text(LONGEST_TEXT), "its name"),
                must("amount", Yen, "the amount"),
                may("tax", Whole(0, LARGEST_AMOUNT), "the tax contained in it"),
                may(
                    "charges",
                    Pairs("[day: string, yen: number]"),
                    "of a contract the charges of twelve months; empty for pay as you go",
                ),
            ],
        },
        Type {
            name: "ActionRequest",
            about: "What `<kantan-subscriptions>` posts to its `endpoint`.",
            members: vec![
                must("action", Words(words(&Action::ALL)), "what is wanted"),
                language(),
                must("displayed", Object(&["DisplayedState"]), "what the payer saw"),
            ],
        },
        Type {
            name: "DisplayedState",
            about: "What the payer saw of a subscription.",
            members: vec![must("state", Words(words(&SubscriptionState::ALL)), "where it stood")],
        },
        Type {
            name: "Answer",
            about: "The signed form: the answer 200 to a `CheckoutRequest`, and to an `ActionRequest` that is completed \
                    at au. Fields are in their order, blank ones included.",
            members: vec![
                must("action", AnyText, "where it is posted"),
                must("accept_charset", Words(vec!["Shift_JIS"]), "in which encoding"),
                must("fields", Pairs("[name: string, value: string]"), "what is posted"),
            ],
        },
        Type {
            name: "ProblemDocument",
            about: "Every other answer: `application/problem+json` (RFC 9457). `order_paid` has `result_url`, \
                    `already_subscribed` `subscription_url`, `displayed_differs` `current` (a `Displayed`), \
                    `maintenance` `until`, `action_not_possible` and `usage_not_possible` `because`, \
                    `gateway_refused` `gateway_code`.",
            members: vec![
                must("type", AnyText, "`about:blank`"),
                must("title", AnyText, "what is wrong, in a few words"),
                must("status", Whole(400, 599), "the HTTP status"),
                must("detail", AnyText, "what exactly, or what to do"),
                must("code", Words(ProblemCode::ALL.iter().map(|code| code.as_str()).collect()), "the stable code"),
            ],
        },
    ]
}
