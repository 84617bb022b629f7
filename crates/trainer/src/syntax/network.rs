//! The tagger and parser on top of the encoder: losses with their gradients, and prediction by one network or several.

use wiredesk_language::syntax::{ACTIONS, Action, FACTS, LABELS, NONE, SLOTS, State, WordKey};
use wiredesk_model::Xpos;

use super::{
    encoder::{Encoder, Row, Trace, add},
    matrix::{multiply, multiply_transposed, transpose},
    oracle,
    tensor::{Random, Tensor},
};

/// Columns of the tag layer: the tags, padded.
pub(crate) const TAGS: usize = 64;

/// A sentence for training. Heads of `length` mean the root.
#[derive(Clone, Default)]
pub(crate) struct Example {
    pub(crate) keys: Vec<WordKey>,
    pub(crate) tags: Vec<u8>,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
    /// How much the example counts.
    pub(crate) weight: f32,
}

impl Example {
    /// The sentence read from its end.
    pub(crate) fn reversed(&self) -> Self {
        let n = self.keys.len() as u32;
        let turn = |it: &u32| if *it >= n { *it } else { n - 1 - it };
        Self {
            keys: self.keys.iter().rev().copied().collect(),
            tags: self.tags.iter().rev().copied().collect(),
            heads: self.heads.iter().rev().map(turn).collect(),
            labels: self.labels.iter().rev().copied().collect(),
            weight: self.weight,
        }
    }
}

/// All weights.
#[derive(Clone)]
pub(crate) struct Network {
    pub(crate) encoder: Encoder,
    /// Width of the state.
    pub(crate) depth: usize,
    pub(crate) tags: Tensor,
    pub(crate) tag_bias: Tensor,
    /// Each slot's view of a word.
    pub(crate) slots: Tensor,
    /// What stands for no word, a row a slot.
    pub(crate) absent: Tensor,
    /// A row a value of each fact.
    pub(crate) facts: Tensor,
    pub(crate) bias: Tensor,
    /// A row an action.
    pub(crate) actions: Tensor,
    pub(crate) action_bias: Tensor,
    /// Relations of left and of right arcs, a row a relation.
    pub(crate) labels: [Tensor; 2],
    pub(crate) label_bias: [Tensor; 2],
}

/// What was lost in a batch.
#[derive(Clone, Copy, Default)]
pub(crate) struct Loss {
    pub(crate) tags: f32,
    pub(crate) actions: f32,
    pub(crate) labels: f32,
}

/// Row of a fact's value.
fn fact_row(fact: usize, value: usize) -> usize {
    FACTS.iter().take(fact).sum::<usize>() + value
}

/// How training explores.
#[derive(Clone, Copy)]
pub(crate) struct Exploration {
    /// Share of steps that follow the network, right or wrong.
    pub(crate) follow: f32,
    /// Share of numbers zeroed.
    pub(crate) drop: f32,
    /// Share of words replaced by the unknown one.
    pub(crate) forget: f32,
}

impl Network {
    /// Fresh weights around `encoder`.
    pub(crate) fn new(encoder: Encoder, depth: usize, random: &mut Random) -> Self {
        let width = encoder.width;
        let scale = |it: usize| (1.0 / it as f32).sqrt();
        let mut labels = || Tensor::random(LABELS, depth, scale(depth), random);
        let labels = [labels(), labels()];
        let label_bias = || Tensor::constant(1, LABELS, 0.0);
        Self {
            tags: Tensor::random(width, TAGS, scale(width), random),
            tag_bias: Tensor::constant(1, TAGS, 0.0),
            slots: Tensor::random(width, SLOTS * depth, scale(width) * 0.7, random),
            absent: Tensor::random(SLOTS, depth, 0.1, random),
            facts: Tensor::random(FACTS.iter().sum(), depth, 0.1, random),
            bias: Tensor::constant(1, depth, 0.0),
            actions: Tensor::random(3, depth, scale(depth), random),
            action_bias: Tensor::constant(1, 3, 0.0),
            labels,
            label_bias: [label_bias(), label_bias()],
            encoder,
            depth,
        }
    }

