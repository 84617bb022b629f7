//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011) with the root at the buffer's end:
//! every sentence of `n` tokens is parsed in `2n` steps, and every tree has one root and no cycle.

use wiredesk_model::Deprel;

/// Steps the parser can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Moves the first token of the buffer onto the stack.
    Shift = 0,
    /// Attaches the top of the stack to the first token of the buffer, or to the root.
    Left = 1,
    /// Attaches the top of the stack to the token below it.
    Right = 2,
}

/// Every action, in the order of its number.
pub const ACTIONS: [Action; 3] = [Action::Shift, Action::Left, Action::Right];

/// Stands for no token.
pub const NONE: u32 = u32::MAX;

/// Positions around the state whose tokens the network looks at.
pub const SLOTS: usize = 8;
/// Small facts of the state that the network looks at, and how many values each has.
pub const FACTS: [usize; 6] = [LABELS + 1, LABELS + 1, LABELS + 1, LABELS + 1, 8, 8];
/// Number of relations.
pub const LABELS: usize = Deprel::ALL.len();

/// What a token has got so far.
#[derive(Clone, Copy, Debug)]
struct Node {
    head: u32,
    label: u8,
    leftmost: u32,
    rightmost: u32,
    /// Left and right children, counted up to three each.
    valency: [u8; 2],
}

const NODE: Node = Node { head: NONE, label: 0, leftmost: NONE, rightmost: NONE, valency: [0; 2] };

/// A sentence half parsed. It is reused from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: u32,
}

impl State {
    /// Starts on a sentence of `length` tokens.
    pub fn reset(&mut self, length: usize) {
        self.nodes.clear();
        self.nodes.resize(length, NODE);
        self.stack.clear();
        self.next = 0;
    }

    /// Whether every token has its head.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.at_root()
    }

    /// First token of the buffer; the sentence's length where only the root is left.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// Tokens waiting for their heads, the top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    fn at_root(&self) -> bool {
        self.next as usize == self.nodes.len()
    }

    /// Whether each action is possible.
    pub fn legal(&self) -> [bool; 3] {
        let depth = self.stack.len();
        let root = self.at_root();
        [!root, depth == 1 || (depth > 1 && !root), depth > 1]
    }

    /// Takes a step; an arc gets the relation numbered `label`.
    pub fn apply(&mut self, action: Action, label: u8) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left => {
                let child = self.stack.pop().unwrap_or(NONE);
                self.attach(child, self.next, label, 0);
            }
            Action::Right => {
                let child = self.stack.pop().unwrap_or(NONE);
                let head = self.stack.last().copied().unwrap_or(NONE);
                self.attach(child, head, label, 1);
            }
        }
    }

    fn attach(&mut self, child: u32, head: u32, label: u8, side: usize) {
        if let Some(node) = self.nodes.get_mut(child as usize) {
            (node.head, node.label) = (head, label);
        }
        if let Some(node) = self.nodes.get_mut(head as usize) {
            if side == 0 {
                node.leftmost = child;
            } else {
                node.rightmost = child;
            }
            if let Some(count) = node.valency.get_mut(side) {
                *count = (*count + 1).min(3);
            }
        }
    }

    /// Head (the sentence's length for the root) and relation of a token.
    pub fn arc(&self, token: usize) -> (u32, u8) {
        self.nodes.get(token).map_or((NONE, 0), |it| (it.head, it.label))
    }

    fn node(&self, token: u32) -> Node {
        self.nodes.get(token as usize).copied().unwrap_or(NODE)
    }

    /// The tokens in the slots: three of the stack, the buffer's first, and outer children of the nearest.
    #[inline]
    pub fn slots(&self) -> [u32; SLOTS] {
        let depth = self.stack.len();
        let from_top = |it: usize| {
            depth.checked_sub(it).and_then(|it| self.stack.get(it)).copied().unwrap_or(NONE)
        };
        let (top, second, third) = (from_top(1), from_top(2), from_top(3));
        let next = if self.at_root() { NONE } else { self.next };
        let (s0, s1, b0) = (self.node(top), self.node(second), self.node(next));
        [top, second, third, next, s0.leftmost, s0.rightmost, s1.rightmost, b0.leftmost]
    }

    /// The values of the facts: relations of the children in `slots`, distance, and valency.
    #[inline]
    pub fn facts(&self, slots: [u32; SLOTS]) -> [usize; FACTS.len()] {
        let [top, second, _, next, s0_left, s0_right, s1_right, b0_left] = slots;
        let label = |it: u32| if it == NONE { LABELS } else { usize::from(self.node(it).label) };
        let distance = match (top, second) {
            (NONE, _) => 0,
            _ => match self.next - top {
                it @ 1..=4 => it as usize,
                5..=7 => 5,
                8..=12 => 6,
                _ => 7,
            },
        };
        let [_, right] = self.node(top).valency;
        let [left, _] = self.node(next).valency;
        let valency = usize::from(right) + 4 * usize::from(left.min(1));
        [label(s0_left), label(s0_right), label(s1_right), label(b0_left), distance, valency]
    }
}
