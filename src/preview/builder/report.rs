//! Everything that a draft comes to: what is wrong with which input, and the order if nothing is.

use super::draft::{CANCEL_URL, Draft};
use super::input::Input;
use super::terms;
use super::words::BuilderSentence as Say;
use crate::checkout::order::{Order, OrderProblem, Reason};
use crate::json::Json;
use crate::language::{Language, amount, day};
use sbps::billing::{BillingMethod, Contract, Offering, OfferingError, OfferingRule};
use sbps::schedule::{ScheduleError, Timing};
use sbps::text::recurring_name::suggestions;
use sbps::text::{ItemName, TextProblem};

/// What is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The input.
    pub(super) input: Input,
    /// The stable code of the element or of the rules.
    pub(super) code: &'static str,
    /// The same in words.
    pub(super) words: String,
}

/// What a draft comes to.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) language: Language,
    pub(super) draft: Draft,
    pub(super) problems: Vec<Problem>,
    /// Why no names can be made of the description; the order does not hold it.
    pub(super) description: Option<Problem>,
    /// The order as the page's JSON.
    pub(super) json: Json,
    /// The order as the element reads it; `None` while there is a problem.
    pub(super) order: Option<Order>,
    /// What is offered.
    pub(super) offering: Option<Offering>,
}

impl Report {
    /// Judges a draft.
    pub(super) fn of(draft: Draft, language: Language) -> Self {
        let json = draft.order(language, CANCEL_URL);
        let mut found = Vec::new();
        let order = Order::read(&json, &mut found);
        let offering = draft.offering();
        let mut problems: Vec<Problem> =
            offering.as_ref().err().map(|error| refused(language, error)).into_iter().collect();
        for problem in &found {
            let problem = told(language, &draft, problem);
            let new = |problem: &Problem| problems.iter().all(|other: &Problem| other.input != problem.input);
            problems.extend(problem.filter(new));
        }
        let order = order.filter(|_| problems.is_empty());
        let description = unusable(language, &draft);
        Self { language, draft, problems, description, json, order, offering: offering.ok() }
    }

    /// What is wrong with one input.
    pub(super) fn problem(&self, input: Input) -> Option<&Problem> {
        self.problems.iter().chain(&self.description).find(|problem| problem.input == input)
    }

    /// How many inputs are to be corrected, in words.
    pub(super) fn verdict(&self) -> String {
        match self.problems.len() {
            0 => self.language.say(Say::Ready).to_owned(),
            count => self.language.tell(Say::ToCorrect, &[&count.to_string()]),
        }
    }
}

/// A description that no name can be made of.
fn unusable(language: Language, draft: &Draft) -> Option<Problem> {
    let input = Input::Description;
    let error = suggestions(draft.text(input), Timing::PayAsYouGo).err().filter(|_| draft.asks(input))?;
    let code = error.problems.first().map_or("", TextProblem::code);
    Some(Problem { input, code, words: text_words(language, draft.text(input), error.problems) })
}

/// A combination that the contract does not have: the rule, and what would do instead.
fn refused(language: Language, error: &OfferingError) -> Problem {
    let names =
        names(language, error.contract, error.commodity == sbps::billing::Commodity::Goods, error.billing_method);
    let (input, sentence) = match error.rule {
        OfferingRule::CommodityNotInContract => (Input::Commodity, Say::CommodityNotInContract),
        _ => (Input::Method, Say::MethodNotInContract),
    };
    let mut words = match sentence {
        Say::CommodityNotInContract => language.tell(sentence, &[names[0], names[1]]),
        _ => language.tell(sentence, &[names[0], "", names[2]]),
    };
    let alternatives: Vec<String> = error
        .alternatives()
        .into_iter()
        .map(|offering| {
            let goods = offering.commodity() == sbps::billing::Commodity::Goods;
            let others = self::names(language, offering.contract(), goods, offering.billing_method());
            let different = others.iter().zip(names).filter(|(other, name)| *other != name).map(|(other, _)| *other);
            let (open, close) = language.pick(("「", "」"), ("“", "”"));
            [open, &different.collect::<Vec<_>>().join(" / "), close].concat()
        })
        .collect();
    words += "\n";
    words += &language.tell(Say::Instead, &[&alternatives.join(language.pick("、", ", "))]);
    words += "\n";
    words += &language.tell(Say::Rule, &[error.section(), error.code()]);
    Problem { input, code: error.code(), words }
}

