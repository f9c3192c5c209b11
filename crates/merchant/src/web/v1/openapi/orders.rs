//! What is asked and answered of orders and customers.

use super::schema::{
    about, address, amount, answered, any_text, asked, charge, day, list, list_of, moment, named, object, or_null,
    phone, seen, string, text, truth, whole, word, yen,
};
use kantan_checkout::page::reader::{LARGEST_AMOUNT, LONGEST_TEXT};
use kantan_checkout::page::remark::{Point, RemarkCode};
use sbps::text::recognition::Doubt;
use serde_json::{Value, json};

/// The components, by name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("OrderRequest", request()),
        ("LineRequest", line()),
        ("Terms", terms()),
        ("Timing", timing()),
        ("Contact", contact()),
        ("Order", order()),
        ("WholeOrder", whole_order()),
        ("PaymentStanding", standing()),
        ("OrderList", list_of("orders", "Order")),
        ("Customer", customer()),
    ]
}

fn request() -> Value {
    let lines = json!({ "type": "array", "items": named("LineRequest"), "minItems": 1, "maxItems": 999 });
    let item_id = json!({ "type": "string", "minLength": 1, "maxLength": 32, "pattern": "^[!-~]([ -~]*[!-~])?$" });
    let metadata = json!({
        "type": ["object", "null"], "maxProperties": 20, "additionalProperties": any_text(500),
        "propertyNames": { "minLength": 1, "maxLength": 40, "pattern": "^[^\\u0000]*$" },
    });
    let customer_mail = json!({ "type": ["string", "null"], "format": "email", "maxLength": 254 });
    asked(
        &[
            (
                "item_id",
                about(
                    item_id,
                    "Printable ASCII, without a space at either end. Of a contract it is the plan, which a customer can have once.",
                ),
            ),
            ("item_name", about(text(40), "The name on the bill: 1 to 20 double-byte characters of Shift_JIS.")),
            ("amount", about(amount(), "With tax and shipping; the lines add up to it.")),
            ("lines", lines),
            ("delivery", seen(LONGEST_TEXT)),
            ("cancellation", seen(LONGEST_TEXT)),
            ("contact", named("Contact")),
            ("return_url", about(address(), "Begins with https://, in ASCII.")),
        ],
        &[
            ("tax", about(or_null(yen()), "Needed where the lines do not say it.")),
            ("customer_id", or_null(text(200))),
            ("customer_mail", about(customer_mail, "Where the payer is written to. It is in no answer and no event.")),
            (
                "language",
                about(
                    or_null(word(&["ja", "en", "auto"])),
                    "`auto`: the page is in the language that the payer's browser prefers.",
                ),
            ),
            ("payment_timing", or_null(seen(LONGEST_TEXT))),
            ("back_url", or_null(address())),
            ("other_ways_url", or_null(address())),
            ("expires_in", or_null(whole(300, 2_592_000))),
            ("expires_at", about(or_null(moment()), "Instead of expires_in, within the same bounds.")),
            ("sales", or_null(word(&["automatic", "specified"]))),
            ("commodity", or_null(word(&["goods", "digital_content"]))),
            ("recurring", or_null(named("Terms"))),
            (
                "heading_level",
                about(or_null(whole(1, 6)), "The level of the title of `html` on the shop's page; 2 without it."),
            ),
            ("untitled", about(or_null(truth()), "The shop's page has a title of its own: `html` shows none.")),
            ("metadata", metadata),
        ],
    )
}

fn line() -> Value {
    asked(
        &[
            ("name", seen(200)),
            ("quantity", whole(1, 999_999)),
            ("unit_amount", about(whole(-LARGEST_AMOUNT, LARGEST_AMOUNT), "Tax included; below zero for a discount.")),
        ],
        &[("tax_percent", or_null(whole(0, 100))), ("tax", about(or_null(yen()), "Instead of tax_percent."))],
    )
}

fn contact() -> Value {
    let mail = json!({ "type": ["string", "null"], "format": "email", "maxLength": 254 });
    let mut contact = asked(&[("name", seen(100))], &[("phone", or_null(phone(40))), ("mail", mail)]);
    let has = |name: &str| json!({ "required": [name], "properties": { name: { "type": "string" } } });
    contact["anyOf"] = json!([has("phone"), has("mail")]);
    contact
}

fn terms() -> Value {
    let simple = asked(
        &[
            ("method", word(&["simple"])),
            ("first_month", word(&["charged", "free"])),
            ("cancellation_month", word(&["charged", "not_charged"])),
        ],
        &[("months", or_null(whole(1, 1_200)))],
    );
    let introduction = asked(&[("cycles", whole(1, 65_535)), ("amount", yen())], &[]);
    let fixed_term = asked(
        &[("method", word(&["fixed_term"])), ("timing", named("Timing"))],
        &[
            ("wait_days", or_null(whole(0, 365))),
            ("cycles", or_null(whole(1, 65_535))),
            ("introduction", or_null(introduction)),
            ("settlement", or_null(word(&["at_once", "by_shop"]))),
        ],
    );
    json!({ "oneOf": [simple, fixed_term] })
}

