/**
 * Exponential backoff: how many milliseconds to wait after the nth failure in a row, counted from 1. The wait begins
 * at `first`, doubles with each failure and never exceeds `most`.
 */
export const backoff =
  ({ first, most }: { readonly first: number; readonly most: number }) =>
  (failures: number): number =>
    Math.min(first * 2 ** (failures - 1), most)
