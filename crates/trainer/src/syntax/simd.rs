//! The inner loop of the matrix product with the widest registers the processor has. Products and sums are not
//! fused, and each sum keeps its order, so the numbers are those of the plain loop.

#![expect(
    unsafe_code,
    reason = "calling a function that needs AVX-512 is unsafe until the processor was asked"
)]

use super::matrix::{self, COLUMNS, ROWS};

/// [`ROWS`] rows and [`COLUMNS`] columns of the product, as [`matrix::tile`] has them.
pub(super) fn tile(
    a: &[f32],
    strides: [usize; 2],
    b: &[f32],
    column: usize,
    depth: usize,
    columns: usize,
) -> [[f32; COLUMNS]; ROWS] {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the processor has just said that it knows AVX-512.
        return unsafe { tile_avx512(a, strides, b, column, depth, columns) };
    }
    matrix::tile(a, strides, b, column, depth, columns)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn tile_avx512(
    a: &[f32],
    strides: [usize; 2],
    b: &[f32],
    column: usize,
    depth: usize,
    columns: usize,
) -> [[f32; COLUMNS]; ROWS] {
    use std::arch::x86_64::{
        _mm512_add_ps, _mm512_loadu_ps, _mm512_mul_ps, _mm512_set1_ps, _mm512_setzero_ps,
        _mm512_storeu_ps,
    };
    let [mut s0, mut s1, mut s2, mut s3] = [_mm512_setzero_ps(); 4];
    let [mut s4, mut s5, mut s6, mut s7] = [_mm512_setzero_ps(); 4];
    for k in 0..depth {
        let b: &[f32; COLUMNS] = b[k * columns + column..].first_chunk().expect("a tile");
        // SAFETY: sixteen numbers lie there.
        let b = unsafe { _mm512_loadu_ps(b.as_ptr()) };
        let a = &a[k * strides[1]..=7 * strides[0] + k * strides[1]];
        let product = |row: usize| _mm512_mul_ps(_mm512_set1_ps(a[row * strides[0]]), b);
        s0 = _mm512_add_ps(s0, product(0));
        s1 = _mm512_add_ps(s1, product(1));
        s2 = _mm512_add_ps(s2, product(2));
        s3 = _mm512_add_ps(s3, product(3));
        s4 = _mm512_add_ps(s4, product(4));
        s5 = _mm512_add_ps(s5, product(5));
        s6 = _mm512_add_ps(s6, product(6));
        s7 = _mm512_add_ps(s7, product(7));
    }
    let mut out = [[0.0; COLUMNS]; ROWS];
    for (out, sum) in out.iter_mut().zip([s0, s1, s2, s3, s4, s5, s6, s7]) {
        // SAFETY: there is room for sixteen numbers.
        unsafe { _mm512_storeu_ps(out.as_mut_ptr(), sum) };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_give_the_same_sums() {
        let numbers = |n: usize| -> Vec<f32> {
            (0..n).map(|it| ((it * 7919) % 8191) as f32 / 4095.0 - 1.0).collect()
        };
        let (depth, columns) = (288, 32);
        let (a, b) = (numbers(depth * 9), numbers(depth * columns));
        for strides in [[depth, 1], [1, 8], [96, 1]] {
            for column in [0, 16] {
                let plain: [[f32; COLUMNS]; ROWS] =
                    matrix::tile(&a, strides, &b, column, depth, columns);
                let fast = tile(&a, strides, &b, column, depth, columns);
                assert_eq!(
                    fast.map(|it| it.map(f32::to_bits)),
                    plain.map(|it| it.map(f32::to_bits))
                );
            }
        }
    }
}
