//! What a remark is: its code, the point of law, and the words.

use crate::json::Json;
use crate::language::{Language, RemarkSentence as Say};

/// One table for the enum, the code, the sentence and the point of law.
macro_rules! remark_codes {
    ($($name:ident $code:literal $point:ident $sentence:ident)+) => {
        /// What a remark is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum RemarkCode {
            $(#[doc = concat!("`", $code, "`.")] $name,)+
        }

        impl RemarkCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as programs read it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The point of law.
            #[must_use]
            pub const fn point(self) -> Point {
                match self { $(Self::$name => Point::$point,)+ }
            }

            const fn sentence(self) -> Say {
                match self { $(Self::$name => Say::$sentence,)+ }
            }
        }
    };
}

remark_codes! {
    FreeNotInTerms "free_not_in_terms" Misleading FreeNotInTerms
    LaterPriceUnsaid "later_price_unsaid" Recurring LaterPriceUnsaid
    PriceDiffers "price_differs" Misleading PriceDiffers
    AmountNotWhole "amount_not_whole" Price AmountNotWhole
    CancellationHarder "cancellation_harder" Recurring CancellationHarder
    CancellationUnsaid "cancellation_unsaid" Cancellation CancellationUnsaid
    AnytimeButBound "anytime_but_bound" Misleading AnytimeButBound
    BoundByWords "bound_by_words" Cancellation BoundByWords
    DeadlinePressure "deadline_pressure" Period DeadlinePressure
    DeadlineShort "deadline_short" Period DeadlineShort
    TermsElsewhere "terms_elsewhere" Misleading TermsElsewhere
    TermsLong "terms_long" Misleading TermsLong
    DeliveryVague "delivery_vague" Delivery DeliveryVague
}

/// A point of law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// Price, tax and shipping included.
    Price,
    /// When it is delivered.
    Delivery,
    /// The period of the application.
    Period,
    /// Withdrawal and cancellation.
    Cancellation,
    /// Nothing misleading.
    Misleading,
    /// What the guideline adds for recurring orders.
    Recurring,
}

impl Point {
    /// Each.
    pub const ALL: [Self; 6] =
        [Self::Price, Self::Delivery, Self::Period, Self::Cancellation, Self::Misleading, Self::Recurring];

    /// The word for it, as programs read it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Delivery => "delivery",
            Self::Period => "period",
            Self::Cancellation => "cancellation",
            Self::Misleading => "misleading",
            Self::Recurring => "recurring",
        }
    }

    /// The point in words.
    #[must_use]
    pub fn says(self, language: Language) -> &'static str {
        language.say(match self {
            Self::Price => Say::PointPrice,
            Self::Delivery => Say::PointDelivery,
            Self::Period => Say::PointPeriod,
            Self::Cancellation => Say::PointCancellation,
            Self::Misleading => Say::PointMisleading,
            Self::Recurring => Say::PointRecurring,
        })
    }
}

/// A remark about one member of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub code: RemarkCode,
    /// The member, as `lines[0].name`.
    pub member: String,
    /// What stands in the sentence's places, in both languages.
    pub(super) values: Vec<(String, String)>,
}

impl Remark {
    /// The remark in words.
    #[must_use]
    pub fn says(&self, language: Language) -> String {
        let values: Vec<&str> = self.values.iter().map(|(ja, en)| language.pick(ja.as_str(), en.as_str())).collect();
        language.tell(self.code.sentence(), &values)
    }

    /// The remark as programs read it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let point = self.code.point();
        Json::object(vec![
            ("code", self.code.as_str().into()),
            ("member", Json::from_text(&self.member)),
            ("ja", self.says(Language::Japanese).into()),
            ("en", self.says(Language::English).into()),
            ("point", point.as_str().into()),
        ])
    }
}
