//! Addresses that are written relative to another, RFC 3986 §5. It does not judge whether an address is a good one.

/// `reference` as seen from `base`; unchanged where it is whole already or `base` is none.
pub(super) fn resolve(base: Option<&str>, reference: &str) -> String {
    let reference = reference.trim();
    let Some((origin, path)) = base.and_then(parts).filter(|_| !is_whole(reference)) else {
        return reference.to_owned();
    };
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = origin.split(':').next().unwrap_or("https");
        return format!("{scheme}://{rest}");
    }
    if reference.starts_with('/') {
        return format!("{origin}{reference}");
    }
    if reference.starts_with(['?', '#']) || reference.is_empty() {
        return format!("{origin}{path}{reference}");
    }
    let mut folders: Vec<&str> = path.split('/').skip(1).collect();
    folders.pop();
    let (way, tail) = reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()));
    for step in way.split('/') {
        match step {
            ".." => drop(folders.pop()),
            "." => {}
            step => folders.push(step),
        }
    }
    format!("{origin}/{}{tail}", folders.join("/"))
}

/// Whether an address names its scheme.
fn is_whole(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().and_then(|it| it.split_once(':'));
    scheme.is_some_and(|(it, _)| {
        it.starts_with(|it: char| it.is_ascii_alphabetic())
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
    })
}

/// Scheme and host, and the path without query, of an address on the web.
fn parts(base: &str) -> Option<(&str, &str)> {
    let base = base.trim();
    let host = base.find("://")? + 3;
    let rest = base.get(host..)?;
    let path = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (origin, path) = base.split_at(host + path);
    Some((origin, path.split(['?', '#']).next().unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn references_are_seen_from_their_base() {
        let base = Some("https://example.org/news/2025/index.html?x=1");
        for (reference, expected) in [
            ("storm", "https://example.org/news/2025/storm"),
            ("../storm?a=b/c", "https://example.org/news/storm?a=b/c"),
            ("/storm", "https://example.org/storm"),
            ("//cdn.example.org/a", "https://cdn.example.org/a"),
            ("?page=2", "https://example.org/news/2025/index.html?page=2"),
            ("http://other.example/a", "http://other.example/a"),
            ("urn:uuid:1", "urn:uuid:1"),
        ] {
            assert_eq!(resolve(base, reference), expected);
        }
        assert_eq!(resolve(None, "/storm"), "/storm");
        assert_eq!(resolve(Some("https://example.org"), "storm"), "https://example.org/storm");
    }
}
