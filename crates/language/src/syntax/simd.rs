//! The inner loop of the matrix product with the instructions that the processor has. Sums of integers do not
//! depend on their order, so all ways give the same numbers.

#![expect(
    unsafe_code,
    reason = "calling a function that needs AVX2 or SSE2 is unsafe until the processor was asked"
)]

use super::matrix::Tile;

/// `Σ_k rows[r][k] · weights[k][column + c]`, where `weights` holds pairs of rows interleaved.
#[cfg(not(target_arch = "x86_64"))]
pub(super) use super::matrix::tile;

/// `Σ_k rows[r][k] · weights[k][column + c]`, where `weights` holds pairs of rows interleaved.
#[cfg(target_arch = "x86_64")]
pub(super) fn tile(rows: [&[i16]; 4], weights: &[i16], column: usize, columns: usize) -> Tile {
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just said that it knows AVX2.
        unsafe { tile_avx2(rows, weights, column, columns) }
    } else {
        // SAFETY: every x86-64 processor knows SSE2.
        unsafe { tile_sse2(rows, weights, column, columns) }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
fn tile_sse2(rows: [&[i16]; 4], weights: &[i16], column: usize, columns: usize) -> Tile {
    use std::arch::x86_64::{__m128i, _mm_add_epi32, _mm_madd_epi16, _mm_set1_epi32};
    let rows = rows.map(|it| it.as_chunks::<2>().0);
    let mut sums = [[_mm_set1_epi32(0); 4]; 4];
    // Plain loops over arrays: iterators are not always inlined here, which costs tenfold.
    let depth = rows[0].len();
    let mut k = 0;
    while k < depth {
        let Some(w) = weights.get(2 * (k * columns + column)..) else { break };
        let Some(w) = w.first_chunk::<32>() else { break };
        let w: [__m128i; 4] = bytemuck::cast(*w);
        let mut r = 0;
        while r < 4 {
            let Some(pair) = rows[r].get(k) else { break };
            let pair = _mm_set1_epi32(bytemuck::cast(*pair));
            let mut i = 0;
            while i < w.len() {
                sums[r][i] = _mm_add_epi32(sums[r][i], _mm_madd_epi16(w[i], pair));
                i += 1;
            }
            r += 1;
        }
        k += 1;
    }
    bytemuck::cast(sums)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn tile_avx2(rows: [&[i16]; 4], weights: &[i16], column: usize, columns: usize) -> Tile {
    use std::arch::x86_64::{__m256i, _mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32};
    let rows = rows.map(|it| it.as_chunks::<2>().0);
    let mut sums = [[_mm256_set1_epi32(0); 2]; 4];
    // Plain loops over arrays: iterators are not always inlined here, which costs tenfold.
    let depth = rows[0].len();
    let mut k = 0;
    while k < depth {
        let Some(w) = weights.get(2 * (k * columns + column)..) else { break };
        let Some(w) = w.first_chunk::<32>() else { break };
        let w: [__m256i; 2] = bytemuck::cast(*w);
        let mut r = 0;
        while r < 4 {
            let Some(pair) = rows[r].get(k) else { break };
            let pair = _mm256_set1_epi32(bytemuck::cast(*pair));
            let mut i = 0;
            while i < w.len() {
                sums[r][i] = _mm256_add_epi32(sums[r][i], _mm256_madd_epi16(w[i], pair));
                i += 1;
            }
            r += 1;
        }
        k += 1;
    }
    bytemuck::cast(sums)
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::{super::matrix, tile, tile_sse2};

    #[test]
    fn all_ways_give_the_same_sums() {
        let numbers = |n: usize, step: usize| -> Vec<i16> {
            (0..n).map(|it| ((it * step) % 8191) as i16 - 4095).collect()
        };
        let (depth, columns) = (288, 96);
        let weights: Vec<i16> =
            numbers(depth * columns, 7919).into_iter().map(|it| it / 3).collect();
        let rows: Vec<Vec<i16>> = (1..5).map(|it| numbers(depth, 1009 * it)).collect();
        let rows: [&[i16]; 4] = std::array::from_fn(|it| rows[it].as_slice());
        for column in (0..columns).step_by(16) {
            let plain = matrix::tile(rows, &weights, column, columns);
            assert_eq!(tile(rows, &weights, column, columns), plain);
            // SAFETY: every x86-64 processor knows SSE2.
            assert_eq!(unsafe { tile_sse2(rows, &weights, column, columns) }, plain);
        }
    }
}
