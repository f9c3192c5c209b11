//! Where the messages go.

/// Where purchase requests go; the path of the real gateway.
pub const PURCHASE_PATH: &str = "/f01/FepBuyInfoReceive.do";
/// Where applications for fixed-term contracts go; our own path, for the real one is not published.
pub const APPLICATION_PATH: &str = "/f01/FepContractReceive.do";
/// Where requests of the API type go; the path of the real gateway (C).
pub const API_PATH: &str = "/api/xmlapi.do";
