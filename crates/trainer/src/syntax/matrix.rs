//! Matrix products on one thread, written so that the compiler vectorizes them without changing a sum's order:
//! the same numbers come out on every machine.

use super::simd;

/// Rows of a tile.
pub(super) const ROWS: usize = 8;
/// Its columns.
pub(super) const COLUMNS: usize = 16;

/// `c[t] += Σ_k a[t][k] · b[k]`, where row `t` of `a` begins at `t * stride` and has `depth` numbers (rows may
/// overlap), and `b` and `c` have `columns` columns, a multiple of 16.
pub(crate) fn multiply(
    a: &[f32],
    stride: usize,
    b: &[f32],
    c: &mut [f32],
    rows: usize,
    depth: usize,
    columns: usize,
) {
    tiles(a, [stride, 1], b, c, rows, depth, columns);
}

/// `c[k] += Σ_t a[t][k] · b[t]`: the gradient of a weight matrix.
pub(crate) fn multiply_transposed(
    a: &[f32],
    stride: usize,
    b: &[f32],
    c: &mut [f32],
    rows: usize,
    depth: usize,
    columns: usize,
) {
    tiles(a, [1, stride], b, c, depth, rows, columns);
}

/// The product; `strides` are those of rows and of columns of `a`.
fn tiles(
    a: &[f32],
    strides: [usize; 2],
    b: &[f32],
    c: &mut [f32],
    rows: usize,
    depth: usize,
    columns: usize,
) {
    let mut row = 0;
    while row + ROWS <= rows {
        for column in (0..columns).step_by(COLUMNS) {
            let a = &a[row * strides[0]..];
            let sum = simd::tile(a, strides, b, column, depth, columns);
            store(&sum, c, row, column, columns);
        }
        row += ROWS;
    }
    for row in row..rows {
        for column in (0..columns).step_by(COLUMNS) {
            let a = &a[row * strides[0]..];
            let sum = tile::<1>(a, strides, b, column, depth, columns);
            store(&sum, c, row, column, columns);
        }
    }
}

/// `N` rows and [`COLUMNS`] columns of the product, from the first of `a` and column `column` of `b`.
#[inline]
pub(super) fn tile<const N: usize>(
    a: &[f32],
    strides: [usize; 2],
    b: &[f32],
    column: usize,
    depth: usize,
    columns: usize,
) -> [[f32; COLUMNS]; N] {
    let mut sum = [[0.0_f32; COLUMNS]; N];
    for k in 0..depth {
        let b: &[f32; COLUMNS] = b[k * columns + column..][..COLUMNS].try_into().expect("a tile");
        let mut r = 0;
        while r < N {
            let a = a[r * strides[0] + k * strides[1]];
            let mut i = 0;
            while i < COLUMNS {
                sum[r][i] += a * b[i];
                i += 1;
            }
            r += 1;
        }
    }
    sum
}

#[inline]
fn store<const N: usize>(
    sum: &[[f32; COLUMNS]; N],
    c: &mut [f32],
    row: usize,
    column: usize,
    columns: usize,
) {
    for (r, sum) in sum.iter().enumerate() {
        for (c, sum) in c[(row + r) * columns + column..][..COLUMNS].iter_mut().zip(sum) {
            *c += sum;
        }
    }
}

/// The transpose of a `rows` × `columns` matrix.
pub(crate) fn transpose(a: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let mut out = vec![0.0; a.len()];
    for row in 0..rows {
        for column in 0..columns {
            out[column * rows + row] = a[row * columns + column];
        }
    }
    out
}
