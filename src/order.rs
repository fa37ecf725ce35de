//! Sorting for the reading side: a heap sort of a few hundred bytes. The standard library's sort costs the browser module
//! 3 KB for every type sorted, and nothing here sorts more than what one request or one user brings.

/// Sorts ascending in place. Not stable; O(n log n) whatever the input.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, |a, b| a < b);
}

/// The same by another order.
pub(crate) fn sort_by<T>(items: &mut [T], less: impl Fn(&T, &T) -> bool) {
    // From the first half, heaps grow until all is one; then its largest goes to the end, again and again.
    let mut root = items.len() / 2;
    let mut end = items.len();
    while end > 1 {
        if root > 0 {
            root -= 1;
        } else {
            end -= 1;
            items.swap(0, end);
        }
        sift_down(items.get_mut(..end).unwrap_or_default(), root, &less);
    }
}

/// Makes the largest of `root` and what is below it the root.
fn sift_down<T>(heap: &mut [T], root: usize, less: impl Fn(&T, &T) -> bool) {
    let mut root = root;
    while let Some(left) = heap.get(2 * root + 1) {
        let mut larger = 2 * root + 1;
        if heap.get(larger + 1).is_some_and(|right| less(left, right)) {
            larger += 1;
        }
        match (heap.get(root), heap.get(larger)) {
            (Some(top), Some(below)) if less(top, below) => heap.swap(root, larger),
            _ => return,
        }
        root = larger;
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut state = 1_u32;
        for length in 0..200 {
            let mut items: Vec<u32> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    state >> 26
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_unstable();
            sort(&mut items);
            assert_eq!(items, expected);
        }
    }
}
