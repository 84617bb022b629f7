//! Word clusters: spherical k-means over the unit-length word vectors, with a fixed start.

use crate::vectors::{DIMS, Vectors};

/// Words the centers are fitted on; rarer ones are only assigned.
const FITTED: usize = 60_000;
const ROUNDS: usize = 7;

/// The cluster of every word, from 0 to `k`.
pub(crate) fn cluster(vectors: &Vectors, k: usize) -> Vec<u16> {
    let units = unit_rows(vectors);
    let n_fitted = FITTED.min(vectors.words.len());
    // Starts at words spread evenly over the frequency ranks, frequent ones denser.
    let mut centers: Vec<f32> = (0..k)
        .map(|it| it * it / k * (n_fitted / 2 / k).max(1) + it)
        .flat_map(|word| row(&units, word % n_fitted).to_vec())
        .collect();
    let mut assigned = vec![0; n_fitted];
    for _ in 0..ROUNDS {
        assign(&units, &centers, k, &mut assigned);
        centers = means(&units, &assigned, k, &centers);
    }
    let mut all = vec![0; vectors.words.len()];
    assign(&units, &centers, k, &mut all);
    all
}

fn row(units: &[f32], word: usize) -> &[f32] {
    &units[word * DIMS..(word + 1) * DIMS]
}

fn unit_rows(vectors: &Vectors) -> Vec<f32> {
    let mut units = vectors.rows.clone();
    units.chunks_exact_mut(DIMS).for_each(normalize);
    units
}

fn normalize(row: &mut [f32]) {
    let norm = row.iter().map(|it| it * it).sum::<f32>().sqrt().max(1e-6);
    for value in row {
        *value /= norm;
    }
}

fn assign(units: &[f32], centers: &[f32], k: usize, out: &mut [u16]) {
    let mut columns = vec![0.0; k * DIMS];
    for (center, values) in centers.chunks_exact(DIMS).enumerate() {
        for (dim, value) in values.iter().enumerate() {
            columns[dim * k + center] = *value;
        }
    }
    let mut dots = vec![0.0; k];
    for (word, to) in out.iter_mut().enumerate() {
        dots.fill(0.0);
        for (value, column) in row(units, word).iter().zip(columns.chunks_exact(k)) {
            for (dot, center) in dots.iter_mut().zip(column) {
                *dot += value * center;
            }
        }
        let mut best = 0;
        for (center, dot) in dots.iter().enumerate() {
            if *dot > dots[best] {
                best = center;
            }
        }
        *to = best as u16;
    }
}

fn means(units: &[f32], assigned: &[u16], k: usize, old: &[f32]) -> Vec<f32> {
    let mut centers = vec![0.0; k * DIMS];
    let mut counts = vec![0; k];
    for (word, &center) in assigned.iter().enumerate() {
        let center = usize::from(center);
        counts[center] += 1;
        let to = &mut centers[center * DIMS..(center + 1) * DIMS];
        for (sum, value) in to.iter_mut().zip(row(units, word)) {
            *sum += value;
        }
    }
    for (center, values) in centers.chunks_exact_mut(DIMS).enumerate() {
        if counts[center] == 0 {
            values.copy_from_slice(&old[center * DIMS..(center + 1) * DIMS]);
        }
        normalize(values);
    }
    centers
}
