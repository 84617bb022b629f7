//! Documents of word processors, readers and printers.

mod docx;
mod epub;
mod odt;
mod pages;
mod pdf;
mod rtf;
mod streams;

use std::{
    collections::BTreeMap,
    io::{BufRead, Read},
};

use sha2::{Digest, Sha256};

pub(crate) use self::pdf::read as read_pdf;
pub(crate) use self::{docx::Docx, epub::Epub, odt::Odt, pdf::Pdf, rtf::Rtf};
use crate::{
    Context, Rejection,
    wrappers::each_entry,
    xml::{self, Element},
};

/// Entries of a ZIP-based document that are wanted, by name.
type Entries = BTreeMap<String, Vec<u8>>;

/// Reads the entries of a ZIP-based document that `wanted` names, within the limit on one document.
fn read_entries(
    input: &mut dyn BufRead,
    ctx: &mut Context<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Entries, Rejection> {
    let mut entries = Entries::new();
    let mut left = ctx.config.max_document_bytes;
    each_entry(input, ctx, |data, name, ctx| {
        if !wanted(name) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        data.take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Rejection::unreadable(&error))?;
        let Some(rest) = left.checked_sub(bytes.len() as u64) else {
            let detail =
                format!("its entries hold more than {} bytes", ctx.config.max_document_bytes);
            return Err(Rejection::new("too_large", detail));
        };
        left = rest;
        entries.insert(name.to_owned(), bytes);
        Ok(())
    })?;
    Ok(entries)
}

/// The root element of the entry `name`, called `root`.
fn tree(entries: &Entries, name: &str, root: &str) -> Option<Element> {
    let mut bytes = entries.get(name)?.as_slice();
    let mut reader = xml::Reader::new(&mut bytes, None).ok()?;
    reader.next_item(&[root]).ok().flatten().map(|it| it.element)
}

/// The name of the first entry and its beginning, where `head` is a ZIP.
fn first_entry(head: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = head.strip_prefix(b"PK\x03\x04")?;
    let n_name = usize::from(*rest.get(22)?) | usize::from(*rest.get(23)?) << 8;
    let n_extra = usize::from(*rest.get(24)?) | usize::from(*rest.get(25)?) << 8;
    let name = rest.get(26..26 + n_name)?;
    Some((name, rest.get(26 + n_name + n_extra..)?))
}

/// SHA-256 and size of the entries that were read, in the order of their names: what identifies the document.
fn digest(entries: &Entries) -> (String, u64) {
    let mut hash = Sha256::new();
    let mut n_bytes = 0;
    for bytes in entries.values() {
        hash.update(bytes);
        n_bytes += bytes.len() as u64;
    }
    (wiredesk_model::hex(&hash.finalize()), n_bytes)
}