/// What the form calls contract, commodity and billing method.
fn names(language: Language, contract: Contract, goods: bool, method: BillingMethod) -> [&'static str; 3] {
    let name = |input: Input, place: Option<usize>| {
        let option = place.and_then(|place| input.options().get(place));
        option.map_or("", |(_, words)| language.pick(words.0, words.1))
    };
    [
        name(Input::Contract, Contract::ALL.iter().position(|it| *it == contract)),
        name(Input::Commodity, Some(usize::from(!goods))),
        // To a contract, fixed term and pay as you go are one.
        match method {
            BillingMethod::RecurringFixedTerm => {
                language.pick("継続課金（定期・従量）", "Recurring (fixed term / pay as you go)")
            }
            _ => name(Input::Method, BillingMethod::ALL.iter().position(|it| *it == method)),
        },
    ]
}

/// A problem of the order at the input that has to change; `None` if another problem tells it already.
fn told(language: Language, draft: &Draft, problem: &OrderProblem) -> Option<Problem> {
    let input = Input::of_path(&problem.path)?;
    let code = problem.reason.code();
    let say = |sentence| language.say(sentence).to_owned();
    let words = match problem.reason {
        Reason::Schedule(_) => terms::refusal(draft).map(|error| refusal_words(language, &error)),
        _ if input == Input::Name => {
            let name = draft.text(input);
            Some(text_words(language, name, ItemName::problems(name)))
        }
        _ if input == Input::ItemId => Some(say(Say::NoItemId)),
        Reason::Missing | Reason::Blank => Some(say(Say::Blank)),
        Reason::WrongType | Reason::NotWhole => Some(say(Say::NoNumber)),
        Reason::OutOfRange => {
            let (japanese, english) = input.bounds();
            Some(language.tell(Say::OutOfRange, &[language.pick(japanese, english)]))
        }
        Reason::MoreThanAmount => Some(say(Say::MoreThanAmount)),
        Reason::NoDay => Some(say(Say::NoDay)),
        Reason::NoMonth => Some(say(Say::NoMonth)),
        _ => None,
    };
    Some(Problem { input, code, words: words.unwrap_or_else(|| say(Say::Wrong)) })
}

/// Everything that is wrong with a text.
fn text_words(language: Language, text: &str, problems: Vec<TextProblem>) -> String {
    let (mut sentences, mut characters) = (Vec::new(), Vec::new());
    for problem in problems {
        match problem {
            TextProblem::Empty if text.is_empty() => sentences.push(language.say(Say::Blank).to_owned()),
            TextProblem::Empty => sentences.push(language.say(Say::Empty).to_owned()),
            TextProblem::SurroundingSpace => sentences.push(language.say(Say::SurroundingSpace).to_owned()),
            TextProblem::TooLong { bytes, longest } => {
                sentences.push(language.tell(Say::TooLong, &[&bytes.to_string(), &longest.to_string()]));
            }
            TextProblem::Character { character, .. } => characters.push(character.to_string()),
            _ => {}
        }
    }
    if !characters.is_empty() {
        sentences.push(language.tell(Say::Characters, &[&characters.join(" ")]));
    }
    sentences.join(language.pick("", " "))
}