    /// Adds the gradients of a batch and returns its loss.
    pub(crate) fn learn(
        &mut self,
        batch: &[Example],
        explore: Exploration,
        random: &mut Random,
    ) -> Loss {
        let rows = self.rows(batch, explore.forget, random);
        let trace = self.encoder.forward(rows, explore.drop, random);
        let hidden = trace.hidden.last().expect("one more than layers");
        let (n, width) = (trace.rows.len(), self.encoder.width);
        let mut gradient = vec![0.0; hidden.len()];
        let mut loss =
            Loss { tags: self.learn_tags(batch, hidden, &mut gradient), ..Loss::default() };
        let views = self.views(hidden, n);
        let mut view_gradient = vec![0.0; views.len()];
        let (mut state, mut first) = (State::default(), 1);
        for example in batch {
            let columns = SLOTS * self.depth;
            let range = first * columns..(first + example.keys.len()) * columns;
            self.learn_tree(
                example,
                &views[range.clone()],
                &mut view_gradient[range],
                explore,
                random,
                &mut state,
                &mut loss,
            );
            first += example.keys.len() + 1;
        }
        multiply_transposed(
            hidden,
            width,
            &view_gradient,
            &mut self.slots.g,
            n,
            width,
            SLOTS * self.depth,
        );
        let back = transpose(&self.slots.w, width, SLOTS * self.depth);
        multiply(
            &view_gradient,
            SLOTS * self.depth,
            &back,
            &mut gradient,
            n,
            SLOTS * self.depth,
            width,
        );
        self.encoder.backward(&trace, gradient);
        loss
    }

    fn rows(&self, batch: &[Example], forget: f32, random: &mut Random) -> Vec<Option<Row>> {
        let mut rows = vec![None];
        for example in batch {
            for key in &example.keys {
                let known = forget == 0.0 || random.unit() >= forget;
                let word = if known { self.encoder.row(key.word) } else { 0 };
                rows.push(Some(Row { key: *key, word, marks: 0 }));
            }
            rows.push(None);
        }
        rows
    }

    fn tag_scores(&self, hidden: &[f32], n: usize) -> Vec<f32> {
        let mut scores = vec![0.0; n * TAGS];
        for row in scores.chunks_exact_mut(TAGS) {
            row.copy_from_slice(&self.tag_bias.w);
        }
        multiply(
            hidden,
            self.encoder.width,
            &self.tags.w,
            &mut scores,
            n,
            self.encoder.width,
            TAGS,
        );
        scores
    }

    fn views(&self, hidden: &[f32], n: usize) -> Vec<f32> {
        let columns = SLOTS * self.depth;
        let mut views = vec![0.0; n * columns];
        multiply(
            hidden,
            self.encoder.width,
            &self.slots.w,
            &mut views,
            n,
            self.encoder.width,
            columns,
        );
        views
    }

    fn learn_tags(&mut self, batch: &[Example], hidden: &[f32], gradient: &mut [f32]) -> f32 {
        let width = self.encoder.width;
        let n = hidden.len() / width;
        let mut scores = self.tag_scores(hidden, n);
        let (mut row, mut loss) = (0, 0.0);
        scores[..TAGS].fill(0.0);
        for example in batch {
            for tag in &example.tags {
                row += 1;
                let scores = &mut scores[row * TAGS..][..TAGS];
                softmax(&mut scores[..Xpos::ALL.len()]);
                scores[Xpos::ALL.len()..].fill(0.0);
                loss -= scores[usize::from(*tag)].max(1e-9).ln();
                scores[usize::from(*tag)] -= 1.0;
                for it in scores.iter_mut() {
                    *it *= example.weight;
                }
                add(&mut self.tag_bias.g, scores);
            }
            row += 1;
            scores[row * TAGS..][..TAGS].fill(0.0);
        }
        multiply_transposed(hidden, width, &scores, &mut self.tags.g, n, width, TAGS);
        let back = transpose(&self.tags.w, width, TAGS);
        multiply(&scores, TAGS, &back, gradient, n, TAGS, width);
        loss
    }

