//! Byte offsets to code-point offsets, for the moment a record is assembled. It never goes the other way.

/// Bytes between two marks; a look-up counts at most this many.
const STRIDE: usize = 64;

/// Converts byte offsets of one text to code-point offsets in constant time.
pub struct CharOffsets<'t> {
    text: &'t [u8],
    /// Code points before byte `i * STRIDE`; empty where the text is ASCII and the two offsets agree.
    marks: Vec<u32>,
}

impl<'t> CharOffsets<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        if bytes.is_ascii() {
            return Self { text: bytes, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut n_chars = 0;
        for chunk in bytes.chunks(STRIDE) {
            marks.push(n_chars);
            n_chars += count_chars(chunk);
        }
        marks.push(n_chars);
        Self { text: bytes, marks }
    }

    /// Code points before byte `offset`.
    pub fn at(&self, offset: usize) -> u32 {
        let offset = offset.min(self.text.len());
        let Some(mark) = self.marks.get(offset / STRIDE) else { return offset as u32 };
        let from = offset / STRIDE * STRIDE;
        mark + count_chars(&self.text[from..offset])
    }
}

fn count_chars(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count() as u32
}

#[cfg(test)]
mod tests {
    use super::CharOffsets;

    #[test]
    fn agrees_with_counting() {
        let text = "Kyïv—日本 said “no” ".repeat(20);
        let offsets = CharOffsets::new(&text);
        for (n_chars, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at(offset), n_chars as u32);
        }
        assert_eq!(offsets.at(text.len()), text.chars().count() as u32);
        assert_eq!(CharOffsets::new("abc").at(2), 2);
    }
}
