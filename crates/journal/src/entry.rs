//! What the journal says: its entries and their bytes. It does no I/O.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codec::{Reader, put_bytes, put_number, put_signed};
use crate::identity::Identity;
use crate::storage::{Kind, Stat};

/// Which of the two series of segments a line goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Articles.
    Records,
    /// Refused sources.
    Rejections,
}

/// The end of a lane: where its next line goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Number of the next line.
    pub seq: u64,
    /// Number of the next segment.
    pub next_segment: u64,
    /// The segment being written, if one was begun.
    pub segment: Option<Segment>,
}

/// The segment being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its file name, which is final.
    pub name: String,
    /// Its size once all lines are out.
    pub offset: u64,
    /// When it was begun.
    pub opened_at: Timestamp,
}

/// A line to be written, whatever happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its lane.
    pub lane: Lane,
    /// Its number.
    pub seq: u64,
    /// Number of its segment.
    pub segment_number: u64,
    /// File name of its segment.
    pub segment: String,
    /// When its segment was begun.
    pub opened_at: Timestamp,
    /// Where in the segment.
    pub offset: u64,
    /// The exact bytes, newline included.
    pub bytes: Vec<u8>,
    /// The source it tells of.
    pub source: Identity,
    /// Which article of the source; 0 for a rejection.
    pub part: u32,
}

/// Why a source was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable snake-case code.
    pub code: String,
    /// For people: what was met, where, what to do.
    pub detail: String,
}

/// What became of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All of its articles are out.
    Delivered,
    /// It was refused; articles that were read before stay out.
    Rejected(Reason),
}

/// Where a source was moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Below the archive or the rejected folder, `/`-separated bytes.
    At(Vec<u8>),
    /// It was gone from the inbox, by another hand.
    Gone,
    /// Another file had taken its name, or it had been written to; that file stays and is a source of its own.
    Replaced,
    /// It could not be moved (a device, say, on another file system) and stays where it is.
    Stays,
}

/// Articles of a source that are out, where the source itself is not settled yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    below: u32,
    beyond: std::collections::BTreeSet<u32>,
}

impl Parts {
    /// Whether `part` is out.
    pub fn contains(&self, part: u32) -> bool {
        part < self.below || self.beyond.contains(&part)
    }

    /// How many are out.
    pub fn len(&self) -> u32 {
        self.below + self.beyond.len() as u32
    }

    /// Whether none is out.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many are out without a gap from the first: a second reading may skip these.
    pub fn leading(&self) -> u32 {
        self.below
    }

    /// Adds `part`.
    pub fn insert(&mut self, part: u32) {
        if part > self.below {
            self.beyond.insert(part);
        } else if part == self.below {
            self.below += 1;
            while self.beyond.remove(&self.below) {
                self.below += 1;
            }
        }
    }
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A lane stood here at the checkpoint.
    Position(Lane, Position),
    /// At the checkpoint these parts of a source were out, with the first and last line's numbers.
    Partial(Identity, Parts, Option<(u64, u64)>),
    /// At the checkpoint the history file of this name had this size.
    History(String, u64),
    /// A line is to be written.
    Line(Line),
    /// Nothing more comes of the source: it is to be moved.
    Judged(Identity, Verdict, Timestamp),
    /// The source was moved, durably.
    Settled(Identity, Place),
}

impl Entry {
    /// Appends the entry's bytes.
    pub fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Entry::Position(lane, position) => {
                out.extend([1, put_lane(*lane)]);
                put_number(out, position.seq);
                put_number(out, position.next_segment);
                out.push(u8::from(position.segment.is_some()));
                if let Some(segment) = &position.segment {
                    put_bytes(out, segment.name.as_bytes());
                    put_number(out, segment.offset);
                    put_time(out, segment.opened_at);
                }
            }
            Entry::Partial(source, parts, seqs) => {
                out.push(2);
                put_identity(out, source);
                put_number(out, parts.below.into());
                put_number(out, parts.beyond.len() as u64);
                parts.beyond.iter().for_each(|part| put_number(out, u64::from(*part)));
                out.push(u8::from(seqs.is_some()));
                if let Some((first, last)) = seqs {
                    put_number(out, *first);
                    put_number(out, *last);
                }
            }
            Entry::History(name, size) => {
                out.push(3);
                put_bytes(out, name.as_bytes());
                put_number(out, *size);
            }
            Entry::Line(line) => put_line(out, line),
            Entry::Judged(source, verdict, at) => {
                out.push(5);
                put_identity(out, source);
                put_time(out, *at);
                match verdict {
                    Verdict::Delivered => out.push(0),
                    Verdict::Rejected(reason) => {
                        out.push(1);
                        put_bytes(out, reason.code.as_bytes());
                        put_bytes(out, reason.detail.as_bytes());
                    }
                }
            }
            Entry::Settled(source, place) => {
                out.push(6);
                put_identity(out, source);
                match place {
                    Place::At(path) => {
                        out.push(0);
                        put_bytes(out, path);
                    }
                    Place::Gone => out.push(1),
                    Place::Replaced => out.push(2),
                    Place::Stays => out.push(3),
                }
            }
        }
    }

    /// Reads all entries of a payload; nothing if a byte of it makes no sense.
    pub fn decode_all(payload: &[u8]) -> Option<Vec<Entry>> {
        let mut reader = Reader(payload);
        let mut entries = Vec::new();
        while !reader.0.is_empty() {
            entries.push(decode(&mut reader)?);
        }
        Some(entries)
    }
}

