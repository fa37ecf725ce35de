/** @param {number[]} values */
export function least(values) {
  return values.reduce((low, value) => Math.min(low, value), Infinity)
}

/** The median; of an even number the lower of the two in the middle. @param {number[]} values */
export function middle(values) {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1]
}

/** @param {number[]} values */
export function summary(values) {
  return { min: least(values), median: middle(values), times: values.length }
}
