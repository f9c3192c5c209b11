//! What a merchant offers: only what its contract can sell.
//!
//! Service specification, "Combination of payment methods" and "Supported devices".

use super::contract::{Commodity, Contract};
use super::device::Device;
use super::method::BillingMethod;
use core::fmt;

/// A commodity sold by a billing method under a contract that has both.
///
/// ```
/// use sbps::billing::{BillingMethod, Commodity, Contract, Device, Offering};
///
/// let offering = Offering::new(Contract::Basic, Commodity::Goods, BillingMethod::RecurringFixedTerm)?;
/// assert_eq!(offering.on(Device::FeaturePhone).map_err(|error| error.code()), Err("device_not_supported"));
///
/// let error = Offering::new(Contract::BasicAndCreditCard, Commodity::Goods, BillingMethod::RecurringFixedTerm)
///     .expect_err("credit card payment excludes it");
/// assert_eq!(error.code(), "billing_method_not_in_contract");
/// assert!(error.alternatives().contains(&offering));
/// # Ok::<(), sbps::billing::OfferingError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Offering {
    contract: Contract,
    commodity: Commodity,
    billing_method: BillingMethod,
}

/// The rule that a combination breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfferingRule {
    /// The contract does not sell this commodity.
    CommodityNotInContract,
    /// The contract does not have this billing method.
    BillingMethodNotInContract,
    /// The contract has the one-time charge, but not with this sales method.
    SalesMethodNotInContract,
    /// The service cannot be used on this device.
    DeviceNotSupported,
}

/// Why a combination cannot be offered; keeps the combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferingError {
    /// The contract.
    pub contract: Contract,
    /// The commodity.
    pub commodity: Commodity,
    /// The billing method.
    pub billing_method: BillingMethod,
    /// The device, where one was asked about.
    pub device: Option<Device>,
    /// The rule that it breaks.
    pub rule: OfferingRule,
}

impl Offering {
    /// The combination, if the contract has it.
    ///
    /// # Errors
    /// [`OfferingError`] with the first rule broken, in the order of [`OfferingRule`].
    pub const fn new(
        contract: Contract,
        commodity: Commodity,
        billing_method: BillingMethod,
    ) -> Result<Self, OfferingError> {
        let rule = if !contract.sells(commodity) {
            OfferingRule::CommodityNotInContract
        } else if contract.has(billing_method) {
            return Ok(Self { contract, commodity, billing_method });
        } else if matches!(billing_method, BillingMethod::OneTime(_)) {
            OfferingRule::SalesMethodNotInContract
        } else {
            OfferingRule::BillingMethodNotInContract
        };
        Err(OfferingError { contract, commodity, billing_method, device: None, rule })
    }

    /// The same offering, if it can be bought on this device.
    ///
    /// # Errors
    /// [`OfferingRule::DeviceNotSupported`] on a feature phone.
    pub const fn on(self, device: Device) -> Result<Self, OfferingError> {
        if device.is_supported() {
            return Ok(self);
        }
        let Self { contract, commodity, billing_method } = self;
        let rule = OfferingRule::DeviceNotSupported;
        Err(OfferingError { contract, commodity, billing_method, device: Some(device), rule })
    }

    /// The contract.
    #[must_use]
    pub const fn contract(self) -> Contract {
        self.contract
    }

    /// The commodity.
    #[must_use]
    pub const fn commodity(self) -> Commodity {
        self.commodity
    }

    /// The billing method.
    #[must_use]
    pub const fn billing_method(self) -> BillingMethod {
        self.billing_method
    }

    /// Whether what was paid can be refunded.
    #[must_use]
    pub const fn has_refund(self) -> bool {
        self.contract.has_refund()
    }
}

