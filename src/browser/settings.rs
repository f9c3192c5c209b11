//! What the merchant's developer wrote on the tag.

use super::handoff::Destinations;
use crate::page::problem::{Problem, Reason};

/// The attributes `endpoint` and `destinations`, read.
pub(crate) struct Settings {
    /// The address of the merchant's server, absolute, of the page's own origin.
    pub(crate) endpoint: String,
    /// Where the form may go.
    pub(crate) destinations: Destinations,
}

impl Settings {
    /// Reads the attributes and notes every problem found, with the attribute's name as its path. `endpoint` comes
    /// resolved against the page.
    pub(crate) fn read(
        endpoint: Option<&Endpoint>,
        destinations: Option<&str>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let mut refuse = |path: &str, reason| problems.push(Problem { path: path.to_owned(), reason });
        let endpoint = match endpoint {
            Some(endpoint) if endpoint.origin == endpoint.page_origin => Some(endpoint.address.clone()),
            Some(_) => {
                refuse("endpoint", Reason::OtherOrigin);
                None
            }
            None => {
                refuse("endpoint", Reason::Missing);
                None
            }
        };
        let destinations = Destinations::read(destinations);
        if destinations.is_none() {
            refuse("destinations", Reason::NoOrigin);
        }
        Some(Self { endpoint: endpoint?, destinations: destinations? })
    }
}

/// An `endpoint` attribute as the browser resolves it.
#[derive(Clone, PartialEq)]
pub(crate) struct Endpoint {
    /// The absolute address.
    pub(crate) address: String,
    /// Its origin.
    pub(crate) origin: String,
    /// The page's origin.
    pub(crate) page_origin: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(origin: &str) -> Option<Endpoint> {
        let address = [origin, "/checkout/requests"].concat();
        Some(Endpoint { address, origin: origin.to_owned(), page_origin: "https://shop.example".to_owned() })
    }

    fn problems(endpoint: Option<Endpoint>, destinations: Option<&str>) -> Vec<(String, &'static str)> {
        let mut problems = Vec::new();
        let settings = Settings::read(endpoint.as_ref(), destinations, &mut problems);
        assert_eq!(settings.is_some(), problems.is_empty());
        problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect()
    }

    #[test]
    fn only_the_pages_own_server_is_asked() {
        assert_eq!(problems(endpoint("https://shop.example"), None), []);
        assert_eq!(problems(endpoint("https://other.example"), None), [("endpoint".to_owned(), "other_origin")]);
        assert_eq!(
            problems(None, Some("http://shop.example")),
            [("endpoint".to_owned(), "missing"), ("destinations".to_owned(), "no_origin")]
        );
    }
}
