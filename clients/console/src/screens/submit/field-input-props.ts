import type { Field } from './fields.ts'

export interface FieldInputProps {
  readonly field: Field
  readonly value: string
  readonly error: string | null
  readonly onChange: (value: string) => void
}
