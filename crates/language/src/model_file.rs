//! Reads the flat model files: little-endian numbers, one section after the other. Nothing in them is trusted.

/// The file ends too early, or is of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the model file is cut short or of another version")
    }
}

impl std::error::Error for Cut {}

/// What of a model file is still to be read.
pub(crate) struct Reader {
    bytes: &'static [u8],
}

impl Reader {
    /// Starts behind `magic`.
    pub(crate) fn new(bytes: &'static [u8], magic: [u8; 8]) -> Result<Self, Cut> {
        bytes.strip_prefix(magic.as_slice()).map(|bytes| Self { bytes }).ok_or(Cut)
    }

    /// The next `n` bytes.
    pub(crate) fn bytes(&mut self, n: usize) -> Result<&'static [u8], Cut> {
        let (head, tail) = self.bytes.split_at_checked(n).ok_or(Cut)?;
        self.bytes = tail;
        Ok(head)
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> Result<usize, Cut> {
        let bytes = self.bytes(4)?.try_into().map_err(|_| Cut)?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    /// The next `n` 32-bit numbers.
    pub(crate) fn words(&mut self, n: usize) -> Result<Vec<u32>, Cut> {
        let bytes = self.bytes(n.checked_mul(4).ok_or(Cut)?)?;
        Ok(bytes.as_chunks().0.iter().map(|it| u32::from_le_bytes(*it)).collect())
    }

    /// The next `n` 16-bit numbers.
    pub(crate) fn shorts(&mut self, n: usize) -> Result<Vec<i16>, Cut> {
        let bytes = self.bytes(n.checked_mul(2).ok_or(Cut)?)?;
        Ok(bytes.as_chunks().0.iter().map(|it| i16::from_le_bytes(*it)).collect())
    }

    /// The next `n` single-precision numbers.
    pub(crate) fn floats(&mut self, n: usize) -> Result<Vec<f32>, Cut> {
        let bytes = self.bytes(n.checked_mul(4).ok_or(Cut)?)?;
        Ok(bytes.as_chunks().0.iter().map(|it| f32::from_le_bytes(*it)).collect())
    }
}
