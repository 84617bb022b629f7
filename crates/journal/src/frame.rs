//! Groups of entries as they lie in a file: a header with number, length and checksum, then the payload. It knows no entry.
//!
//! ```text
//! "\0wdj" | number u64 | length u32 | crc32 of number, length and payload u32 | payload        (little-endian)
//! ```
//!
//! A group is written only after the one before it was synced. So a group that does not check is the end of what was
//! promised, unless one with a higher number lies behind it: then synced bytes were damaged.

/// First bytes of a group. The NUL keeps lines and paths, which hold none, from looking like one.
const MAGIC: [u8; 4] = *b"\0wdj";
/// Bytes before a payload.
pub(crate) const HEADER: usize = 20;

/// Begins a group in `out`: room for its header. The payload follows; then call [`seal`].
pub(crate) fn open(out: &mut Vec<u8>) {
    out.clear();
    out.resize(HEADER, 0);
}

/// Ends the group in `group`.
pub(crate) fn seal(group: &mut [u8], number: u64) {
    let (header, payload) = group.split_at_mut(HEADER);
    let len = payload.len() as u32;
    header[..4].copy_from_slice(&MAGIC);
    header[4..12].copy_from_slice(&number.to_le_bytes());
    header[12..16].copy_from_slice(&len.to_le_bytes());
    header[16..20].copy_from_slice(&checksum(number, len, payload).to_le_bytes());
}

/// The group at the start of `bytes`: its number and payload, if it is whole.
pub(crate) fn read(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (header, rest) = bytes.split_at_checked(HEADER)?;
    if header[..4] != MAGIC {
        return None;
    }
    let number = u64::from_le_bytes(header[4..12].try_into().ok()?);
    let len = u32::from_le_bytes(header[12..16].try_into().ok()?);
    let crc = u32::from_le_bytes(header[16..20].try_into().ok()?);
    let payload = rest.get(..usize::try_from(len).ok()?)?;
    (checksum(number, len, payload) == crc).then_some((number, payload))
}

/// Whether a whole group with a number above `number` lies anywhere in `bytes`. Linear but for headers that repeat the
/// magic and lie about their length, of which no more than 64 are looked at.
pub(crate) fn continues(bytes: &[u8], number: u64) -> bool {
    let mut looked_at = 0;
    let mut rest = bytes;
    while let Some(start) = rest.windows(4).position(|window| window == MAGIC) {
        rest = rest.get(start..).unwrap_or_default();
        if read(rest).is_some_and(|(found, _)| found > number) {
            return true;
        }
        looked_at += 1;
        if looked_at == 64 {
            return false;
        }
        rest = rest.get(4..).unwrap_or_default();
    }
    false
}

fn checksum(number: u64, len: u32, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&number.to_le_bytes());
    hasher.update(&len.to_le_bytes());
    hasher.update(payload);
    hasher.finalize()
}
