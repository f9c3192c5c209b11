// Made by `make contract` from the types of the page data; not written by hand.

/** What `<kantan-checkout>` shows. The lines add up to `amount`; `tax` is contained in it. */
export interface Order {
  /** text, at most 200 characters: the shop's name for the order. */
  order_reference: string;
  /** text: 1 to 32 single-byte letters, digits and signs: the item at the gateway. */
  item_id: string;
  /** text: 1 to 20 double-byte or 40 single-byte characters of Shift_JIS: the item's name, as it is posted and as the bill shows it. */
  item_name: string;
  /** whole yen, 1 to 9999999: tax and shipping included; of a contract what a full cycle costs, or can cost. */
  amount: number;
  /** whole number, 0 to 9999999: the consumption tax contained in it; none is shown without. */
  tax?: number | null;
  /** list of 'Line', at most 999: what it is made of, at least one. */
  lines: Line[];
  /** text, at most 2000 characters: when it is delivered, in the shop's words. */
  delivery: string;
  /** text, at most 2000 characters: returns and cancellation, in the shop's words. */
  cancellation: string;
  /** text, at most 2000 characters: when is paid, where the shop says it in own words. */
  payment_timing?: string | null;
  /** text, at most 2000 characters: how long the offer holds, if it ends. */
  application_period?: string | null;
  /** moment of RFC 3339, with offset: before this it has to be started. */
  expires_at?: string | null;
  /** moment of RFC 3339, with offset: the server's time when the page was made; such a page is not cached. */
  now?: string | null;
  /** list of 'Window': when nothing can be paid. */
  maintenance?: Window[] | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: where the payer corrects the order. */
  back_url?: string | null;
  /** 'SimpleContract' or 'FixedTermContract': the contract, if it is not a one-time purchase. */
  recurring?: SimpleContract | FixedTermContract | null;
}

/** A line of an order. */
export interface Line {
  /** text, at most 200 characters: what it is. */
  name: string;
  /** whole number, 1 to 999999: how many. */
  quantity: number;
  /** whole number, -9999999 to 9999999: yen, tax included; below zero for a discount. */
  amount: number;
}

/** When the payment service is closed, for maintenance or a failure. */
export interface Window {
  /** moment of RFC 3339, with offset: the first moment. */
  from: string;
  /** moment of RFC 3339, with offset: the moment at which it is over; after `from`. */
  until: string;
  /** text, at most 2000 characters: what a payer reads instead of a sentence about maintenance. */
  notice?: string | null;
}

/** What `<kantan-result>` shows: what became of an order. */
export interface Report {
  /** 'paid', 'already_paid', 'failed', 'cancelled', 'confirming', 'expired', 'open', 'withdrawn': what the record says; `already_paid`: this request was refused, another one has paid. */
  outcome: "paid" | "already_paid" | "failed" | "cancelled" | "confirming" | "expired" | "open" | "withdrawn";
  /** text, at most 200 characters: of `failed`: the gateway's four digits, or `unknown`. */
  code?: string | null;
  /** 'true' or 'false': of `failed`: whether it is certain that this attempt took nothing; left out where nobody knows. */
  not_charged?: boolean | null;
  /** text, at most 200 characters: the shop's name for the order. */
  order_reference: string;
  /** text, at most 200 characters: the number that is shown and read out, where the reference is no such number. */
  order_number?: string | null;
  /** text, at most 2000 characters: what it is for. */
  item_name: string;
  /** whole yen, 1 to 9999999: how much it is; of a contract each charge. */
  amount: number;
  /** 'true' or 'false': whether `amount` is the most that a charge can be. */
  varies?: boolean | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: this page: without script a link there looks again. */
  result_url?: string | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: the order's page. */
  order_url: string;
  /** address: relative, 'http' or 'https', at most 2048 characters: the shop. */
  shop_url: string;
  /** address: relative, 'http' or 'https', at most 2048 characters: other ways of paying. */
  other_ways_url?: string | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: of an order that makes a contract, the contract's page. */
  subscription_url?: string | null;
  /** text, at most 2000 characters: where to ask, in the shop's words. */
  contact: string;
}

