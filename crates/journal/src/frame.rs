//! Groups of entries as they lie in a file: a header with numbers, length and checksum, then the payload. It knows no entry.
//!
//! ```text
//! "\0wdj" | number u64 | certain u64 | length u32 | crc32 of all but these two | payload        (little-endian)
//! ```
//!
//! `certain` says that the groups with numbers below it had been synced when this one was written. So a group that does
//! not check is the end of what was promised, unless one behind it counts it as certain: then synced bytes were damaged.

/// First bytes of a group. The NUL keeps lines and paths, which hold none, from looking like one.
const MAGIC: [u8; 4] = *b"\0wdj";
/// Bytes before a payload.
pub(crate) const HEADER: usize = 28;

/// Begins a group in `out`: room for its header. The payload follows; then call [`seal`].
pub(crate) fn open(out: &mut Vec<u8>) {
    out.clear();
    out.resize(HEADER, 0);
}

/// Ends the group in `group`; groups below number `certain` were synced.
pub(crate) fn seal(group: &mut [u8], number: u64, certain: u64) {
    let (header, payload) = group.split_at_mut(HEADER);
    let len = payload.len() as u32;
    header[..4].copy_from_slice(&MAGIC);
    header[4..12].copy_from_slice(&number.to_le_bytes());
    header[12..20].copy_from_slice(&certain.to_le_bytes());
    header[20..24].copy_from_slice(&len.to_le_bytes());
    let crc = checksum(&header[4..24], payload);
    header[24..28].copy_from_slice(&crc.to_le_bytes());
}

/// A whole group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group<'a> {
    pub(crate) number: u64,
    pub(crate) certain: u64,
    pub(crate) payload: &'a [u8],
}

/// The length of the payload that `header` announces.
pub(crate) fn payload_len(header: &[u8]) -> Option<u64> {
    Some(u32::from_le_bytes(header.get(20..24)?.try_into().ok()?).into())
}

/// The group at the start of `bytes`, if it is whole.
pub(crate) fn read(bytes: &[u8]) -> Option<Group<'_>> {
    let (header, rest) = bytes.split_at_checked(HEADER)?;
    if header[..4] != MAGIC {
        return None;
    }
    let payload = rest.get(..usize::try_from(payload_len(header)?).ok()?)?;
    let crc = u32::from_le_bytes(header[24..28].try_into().ok()?);
    let group = Group {
        number: u64::from_le_bytes(header[4..12].try_into().ok()?),
        certain: u64::from_le_bytes(header[12..20].try_into().ok()?),
        payload,
    };
    (checksum(&header[4..24], payload) == crc).then_some(group)
}

/// Whether a whole group anywhere in `bytes` counts group `number` as certain. Linear but for headers that repeat the
/// magic and lie about their length, of which no more than 64 are looked at.
pub(crate) fn vouches(bytes: &[u8], number: u64) -> bool {
    let mut rest = bytes;
    for _ in 0..64 {
        let Some(start) = rest.windows(4).position(|window| window == MAGIC) else { return false };
        rest = rest.get(start..).unwrap_or_default();
        if read(rest).is_some_and(|group| group.number > number && group.certain > number) {
            return true;
        }
        rest = rest.get(4..).unwrap_or_default();
    }
    false
}

fn checksum(numbers: &[u8], payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(numbers);
    hasher.update(payload);
    hasher.finalize()
}
