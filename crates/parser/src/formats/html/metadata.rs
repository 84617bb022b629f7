//! What a page declares of its article. Order of trust for each field: JSON-LD, Open Graph and the `meta` names of
//! Dublin Core, Parse.ly, Sailthru, Cxense and Highwire, microdata, then what readers see: `time`, bylines, the address.

use wiredesk_model::{Article, Declared, Published};

use super::{
    head::{Head, script_value},
    linked::{self, Linked},
    titles,
    tree::Tree,
    visible,
};
use crate::{byline, dates, normalize};

/// What a page declares.
#[derive(Default)]
pub(super) struct Metadata {
    /// Headline without the site's name.
    pub(super) title: Option<String>,
    /// `articleBody` of JSON-LD.
    pub(super) body: Option<String>,
    /// Summary of the page.
    pub(super) description: Option<String>,
    /// Names of the authors.
    pub(super) authors: Vec<String>,
    subtitle: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    section: Option<String>,
    published: Option<Published>,
    modified_at: Option<jiff::Timestamp>,
    declared: Vec<Declared>,
}

impl Metadata {
    /// Reads the metadata of a page.
    pub(super) fn read(tree: &Tree<'_>, page: &str) -> Self {
        let head = Head::read(tree);
        let linked = linked::read(&head.scripts);
        let url = head
            .canonical
            .clone()
            .or_else(|| head.get(&["og:url", "twitter:url"]))
            .or_else(|| linked.url.clone());
        let publisher = linked
            .publisher
            .clone()
            .or_else(|| head.get(PUBLISHER))
            .or_else(|| head.get(&["application-name", "apple-mobile-web-app-title"]));
        let site = head.get(&["og:site_name"]).or_else(|| publisher.clone());
        let seen = visible::Visible::read(tree);
        let title = titles::title(&head, &linked, &seen, site.as_deref(), url.as_deref());
        Self {
            title,
            body: linked.body.clone(),
            description: head
                .get(&["og:description", "description", "twitter:description"])
                .or_else(|| linked.description.clone()),
            subtitle: linked.subtitle.clone(),
            authors: authors(&head, &linked, &seen, publisher.as_deref(), url.as_deref()),
            section: linked.section.clone().or_else(|| head.get(SECTION)),
            published: published(&head, &linked, &seen, url.as_deref())
                .map(|it| dates::at_home(it, page)),
            modified_at: linked
                .modified
                .clone()
                .or_else(|| head.get(MODIFIED))
                .and_then(|it| dates::instant(&it)),
            declared: declared(&head, &linked),
            publisher,
            url,
        }
    }

    /// Gives everything to `article`.
    pub(super) fn fill(self, article: &mut Article) {
        article.title = self.title;
        article.subtitle = self.subtitle;
        article.authors = self.authors;
        article.publisher = self.publisher;
        article.url = self.url;
        article.section = self.section;
        article.published = self.published;
        article.modified_at = self.modified_at;
        article.declared = self.declared;
    }
}

const PUBLISHER: &[&str] = &[
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "article:publisher_name",
    "publisher",
    "citation_journal_title",
    "cre",
    "twitter:app:name:iphone",
];
const SECTION: &[&str] = &[
    "article:section",
    "parsely-section",
    "cxenseparse:taxonomy",
    "section",
    "dc.subject",
    "cg",
    "page.section",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article:published",
    "article.published",
    "published_time",
    "publish_date",
    "publish-date",
    "publishdate",
    "published-date",
    "publication_date",
    "publicationdate",
    "originalpublicationdate",
    "pubdate",
    "pub_date",
    "pdate",
    "ptime",
    "rnews:datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.publication",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcsext.articlefirstpublished",
    "displaydate",
    "date_published",
    "created",
    "datecreated",
    "article_date_original",
    "bt:pubdate",
    "prism.publicationdate",
    "date",
    "og:pubdate",
    "shareaholic:article_published_time",
    "gentime",
    "og:release_date",
    "release_date",
    "video:release_date",
    "timestamp",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:updated_time",
    "datemodified",
    "dateupdate",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "modified",
    "updated",
    "revised",
];
const AUTHOR: &[&str] = &[
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dc.contributor",
    "citation_author",
    "article.author",
    "authors",
    "creator",
    "byline",
    "rnews:author",
    "shareaholic:article_author_name",
    "og:author",
    "twitter:data1:by",
];
const KEYWORDS: &[&str] =
    &["news_keywords", "article:tag", "parsely-tags", "sailthru.tags", "keywords"];

