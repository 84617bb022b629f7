//! Ridge regression on sparse rows, by conjugate gradients. It knows nothing of words.

/// A row of a sparse matrix: (column, value), columns ascending or not, repeats add up.
pub(crate) type Row = Vec<(u32, f32)>;

/// The weights that minimise `sum(importance * (row . w - goal)^2) + alpha * |w|^2`.
pub(crate) fn ridge(
    rows: &[Row],
    goals: &[f64],
    importance: &[f64],
    alpha: f64,
    n_columns: usize,
) -> Vec<f64> {
    let transposed = |values: &[f64]| {
        let mut out = vec![0.0; n_columns];
        for ((row, value), weight) in rows.iter().zip(values).zip(importance) {
            for (column, number) in row {
                out[*column as usize] += value * weight * f64::from(*number);
            }
        }
        out
    };
    let apply = |weights: &[f64]| {
        let products: Vec<f64> = rows.iter().map(|row| dot(row, weights)).collect();
        let mut out = transposed(&products);
        out.iter_mut().zip(weights).for_each(|(out, weight)| *out += alpha * weight);
        out
    };
    conjugate(transposed(goals), apply)
}

/// Solves `apply(solution) = residual` for a symmetric, positive `apply`.
pub(crate) fn conjugate(mut residual: Vec<f64>, apply: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let mut weights = vec![0.0; residual.len()];
    let mut direction = residual.clone();
    let mut norm = inner(&residual, &residual);
    let enough = norm * 1e-8;
    for _ in 0..200 {
        if norm <= enough {
            break;
        }
        let image = apply(&direction);
        let step = norm / inner(&direction, &image);
        weights.iter_mut().zip(&direction).for_each(|(it, d)| *it += step * d);
        residual.iter_mut().zip(&image).for_each(|(it, d)| *it -= step * d);
        let next = inner(&residual, &residual);
        let ratio = next / norm;
        direction.iter_mut().zip(&residual).for_each(|(it, r)| *it = r + ratio * *it);
        norm = next;
    }
    weights
}

/// The product of a sparse row and dense weights.
pub(crate) fn dot(row: &Row, weights: &[f64]) -> f64 {
    row.iter().map(|(column, number)| weights[*column as usize] * f64::from(*number)).sum()
}

fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
