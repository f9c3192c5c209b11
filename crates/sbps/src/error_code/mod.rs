//! Error codes of the link type and the API type.