fn refusal_words(language: Language, error: &ScheduleError) -> String {
    let yen = |yen: sbps::money::Yen| amount(language, i64::from(yen.get()));
    match *error {
        ScheduleError::AuthorizationLapses { last_payment, next_charge, days } => {
            let (from, to) = (day(language, last_payment), day(language, next_charge));
            language.tell(Say::AuthorizationLapses, &[&from, &to, &days.to_string()])
        }
        ScheduleError::StartsBeforeJoining { joined, .. } => {
            language.tell(Say::StartsBeforeJoining, &[&day(language, joined)])
        }
        ScheduleError::LastMonthBeforeJoining { joined, .. } => {
            language.tell(Say::LastMonthBeforeJoining, &[&day(language, joined)])
        }
        ScheduleError::NothingCharged { free_cycles, cycles } => {
            language.tell(Say::NothingCharged, &[&cycles.to_string(), &free_cycles.to_string()])
        }
        ScheduleError::IntroductionNotLower { introductory, regular } => {
            language.tell(Say::IntroductionNotLower, &[&yen(introductory), &yen(regular)])
        }
        ScheduleError::DateOutOfRange { .. } => language.say(Say::DateOutOfRange).to_owned(),
        _ => language.say(Say::Wrong).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::*;

    fn report(changes: &[(Input, &str)]) -> Report {
        Report::of(draft(changes), Language::Japanese)
    }

    #[test]
    fn a_draft_without_problems_is_an_order_that_is_offered() {
        for method in ["one_time", "one_time_specified", "simple", "fixed_term", "usage"] {
            let report = report(&[(Input::Method, method)]);
            assert_eq!(report.problems, [], "{method}");
            assert!(report.order.is_some() && report.offering.is_some());
        }
    }

    #[test]
    fn each_problem_stands_at_the_input_that_has_to_change() {
        let fixed_term = (Input::Method, "fixed_term");
        for (changes, input, code, words) in [
            (vec![(Input::Name, "")], Input::Name, "blank", "入力してください"),
            (vec![(Input::Name, "　")], Input::Name, "blank", "空白だけ"),
            (vec![(Input::Name, "赤ワイン♥①")], Input::Name, "unencodable", "♥ ①"),
            (vec![(Input::Name, "あああああああああああああああああああああ")], Input::Name, "unencodable", "42バイト"),
            (vec![(Input::ItemId, "赤")], Input::ItemId, "unencodable", "半角英数字"),
            (vec![(Input::Amount, "0")], Input::Amount, "out_of_range", "1〜9,999,999"),
            (vec![(Input::Amount, "千")], Input::Amount, "wrong_type", "整数"),
            (vec![(Input::Tax, "3001")], Input::Tax, "more_than_amount", "超えて"),
            (vec![fixed_term, (Input::Joined, "")], Input::Joined, "missing", "入力してください"),
            (vec![fixed_term, (Input::Day, "32")], Input::Day, "out_of_range", "1〜31"),
            (vec![fixed_term, (Input::Cycles, "70000")], Input::Cycles, "out_of_range", "1〜65,535"),
            (vec![fixed_term, (Input::Months, "12")], Input::TimingKind, "authorization_lapses", "365日で失効"),
            (
                vec![fixed_term, (Input::IntroductionCycles, "1"), (Input::IntroductionAmount, "3000")],
                Input::IntroductionAmount,
                "introduction_not_lower",
                "3,000円",
            ),
            (
                vec![(Input::Contract, "basic_and_webmoney")],
                Input::Commodity,
                "commodity_not_in_contract",
                "Combination of payment methods",
            ),
            (
                vec![(Input::Contract, "basic_and_credit_card"), fixed_term],
                Input::Method,
                "billing_method_not_in_contract",
                "継続課金（定期・従量）",
            ),
        ] {
            let report = report(&changes);
            let problem = report.problem(input).unwrap_or_else(|| panic!("{changes:?}: {:?}", report.problems));
            assert_eq!(problem.code, code, "{changes:?}");
            assert!(problem.words.contains(words), "{}", problem.words);
            assert!(report.order.is_none(), "{changes:?}");
        }
    }

    #[test]
    fn a_description_that_cannot_be_sent_is_told_of_but_stops_nothing() {
        let description = (Input::Description, "赤ワイン♥");
        let report = self::report(&[(Input::Method, "fixed_term"), description]);
        let problem = report.problem(Input::Description).expect("a problem");
        assert_eq!((problem.code, problem.words.as_str()), ("not_encodable", "そのまま届かない文字があります：♥"));
        assert!(report.order.is_some());
        assert_eq!(self::report(&[description]).problem(Input::Description), None, "it is not asked for");
        let long = "ワイン定期便".repeat(9);
        let report = self::report(&[(Input::Method, "usage"), (Input::Description, &long)]);
        assert_eq!(report.problem(Input::Description), None, "a long one is shortened");
    }

    #[test]
    fn every_possible_combination_is_accepted_and_every_other_refused_with_alternatives() {
        let mut accepted = 0;
        for (contract, _) in Input::Contract.options() {
            for (commodity, _) in Input::Commodity.options() {
                for (method, _) in Input::Method.options() {
                    let report =
                        report(&[(Input::Contract, contract), (Input::Commodity, commodity), (Input::Method, method)]);
                    accepted += usize::from(report.order.is_some());
                    assert_eq!(report.order.is_some(), report.offering.is_some());
                    let instead = report.problems.iter().all(|problem| problem.words.contains("これなら可能です：「"));
                    assert!(instead, "{:?}", report.problems);
                }
            }
        }
        // Of the 16 offerings, the two of fixed term and pay as you go are two methods in the form.
        assert_eq!(accepted, 16 + 2);
    }

    #[test]
    fn whatever_is_typed_there_is_an_order_or_a_problem_at_an_input_that_can_be_seen() {
        let long = "あ".repeat(300);
        let typed =
            ["", " ", "x", "-1", "0", "1", "1.5", "99999999", "🍷", "2026-11-24", "2020-01", "9999-12-31", &long];
        for (method, _) in Input::Method.options() {
            for (kind, _) in Input::TimingKind.options() {
                for input in Input::ALL.into_iter().filter(|input| input.options().is_empty()) {
                    for text in typed {
                        let changes = [(Input::Method, *method), (Input::TimingKind, kind), (input, text)];
                        let report = report(&changes);
                        assert_eq!(report.order.is_none(), !report.problems.is_empty(), "{changes:?}");
                        for problem in &report.problems {
                            assert!(report.draft.asks(problem.input), "{changes:?}: {problem:?}");
                            assert!(!problem.words.is_empty() && !problem.words.contains("（）"), "{problem:?}");
                        }
                    }
                }
            }
        }
    }
}