/** What `<kantan-subscriptions>` shows. */
export interface Account {
  /** day in Japan, 'YYYY-MM-DD': the server's day. */
  today: string;
  /** list of 'Subscription', at most 100: the payer's subscriptions, in the server's order. */
  subscriptions: Subscription[];
}

/** A contract that the gateway bills on the 1st of each month: recurring charge (simple). */
export interface SimpleContract {
  /** 'simple': who bills. */
  method: "simple";
  /** day in Japan, 'YYYY-MM-DD': the day of joining. */
  joined_on: string;
  /** 'charged', 'free': the month of joining. */
  first_month: "charged" | "free";
  /** 'charged', 'not_charged': the month of joining, if one cancels in it. */
  cancellation_month: "charged" | "not_charged";
  /** month in Japan, 'YYYY-MM': the last month that is billed. */
  last_month?: string | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: where one cancels. */
  cancel_url: string;
  /** text, at most 2000 characters: where to ask, in the shop's words. */
  contact: string;
}

/** A contract that the shop bills: fixed term, or pay as you go (`Usage`), which has no `first_charge_from`, `cycles` or `introduction`. */
export interface FixedTermContract {
  /** 'fixed_term': who bills. */
  method: "fixed_term";
  /** day in Japan, 'YYYY-MM-DD': the day of joining. */
  joined_on: string;
  /** 'DayOfMonth' or 'LastDayOfMonth' or 'DayOfWeek' or 'EveryDays' or 'Usage': on which days it is billed. */
  timing: DayOfMonth | LastDayOfMonth | DayOfWeek | EveryDays | Usage;
  /** day in Japan, 'YYYY-MM-DD': no charge before this day; the day of joining without it. */
  first_charge_from?: string | null;
  /** whole number, 1 to 65535: how many, introductory ones among them; no end without it. */
  cycles?: number | null;
  /** 'Introduction': cycles at the start that cost less. */
  introduction?: Introduction | null;
  /** 'true' or 'false': whether `amount` is the most that a charge can be. */
  varies?: boolean | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: where one cancels. */
  cancel_url: string;
  /** text, at most 2000 characters: where to ask, in the shop's words. */
  contact: string;
}

/** Cycles at the start that are free or cost less. */
export interface Introduction {
  /** whole number, 1 to 65535: how many. */
  cycles: number;
  /** whole number, 0 to 9999999: yen each; 0 is free. */
  amount: number;
}

/** A day of the month; in a shorter month its last day. */
export interface DayOfMonth {
  /** 'day_of_month': which timing it is. */
  kind: "day_of_month";
  /** whole number, 1 to 12: every so many months. */
  months: number;
  /** whole number, 1 to 31: the day. */
  day: number;
}

/** The last day of the month. */
export interface LastDayOfMonth {
  /** 'last_day_of_month': which timing it is. */
  kind: "last_day_of_month";
  /** whole number, 1 to 12: every so many months. */
  months: number;
}

/** A day of the week. */
export interface DayOfWeek {
  /** 'day_of_week': which timing it is. */
  kind: "day_of_week";
  /** whole number, 1 to 52: every so many weeks. */
  weeks: number;
  /** 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday': the day. */
  weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
}

/** Every so many days, from `first_charge_from` or the day of joining on. */
export interface EveryDays {
  /** 'every_days': which timing it is. */
  kind: "every_days";
  /** whole number, 1 to 365: so many. */
  days: number;
}

/** When something was used. */
export interface Usage {
  /** 'usage': which timing it is. */
  kind: "usage";
}

