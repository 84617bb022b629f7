//! Compares predicted trees with gold ones.

use wiredesk_model::Deprel;

use super::examples::Example;

/// Counts that the figures are made of; punctuation is not scored in arcs.
#[derive(Default)]
pub(crate) struct Figures {
    tokens: u32,
    tags: u32,
    arcs: u32,
    heads: u32,
    labeled: u32,
    subjects: [u32; 3],
    functions: [u32; 3],
    objects: [u32; 3],
}

/// The universal part of a relation.
fn universal(label: u8) -> &'static str {
    let text = Deprel::ALL.get(usize::from(label)).map_or("", |it| it.as_str());
    text.split_once(':').map_or(text, |it| it.0)
}

impl Figures {
    /// Adds one sentence.
    pub(crate) fn add(&mut self, gold: &Example, own: &Example) {
        for at in 0..gold.keys.len() {
            self.tokens += 1;
            self.tags += u32::from(gold.tags[at] == own.tags[at]);
            let (wanted, found) = (universal(gold.labels[at]), universal(own.labels[at]));
            let same = gold.heads[at] == own.heads[at];
            // The same without regard to the head: which tokens are subjects at all.
            self.functions[0] += u32::from(wanted == "nsubj");
            self.functions[1] += u32::from(found == "nsubj");
            self.functions[2] += u32::from(wanted == "nsubj" && found == "nsubj");
            for (counts, name) in [(&mut self.subjects, "nsubj"), (&mut self.objects, "obj")] {
                counts[0] += u32::from(wanted == name);
                counts[1] += u32::from(found == name);
                counts[2] += u32::from(same && wanted == name && found == name);
            }
            if wanted == "punct" {
                continue;
            }
            self.arcs += 1;
            self.heads += u32::from(same);
            self.labeled += u32::from(same && wanted == found);
        }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |part: u32, all: u32| 100.0 * f64::from(part) / f64::from(all.max(1));
        let f1 = |it: [u32; 3]| share(2 * it[2], it[0] + it[1]);
        write!(
            f,
            "POS {:.2}  UAS {:.2}  LAS {:.2}  subjects {:.2} (with the right head {:.2})  objects {:.2}  ({} tokens)",
            share(self.tags, self.tokens),
            share(self.heads, self.arcs),
            share(self.labeled, self.arcs),
            f1(self.functions),
            f1(self.subjects),
            f1(self.objects),
            self.tokens
        )
    }
}