fn timing() -> Value {
    let of = |kind: &str, members: &[(&str, Value)]| {
        let mut required = vec![("kind", word(&[kind]))];
        required.extend(members.iter().cloned());
        asked(&required, &[])
    };
    let weekdays = word(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
    let months = || ("months", whole(1, 12));
    json!({ "oneOf": [
        of("day_of_month", &[months(), ("day", whole(1, 31))]),
        of("last_day_of_month", &[months()]),
        of("day_of_week", &[("weeks", whole(1, 52)), ("weekday", weekdays)]),
        of("every_days", &[("days", whole(1, 365))]),
        of("usage", &[]),
    ] })
}

/// What every order tells.
fn members() -> Vec<(&'static str, Value)> {
    let outcome = word(&["open", "expired", "paid", "withdrawn", "confirming"]);
    let paid_by = answered(&[("order_id", string()), ("tracking_id", or_null(string()))]);
    vec![
        ("reference", string()),
        (
            "order_number",
            about(
                string(),
                "What the payer's pages and mails show, for reading out: twelve digits in groups of four, the last one a check digit.",
            ),
        ),
        ("outcome", outcome),
        ("product", string()),
        ("quantity", whole(1, i64::from(u32::MAX))),
        ("item_id", string()),
        ("item_name", string()),
        ("amount", amount()),
        ("tax", yen()),
        ("customer", about(string(), "The code by which the gateway knows the customer.")),
        ("customer_id", about(or_null(string()), "The shop's own name for the customer.")),
        ("language", word(&["ja", "en"])),
        ("is_recurring", truth()),
        ("created_at", moment()),
        ("expires_at", moment()),
        ("paid_by", or_null(paid_by)),
        ("payment", or_null(named("PaymentStanding"))),
    ]
}

fn order() -> Value {
    answered(&members())
}

fn standing() -> Value {
    answered(&[
        ("state", named("PaymentState")),
        ("settled_amount", or_null(amount())),
        ("refunded_amount", yen()),
        ("settle_until", or_null(day())),
        ("refund_until", or_null(day())),
    ])
}

/// One alone. Of the shop's own catalogue it has no more than in a list.
fn whole_order() -> Value {
    let line = answered(&[
        ("name", string()),
        ("quantity", whole(1, 999_999)),
        ("unit_amount", whole(-LARGEST_AMOUNT, LARGEST_AMOUNT)),
        ("amount", whole(-LARGEST_AMOUNT, LARGEST_AMOUNT)),
        ("tax_percent", or_null(whole(0, 100))),
        ("tax", or_null(yen())),
    ]);
    let doubt = or_null(word(&Doubt::ALL.map(Doubt::code)));
    let statement = answered(&[
        ("shown", string()),
        ("not_shown", string()),
        ("shown_at_most", string()),
        ("doubt", about(doubt, "Why a payer may not know what `shown` stands for.")),
        (
            "same_as",
            about(
                list(&string()),
                "Names of other orders that look like this one on the bill: their first 16 characters are the same.",
            ),
        ),
    ]);
    let codes: Vec<&str> = RemarkCode::ALL.iter().map(|code| code.as_str()).collect();
    let remark = answered(&[
        ("code", word(&codes)),
        ("member", string()),
        ("ja", string()),
        ("en", string()),
        ("point", about(word(&Point::ALL.map(Point::as_str)), "The point of Japanese law.")),
    ]);
    let element = answered(&[
        ("data", json!({ "type": "object" })),
        ("lang", string()),
        ("endpoint", string()),
        ("destinations", string()),
        ("heading_level", or_null(whole(1, 6))),
        ("untitled", truth()),
        ("stylesheet", string()),
        ("script", string()),
    ]);
    let contract = answered(&[
        ("state", named("ContractState")),
        ("tracking_id", or_null(string())),
        ("joined_on", day()),
        ("ends_on", or_null(day())),
        ("failed_on", or_null(day())),
        ("next_charge_on", or_null(day())),
        ("charges", list(&named("Charge"))),
    ]);
    let of_a_program = [
        ("sales", word(&["automatic", "specified"])),
        ("lines", list(&line)),
        ("metadata", json!({ "type": "object", "additionalProperties": string() })),
        ("checkout_url", address()),
        ("subscription_url", or_null(address())),
        ("view_url", or_null(address())),
        ("view_url", or_null(address())),
        ("statement", statement),
        (
            "remarks",
            about(or_null(list(&remark)), "What of the terms may mislead a payer; null when the order is over."),
        ),
        ("recurring", or_null(named("Terms"))),
        ("charges", or_null(list(&charge()))),
        ("contract", or_null(contract)),
        ("element", or_null(element)),
        ("html", or_null(string())),
    ];
    object(&members(), &of_a_program)
}

fn customer() -> Value {
    let next = || or_null(string());
    answered(&[
        ("customer_id", string()),
        ("customer", string()),
        ("created_at", moment()),
        ("contracts", list(&named("Contract"))),
        ("contracts_next", next()),
        ("orders", list(&named("Order"))),
        ("orders_next", next()),
    ])
}
