//! Layer normalization, forward and backward.

use super::tensor::Tensor;

/// Layer normalization (Ba, Kiros and Hinton 2016).
#[derive(Clone)]
pub(crate) struct Norm {
    pub(crate) gain: Tensor,
    pub(crate) bias: Tensor,
}

/// What the forward pass leaves for the backward pass.
#[derive(Default)]
pub(super) struct NormTrace {
    scaled: Vec<f32>,
    inverse: Vec<f32>,
}

impl Norm {
    pub(super) fn new(width: usize) -> Self {
        Self { gain: Tensor::constant(1, width, 1.0), bias: Tensor::constant(1, width, 0.0) }
    }

    pub(super) fn forward(&self, x: &[f32], live: &[bool]) -> (Vec<f32>, NormTrace) {
        let width = self.gain.w.len();
        let mut out = vec![0.0; x.len()];
        let mut trace = NormTrace { scaled: vec![0.0; x.len()], inverse: vec![0.0; live.len()] };
        for (row, _) in live.iter().enumerate().filter(|it| *it.1) {
            let x = &x[row * width..][..width];
            let mean = x.iter().sum::<f32>() / width as f32;
            let variance = x.iter().map(|it| (it - mean) * (it - mean)).sum::<f32>() / width as f32;
            let inverse = 1.0 / (variance + 1e-5).sqrt();
            trace.inverse[row] = inverse;
            let scaled = &mut trace.scaled[row * width..][..width];
            let out = &mut out[row * width..][..width];
            for i in 0..width {
                scaled[i] = (x[i] - mean) * inverse;
                out[i] = scaled[i] * self.gain.w[i] + self.bias.w[i];
            }
        }
        (out, trace)
    }

    /// Turns the gradient of the output into that of the input.
    pub(super) fn backward(&mut self, trace: &NormTrace, gradient: &mut [f32], live: &[bool]) {
        let width = self.gain.w.len();
        for (row, live) in live.iter().enumerate() {
            let gradient = &mut gradient[row * width..][..width];
            if !live {
                gradient.fill(0.0);
                continue;
            }
            let scaled = &trace.scaled[row * width..][..width];
            let (mut sum, mut dot) = (0.0, 0.0);
            for i in 0..width {
                self.gain.g[i] += gradient[i] * scaled[i];
                self.bias.g[i] += gradient[i];
                gradient[i] *= self.gain.w[i];
                sum += gradient[i];
                dot += gradient[i] * scaled[i];
            }
            let (sum, dot) = (sum / width as f32, dot / width as f32);
            for i in 0..width {
                gradient[i] = (gradient[i] - sum - scaled[i] * dot) * trace.inverse[row];
            }
        }
    }

    pub(super) fn step(&mut self, rate: f32) {
        self.gain.step(rate);
        self.bias.step(rate);
    }
}
