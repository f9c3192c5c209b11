//! One jump per order: a latch, not a timer.

/// Closed by the first press and opened again only by a failure or by coming back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Latch {
    closed: bool,
    last: u32,
}

/// One attempt. An older attempt's answer carries an older ticket and is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket(u32);

impl Latch {
    /// Closes the latch; `None` if it is closed already.
    pub(crate) fn close(&mut self) -> Option<Ticket> {
        if self.closed {
            return None;
        }
        self.closed = true;
        self.last = self.last.wrapping_add(1);
        Some(Ticket(self.last))
    }

    /// Opens the latch and makes every earlier ticket worthless.
    pub(crate) fn open(&mut self) {
        self.closed = false;
        self.last = self.last.wrapping_add(1);
    }

    /// Whether this attempt is still the one under way.
    pub(crate) fn holds(&self, ticket: Ticket) -> bool {
        self.closed && self.last == ticket.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_gets_no_ticket() {
        let mut latch = Latch::default();
        let ticket = latch.close().expect("open at first");
        assert_eq!(latch.close(), None);
        assert!(latch.holds(ticket));
    }

    #[test]
    fn an_older_ticket_is_worthless_after_opening() {
        let mut latch = Latch::default();
        let old = latch.close().expect("open at first");
        latch.open();
        assert!(!latch.holds(old));
        let new = latch.close().expect("open again");
        assert!(latch.holds(new));
        assert!(!latch.holds(old));
    }
}
