//! Moments in Japan.
