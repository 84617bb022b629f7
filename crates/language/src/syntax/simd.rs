//! Runs a pass with the widest instructions that the processor has: the same arithmetic in the same order, so every
//! width gives the same numbers. Sums of integers do not depend on their order; those of floats keep it.

#![expect(
    unsafe_code,
    reason = "calling a function that needs more than SSE2 is unsafe until the processor was asked"
)]

use super::matrix::{BLOCK, Tile};

/// A set of instructions, which the processor has where a value of it exists.
pub(super) trait Lanes: Copy {
    /// Sets `sums[r][c]` to `Σ_k rows[r][k] · weights[k][c]`; `weights` holds pairs of rows interleaved.
    fn multiply(self, rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile);

    /// Sets `out` to the sum of `parts`, added in their order.
    #[expect(clippy::inline_always, reason = "compiled for each set of instructions")]
    #[inline(always)]
    fn sum(self, parts: &[&[f32; 64]], out: &mut [f32; 64]) {
        *out = [0.0; 64];
        for part in parts {
            for (out, part) in out.iter_mut().zip(*part) {
                *out += part;
            }
        }
    }
}

/// Something that is compiled once for each set of instructions. Its `run` and what that calls in hot loops must
/// be inlined, else they are compiled for the oldest processor.
pub(super) trait Work {
    /// What comes of it.
    type Output;

    /// Does it.
    fn run<L: Lanes>(self, lanes: L) -> Self::Output;
}

/// `x` without its fraction; 0 where it is no number, the nearest where it is beyond those of 16 bits.
#[expect(clippy::inline_always, reason = "compiled for each set of instructions")]
#[inline(always)]
pub(super) fn truncate(x: f32) -> i16 {
    let x = if x.is_nan() { 0.0 } else { x.clamp(f32::from(i16::MIN), f32::from(i16::MAX)) };
    // SAFETY: it is a number that an `i32` holds. What `as` does cannot be done to many at once.
    let whole: i32 = unsafe { x.to_int_unchecked() };
    whole as i16
}

/// What every processor has.
#[derive(Clone, Copy)]
pub(super) struct Plain;

#[cfg(not(target_arch = "x86_64"))]
impl Lanes for Plain {
    fn multiply(self, rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
        super::matrix::multiply(rows, weights, sums);
    }
}

