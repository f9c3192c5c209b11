//! Characters, widths and names, as Shift_JIS carries them.
