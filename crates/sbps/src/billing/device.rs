//! The devices that a payer can pay on.
//!
//! Service specification, "Supported devices".

use core::fmt;

/// A kind of device.
///
/// ```
/// use sbps::billing::Device;
///
/// assert!(Device::Smartphone.is_supported());
/// assert!(!Device::FeaturePhone.is_supported());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// A desktop or laptop computer.
    Pc,
    /// A smartphone.
    Smartphone,
    /// A mobile phone that is no smartphone ("mobile").
    FeaturePhone,
}

impl Device {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Pc, Self::Smartphone, Self::FeaturePhone];

    /// Whether the service can be used on it.
    #[must_use]
    pub const fn is_supported(self) -> bool {
        !matches!(self, Self::FeaturePhone)
    }
}

impl fmt::Display for Device {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Pc => "PC",
            Self::Smartphone => "smartphone",
            Self::FeaturePhone => "feature phone",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_supported_devices_holds_row_by_row() {
        for (device, mark) in [(Device::Pc, "○"), (Device::Smartphone, "○"), (Device::FeaturePhone, "×")] {
            assert_eq!(device.is_supported(), mark == "○", "{device}");
        }
    }
}