/// Runs `work` with the best instructions there are.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn run<W: Work>(work: W) -> W::Output {
    work.run(Plain)
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::run;

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, __m256i, _mm_add_epi32, _mm_madd_epi16, _mm_set1_epi32, _mm256_add_epi32,
        _mm256_madd_epi16, _mm256_set1_epi32, _mm512_add_ps, _mm512_dpwssd_epi32, _mm512_loadu_ps,
        _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_ps, _mm512_storeu_ps,
        _mm512_storeu_si512,
    };

    use super::{BLOCK, Lanes, Plain, Tile, Work};

    /// AVX2. Invariant: made only where the processor has it.
    #[derive(Clone, Copy)]
    struct Avx2(());

    /// AVX-512 with its instructions for bytes and for neural networks. Invariant: as above.
    #[derive(Clone, Copy)]
    struct Avx512(());

    impl Avx2 {
        fn detect() -> Option<Self> {
            is_x86_feature_detected!("avx2").then_some(Self(()))
        }
    }

    impl Avx512 {
        fn detect() -> Option<Self> {
            let all = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni");
            all.then_some(Self(()))
        }
    }

    /// Runs `work` with the best instructions there are.
    pub(in super::super) fn run<W: Work>(work: W) -> W::Output {
        if let Some(lanes) = Avx512::detect() {
            // SAFETY: the processor has just said that it knows them.
            unsafe { with_avx512(work, lanes) }
        } else if let Some(lanes) = Avx2::detect() {
            // SAFETY: as above.
            unsafe { with_avx2(work, lanes) }
        } else {
            work.run(Plain)
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    fn with_avx512<W: Work>(work: W, lanes: Avx512) -> W::Output {
        work.run(lanes)
    }

    #[target_feature(enable = "avx2")]
    fn with_avx2<W: Work>(work: W, lanes: Avx2) -> W::Output {
        work.run(lanes)
    }

    impl Lanes for Plain {
        fn multiply(self, rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
            // SAFETY: every x86-64 processor knows SSE2.
            unsafe { products_sse2(rows, weights, sums) }
        }
    }

    impl Lanes for Avx2 {
        fn multiply(self, rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
            // SAFETY: `self` exists, so the processor knows AVX2.
            unsafe { products_avx2(rows, weights, sums) }
        }
    }

    impl Lanes for Avx512 {
        fn multiply(self, rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
            // SAFETY: `self` exists, so the processor knows AVX-512.
            unsafe { products_avx512(rows, weights, sums) }
        }

        fn sum(self, parts: &[&[f32; 64]], out: &mut [f32; 64]) {
            // SAFETY: as above.
            unsafe { sum_avx512(parts, out) }
        }
    }

    // Plain loops over arrays: iterators are not always inlined here, which costs tenfold.

    #[target_feature(enable = "sse2")]
    fn products_sse2(rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
        // Sixteen columns at a time, which is what the registers hold.
        for half in 0..2 {
            let mut own = [[_mm_set1_epi32(0); 4]; 4];
            let mut k = 0;
            while k < weights.len() {
                let w: &[[[i16; 8]; 4]; 2] = bytemuck::cast_ref(&weights[k]);
                let mut r = 0;
                while r < 4 {
                    let Some(pair) = rows[r].get(k) else { break };
                    let pair = _mm_set1_epi32(bytemuck::cast(*pair));
                    let mut i = 0;
                    while i < 4 {
                        let w: __m128i = bytemuck::cast(w[half][i]);
                        own[r][i] = _mm_add_epi32(own[r][i], _mm_madd_epi16(w, pair));
                        i += 1;
                    }
                    r += 1;
                }
                k += 1;
            }
            set_half(sums, half, bytemuck::cast(own));
        }
    }

    #[target_feature(enable = "avx2")]
    fn products_avx2(rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
        for half in 0..2 {
            let mut own = [[_mm256_set1_epi32(0); 2]; 4];
            let mut k = 0;
            while k < weights.len() {
                let w: &[[[i16; 16]; 2]; 2] = bytemuck::cast_ref(&weights[k]);
                let mut r = 0;
                while r < 4 {
                    let Some(pair) = rows[r].get(k) else { break };
                    let pair = _mm256_set1_epi32(bytemuck::cast(*pair));
                    let mut i = 0;
                    while i < 2 {
                        let w: __m256i = bytemuck::cast(w[half][i]);
                        own[r][i] = _mm256_add_epi32(own[r][i], _mm256_madd_epi16(w, pair));
                        i += 1;
                    }
                    r += 1;
                }
                k += 1;
            }
            set_half(sums, half, bytemuck::cast(own));
        }
    }

    fn set_half(sums: &mut Tile, half: usize, own: [[i32; BLOCK / 2]; 4]) {
        for (sums, own) in sums.iter_mut().zip(own) {
            if let Some(sums) = sums.as_chunks_mut().0.get_mut(half) {
                *sums = own;
            }
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn products_avx512(rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
        let [a, b, c, d] = rows;
        // One length for all, so that the loop checks no bounds.
        let n = weights.len().min(a.len()).min(b.len()).min(c.len()).min(d.len());
        let (weights, rows) = (&weights[..n], [&a[..n], &b[..n], &c[..n], &d[..n]]);
        let mut own = [[_mm512_set1_epi32(0); 2]; 4];
        let mut k = 0;
        while k < n {
            let [low, high] = bytemuck::cast_ref::<_, [[i32; 16]; 2]>(&weights[k]);
            // SAFETY: both are sixteen numbers, which is what is loaded.
            let (low, high) = unsafe {
                (_mm512_loadu_si512(low.as_ptr().cast()), _mm512_loadu_si512(high.as_ptr().cast()))
            };
            let mut r = 0;
            while r < 4 {
                let pair = _mm512_set1_epi32(bytemuck::cast(rows[r][k]));
                own[r][0] = _mm512_dpwssd_epi32(own[r][0], low, pair);
                own[r][1] = _mm512_dpwssd_epi32(own[r][1], high, pair);
                r += 1;
            }
            k += 1;
        }
        let mut r = 0;
        while r < 4 {
            let [low, high] = bytemuck::cast_mut::<_, [[i32; 16]; 2]>(&mut sums[r]);
            // SAFETY: both have room for sixteen numbers, which is what is stored.
            unsafe {
                _mm512_storeu_si512(low.as_mut_ptr().cast(), own[r][0]);
                _mm512_storeu_si512(high.as_mut_ptr().cast(), own[r][1]);
            }
            r += 1;
        }
    }

    #[target_feature(enable = "avx512f")]
    fn sum_avx512(parts: &[&[f32; 64]], out: &mut [f32; 64]) {
        let mut sums = [_mm512_setzero_ps(); 4];
        let mut at = 0;
        while at < parts.len() {
            let part = parts[at].as_ptr();
            let mut i = 0;
            while i < 4 {
                // SAFETY: the four loads read the 64 numbers of the part.
                let own = unsafe { _mm512_loadu_ps(part.add(16 * i)) };
                sums[i] = _mm512_add_ps(sums[i], own);
                i += 1;
            }
            at += 1;
        }
        let mut i = 0;
        while i < 4 {
            // SAFETY: the four stores write the 64 numbers of `out`.
            unsafe { _mm512_storeu_ps(out.as_mut_ptr().add(16 * i), sums[i]) };
            i += 1;
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::syntax::matrix;

        #[test]
        fn all_ways_give_the_same_sums() {
            let numbers = |n: usize, step: usize| -> Vec<i16> {
                (0..n).map(|it| ((it * step) % 8191) as i16 - 4095).collect()
            };
            let depth = 288;
            let weights: Vec<i16> =
                numbers(depth * BLOCK, 7919).into_iter().map(|it| it / 3).collect();
            let weights = weights.as_chunks().0;
            let rows: Vec<Vec<i16>> = (1..5).map(|it| numbers(depth, 1009 * it)).collect();
            let rows: [&[[i16; 2]]; 4] = std::array::from_fn(|it| rows[it].as_chunks().0);
            let mut expect = [[7; BLOCK]; 4];
            matrix::multiply(rows, weights, &mut expect);
            let mut sums = [[7; BLOCK]; 4];
            Plain.multiply(rows, weights, &mut sums);
            assert_eq!(sums, expect);
            if let Some(lanes) = Avx2::detect() {
                let mut sums = [[7; BLOCK]; 4];
                lanes.multiply(rows, weights, &mut sums);
                assert_eq!(sums, expect);
            }
            if let Some(lanes) = Avx512::detect() {
                let mut sums = [[7; BLOCK]; 4];
                lanes.multiply(rows, weights, &mut sums);
                assert_eq!(sums, expect);
            }
        }

        #[test]
        fn all_ways_add_in_the_same_order() {
            // Sums that come out otherwise in any other order.
            let parts = [1e8_f32, 3.5, -1e8, 0.1, 7e7, -0.3].map(|it| [it; 64]);
            let parts: Vec<&[f32; 64]> = parts.iter().collect();
            let (mut expect, mut sums) = ([0.0; 64], [1.0; 64]);
            Plain.sum(&parts, &mut expect);
            if let Some(lanes) = Avx512::detect() {
                lanes.sum(&parts, &mut sums);
                assert_eq!(sums.map(f32::to_bits), expect.map(f32::to_bits));
            }
        }
    }
}
