//! What else happens to a page while an element stands on it; `element.js` hears it of the browser and tells it.

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// The page came back from the back/forward cache.
    Returned,
    /// The page is looked at again, perhaps after the device slept.
    Seen,
    /// The page's policy stopped a form.
    FormBlocked,
}

impl News {
    /// What the script calls by that name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        match name {
            "returned" => Some(Self::Returned),
            "seen" => Some(Self::Seen),
            "form_blocked" => Some(Self::FormBlocked),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::News;

    #[test]
    fn every_name_that_the_script_says_is_known() {
        let script = include_str!("../element.js");
        let names: Vec<_> =
            ["returned", "seen", "form_blocked"].into_iter().filter(|name| News::of(name).is_some()).collect();
        assert_eq!(names.len(), 3);
        for called in script.split("tell(").skip(1) {
            let arguments = called.split(')').next().expect("a call");
            for name in arguments.split('"').skip(1).step_by(2) {
                assert!(News::of(name).is_some(), "{name}");
            }
        }
        assert!(names.iter().all(|name| script.contains(&format!("\"{name}\""))), "said by nobody");
    }
}