impl OfferingError {
    /// A stable name of the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.rule {
            OfferingRule::CommodityNotInContract => "commodity_not_in_contract",
            OfferingRule::BillingMethodNotInContract => "billing_method_not_in_contract",
            OfferingRule::SalesMethodNotInContract => "sales_method_not_in_contract",
            OfferingRule::DeviceNotSupported => "device_not_supported",
        }
    }

    /// The section of the service specification that holds the rule.
    #[must_use]
    pub const fn section(&self) -> &'static str {
        match self.rule {
            OfferingRule::DeviceNotSupported => "Supported devices",
            _ => "Combination of payment methods",
        }
    }

    /// What can be offered instead: every offering that differs from this one in as little as possible, one of contract,
    /// commodity and billing method if that is enough. For a device, the offering itself: on a PC or a smartphone.
    #[must_use]
    pub fn alternatives(&self) -> Vec<Offering> {
        let mut nearest = usize::MAX;
        let mut found = Vec::new();
        for contract in Contract::ALL {
            for commodity in Commodity::ALL {
                for billing_method in BillingMethod::ALL {
                    let Ok(offering) = Offering::new(contract, commodity, billing_method) else { continue };
                    let distance = usize::from(contract != self.contract)
                        + usize::from(commodity != self.commodity)
                        + usize::from(billing_method != self.billing_method);
                    if distance < nearest {
                        nearest = distance;
                        found.clear();
                    }
                    if distance == nearest {
                        found.push(offering);
                    }
                }
            }
        }
        found
    }
}

impl fmt::Display for OfferingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { contract, commodity, billing_method, .. } = self;
        match (self.rule, self.device) {
            (OfferingRule::CommodityNotInContract, _) => {
                write!(formatter, "the contract \"{contract}\" does not sell {commodity}")
            }
            (OfferingRule::DeviceNotSupported, Some(device)) => {
                write!(formatter, "the service cannot be used on a {device}")
            }
            _ => write!(formatter, "the contract \"{contract}\" has no {billing_method}"),
        }
    }
}

impl core::error::Error for OfferingError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::SalesMethod;

    #[test]
    fn an_offering_exists_exactly_where_the_contract_has_all_of_it() {
        let mut possible = 0;
        for contract in Contract::ALL {
            for commodity in Commodity::ALL {
                for billing_method in BillingMethod::ALL {
                    let offering = Offering::new(contract, commodity, billing_method);
                    assert_eq!(offering.is_ok(), contract.sells(commodity) && contract.has(billing_method));
                    if let Ok(offering) = offering {
                        assert_eq!(offering.has_refund(), !contract.has_webmoney(), "the column \"Refund\"");
                        possible += 1;
                    }
                }
            }
        }
        // Basic 2 × 4, + credit card 2 × 3, + WebMoney and + both one each: digital content, once, automatic sales.
        assert_eq!(possible, 16);
    }

    #[test]
    fn a_refusal_names_the_rule_and_what_would_do() {
        let [_, specified, simple, fixed_term] = BillingMethod::ALL;
        for (contract, commodity, method, code, alternatives) in [
            (Contract::BasicAndWebMoney, Commodity::Goods, simple, "commodity_not_in_contract", 2),
            (Contract::BasicAndWebMoney, Commodity::DigitalContent, specified, "sales_method_not_in_contract", 3),
            (Contract::BasicAndWebMoney, Commodity::DigitalContent, simple, "billing_method_not_in_contract", 3),
            (Contract::BasicAndCreditCard, Commodity::Goods, fixed_term, "billing_method_not_in_contract", 4),
        ] {
            let error = Offering::new(contract, commodity, method).expect_err("impossible");
            assert_eq!((error.code(), error.section()), (code, "Combination of payment methods"));
            assert_eq!(error.alternatives().len(), alternatives, "{error}");
        }
        let error = Offering::new(Contract::BasicAndWebMoney, Commodity::Goods, specified).expect_err("impossible");
        let expected = [Contract::Basic, Contract::BasicAndCreditCard].map(|contract| Offering {
            contract,
            commodity: Commodity::Goods,
            billing_method: specified,
        });
        assert_eq!(error.alternatives(), expected, "only another contract sells goods by specified sales");
        assert_eq!(error.to_string(), "the contract \"basic + WebMoney\" does not sell goods");
    }

    #[test]
    fn a_feature_phone_is_refused_and_the_offering_stays_possible_elsewhere() {
        let once = BillingMethod::OneTime(SalesMethod::Automatic);
        let offering = Offering::new(Contract::Basic, Commodity::Goods, once).expect("possible");
        assert_eq!(offering.on(Device::Pc), Ok(offering));
        assert_eq!(offering.on(Device::Smartphone), Ok(offering));
        let error = offering.on(Device::FeaturePhone).expect_err("not supported");
        assert_eq!((error.code(), error.section()), ("device_not_supported", "Supported devices"));
        assert_eq!(error.alternatives(), [offering]);
        assert_eq!(error.to_string(), "the service cannot be used on a feature phone");
    }
}
