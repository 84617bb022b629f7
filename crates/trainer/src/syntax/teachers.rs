//! The networks that label text for the shipped one: larger, several, reading in both directions, kept in the work folder.

use anyhow::ensure;

use super::{
    examples::Example,
    learning::{Plan, Setup, learn},
    network::Network,
};
use crate::data::{Folders, read_bytes, write_bytes};

/// The teachers' plans.
pub(crate) fn plans(epochs: usize) -> Vec<Plan> {
    (1..=4)
        .map(|seed| Plan {
            width: 128,
            depth: 128,
            epochs,
            seed,
            layers: if seed > 2 { "wwsws".to_owned() } else { "wsws".to_owned() },
            drop: 0.28,
            rate: 0.002,
            backwards: seed % 2 == 0,
            name: format!("teacher{seed}"),
        })
        .collect()
}

/// The teacher that ships where there are no silver labels: the best of those that read forwards.
pub(crate) fn shipped(epochs: usize) -> Plan {
    plans(epochs).swap_remove(2)
}

/// Trains a network, or reads it if the work folder has it.
pub(crate) fn obtain(
    folders: &Folders,
    plan: &Plan,
    setup: &Setup<'_>,
    gold: &[Example],
) -> anyhow::Result<Network> {
    let path = folders.work(&format!("{}.weights", plan.name))?;
    if path.exists() {
        let mut network = setup.fresh(plan, gold);
        load(&mut network, &read_bytes(&path)?)?;
        return Ok(network);
    }
    let mut network = learn(plan, setup, gold);
    write_bytes(&path, &save(&mut network))?;
    Ok(network)
}

fn save(network: &mut Network) -> Vec<u8> {
    network.tensors().into_iter().flat_map(|it| it.w.iter().flat_map(|w| w.to_le_bytes())).collect()
}

fn load(network: &mut Network, bytes: &[u8]) -> anyhow::Result<()> {
    let (weights, _) = bytes.as_chunks::<4>();
    let mut weights = weights.iter().map(|it| f32::from_le_bytes(*it));
    for tensor in network.tensors() {
        for w in &mut tensor.w {
            let Some(value) = weights.next() else { anyhow::bail!("the weights are cut short") };
            *w = value;
        }
    }
    ensure!(weights.next().is_none(), "the weights are of another network");
    Ok(())
}
