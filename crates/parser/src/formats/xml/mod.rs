//! Formats that are XML: what agencies and publishers send.

mod address;
mod feed;
mod generic;
mod newsml1;
mod newsml_g2;
mod nitf;

pub(crate) use self::{
    feed::Feed, generic::Generic, newsml_g2::NewsmlG2, newsml1::Newsml1, nitf::Nitf,
};

use crate::{Certainty, Context, Peek, Rejection, story::Story, xml};

/// Certain where the root element is one of `roots`, lower case.
fn detect_root(peek: &Peek<'_>, roots: &[&str]) -> Certainty {
    let root = xml::root_name(peek.head);
    if root.is_some_and(|it| roots.contains(&&*it)) { Certainty::Certain } else { Certainty::No }
}

/// Emits what `fill` makes of each element called one of `names`.
fn emit_items(
    input: &mut dyn std::io::BufRead,
    ctx: &mut Context<'_>,
    names: &[&str],
    fill: impl Fn(&xml::Element, &[xml::Element], &mut Story) -> Result<(), Rejection>,
) -> Result<(), Rejection> {
    let mut reader = xml::Reader::new(input, None)?;
    let mut n_items = 0_u64;
    while let Some(item) = reader.next_item(names)? {
        n_items += 1;
        let mut story = Story::new(reader.encoding());
        if let Err(rejection) = fill(&item.element, reader.around(), &mut story) {
            ctx.note(rejection.code, rejection.detail);
            continue;
        }
        story.warn_all(reader.take_warnings());
        match story.finish() {
            Some(article) => {
                ctx.emit(crate::Draft { article, digest: item.digest })?;
            }
            None => ctx.note(
                "no_text",
                format!("a `{}` holds neither text nor headline", item.element.name),
            ),
        }
        if ctx.stopped {
            break;
        }
    }
    let warnings = reader.take_warnings();
    if n_items == 0 {
        let odd: Vec<String> =
            warnings.iter().map(|it| format!("; {}: {}", it.code, it.detail)).collect();
        let detail = format!("the {} holds no article{}", ctx.format, odd.concat());
        return Err(Rejection::new("no_articles", detail));
    }
    for warning in warnings {
        ctx.note(warning.code, warning.detail);
    }
    Ok(())
}
