import { usePreference } from '../ui/preference.ts'

export interface Density {
  readonly isDense: boolean
  /** Pixels of a row of a long table. */
  readonly rowHeight: number
  setDense(isDense: boolean): void
}

/** The height of the rows of long tables, as this browser's user chose it. */
export function useDensity(): Density {
  const [density, setDensity] = usePreference('density')
  const isDense = density === 'dense'
  return { isDense, rowHeight: isDense ? 24 : 32, setDense: dense => setDensity(dense ? 'dense' : null) }
}
