//! The dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013): how many gold arcs each action loses.

use wiredesk_language::syntax::State;

/// Stands for a head that is not known; whatever becomes of its token is right.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// Arcs of the gold tree `heads` that shift, left and right would make unreachable.
pub(crate) fn costs(state: &State, heads: &[u32]) -> [u32; 3] {
    let next = state.next();
    let stack = state.stack();
    let Some((top, below)) = stack.split_last() else { return [0; 3] };
    let head = |token: u32| heads.get(token as usize).copied();
    let second = below.last().copied();
    let dependents = heads.iter().skip(next as usize).filter(|it| **it == *top).count() as u32;
    let own = head(*top).filter(|it| *it != UNKNOWN);
    let lost_left = stack.iter().filter(|it| head(**it) == Some(next)).count() as u32;
    let lost_head = below.iter().any(|it| head(next) == Some(*it));
    let shift = lost_left + u32::from(lost_head);
    let left = dependents + u32::from(own.is_some_and(|it| it > next || Some(it) == second));
    let right = dependents + u32::from(own.is_some_and(|it| it >= next));
    [shift, left, right]
}
