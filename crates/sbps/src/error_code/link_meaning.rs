//! What the four digits of the link type mean.

/// What a code of the link type means. Where the list gives several codes one meaning, they share
/// it here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum LinkMeaning {
    /// The gateway's system failed (1101–1299).
    GatewaySystemError,
    /// The purchase was refused because the merchant's notification endpoint failed (1301–1399).
    NotificationEndpointFailed,
    /// A system failed (2101–3399).
    SystemError,
    /// The carrier cannot be reached (4301).
    CarrierUnreachable,
    /// A parameter of the merchant's request is wrong (5101).
    BadParameter,
    /// The connection to an outside system failed (6302).
    ExternalConnection,
    /// The carrier's inside failed (7001).
    CarrierInternalError,
    /// The amount is below ¥1 (8252).
    AmountBelowOneYen,
    /// The class of authentication is wrong (8253).
    WrongAuthenticationClass,
    /// The OpenID is missing (8254, 8255).
    OpenIdMissing,
    /// The carrier's merchant id or key is wrong (8256).
    CarrierCredentialsWrong,
    /// The transaction id is wrong (8257).
    BadTransactionId,
    /// The transaction is not permitted (8258).
    TransactionNotPermitted,
    /// The contract has lapsed (8259).
    ContractLapsed,
    /// There is no right to the function or the platform (8260, 8261).
    NoRight,
    /// The service cannot be used (8262).
    ServiceNotUsable,
    /// The payment is another merchant's (8263).
    AnotherMerchantsPayment,
    /// The right to the platform is suspended (8264, 8266).
    RightSuspended,
    /// There is no such service (8265).
    NoSuchService,
    /// The time ran out (8267).
    Timeout,
    /// The link with the au ID is invalid (8268, 8269).
    AuIdLinkInvalid,
    /// The one-time OpenID is invalid (8270).
    OneTimeOpenIdInvalid,
    /// The one-time OpenID was used (8271).
    OneTimeOpenIdUsed,
    /// The one-time OpenID has expired (8272).
    OneTimeOpenIdExpired,
    /// There is no billing data (8273).
    NoBillingData,
    /// The authorisation was cancelled (8274).
    AuthorizationCancelled,
    /// The sales were confirmed already (8275).
    SalesConfirmedAlready,
    /// The sales were cancelled already (8276).
    SalesCancelledAlready,
    /// It was refunded already (8277, 8361).
    RefundedAlready,
    /// It was billed already (8278).
    BilledAlready,
    /// It is not possible for a recurring record (8279, 8282).
    NotForRecurring,
    /// The amount is above the authorised one (8280).
    AboveAuthorizedAmount,
    /// The amount is above the payer's limit (8281).
    AbovePayersLimit,
    /// The data is not permitted (8283).
    DataNotPermitted,
    /// The settlement period is over (8284).
    PastSettlementPeriod,
    /// The carrier's system failed (8285).
    CarrierSystemError,
    /// There is no such data (8286, 8287).
    NoData,
    /// The authentication was not completed; the payer may ask KDDI about the registration
    /// (8288–8290, 8292–8294).
    AuthenticationNotCompleted,
    /// It was registered already (8291).
    RegisteredAlready,
    /// The carrier's centre failed (8295, 8296, 8364, 8365, 8367–8379).
    CarrierCentreError,
    /// The payer's limit is exceeded; use another method (8297).
    PayersLimitExceeded,
    /// Refunds cannot be used (8346).
    RefundNotUsable,
    /// A refund is in progress (8347).
    RefundInProgress,
    /// Sales are in progress (8348, 8349).
    SalesInProgress,
    /// The amount differs from the authorised one (8350).
    AmountDiffersFromAuthorized,
    /// Settlement: no such payment (8351).
    SettlementNotFound,
    /// Settlement: it was cancelled (8352).
    SettlementCancelled,
    /// Settlement: too much (8353).
    SettlementTooMuch,
    /// Settlement: done already (8354).
    SettlementDone,
    /// Settlement: it happens by itself (8355).
    SettlementAutomatic,
    /// Cancel or refund: no such payment (8356).
    RefundNotFound,
    /// Cancel or refund: it was cancelled (8357).
    RefundCancelled,
    /// Cancel or refund: there are no sales for the month (8358).
    RefundNoSalesForMonth,
    /// The refund period is over (8362).
    PastRefundPeriod,
    /// The recurring contract was cancelled already (8363).
    RecurringCancelledAlready,
    /// The payment ran over midnight: start a new purchase (8366).
    CrossedMidnight,
    /// The payer is not valid (8670).
    PayerNotValid,
    /// The payer's circumstances do not allow it (8671).
    PayersCircumstances,
    /// The payer's provider does not allow it (8672).
    PayersProvider,
    /// The payer forbids recurring applications (8673).
    PayerForbidsRecurring,
}
