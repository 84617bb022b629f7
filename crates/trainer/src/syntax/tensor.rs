//! Weights with their gradients and Adam's moments (Kingma and Ba 2015), and the random numbers of training.

/// Xorshift64*: the same numbers on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Evenly spread over 0..1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// Evenly spread over `0..below`.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        (self.next() >> 33) as usize % below.max(1)
    }

    /// Fisher and Yates' shuffle.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }
}

const FIRST_DECAY: f32 = 0.9;
const SECOND_DECAY: f32 = 0.98;

/// A weight matrix, row by row.
#[derive(Clone, Default)]
pub(crate) struct Tensor {
    /// The weights.
    pub(crate) w: Vec<f32>,
    /// Their gradients.
    pub(crate) g: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
    columns: usize,
    /// Rows of a lookup table that have a gradient; `None` where all rows always have one.
    touched: Option<Vec<u32>>,
}

impl Tensor {
    /// Evenly spread weights of standard deviation `deviation`.
    pub(crate) fn random(rows: usize, columns: usize, deviation: f32, random: &mut Random) -> Self {
        let size = rows * columns;
        let width = deviation * 12.0_f32.sqrt();
        let w = (0..size).map(|_| (random.unit() - 0.5) * width).collect();
        Self { w, columns, ..Self::constant(rows, columns, 0.0) }
    }

    /// Equal weights.
    pub(crate) fn constant(rows: usize, columns: usize, value: f32) -> Self {
        let zeros = vec![0.0; rows * columns];
        let (g, m, v) = (zeros.clone(), zeros.clone(), zeros.clone());
        Self { w: vec![value; rows * columns], g, m, v, columns, touched: None }
    }

    /// The weights `w`, row by row.
    pub(crate) fn given(w: Vec<f32>, columns: usize) -> Self {
        let rows = w.len() / columns;
        Self { w, ..Self::constant(rows, columns, 0.0) }
    }

    /// Makes it a lookup table, of which only rows with gradients are updated.
    pub(crate) fn table(mut self) -> Self {
        self.touched = Some(Vec::new());
        self
    }

    /// A row's weights.
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.w[row * self.columns..][..self.columns]
    }

    /// A row's gradient, marked for the update.
    pub(crate) fn row_gradient(&mut self, row: usize) -> &mut [f32] {
        if let Some(touched) = &mut self.touched {
            touched.push(row as u32);
        }
        &mut self.g[row * self.columns..][..self.columns]
    }

    /// Takes one step of Adam and clears the gradient.
    pub(crate) fn step(&mut self, rate: f32) {
        match self.touched.take() {
            None => self.update(0..self.w.len(), rate),
            Some(mut touched) => {
                touched.sort_unstable();
                touched.dedup();
                for row in &touched {
                    let start = *row as usize * self.columns;
                    self.update(start..start + self.columns, rate);
                }
                touched.clear();
                self.touched = Some(touched);
            }
        }
    }

    fn update(&mut self, range: std::ops::Range<usize>, rate: f32) {
        let (w, g) = (&mut self.w[range.clone()], &mut self.g[range.clone()]);
        let (m, v) = (&mut self.m[range.clone()], &mut self.v[range]);
        for (((w, g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
            *m = FIRST_DECAY * *m + (1.0 - FIRST_DECAY) * *g;
            *v = SECOND_DECAY * *v + (1.0 - SECOND_DECAY) * *g * *g;
            *w -= rate * *m / (v.sqrt() + 1e-8);
            *g = 0.0;
        }
    }
}