/** A contract and what has become of it. */
export interface Subscription {
  /** text, at most 200 characters: the shop's name for it. */
  reference: string;
  /** text, at most 200 characters: the number of its order that is read out. */
  order_number?: string | null;
  /** text: 1 to 20 double-byte or 40 single-byte characters of Shift_JIS: its name on the bill. */
  item_name: string;
  /** whole yen, 1 to 9999999: what a full cycle costs, or can cost. */
  amount: number;
  /** 'active', 'pending', 'cancellation_pending', 'cancelled', 'ended_by_carrier', 'ended_last_month', 'expired', 'unknown': where it stands. */
  state: "active" | "pending" | "cancellation_pending" | "cancelled" | "ended_by_carrier" | "ended_last_month" | "expired" | "unknown";
  /** 'SimpleContract' or 'FixedTermContract': its terms. */
  recurring: SimpleContract | FixedTermContract;
  /** day in Japan, 'YYYY-MM-DD': the last day of service, once it is cancelled. */
  ends_on?: string | null;
  /** 'FailedCharge': the charge that did not go through. */
  problem?: FailedCharge | null;
  /** list of 'PastCharge', at most 1000: the charges so far, the latest first. */
  history: PastCharge[];
  /** 'KnownCharge': of pay as you go the next charge, if it is known. */
  known_charge?: KnownCharge | null;
  /** list of 'cancel', 'unsubscribe', 'reapply': what the payer can do. */
  actions: ("cancel" | "unsubscribe" | "reapply")[];
  /** 'shop', 'au': where it is cancelled; `shop` without it. */
  leaving?: "shop" | "au" | null;
  /** 'Returned': what became of a procedure at au. */
  returned?: Returned | null;
  /** 'Receipt': what the payer got for cancelling. */
  receipt?: Receipt | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: where an action is confirmed without script, with `{action}` in the place of its name. */
  confirm_url?: string | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: the calendar file. */
  calendar_url?: string | null;
  /** address: relative, 'http' or 'https', at most 2048 characters: other ways of paying. */
  other_ways_url?: string | null;
  /** text, at most 2000 characters: where to ask, in the shop's words. */
  contact: string;
}

/** A charge that did not go through. */
export interface FailedCharge {
  /** text, at most 200 characters: the gateway's code. */
  code: string;
  /** day in Japan, 'YYYY-MM-DD': the day of the charge. */
  on: string;
  /** day in Japan, 'YYYY-MM-DD': from this day on billing is suspended; without it billing goes on. */
  suspended_from?: string | null;
  /** 'payer', 'shop', 'carrier': whose trouble it is; the payer's without it. */
  whose?: "payer" | "shop" | "carrier" | null;
}

/** A charge of the past. */
export interface PastCharge {
  /** day in Japan, 'YYYY-MM-DD': its day. */
  on: string;
  /** whole number, 0 to 9999999: yen; 0 for a free cycle. */
  amount: number;
  /** 'paid', 'failed', 'free', 'waiting', 'reserved', 'cancelled', 'refunded', 'unknown': what became of it. */
  outcome: "paid" | "failed" | "free" | "waiting" | "reserved" | "cancelled" | "refunded" | "unknown";
}

/** A charge to come. */
export interface KnownCharge {
  /** day in Japan, 'YYYY-MM-DD': its day. */
  on: string;
  /** whole yen, 1 to 9999999: how much. */
  amount: number;
}

/** A procedure at au that was not completed, or not yet. */
export interface Returned {
  /** 'cancel', 'unsubscribe', 'reapply': what was to be done. */
  from: "cancel" | "unsubscribe" | "reapply";
  /** 'confirming', 'cancelled', 'failed': how far it came. */
  outcome: "confirming" | "cancelled" | "failed";
  /** text, at most 200 characters: the gateway's code. */
  code?: string | null;
}

/** What the payer got for cancelling. */
export interface Receipt {
  /** text, at most 200 characters: its number. */
  number: string;
  /** day in Japan, 'YYYY-MM-DD': the day. */
  on: string;
}

