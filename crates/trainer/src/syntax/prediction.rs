//! Tags and trees as one network or several together predict them.

use wiredesk_language::syntax::{ACTIONS, LABELS, SLOTS, State};
use wiredesk_model::Xpos;

use super::{
    arithmetic::{add, argmax, softmax},
    encoder::Trace,
    examples::Example,
    network::{Network, TAGS, arc},
    tensor::Random,
};

/// Tags and trees of `examples`, whose own are ignored; the networks' log-probabilities are added step by step.
pub(crate) fn predict(networks: &[&Network], examples: &[Example]) -> Vec<Example> {
    let mut out = Vec::with_capacity(examples.len());
    for batch in examples.chunks(32) {
        let mut random = Random::new(0);
        let read: Vec<(Vec<f32>, Vec<f32>)> = networks
            .iter()
            .map(|it| {
                let trace: Trace =
                    it.encoder.forward(it.rows(batch, 0.0, &mut random), 0.0, &mut random);
                let hidden = trace.hidden.last().expect("one more than layers");
                (it.tag_scores(hidden, trace.rows.len()), it.views(hidden, trace.rows.len()))
            })
            .collect();
        let mut first = 1;
        for example in batch {
            out.push(predict_one(networks, &read, first, example));
            first += example.keys.len() + 1;
        }
    }
    out
}

fn predict_one(
    networks: &[&Network],
    read: &[(Vec<f32>, Vec<f32>)],
    first: usize,
    example: &Example,
) -> Example {
    let n = example.keys.len();
    let mut state = State::default();
    state.reset(n);
    let mut active: Vec<Vec<f32>> = networks.iter().map(|it| vec![0.0; it.depth]).collect();
    while !state.is_done() {
        let legal = state.legal();
        let mut total = [0.0_f32; 3];
        for ((network, (_, views)), active) in networks.iter().zip(read).zip(&mut active) {
            let columns = SLOTS * network.depth;
            network.sum(&state, &views[first * columns..(first + n) * columns], active);
            for it in active.iter_mut() {
                *it = it.max(0.0);
            }
            let mut scores = network.action_scores(active, legal);
            softmax(&mut scores);
            total.iter_mut().zip(scores).for_each(|(a, b)| *a += b.max(1e-9).ln());
        }
        let best = (0..3)
            .filter(|it| legal[*it])
            .max_by(|a, b| total[*a].total_cmp(&total[*b]))
            .unwrap_or(0);
        let label = arc(&state, ACTIONS[best]).map_or(0, |(_, _, side)| {
            let mut labels = [0.0_f32; LABELS];
            for (network, active) in networks.iter().zip(&active) {
                let mut scores = [0.0; LABELS];
                network.label_scores(active, side, &mut scores);
                softmax(&mut scores);
                add(&mut labels, &scores);
            }
            argmax(&labels)
        });
        state.apply(ACTIONS[best], label as u8);
    }
    let arcs = (0..n).map(|it| state.arc(it));
    let tags = (first..first + n).map(|row| {
        let mut sum = [0.0; TAGS];
        for (scores, _) in read {
            let mut scores = scores[row * TAGS..][..TAGS].to_vec();
            softmax(&mut scores[..Xpos::ALL.len()]);
            add(&mut sum, &scores);
        }
        argmax(&sum[..Xpos::ALL.len()]) as u8
    });
    let (heads, labels) = arcs.unzip();
    Example {
        keys: example.keys.clone(),
        tags: tags.collect(),
        heads,
        labels,
        weight: example.weight,
    }
}
