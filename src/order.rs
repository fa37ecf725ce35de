//! Sorting for the reading side: a heap sort of a few hundred bytes. The standard library's sort costs the browser module
//! 3 KB for every type sorted, and nothing here sorts more than what one request or one user brings.

/// Sorts ascending in place. Not stable; O(n log n) whatever the input.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    for root in (0..items.len() / 2).rev() {
        sift_down(items, root);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        if let Some(heap) = items.get_mut(..end) {
            sift_down(heap, 0);
        }
    }
}

/// Makes the largest of `root` and what is below it the root.
fn sift_down<T: Ord>(heap: &mut [T], root: usize) {
    let mut root = root;
    loop {
        let (left, right) = (2 * root + 1, 2 * root + 2);
        let larger = if heap.get(right) > heap.get(left) { right } else { left };
        if heap.get(larger) <= heap.get(root) {
            return;
        }
        heap.swap(root, larger);
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
