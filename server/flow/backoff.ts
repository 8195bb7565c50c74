/**
 * Exponential backoff: the milliseconds to wait after the nth consecutive failure, counted from 1. The wait starts at
 * `first`, doubles with each failure and never exceeds `most`.
 */
export const backoff =
  ({ first, most }: { readonly first: number; readonly most: number }) =>
  (failures: number): number =>
    Math.min(first * 2 ** (failures - 1), most)