fn put_line(out: &mut Vec<u8>, line: &Line) {
    out.extend([4, put_lane(line.lane)]);
    put_number(out, line.seq);
    put_number(out, line.segment_number);
    put_bytes(out, line.segment.as_bytes());
    put_time(out, line.opened_at);
    put_number(out, line.offset);
    put_identity(out, &line.source);
    put_number(out, line.part.into());
    put_bytes(out, &line.bytes);
}

fn decode(reader: &mut Reader<'_>) -> Option<Entry> {
    Some(match reader.byte()? {
        1 => Entry::Position(lane(reader)?, position(reader)?),
        2 => {
            let source = identity(reader)?;
            let mut parts =
                Parts { below: u32::try_from(reader.number()?).ok()?, ..Parts::default() };
            for _ in 0..reader.number()? {
                parts.beyond.insert(u32::try_from(reader.number()?).ok()?);
            }
            let seqs = match reader.byte()? {
                0 => None,
                1 => Some((reader.number()?, reader.number()?)),
                _ => return None,
            };
            Entry::Partial(source, parts, seqs)
        }
        3 => Entry::History(reader.text()?, reader.number()?),
        4 => Entry::Line(Line {
            lane: lane(reader)?,
            seq: reader.number()?,
            segment_number: reader.number()?,
            segment: reader.text()?,
            opened_at: time(reader)?,
            offset: reader.number()?,
            source: identity(reader)?,
            part: u32::try_from(reader.number()?).ok()?,
            bytes: reader.bytes()?.to_vec(),
        }),
        5 => {
            let (source, at) = (identity(reader)?, time(reader)?);
            let verdict = match reader.byte()? {
                0 => Verdict::Delivered,
                1 => Verdict::Rejected(Reason { code: reader.text()?, detail: reader.text()? }),
                _ => return None,
            };
            Entry::Judged(source, verdict, at)
        }
        6 => {
            let source = identity(reader)?;
            let place = match reader.byte()? {
                0 => Place::At(reader.bytes()?.to_vec()),
                1 => Place::Gone,
                2 => Place::Replaced,
                3 => Place::Stays,
                _ => return None,
            };
            Entry::Settled(source, place)
        }
        _ => return None,
    })
}

fn position(reader: &mut Reader<'_>) -> Option<Position> {
    let (seq, next_segment) = (reader.number()?, reader.number()?);
    let segment = match reader.byte()? {
        0 => None,
        1 => Some(Segment {
            name: reader.text()?,
            offset: reader.number()?,
            opened_at: time(reader)?,
        }),
        _ => return None,
    };
    Some(Position { seq, next_segment, segment })
}

fn put_lane(lane: Lane) -> u8 {
    match lane {
        Lane::Records => 0,
        Lane::Rejections => 1,
    }
}

fn lane(reader: &mut Reader<'_>) -> Option<Lane> {
    match reader.byte()? {
        0 => Some(Lane::Records),
        1 => Some(Lane::Rejections),
        _ => None,
    }
}

fn put_time(out: &mut Vec<u8>, at: Timestamp) {
    put_signed(out, at.as_second());
    put_signed(out, at.subsec_nanosecond().into());
}

fn time(reader: &mut Reader<'_>) -> Option<Timestamp> {
    Timestamp::new(reader.signed()?, i32::try_from(reader.signed()?).ok()?).ok()
}

pub(crate) fn put_identity(out: &mut Vec<u8>, source: &Identity) {
    let stat = &source.stat;
    put_bytes(out, source.path_bytes());
    put_number(out, stat.dev);
    put_number(out, stat.inode);
    put_number(out, stat.size);
    put_signed(out, stat.modified_s);
    put_number(out, stat.modified_ns.into());
    out.push(match stat.kind {
        Kind::File => 0,
        Kind::Folder => 1,
        Kind::Symlink => 2,
        Kind::Fifo => 3,
        Kind::Socket => 4,
        Kind::Device => 5,
    });
}

pub(crate) fn identity(reader: &mut Reader<'_>) -> Option<Identity> {
    let path = reader.bytes()?;
    let stat = Stat {
        dev: reader.number()?,
        inode: reader.number()?,
        size: reader.number()?,
        modified_s: reader.signed()?,
        modified_ns: u32::try_from(reader.number()?).ok()?,
        kind: match reader.byte()? {
            0 => Kind::File,
            1 => Kind::Folder,
            2 => Kind::Symlink,
            3 => Kind::Fifo,
            4 => Kind::Socket,
            5 => Kind::Device,
            _ => return None,
        },
    };
    Identity::new(path, stat)
}
