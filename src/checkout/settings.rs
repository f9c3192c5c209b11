//! What the merchant's developer wrote on the tag.

use super::order::{OrderProblem, Reason};
use crate::handoff::Destinations;

/// The attributes `endpoint` and `destinations`, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The address of the merchant's server, absolute, of the page's own origin.
    pub(crate) endpoint: String,
    /// Where the form may go.
    pub(crate) destinations: Destinations,
}

impl Settings {
    /// Reads the attributes. `endpoint` comes resolved against the page, with its origin and the page's.
    ///
    /// # Errors
    /// Every problem found, with the attribute's name as its path.
    pub(crate) fn read(endpoint: Option<Endpoint>, destinations: Option<&str>) -> Result<Self, Vec<OrderProblem>> {
        let mut problems = Vec::new();
        let mut refuse = |path: &str, reason| problems.push(OrderProblem { path: path.to_owned(), reason });
        match &endpoint {
            None => refuse("endpoint", Reason::Missing),
            Some(endpoint) if endpoint.origin != endpoint.page_origin => refuse("endpoint", Reason::OtherOrigin),
            Some(_) => {}
        }
        let destinations = Destinations::read(destinations);
        if destinations.is_err() {
            refuse("destinations", Reason::NoOrigin);
        }
        match (endpoint, destinations) {
            (Some(endpoint), Ok(destinations)) if problems.is_empty() => {
                Ok(Self { endpoint: endpoint.address, destinations })
            }
            _ => Err(problems),
        }
    }
}

/// An `endpoint` attribute as the browser resolves it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let problems = Settings::read(endpoint, destinations).err().unwrap_or_default();
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
