//! What is kept of one article and how it is packed: fixed size, checksummed.

use jiff::Timestamp;
use wiredesk_model::{ArticleId, Duplicate, DuplicateKind, Story};

use crate::signature::{SKETCH, Signature};
use crate::terms::{MAX_TERMS, Term};

/// Bytes of a packed entry.
pub(crate) const ENTRY_BYTES: usize = 456;

/// What is kept of one article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) id: ArticleId,
    /// When it was observed, in milliseconds since 1970.
    pub(crate) at: i64,
    /// When it was published, where that is known and earlier; likewise.
    pub(crate) published_at: i64,
    pub(crate) signature: Signature,
    pub(crate) terms: Vec<Term>,
    pub(crate) duplicate: Option<Duplicate>,
    pub(crate) story: Option<Story>,
}

impl Entry {
    /// The packed entry: fields in order, zeros behind them, and the checksum of all before it.
    pub(crate) fn pack(&self) -> [u8; ENTRY_BYTES] {
        let mut out = Vec::with_capacity(ENTRY_BYTES);
        out.extend(self.id.0);
        out.extend(self.at.to_le_bytes());
        out.extend(self.published_at.to_le_bytes());
        out.extend(self.signature.whole.to_le_bytes());
        out.extend(self.signature.n_runs.to_le_bytes());
        let (n_sketch, n_terms) = (self.signature.sketch.len(), self.terms.len());
        out.extend([n_sketch as u8, n_terms as u8]);
        let sketch = self.signature.sketch.iter().copied().chain(std::iter::repeat(0));
        out.extend(sketch.take(SKETCH).flat_map(u32::to_le_bytes));
        for at in 0..MAX_TERMS {
            let (hash, weight) = self.terms.get(at).map_or((0, 0), |it| (*it).into());
            out.extend(u32::to_le_bytes(hash));
            out.push(weight);
        }
        let kind =
            self.duplicate.as_ref().map_or(0, |it| 1 + u8::from(it.kind == DuplicateKind::Near));
        out.push(kind);
        let of = self.duplicate.as_ref().map_or(ArticleId::default(), |it| it.of);
        out.extend(of.0);
        out.extend(self.duplicate.as_ref().map_or(0.0, |it| it.similarity).to_le_bytes());
        let story = self.story.as_ref();
        out.extend(story.map_or(ArticleId::default(), |it| it.id).0);
        out.extend(story.map_or(0, |it| it.size).to_le_bytes());
        out.extend(story.map_or(0, |it| it.first_at.as_millisecond()).to_le_bytes());
        out.resize(ENTRY_BYTES - 4, 0);
        out.extend(crc32fast::hash(&out).to_le_bytes());
        let mut packed = [0; ENTRY_BYTES];
        packed.copy_from_slice(&out);
        packed
    }

    /// The entry, or `None` where the bytes are damaged.
    pub(crate) fn unpack(bytes: &[u8; ENTRY_BYTES]) -> Option<Self> {
        let (body, checksum) = bytes.split_at(ENTRY_BYTES - 4);
        if crc32fast::hash(body).to_le_bytes() != checksum {
            return None;
        }
        let mut fields = Fields { rest: body };
        let id = ArticleId(fields.take()?);
        let at = i64::from_le_bytes(fields.take()?);
        let published_at = i64::from_le_bytes(fields.take()?);
        let whole = u64::from_le_bytes(fields.take()?);
        let n_runs = u32::from_le_bytes(fields.take()?);
        let [n_sketch, n_terms] = fields.take()?;
        let mut sketch = Vec::with_capacity(SKETCH);
        for _ in 0..SKETCH {
            sketch.push(u32::from_le_bytes(fields.take()?));
        }
        sketch.truncate(usize::from(n_sketch));
        let mut terms = Vec::with_capacity(MAX_TERMS);
        for _ in 0..MAX_TERMS {
            let hash = u32::from_le_bytes(fields.take()?);
            let [weight] = fields.take()?;
            terms.push(Term::from((hash, weight)));
        }
        terms.truncate(usize::from(n_terms));
        let [kind] = fields.take()?;
        let of = ArticleId(fields.take()?);
        let similarity = f32::from_le_bytes(fields.take()?);
        let kind = match kind {
            0 => None,
            1 => Some(DuplicateKind::Exact),
            _ => Some(DuplicateKind::Near),
        };
        let duplicate = kind.map(|kind| Duplicate { kind, of, similarity });
        let story = ArticleId(fields.take()?);
        let size = u32::from_le_bytes(fields.take()?);
        let first_at = Timestamp::from_millisecond(i64::from_le_bytes(fields.take()?)).ok()?;
        let story = (size > 0).then_some(Story { id: story, size, first_at });
        let signature = Signature { whole, n_runs, sketch };
        Some(Self { id, at, published_at, signature, terms, duplicate, story })
    }
}

struct Fields<'a> {
    rest: &'a [u8],
}

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let words: Vec<_> = (0..100).map(|it| format!("word{it}")).collect();
        Entry {
            id: ArticleId([7; 16]),
            at: 1_700_000_000_123,
            published_at: 1_600_000_000_000,
            signature: Signature::of(&words.join(" ")),
            terms: vec![Term { hash: 9, weight: 1.0 }, Term { hash: 3, weight: 51.0 / 255.0 }],
            duplicate: Some(Duplicate {
                kind: DuplicateKind::Near,
                of: ArticleId([1; 16]),
                similarity: 0.75,
            }),
            story: Some(Story { id: ArticleId([2; 16]), size: 3, first_at: Timestamp::UNIX_EPOCH }),
        }
    }

    #[test]
    fn a_packed_entry_reads_back() {
        let full = entry();
        let bare = Entry {
            duplicate: None,
            story: None,
            terms: vec![],
            signature: Signature::of(""),
            ..entry()
        };
        for it in [full, bare] {
            assert_eq!(Entry::unpack(&it.pack()), Some(it));
        }
    }

    #[test]
    fn every_damaged_byte_is_noticed() {
        let whole = entry().pack();
        for at in 0..ENTRY_BYTES {
            let mut bytes = whole;
            bytes[at] ^= 0x10;
            assert_eq!(Entry::unpack(&bytes), None, "byte {at}");
        }
    }
}