/** What `<kantan-checkout>` posts to its `endpoint`. */
export interface CheckoutRequest {
  /** text, at most 200 characters: the order. */
  order_reference: string;
  /** text: the page's: `en` and its regions are English, all else Japanese. */
  language?: string | null;
  /** 'Displayed': what the payer saw. */
  displayed: Displayed;
}

/** What the payer saw of an order. `tax` is `null` where none was shown, and never left out. */
export interface Displayed {
  /** text, at most 2000 characters: the item. */
  item_id: string;
  /** text, at most 2000 characters: its name. */
  item_name: string;
  /** whole yen, 1 to 9999999: the amount. */
  amount: number;
  /** whole number, 0 to 9999999: the tax contained in it. */
  tax?: number | null;
  /** list of '[day: string, yen: number]': of a contract the charges of twelve months; empty for pay as you go. */
  charges?: [day: string, yen: number][] | null;
}

/** What `<kantan-subscriptions>` posts to its `endpoint`. */
export interface ActionRequest {
  /** 'cancel', 'unsubscribe', 'reapply': what is wanted. */
  action: "cancel" | "unsubscribe" | "reapply";
  /** text: the page's: `en` and its regions are English, all else Japanese. */
  language?: string | null;
  /** 'DisplayedState': what the payer saw. */
  displayed: DisplayedState;
}

/** What the payer saw of a subscription. */
export interface DisplayedState {
  /** 'active', 'pending', 'cancellation_pending', 'cancelled', 'ended_by_carrier', 'ended_last_month', 'expired', 'unknown': where it stood. */
  state: "active" | "pending" | "cancellation_pending" | "cancelled" | "ended_by_carrier" | "ended_last_month" | "expired" | "unknown";
}

/** The signed form: the answer 200 to a `CheckoutRequest`, and to an `ActionRequest` that is completed at au. Fields are in their order, blank ones included. */
export interface Answer {
  /** text: where it is posted. */
  action: string;
  /** 'Shift_JIS': in which encoding. */
  accept_charset: "Shift_JIS";
  /** list of '[name: string, value: string]': what is posted. */
  fields: [name: string, value: string][];
}

/** Every other answer: `application/problem+json` (RFC 9457). `order_paid` has `result_url`, `already_subscribed` `subscription_url`, `displayed_differs` `current` (a `Displayed`), `maintenance` `until`, `action_not_possible` and `usage_not_possible` `because`, `gateway_refused` `gateway_code`. */
export interface ProblemDocument {
  /** text: `about:blank`. */
  type: string;
  /** text: what is wrong, in a few words. */
  title: string;
  /** whole number, 400 to 599: the HTTP status. */
  status: number;
  /** text: what exactly, or what to do. */
  detail: string;
  /** 'request_invalid', 'cross_site', 'framed', 'not_found', 'product_unknown', 'order_unknown', 'evidence_missing', 'method_not_allowed', 'order_paid', 'displayed_differs', 'order_expired', 'order_invalid', 'idempotency_key_reused', 'payment_unknown', 'payment_not_possible', 'event_unknown', 'contract_unknown', 'customer_unknown', 'call_under_way', 'too_large', 'unsupported_media_type', 'item_name_unencodable', 'too_many_requests', 'already_subscribed', 'subscription_unknown', 'link_replaced', 'link_expired', 'view_only', 'action_not_possible', 'gateway_refused', 'gateway_unreachable', 'outcome_unknown', 'usage_differs', 'usage_not_possible', 'no_longer_unknown', 'staff_only', 'role_forbidden', 'key_unknown', 'key_forbidden', 'timed_out', 'maintenance', 'internal': the stable code. */
  code: "request_invalid" | "cross_site" | "framed" | "not_found" | "product_unknown" | "order_unknown" | "evidence_missing" | "method_not_allowed" | "order_paid" | "displayed_differs" | "order_expired" | "order_invalid" | "idempotency_key_reused" | "payment_unknown" | "payment_not_possible" | "event_unknown" | "contract_unknown" | "customer_unknown" | "call_under_way" | "too_large" | "unsupported_media_type" | "item_name_unencodable" | "too_many_requests" | "already_subscribed" | "subscription_unknown" | "link_replaced" | "link_expired" | "view_only" | "action_not_possible" | "gateway_refused" | "gateway_unreachable" | "outcome_unknown" | "usage_differs" | "usage_not_possible" | "no_longer_unknown" | "staff_only" | "role_forbidden" | "key_unknown" | "key_forbidden" | "timed_out" | "maintenance" | "internal";
}

