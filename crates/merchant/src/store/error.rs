//! Why the record did not change.

/// The database did not do what was asked; nothing was changed, or not certainly.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The right to write was not given in time: somebody else writes, or too many wait.
    #[error("the database is busy")]
    Busy,
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The disk did not keep what was committed, so that it may be lost with the next power cut.
    #[error("the disk did not keep it: {0}")]
    NotSynced(String),
    /// The tables could not be brought up to date.
    #[error("database tables: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A record holds what no record may hold.
    #[error("database record: {0}")]
    Record(String),
}

impl StoreError {
    /// Whether the database refused what may be there once only and is there.
    pub(super) fn is_of_two_alike(&self) -> bool {
        let Self::Database(error) = self else { return false };
        error.as_database_error().is_some_and(|error| error.is_unique_violation())
    }
}
