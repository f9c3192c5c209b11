//! Works on many charges or contracts, a bounded number at a time. A run stops at the first error
//! of the store: what is under way is finished, nothing further is taken.

use super::job::BillingError;
use super::report::Report;
use crate::service::Shop;
use std::future::Future;
use std::sync::Arc;
use tokio::task::JoinSet;

/// The work under way of one run.
pub(super) struct Workers {
    shop: Arc<Shop>,
    tasks: JoinSet<Result<Report, BillingError>>,
    report: Report,
    error: Option<BillingError>,
}

impl Workers {
    pub(super) fn new(shop: &Arc<Shop>) -> Self {
        Self { shop: Arc::clone(shop), tasks: JoinSet::new(), report: Report::NOTHING, error: None }
    }

    /// Whether anything further may be taken.
    pub(super) fn takes_more(&self) -> bool {
        self.error.is_none() && !self.shop.billing.is_stopping()
    }

    /// Takes something on, as soon as there is a place for it.
    pub(super) async fn take<W, F>(&mut self, work: W)
    where
        W: FnOnce(Arc<Shop>) -> F + Send + 'static,
        F: Future<Output = Result<Report, BillingError>> + Send,
    {
        while self.tasks.len() >= self.shop.billing.count() {
            self.finish_one().await;
        }
        if !self.takes_more() {
            return;
        }
        let shop = Arc::clone(&self.shop);
        self.tasks.spawn(async move {
            let Some(_place) = shop.billing.place().await else { return Ok(Report::NOTHING) };
            work(Arc::clone(&shop)).await
        });
    }

    /// Until everything that was taken on is done.
    pub(super) async fn finish(&mut self) {
        while self.finish_one().await {}
    }

    /// What was done, and what stopped it.
    pub(super) fn end(self) -> (Report, Option<BillingError>) {
        (self.report, self.error)
    }

    async fn finish_one(&mut self) -> bool {
        match self.tasks.join_next().await {
            None => return false,
            Some(Ok(Ok(report))) => self.report.add(&report),
            Some(Ok(Err(error))) => {
                self.error.get_or_insert(error);
            }
            // What it was about stays in the work list, and the other contracts are billed.
            Some(Err(error)) => tracing::error!(%error, "A LOOK OF THE BILLING RUN DIED"),
        }
        true
    }
}