/** A code of the element's own. */
export type ElementCode =
  | "order_invalid"
  | "endpoint_unreachable"
  | "endpoint_slow"
  | "endpoint_refused"
  | "page_expired"
  | "answer_invalid"
  | "signed_differs"
  | "destination_not_allowed"
  | "item_name_unencodable"
  | "order_expired"
  | "order_paid"
  | "displayed_differs"
  | "already_subscribed"
  | "maintenance"
  | "frame_refused"
  | "handoff_stopped"
  | "module_failed";

/** A code of a problem with the data or an attribute. */
export type ProblemCode =
  | "missing"
  | "wrong_type"
  | "not_json"
  | "blank"
  | "too_long"
  | "not_whole"
  | "out_of_range"
  | "unencodable"
  | "more_than_amount"
  | "sum_differs"
  | "no_moment"
  | "no_day"
  | "no_month"
  | "unknown_word"
  | "not_allowed"
  | "unsafe_address"
  | "other_origin"
  | "no_origin"
  | "authorization_lapses"
  | "cycles_out_of_range"
  | "date_out_of_range"
  | "day_of_month_out_of_range"
  | "days_out_of_range"
  | "introduction_not_lower"
  | "introductory_cycles_out_of_range"
  | "last_month_before_joining"
  | "month_of_year_out_of_range"
  | "months_out_of_range"
  | "no_billing_day"
  | "no_such_day"
  | "nothing_charged"
  | "one_time_use"
  | "starts_before_joining"
  | "weeks_out_of_range";

/** A problem: where, and what. */
export interface Problem {
  path: string;
  code: ProblemCode;
}

export interface KantanCheckoutElementEventMap extends HTMLElementEventMap {
  /** it is shown for the first time. */
  "kantan:ready": CustomEvent<{ code: "ready" }>;
  /** the data or an attribute is not valid; every problem with its path. */
  "kantan:invalid": CustomEvent<{ code: ElementCode; problems: Problem[] }>;
  /** the button was pressed; `preventDefault()` stops it. */
  "kantan:beforehandoff": CustomEvent<{ code: "before_handoff" }>;
  /** the form is about to be posted. */
  "kantan:handoff": CustomEvent<{ code: "handoff" }>;
  /** the page came back from the back/forward cache. */
  "kantan:return": CustomEvent<{ code: "return" }>;
  /** an attempt failed, or there is no module (`module_failed`); beside `endpoint_refused` stands the server's code, beside `signed_differs` and `answer_invalid` the field, beside `page_expired` the status. */
  "kantan:error": CustomEvent<{ code: ElementCode; beside: string | null }>;
}

