//! Asks for memory before it is read, where the places are known early and are scattered over a large table.

#![expect(unsafe_code, reason = "asking for memory is unsafe in name only: nothing is read")]

/// Asks for the memory of `it`, which is soon read.
#[inline]
pub(crate) fn prefetch<T>(it: &T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let start = std::ptr::from_ref(it).cast::<i8>();
        // An item may lie across two lines.
        let last = start.wrapping_add(size_of::<T>().saturating_sub(1));
        // SAFETY: the processor ignores what it cannot load, and both places lie in a live item.
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(start);
            _mm_prefetch::<_MM_HINT_T0>(last);
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = it;
}

#[cfg(test)]
mod tests {
    use super::prefetch;

    #[test]
    fn changes_nothing() {
        let rows = [[7_u8; 18]; 5];
        rows.iter().for_each(prefetch);
        prefetch(&());
        assert_eq!(rows, [[7; 18]; 5]);
    }
}