fn authors(
    head: &Head<'_>,
    linked: &Linked<'_>,
    seen: &visible::Visible,
    publisher: Option<&str>,
    url: Option<&str>,
) -> Vec<String> {
    let publisher = publisher.map(titles::letters).unwrap_or_default();
    let host = url.and_then(|it| it.split('/').nth(2)).map(titles::letters).unwrap_or_default();
    let is_outlet = |names: &[String]| {
        names.iter().all(|it| {
            let name = titles::letters(it);
            publisher.contains(&name) || (name.len() > 3 && host.contains(&name))
        })
    };
    let declared = std::iter::once_with(|| credited(linked.authors.iter().map(String::as_str)));
    let metas = AUTHOR.iter().map(|it| credited(head.all(it)));
    let visible = std::iter::once_with(|| credited(seen.authors.iter().map(String::as_str)));
    let scripts = std::iter::once_with(|| credited(head.in_scripts(SCRIPT_AUTHORS)));
    let mut outlet = Vec::new();
    for names in declared.chain(metas).chain(visible).chain(scripts).filter(|it| !it.is_empty()) {
        if !is_outlet(&names) {
            return names;
        }
        // An outlet is an author only where nobody else is.
        if outlet.is_empty() {
            outlet = names;
        }
    }
    if !outlet.is_empty() {
        return outlet;
    }
    let stated = linked.authors.iter().map(String::as_str);
    stated
        .chain(AUTHOR.iter().flat_map(|it| head.all(it)))
        .map(byline::declared)
        .find(|it| !it.is_empty())
        .unwrap_or_default()
}

/// Keys of the data that pages hand to their scripts.
const SCRIPT_AUTHORS: &[&str] =
    &["authors", "author", "authorName", "author_name", "byline", "postedBy"];
const SCRIPT_DATES: &[&str] = &[
    "datePublished",
    "publishedDate",
    "published_date",
    "publishDate",
    "publish_date",
    "published_at",
    "publishedAt",
    "datePosted",
    "firstPublished",
    "pubDate",
];

fn credited<'s>(credits: impl Iterator<Item = &'s str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in credits.flat_map(byline::names) {
        if !names.iter().any(|it| it.eq_ignore_ascii_case(&name)) {
            names.push(name);
        }
    }
    names
}

fn published(
    head: &Head<'_>,
    linked: &Linked<'_>,
    seen: &visible::Visible,
    url: Option<&str>,
) -> Option<Published> {
    let declared = || PUBLISHED.iter().flat_map(|it| head.all(it)).find_map(dates::published);
    let modified = || {
        MODIFIED
            .iter()
            .flat_map(|it| head.all(it))
            .chain(linked.modified.as_deref())
            .find_map(dates::published)
    };
    // JSON-LD that is no JSON, for a comma too many or a quotation mark unescaped, still tells the date.
    let broken = || {
        let values = linked.broken.iter().filter_map(|it| script_value(it, "datePublished"));
        values.map(dates::published).find_map(|it| it)
    };
    linked
        .published
        .as_deref()
        .and_then(dates::published)
        .or_else(broken)
        .or_else(declared)
        .or(seen.published)
        .or_else(|| head.in_scripts(SCRIPT_DATES).find_map(dates::published))
        .or_else(|| url.and_then(dates::in_path))
        .or_else(modified)
}

fn declared(head: &Head<'_>, linked: &Linked<'_>) -> Vec<Declared> {
    let mut declared = Vec::new();
    let mut add = |kind: &str, value: &str| {
        if let Some(value) = normalize::some_line(value) {
            declared.push(Declared { kind: kind.into(), value, name: None });
        }
    };
    if let Some(language) = linked
        .language
        .clone()
        .or_else(|| head.language.clone())
        .or_else(|| head.get(&["og:locale", "content-language"]))
    {
        add("language", &language.replace('_', "-"));
    }
    let keywords = KEYWORDS.iter().find(|it| head.all(it).next().is_some());
    let listed = keywords.into_iter().flat_map(|it| head.all(it)).flat_map(|it| it.split(','));
    let keywords: Vec<&str> = if linked.keywords.is_empty() {
        listed.collect()
    } else {
        linked.keywords.iter().map(String::as_str).collect()
    };
    keywords.into_iter().take(50).for_each(|it| add("keyword", it));
    for (kind, names) in [
        ("rights", &["copyright", "dc.rights", "dcterms.rights"][..]),
        ("description", &["og:description", "description"][..]),
    ] {
        if let Some(value) = head.get(names) {
            add(kind, &value);
        }
    }
    declared.sort();
    declared.dedup();
    declared
}
