//! One layer over the words of a batch: a convolution over three words, or a running mean in both directions; forward and
//! backward.

use super::{
    arithmetic::add,
    matrix::{multiply, multiply_transposed, transpose},
    norm::Norm,
    tensor::{Random, Tensor},
};

/// What a layer does to its window.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Kind {
    /// A convolution over three words, rectified.
    Window,
    /// A gated running mean (Bradbury et al. 2017), half of it from the left, half from the right.
    Scan,
}

/// One residual layer with layer normalization.
#[derive(Clone)]
pub(crate) struct Layer {
    pub(crate) kind: Kind,
    pub(crate) weights: Tensor,
    pub(crate) bias: Tensor,
    pub(crate) norm: Norm,
}

/// A cheap sigmoid: `½ + ½ x/(1+|x|)`.
fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

fn gate_slope(x: f32) -> f32 {
    let below = 1.0 + x.abs();
    0.5 / (below * below)
}

impl Layer {
    pub(super) fn new(kind: Kind, width: usize, random: &mut Random) -> Self {
        let (rows, columns) = match kind {
            Kind::Window => (3 * width, width),
            Kind::Scan => (width, 2 * width),
        };
        let weights = Tensor::random(rows, columns, (1.5 / rows as f32).sqrt(), random);
        let mut bias = Tensor::constant(1, columns, 0.0);
        if kind == Kind::Scan {
            // Gates begin half open to the past.
            bias.w[width..].fill(0.5);
        }
        Self { kind, weights, bias, norm: Norm::new(width) }
    }

    /// The layer's output before its residual sum, and what its backward pass needs.
    pub(super) fn forward(&self, x: &[f32], live: &[bool], width: usize) -> (Vec<f32>, Vec<f32>) {
        let n = live.len();
        let columns = self.bias.w.len();
        let mut inner = vec![0.0; n * columns];
        for row in inner.chunks_exact_mut(columns) {
            row.copy_from_slice(&self.bias.w);
        }
        match self.kind {
            Kind::Window => {
                // Row t of the product reads rows t-1 to t+1; the first and last rows are never live.
                multiply(
                    x,
                    width,
                    &self.weights.w,
                    &mut inner[columns..],
                    n - 2,
                    3 * width,
                    columns,
                );
                for (row, live) in inner.chunks_exact_mut(columns).zip(live) {
                    for it in row {
                        *it = if *live { it.max(0.0) } else { 0.0 };
                    }
                }
                (inner, Vec::new())
            }
            Kind::Scan => {
                multiply(x, width, &self.weights.w, &mut inner, n, width, columns);
                let mut out = vec![0.0; n * width];
                for row in 0..n {
                    scan(&inner, &mut out, live, row, width, 0..width / 2, row.wrapping_sub(1));
                }
                for row in (0..n).rev() {
                    scan(&inner, &mut out, live, row, width, width / 2..width, row + 1);
                }
                (out, inner)
            }
        }
    }

    /// Adds to the weights' gradients and to `gradient`, that of the input; `inner` is the output's.
    #[expect(clippy::too_many_arguments, reason = "one call, and a struct would only rename them")]
    pub(super) fn backward(
        &mut self,
        x: &[f32],
        trace: &[f32],
        out: &[f32],
        mut inner: Vec<f32>,
        live: &[bool],
        gradient: &mut [f32],
        width: usize,
    ) {
        let n = live.len();
        let columns = self.bias.w.len();
        match self.kind {
            Kind::Window => {
                for (inner, out) in inner.iter_mut().zip(out) {
                    *inner = if *out > 0.0 { *inner } else { 0.0 };
                }
                let dense = &inner[columns..(n - 1) * columns];
                multiply_transposed(
                    x,
                    width,
                    dense,
                    &mut self.weights.g,
                    n - 2,
                    3 * width,
                    columns,
                );
                let back = transpose(&self.weights.w, 3 * width, columns);
                let mut wide = vec![0.0; (n - 2) * 3 * width];
                multiply(dense, columns, &back, &mut wide, n - 2, columns, 3 * width);
                for (row, wide) in wide.chunks_exact(3 * width).enumerate() {
                    add(&mut gradient[row * width..][..3 * width], wide);
                }
            }
            Kind::Scan => {
                let flow = scan_gradient(trace, out, &inner, live, width);
                multiply_transposed(x, width, &flow, &mut self.weights.g, n, width, columns);
                let back = transpose(&self.weights.w, width, columns);
                multiply(&flow, columns, &back, gradient, n, columns, width);
                inner = flow;
            }
        }
        for row in inner.chunks_exact(columns) {
            add(&mut self.bias.g, row);
        }
    }
}

/// The gradient before the gates, given that of the running mean.
fn scan_gradient(
    trace: &[f32],
    out: &[f32],
    inner: &[f32],
    live: &[bool],
    width: usize,
) -> Vec<f32> {
    let n = live.len();
    let mut flow = vec![0.0; n * 2 * width];
    let mut carry = vec![0.0; width];
    for row in (0..n).rev() {
        let previous = row.wrapping_sub(1);
        scan_back(
            trace,
            out,
            inner,
            &mut flow,
            &mut carry,
            live,
            row,
            width,
            0..width / 2,
            previous,
        );
    }
    carry.fill(0.0);
    for row in 0..n {
        scan_back(
            trace,
            out,
            inner,
            &mut flow,
            &mut carry,
            live,
            row,
            width,
            width / 2..width,
            row + 1,
        );
    }
    flow
}

/// One step of the running mean over the numbers in `range`, from row `previous` to `row`.
fn scan(
    inner: &[f32],
    out: &mut [f32],
    live: &[bool],
    row: usize,
    width: usize,
    range: std::ops::Range<usize>,
    previous: usize,
) {
    if !live[row] {
        return;
    }
    for i in range {
        let before = if live[previous] { out[previous * width + i] } else { 0.0 };
        let keep = gate(inner[row * 2 * width + width + i]);
        out[row * width + i] = keep * before + (1.0 - keep) * inner[row * 2 * width + i];
    }
}

#[expect(clippy::too_many_arguments, reason = "the mirror image of `scan`")]
fn scan_back(
    inner: &[f32],
    clean: &[f32],
    gradient: &[f32],
    flow: &mut [f32],
    carry: &mut [f32],
    live: &[bool],
    row: usize,
    width: usize,
    range: std::ops::Range<usize>,
    previous: usize,
) {
    if !live[row] {
        carry[range].fill(0.0);
        return;
    }
    for i in range {
        let total = gradient[row * width + i] + carry[i];
        let before = if live[previous] { clean[previous * width + i] } else { 0.0 };
        let (candidate, gated) = (inner[row * 2 * width + i], inner[row * 2 * width + width + i]);
        let keep = gate(gated);
        flow[row * 2 * width + i] = total * (1.0 - keep);
        flow[row * 2 * width + width + i] = total * (before - candidate) * gate_slope(gated);
        carry[i] = total * keep;
    }
}