/** The order before it is paid, with the one button. */
export interface KantanCheckoutElement extends HTMLElement {
  /** What is shown, as an object or as JSON; null gives the attribute or the child its turn again. */
  order: Order | string | null | undefined;
  addEventListener<K extends keyof KantanCheckoutElementEventMap>(
    type: K,
    listener: (this: KantanCheckoutElement, event: KantanCheckoutElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof KantanCheckoutElementEventMap>(
    type: K,
    listener: (this: KantanCheckoutElement, event: KantanCheckoutElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What the markup of a framework may say of `<kantan-checkout>`. */
export interface KantanCheckoutAttributes {
  /** What is shown, as an object, which becomes the property, or as JSON. */
  order?: Order | string | null | undefined;
  /** `ja` or `en`; without it the nearest ancestor's, then Japanese. */
  lang?: string | undefined;
  /** the address of the shop's server that is asked, of the page's own origin. */
  endpoint?: string | undefined;
  /** origins, with spaces between them, to which the form may be posted; without it the gateway's two published hosts. */
  destinations?: string | undefined;
  /** `_top` where the page stands in a frame: au's pages take the whole window; without it such a page says `frame_refused` before an order is spent. */
  target?: string | undefined;
  /** the name of the page's `<meta>` whose `content` is the shop's token against forged requests; it is sent with each `POST`. */
  "csrf-meta"?: string | undefined;
  /** the header that it is sent in; `X-CSRF-Token` without it. */
  "csrf-header"?: string | undefined;
  /** the level of its title among the page's headings, 1 to 6; 2 without it. Those below follow, as low as HTML goes. */
  "heading-level"?: 1 | 2 | 3 | 4 | 5 | 6 | "1" | "2" | "3" | "4" | "5" | "6" | undefined;
  /** the page has a title of its own, at `heading-level`: ours is not shown, and is the name of the region that the card is. */
  untitled?: boolean | "" | undefined;
  /** what the sentences call the service, `au かんたん決済` without it; read once, when they are loaded, and for all elements of the page. */
  "service-name"?: string | undefined;
  /** the same in English; without it `service-name` serves there, too. */
  "service-name-en"?: string | undefined;
}

export interface KantanResultElementEventMap extends HTMLElementEventMap {
  /** it is shown for the first time. */
  "kantan:ready": CustomEvent<{ code: "ready" }>;
  /** the data or an attribute is not valid; every problem with its path. */
  "kantan:invalid": CustomEvent<{ code: ElementCode; problems: Problem[] }>;
  /** an attempt failed, or there is no module (`module_failed`); beside `endpoint_refused` stands the server's code, beside `signed_differs` and `answer_invalid` the field, beside `page_expired` the status. */
  "kantan:error": CustomEvent<{ code: ElementCode; beside: string | null }>;
  /** an outcome is shown for the first time (`before` is `null`) or has become another one: paid after it was being confirmed. */
  "kantan:resultchanged": CustomEvent<{ code: "result_changed"; before: Report["outcome"] | null; outcome: Report["outcome"] }>;
}

/** What became of an order. While that is being confirmed it asks `endpoint` with `GET` for a `Report`, eight times within a minute and a half; without `endpoint` it asks nobody. */
export interface KantanResultElement extends HTMLElement {
  /** What is shown, as an object or as JSON; null gives the attribute or the child its turn again. */
  result: Report | string | null | undefined;
  addEventListener<K extends keyof KantanResultElementEventMap>(
    type: K,
    listener: (this: KantanResultElement, event: KantanResultElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof KantanResultElementEventMap>(
    type: K,
    listener: (this: KantanResultElement, event: KantanResultElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What the markup of a framework may say of `<kantan-result>`. */
export interface KantanResultAttributes {
  /** What is shown, as an object, which becomes the property, or as JSON. */
  result?: Report | string | null | undefined;
  /** `ja` or `en`; without it the nearest ancestor's, then Japanese. */
  lang?: string | undefined;
  /** the address of the shop's server that is asked, of the page's own origin. */
  endpoint?: string | undefined;
  /** the level of its title among the page's headings, 1 to 6; 2 without it. Those below follow, as low as HTML goes. */
  "heading-level"?: 1 | 2 | 3 | 4 | 5 | 6 | "1" | "2" | "3" | "4" | "5" | "6" | undefined;
  /** what the sentences call the service, `au かんたん決済` without it; read once, when they are loaded, and for all elements of the page. */
  "service-name"?: string | undefined;
  /** the same in English; without it `service-name` serves there, too. */
  "service-name-en"?: string | undefined;
}

export interface KantanSubscriptionsElementEventMap extends HTMLElementEventMap {
  /** it is shown for the first time. */
  "kantan:ready": CustomEvent<{ code: "ready" }>;
  /** the data or an attribute is not valid; every problem with its path. */
  "kantan:invalid": CustomEvent<{ code: ElementCode; problems: Problem[] }>;
  /** the button was pressed; `preventDefault()` stops it. */
  "kantan:beforehandoff": CustomEvent<{ code: "before_handoff" }>;
  /** the form is about to be posted. */
  "kantan:handoff": CustomEvent<{ code: "handoff" }>;
  /** the page came back from the back/forward cache. */
  "kantan:return": CustomEvent<{ code: "return" }>;
  /** an attempt failed, or there is no module (`module_failed`); beside `endpoint_refused` stands the server's code, beside `signed_differs` and `answer_invalid` the field, beside `page_expired` the status. */
  "kantan:error": CustomEvent<{ code: ElementCode; beside: string | null }>;
  /** the state of the contract at that place of the list is another one than before: cancelled here, or by new data of the page. */
  "kantan:contractchanged": CustomEvent<{ code: "contract_changed"; index: number; before: Subscription["state"]; state: Subscription["state"] }>;
}

/** A payer's contracts. Where there are several, the path of `endpoint` has `{reference}` in the place of the contract's reference. */
export interface KantanSubscriptionsElement extends HTMLElement {
  /** What is shown, as an object or as JSON; null gives the attribute or the child its turn again. */
  subscriptions: Account | string | null | undefined;
  addEventListener<K extends keyof KantanSubscriptionsElementEventMap>(
    type: K,
    listener: (this: KantanSubscriptionsElement, event: KantanSubscriptionsElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof KantanSubscriptionsElementEventMap>(
    type: K,
    listener: (this: KantanSubscriptionsElement, event: KantanSubscriptionsElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What the markup of a framework may say of `<kantan-subscriptions>`. */
export interface KantanSubscriptionsAttributes {
  /** What is shown, as an object, which becomes the property, or as JSON. */
  subscriptions?: Account | string | null | undefined;
  /** `ja` or `en`; without it the nearest ancestor's, then Japanese. */
  lang?: string | undefined;
  /** the address of the shop's server that is asked, of the page's own origin. */
  endpoint?: string | undefined;
  /** origins, with spaces between them, to which the form may be posted; without it the gateway's two published hosts. */
  destinations?: string | undefined;
  /** `_top` where the page stands in a frame: au's pages take the whole window; without it such a page says `frame_refused` before an order is spent. */
  target?: string | undefined;
  /** the name of the page's `<meta>` whose `content` is the shop's token against forged requests; it is sent with each `POST`. */
  "csrf-meta"?: string | undefined;
  /** the header that it is sent in; `X-CSRF-Token` without it. */
  "csrf-header"?: string | undefined;
  /** the level of its title among the page's headings, 1 to 6; 2 without it. Those below follow, as low as HTML goes. */
  "heading-level"?: 1 | 2 | 3 | 4 | 5 | 6 | "1" | "2" | "3" | "4" | "5" | "6" | undefined;
  /** what the sentences call the service, `au かんたん決済` without it; read once, when they are loaded, and for all elements of the page. */
  "service-name"?: string | undefined;
  /** the same in English; without it `service-name` serves there, too. */
  "service-name-en"?: string | undefined;
}

/** Listeners by the names that JSX and Svelte have for them: `onkantan:ready` and so on. */
export type KantanListeners<Map> = {
  [name in Extract<keyof Map, `kantan:${string}`> as `on${name}`]?: (event: Map[name]) => unknown;
};

declare global {
  interface HTMLElementTagNameMap {
    "kantan-checkout": KantanCheckoutElement;
    "kantan-result": KantanResultElement;
    "kantan-subscriptions": KantanSubscriptionsElement;
  }
}
