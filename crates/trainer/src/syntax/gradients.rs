//! The losses of the network on examples, and their gradients. What is done with them is the training loop's business.

use wiredesk_language::syntax::{ACTIONS, Action, LABELS, NONE, SLOTS, State};
use wiredesk_model::Xpos;

use super::{
    arithmetic::{add, argmax, scale_add, softmax},
    examples::Example,
    matrix::{multiply, multiply_transposed, transpose},
    network::{Network, TAGS, arc, fact_row},
    oracle,
    tensor::Random,
};

/// What was lost in a batch.
#[derive(Clone, Copy, Default)]
pub(crate) struct Loss {
    pub(crate) tags: f32,
    pub(crate) actions: f32,
    pub(crate) labels: f32,
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
}