    /// The state's numbers before rectification.
    fn sum(&self, state: &State, views: &[f32], sum: &mut [f32]) {
        let (depth, columns) = (self.depth, SLOTS * self.depth);
        sum.copy_from_slice(&self.bias.w);
        for (slot, token) in state.slots().into_iter().enumerate() {
            let view = match token {
                NONE => self.absent.row(slot),
                _ => &views[token as usize * columns + slot * depth..][..depth],
            };
            add(sum, view);
        }
        for (fact, value) in state.facts(state.slots()).into_iter().enumerate() {
            add(sum, self.facts.row(fact_row(fact, value)));
        }
    }

    fn action_scores(&self, active: &[f32], legal: [bool; 3]) -> [f32; 3] {
        let mut scores = [f32::NEG_INFINITY; 3];
        for (at, score) in scores.iter_mut().enumerate().filter(|it| legal[it.0]) {
            *score = self.action_bias.w[at] + dot(active, self.actions.row(at));
        }
        scores
    }

    fn label_scores(&self, active: &[f32], side: usize, scores: &mut [f32]) {
        for (label, score) in scores.iter_mut().enumerate() {
            *score = self.label_bias[side].w[label] + dot(active, self.labels[side].row(label));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what one sentence's pass touches")]
    fn learn_tree(
        &mut self,
        example: &Example,
        views: &[f32],
        gradient: &mut [f32],
        explore: Exploration,
        random: &mut Random,
        state: &mut State,
        loss: &mut Loss,
    ) {
        let depth = self.depth;
        let (mut sum, mut active, mut back) =
            (vec![0.0; depth], vec![0.0; depth], vec![0.0; depth]);
        let mut label_scores = [0.0; LABELS];
        state.reset(example.keys.len());
        while !state.is_done() {
            self.sum(state, views, &mut sum);
            active.iter_mut().zip(&sum).for_each(|(a, s)| *a = s.max(0.0));
            let legal = state.legal();
            let costs = oracle::costs(state, &example.heads);
            let least = (0..3).filter(|it| legal[*it]).map(|it| costs[it]).min().unwrap_or(0);
            let right = |it: usize| legal[it] && costs[it] == least;
            let mut scores = self.action_scores(&active, legal);
            let best = |keep: &dyn Fn(usize) -> bool| {
                (0..3)
                    .filter(|it| keep(*it))
                    .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
                    .unwrap_or(0)
            };
            let (own, gold) = (best(&|it| legal[it]), best(&right));
            softmax(&mut scores);
            let mass: f32 =
                (0..3).filter(|it| right(*it)).map(|it| scores[it]).sum::<f32>().max(1e-9);
            loss.actions -= mass.ln();
            back.fill(0.0);
            for at in (0..3).filter(|it| legal[*it]) {
                let target = if right(at) { scores[at] / mass } else { 0.0 };
                let slope = (scores[at] - target) * example.weight;
                self.action_bias.g[at] += slope;
                scale_add(self.actions.row_gradient(at), &active, slope);
                scale_add(&mut back, self.actions.row(at), slope);
            }
            let action = if random.unit() < explore.follow { own } else { gold };
            let action = ACTIONS[action];
            let label = self.learn_label(
                example,
                state,
                action,
                &active,
                &mut label_scores,
                &mut back,
                loss,
            );
            for (back, sum) in back.iter_mut().zip(&sum) {
                *back = if *sum > 0.0 { *back } else { 0.0 };
            }
            self.spread(state, &back, gradient);
            state.apply(action, label);
        }
    }

    /// Learns the relation of the arc that `action` makes, if it is a gold arc; returns the relation to go on with.
    #[expect(clippy::too_many_arguments, reason = "part of `learn_tree`")]
    fn learn_label(
        &mut self,
        example: &Example,
        state: &State,
        action: Action,
        active: &[f32],
        scores: &mut [f32; LABELS],
        back: &mut [f32],
        loss: &mut Loss,
    ) -> u8 {
        let Some((child, head, side)) = arc(state, action) else { return 0 };
        self.label_scores(active, side, scores);
        let own = argmax(scores) as u8;
        let gold = usize::from(example.labels[child as usize]);
        if example.heads[child as usize] == head && gold < LABELS {
            softmax(scores);
            loss.labels -= scores[gold].max(1e-9).ln();
            scores[gold] -= 1.0;
            for (label, slope) in scores.iter().enumerate() {
                let slope = slope * example.weight;
                if slope.abs() > 1e-5 {
                    self.label_bias[side].g[label] += slope;
                    scale_add(self.labels[side].row_gradient(label), active, slope);
                    scale_add(back, self.labels[side].row(label), slope);
                }
            }
        }
        own
    }

    fn spread(&mut self, state: &State, back: &[f32], gradient: &mut [f32]) {
        let (depth, columns) = (self.depth, SLOTS * self.depth);
        add(&mut self.bias.g, back);
        for (slot, token) in state.slots().into_iter().enumerate() {
            match token {
                NONE => add(self.absent.row_gradient(slot), back),
                _ => add(&mut gradient[token as usize * columns + slot * depth..][..depth], back),
            }
        }
        for (fact, value) in state.facts(state.slots()).into_iter().enumerate() {
            add(self.facts.row_gradient(fact_row(fact, value)), back);
        }
    }

    /// Takes one step of Adam.
    pub(crate) fn step(&mut self, rate: f32) {
        self.encoder.step(rate);
        self.head().into_iter().for_each(|it| it.step(rate));
    }

    /// Every weight, in a fixed order.
    pub(crate) fn tensors(&mut self) -> Vec<&mut Tensor> {
        let [left, right] = &mut self.labels;
        let [left_bias, right_bias] = &mut self.label_bias;
        let mut all = self.encoder.tensors();
        all.extend([
            &mut self.tags,
            &mut self.tag_bias,
            &mut self.slots,
            &mut self.absent,
            &mut self.facts,
        ]);
        all.extend([&mut self.bias, &mut self.actions, &mut self.action_bias]);
        all.extend([left, right, left_bias, right_bias]);
        all
    }

    fn head(&mut self) -> [&mut Tensor; 12] {
        let [left, right] = &mut self.labels;
        let [left_bias, right_bias] = &mut self.label_bias;
        let (tags, tag_bias, slots, absent) =
            (&mut self.tags, &mut self.tag_bias, &mut self.slots, &mut self.absent);
        let (facts, bias, actions, action_bias) =
            (&mut self.facts, &mut self.bias, &mut self.actions, &mut self.action_bias);
        [
            tags,
            tag_bias,
            slots,
            absent,
            facts,
            bias,
            actions,
            action_bias,
            left,
            right,
            left_bias,
            right_bias,
        ]
    }
}

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

/// The arc that `action` makes: child, head, and 0 for left or 1 for right.
fn arc(state: &State, action: Action) -> Option<(u32, u32, usize)> {
    let (child, below) = state.stack().split_last()?;
    match action {
        Action::Shift => None,
        Action::Left => Some((*child, state.next(), 0)),
        Action::Right => below.last().map(|it| (*child, *it, 1)),
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 16];
    for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

fn scale_add(to: &mut [f32], from: &[f32], scale: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += scale * from;
    }
}

fn argmax(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

/// Turns scores into probabilities.
pub(crate) fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
        sum += *score;
    }
    for it in scores {
        *it /= sum;
    }
}
