//! Headlines without the name of the site around them.

use super::{head::Head, linked::Linked, visible::Visible};

/// The article's headline.
pub(super) fn title(
    head: &Head<'_>,
    linked: &Linked<'_>,
    seen: &Visible,
    site: Option<&str>,
    url: Option<&str>,
) -> Option<String> {
    let declared = linked.title.clone().filter(|it| !is_site(it, site, url));
    let declared = declared.or_else(|| {
        head.get(&[
            "og:title",
            "twitter:title",
            "dc.title",
            "dcterms.title",
            "parsely-title",
            "sailthru.title",
            "cxenseparse:title",
            "weibo:article:title",
            "citation_title",
            "headline",
            "title",
            "hdl",
        ])
    });
    let candidate = declared.or_else(|| head.title.clone());
    let Some(candidate) = candidate else {
        return seen.headings.iter().find(|it| !it.is_empty()).cloned();
    };
    if let Some(heading) = seen.headings.iter().find(|it| is_part(it, &candidate)) {
        return Some(heading.clone());
    }
    let trimmed = without_site(&candidate, site, url);
    if is_site(&trimmed, site, url)
        && let [heading] = seen.headings.as_slice()
        && !heading.is_empty()
    {
        return Some(heading.clone());
    }
    Some(trimmed)
}

/// Signs that stand between a headline and a site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " ‹ ", " › ", " / ", " > ",
    " ~ ", " ⋆ ",
];

/// Whether `heading` is the part of `title` that stands before or after a separator.
fn is_part(heading: &str, title: &str) -> bool {
    if heading.split_whitespace().count() < 3 {
        return false;
    }
    let rest = title.strip_prefix(heading).or_else(|| title.strip_suffix(heading));
    rest.is_some_and(|it| {
        it.is_empty() || SEPARATORS.iter().any(|separator| it.contains(separator.trim()))
    })
}

/// Letters and digits of `text`, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether `text` is what the site is called, by its declared name or its address.
fn is_site(text: &str, site: Option<&str>, url: Option<&str>) -> bool {
    let text = letters(text);
    if text.is_empty() {
        return true;
    }
    let named = site.map(letters).is_some_and(|it| {
        it == text
            || (text.len() > 4
                && (it.starts_with(&text) || text.starts_with(&it) && text.len() < it.len() + 8))
    });
    let host = url.and_then(|it| it.split('/').nth(2)).map(letters);
    named
        || host
            .is_some_and(|it| text.len() > 3 && (it.contains(&text) || it == format!("www{text}")))
}

fn without_site(title: &str, site: Option<&str>, url: Option<&str>) -> String {
    let mut rest = title.trim();
    for _ in 0..3 {
        let last = SEPARATORS.iter().filter_map(|it| rest.rfind(it).map(|at| (at, it.len()))).max();
        let Some((at, n_bytes)) = last else { break };
        let (Some(head), Some(tail)) = (rest.get(..at), rest.get(at + n_bytes..)) else { break };
        let n_head = head.split_whitespace().count();
        let n_tail = tail.split_whitespace().count();
        // A bar always sets off the site; a dash may belong to the headline.
        let is_bar = !rest
            .get(at..at + n_bytes)
            .is_some_and(|it| matches!(it.trim(), "-" | "–" | "—" | "/"));
        if is_site(tail, site, url)
            || (n_head >= 3
                && n_tail <= if is_bar { 5 } else { 3 }
                && n_tail < n_head
                && starts_upper(tail))
        {
            rest = head.trim_end();
        } else {
            break;
        }
    }
    let first = SEPARATORS.iter().filter_map(|it| rest.find(it).map(|at| (at, it.len()))).min();
    if let Some((at, n_bytes)) = first
        && let (Some(head), Some(tail)) = (rest.get(..at), rest.get(at + n_bytes..))
        && is_site(head, site, url)
        && tail.split_whitespace().count() >= 2
    {
        rest = tail.trim_start();
    }
    rest.to_owned()
}

fn starts_upper(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(|it| !it.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::without_site;

    #[test]
    fn site_names_are_trimmed_off() {
        let check =
            |title, site, expected: &str| assert_eq!(without_site(title, site, None), expected);
        check(
            "Storm hits the coast of Wales | The Daily Example",
            None,
            "Storm hits the coast of Wales",
        );
        check(
            "Storm hits the coast - The Daily Example Gazette of London",
            Some("The Daily Example Gazette of London"),
            "Storm hits the coast",
        );
        check(
            "Example: Storm hits - and stays over the whole weekend",
            None,
            "Example: Storm hits - and stays over the whole weekend",
        );
        check("Example News | Storm hits coast", Some("Example News"), "Storm hits coast");
    }
}
