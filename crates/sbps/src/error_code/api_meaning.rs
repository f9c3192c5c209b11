//! What went wrong and which item is meant, by the names that the API type's codes have for it (C).

/// What went wrong: the fourth and fifth character. From
/// [`SettlementNoAuthorization`](Self::SettlementNoAuthorization) on, the types are au's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ApiErrorType {
    /// `00`: the XML.
    Xml,
    /// `01`: the method.
    Method,
    /// `02`: the function id.
    FunctionId,
    /// `03`: something required is missing.
    Required,
    /// `04`: characters that the item cannot hold.
    Characters,
    /// `05`: the length.
    Length,
    /// `06`: the format.
    Format,
    /// `07`: a value that is not defined.
    UndefinedValue,
    /// `08`: an item that is not used.
    Unused,
    /// `09`: the checksum.
    Checksum,
    /// `10`: the request has expired.
    RequestExpired,
    /// `11`: the gateway's transaction id.
    GatewayTransactionId,
    /// `12`: the tracking id.
    TrackingId,
    /// `13`: not allowed here.
    NotAllowedHere,
    /// `14`: the merchant id or the service id.
    MerchantOrServiceId,
    /// `80` to `86`: gateway and institution.
    GatewayOrInstitution,
    /// `90`: the API's system.
    ApiSystem,
    /// `92`: the connection inside the gateway.
    GatewayConnection,
    /// `93`: the limit of attempts.
    RetryLimit,
    /// `94`: the payment was not completed.
    PaymentNotCompleted,
    /// `95`: another customer's.
    CustomerMismatch,
    /// `96`: a request that was made already.
    DuplicateRequest,
    /// `20`: settlement without an authorisation.
    SettlementNoAuthorization,
    /// `21`: settlement of what was cancelled.
    SettlementCancelled,
    /// `22`: settlement above the authorised amount.
    SettlementAboveAuthorized,
    /// `23`: settled already.
    SettlementDone,
    /// `24`: settlement happens by itself and is not needed.
    SettlementAutomatic,
    /// `33`: the settlement period is over.
    SettlementPeriodOver,
    /// `36`: settlement is in progress.
    SettlementInProgress,
    /// `42`: settlement differs from the authorised amount.
    SettlementDiffersFromAuthorized,
    /// `43`: the authorisation was cancelled for the payer's reasons.
    AuthorizationCancelledForPayer,
    /// `25`: cancel or refund without an authorisation.
    RefundNoAuthorization,
    /// `26`: cancelled already.
    RefundCancelled,
    /// `27`: no sales for the month.
    RefundNoSalesForMonth,
    /// `28`: a partial refund only from the month after settlement on.
    PartialRefundTooEarly,
    /// `29`: the carrier has not billed yet.
    NotBilledYet,
    /// `30`: refunded already.
    RefundedAlready,
    /// `31`: the refund period is over.
    RefundPeriodOver,
    /// `37`: cancel or refund while settlement is in progress.
    RefundDuringSettlement,
    /// `38`: a refund is in progress.
    RefundInProgress,
    /// `40`: automatic sales cannot be cancelled; refund them.
    AutomaticSalesUseRefund,
    /// `41`: not refundable.
    NotRefundable,
    /// `75`: cancel or refund above the sales amount.
    RefundAboveSales,
    /// `32`: the recurring (simple) contract was cancelled already.
    RecurringCancelledAlready,
    /// `L0`: a purchase without an application.
    PurchaseNoApplication,
    /// `L1`: a purchase whose customer differs from the application's.
    PurchaseCustomerDiffers,
    /// `L2`: a purchase under a contract that was cancelled already.
    PurchaseCancelledAlready,
    /// `L3`: a purchase under a contract that could not be used and was cancelled.
    PurchaseContractUnusable,
    /// `L4`: a purchase over the limit, or an error of the carrier.
    PurchaseOverLimitOrCarrier,
    /// `L5`: the end of a contract without an application.
    CancellationNoApplication,
    /// `L6`: the end of a contract whose customer differs.
    CancellationCustomerDiffers,
    /// `L7`: the end of a contract that was cancelled already.
    CancellationCancelledAlready,
    /// `U0`: the payer is not valid.
    PayerNotValid,
    /// `U1`: the payer's circumstances do not allow it.
    PayersCircumstances,
    /// `U2`: the payer's provider does not allow it.
    PayersProvider,
    /// `U3`: the payer's own setting forbids it.
    PayerForbids,
    /// `34`: anything else.
    Other,
}

/// Which item is meant: the last three digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ApiErrorItem {
    /// `000`: the function.
    Function,
    /// `001`: `merchant_id`.
    MerchantId,
    /// `002`: `service_id`.
    ServiceId,
    /// `003`: `cust_code`.
    CustomerCode,
    /// `004`: `order_id`.
    OrderId,
    /// `005`: `item_id`.
    ItemId,
    /// `006`: `item_name`.
    ItemName,
    /// `007`: `tax`.
    Tax,
    /// `008`: `amount`.
    Amount,
    /// `009`: the notification's address.
    Notification,
    /// `010`: `free1`.
    Free1,
    /// `011`: `free2`.
    Free2,
    /// `012`: `free3`.
    Free3,
    /// `013`: `order_rowno`.
    OrderRowNumber,
    /// `014`: a detail row.
    DetailRow,
    /// `015`: a detail row's item id.
    DetailItemId,
    /// `016`: a detail row's item name.
    DetailItemName,
    /// `017`: a detail row's count.
    DetailCount,
    /// `018`: a detail row's tax.
    DetailTax,
    /// `019`: a detail row's amount.
    DetailAmount,
    /// `020`: `div_settele`, spelt so on the wire.
    DivideSettlement,
    /// `021`: `last_charge_month`.
    LastChargeMonth,
    /// `022`: `camp_type`.
    CampaignType,
    /// `023`: `request_date`.
    RequestDate,
    /// `024`: `limit_second`.
    LimitSeconds,
    /// `025`: the checksum.
    Checksum,
    /// `026`: the gateway's transaction id.
    TransactionId,
    /// `027`: `tracking_id`.
    TrackingId,
    /// `028`: the flag for encryption.
    EncryptedFlag,
    /// `029`: `processing_datetime`.
    ProcessingDateTime,
    /// `030`: the flag that asks for the customer to be returned.
    CustomerReturnFlag,
    /// `200`: `cancel_target_month`.
    CancelTargetMonth,
    /// `999`: no item in particular.
    NoItem,
}

impl ApiErrorType {
    /// Whether the request is refused before its function is begun, by an answer that does not name
    /// the function: the checks of the document and the check for duplicates. Recorded of 03, 05,
    /// 09 and 96, inferred of the rest of 00 to 14 (I).
    #[must_use]
    pub const fn is_basic_refusal(self) -> bool {
        self as u8 <= Self::MerchantOrServiceId as u8 || matches!(self, Self::DuplicateRequest)
    }
}
