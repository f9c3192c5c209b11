//! What has to be undone when an attempt ends, however it ends: with an answer, a failure, a return or the element's end.

use super::post::PostedForm;
use leptos::prelude::TimeoutHandle;
use web_sys::AbortController;

/// What is going on. Dropping it stops the timers, gives the request up and takes the form out of the page.
#[derive(Default)]
pub(crate) struct UnderWay {
    request: Option<AbortController>,
    timers: Vec<TimeoutHandle>,
    // Held only to be removed with the rest.
    _form: Option<PostedForm>,
}

impl UnderWay {
    /// Timers alone; `None` is one that the browser had no more to give of.
    pub(crate) fn waiting(timers: impl IntoIterator<Item = Option<TimeoutHandle>>) -> Self {
        Self { request: None, timers: timers.into_iter().flatten().collect(), _form: None }
    }

    /// The same with a request that is waited for.
    pub(crate) fn asking(mut self, request: AbortController) -> Self {
        self.request = Some(request);
        self
    }

    /// The same with a form that the browser is following.
    pub(crate) fn leaving(mut self, form: PostedForm) -> Self {
        self._form = Some(form);
        self
    }

    /// Time is up: what waits for the answer gets none.
    pub(crate) fn give_up(&self) {
        if let Some(request) = &self.request {
            request.abort();
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.timers.iter().for_each(TimeoutHandle::clear);
        self.give_up();
    }
}
