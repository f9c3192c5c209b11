//! Reads typed values out of a form and collects what is wrong instead of stopping at the first problem.

use super::detail_row::DetailRow;
use super::field::{FieldProblem, FieldProblemKind};
use super::form::Form;
use super::parameter::{LimitSeconds, ReturnAddresses};
use crate::date_time::JstDateTime;
use crate::identifier::{Account, CustomerCode, ItemId, OrderId};
use crate::text::MixedText;
use core::str::FromStr;

/// Who sells, who buys, what, in which request: the same five fields in every message.
pub(crate) struct Parties {
    pub(crate) account: Account,
    pub(crate) customer_code: CustomerCode,
    pub(crate) order_id: OrderId,
    pub(crate) item_id: ItemId,
}

pub(crate) struct Reader<'a> {
    form: &'a Form,
    problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(form: &'a Form) -> Self {
        Self { form, problems: Vec::new() }
    }

    pub(crate) fn refuse(&mut self, name: &str, problem: FieldProblemKind) {
        self.problems.push(FieldProblem::new(name, self.form.get(name), problem));
    }

    /// The value, which must not be blank.
    pub(crate) fn required<T: FromStr>(&mut self, name: &str, expected: &'static str) -> Option<T> {
        if self.form.get(name).is_empty() {
            self.refuse(name, FieldProblemKind::Blank);
            return None;
        }
        self.optional(name, expected)
    }

    /// The value, or `None` where it is blank.
    pub(crate) fn optional<T: FromStr>(&mut self, name: &str, expected: &'static str) -> Option<T> {
        let value = self.form.get(name);
        if value.is_empty() {
            return None;
        }
        let read = value.parse().ok();
        if read.is_none() {
            self.refuse(name, FieldProblemKind::NotAllowed { expected });
        }
        read
    }

    /// The value with its text as given, blank included.
    pub(crate) fn text<T: FromStr>(&mut self, name: &str, expected: &'static str) -> Option<T> {
        let read = self.form.get(name).parse().ok();
        if read.is_none() {
            self.refuse(name, FieldProblemKind::NotAllowed { expected });
        }
        read
    }

    /// Refuses a value where only one is right.
    pub(crate) fn exactly(&mut self, name: &str, value: &str, expected: &'static str) {
        if self.form.get(name) != value {
            self.refuse(name, FieldProblemKind::NotAllowed { expected });
        }
    }

    pub(crate) fn form(&self) -> &'a Form {
        self.form
    }

    /// Who sells.
    pub(crate) fn account(&mut self) -> Option<Account> {
        let merchant_id = self.required("merchant_id", "five digits");
        let service_id = self.required("service_id", "three digits");
        Some(Account { merchant_id: merchant_id?, service_id: service_id? })
    }

    /// Who sells, who buys, what, in which request.
    pub(crate) fn parties(&mut self) -> Option<Parties> {
        let account = self.account();
        let customer_code = self.required("cust_code", "1 to 64 bytes of printable ASCII");
        let order_id = self.required("order_id", "1 to 38 bytes of printable ASCII");
        let item_id = self.required("item_id", "1 to 32 bytes of printable ASCII");
        Some(Parties { account: account?, customer_code: customer_code?, order_id: order_id?, item_id: item_id? })
    }

    /// Where browser and gateway go afterwards.
    pub(crate) fn addresses(&mut self) -> Option<ReturnAddresses> {
        let expected = "an absolute http or https address";
        let success = self.required("success_url", expected);
        let cancel = self.required("cancel_url", expected);
        let error = self.required("error_url", expected);
        let notification = self.required("pagecon_url", expected);
        Some(ReturnAddresses { success: success?, cancel: cancel?, error: error?, notification: notification? })
    }

    /// The three texts that come back as they went.
    pub(crate) fn free(&mut self) -> Option<[MixedText<20>; 3]> {
        let [free1, free2, free3] =
            ["free1", "free2", "free3"].map(|name| self.text(name, "a text of at most 20 bytes"));
        Some([free1?, free2?, free3?])
    }

    /// The moment of the jump.
    pub(crate) fn request_date(&mut self) -> Option<JstDateTime> {
        self.required("request_date", "a moment of the form YYYYMMDDHHMMSS")
    }

    /// The tolerance of the request's moment.
    pub(crate) fn limit_seconds(&mut self) -> Option<LimitSeconds> {
        self.optional("limit_second", "blank or 0 to 9999 seconds")
    }

    /// The detail rows.
    pub(crate) fn rows(&mut self) -> Option<Vec<DetailRow>> {
        let rows: Result<Vec<_>, _> =
            self.form.rows().enumerate().map(|(index, row)| DetailRow::read(row, index + 1)).collect();
        rows.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The value read and every value beside it that cannot be read; only the problems where nothing was read.
    #[cfg(feature = "sign")]
    pub(crate) fn finish_lenient<T>(self, read: Option<T>) -> Result<(T, Vec<FieldProblem>), Vec<FieldProblem>> {
        match read {
            Some(value) => {
                let said = self.problems.into_iter().filter(|problem| problem.problem != FieldProblemKind::Blank);
                Ok((value, said.collect()))
            }
            None => Err(self.problems),
        }
    }

    /// The value read, or every problem met on the way.
    pub(crate) fn finish<T>(mut self, read: Option<T>) -> Result<T, Vec<FieldProblem>> {
        match read {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => {
                if self.problems.is_empty() {
                    self.problems.push(FieldProblem::new("", "", FieldProblemKind::Missing));
                }
                Err(self.problems)
            }
        }
    }
}
