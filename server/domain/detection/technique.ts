import { invalid, type Refused } from '#domain/refusal.ts'

const mitre = /^T\d{4}(?:\.\d{3})?$/

/** A MITRE ATT&CK technique id: T1059, T1059.001. */
export const parseTechnique = (text: string, ...path: string[]): string | Refused =>
  mitre.test(text) ? text : invalid('must be a MITRE ATT&CK technique id, for example T1059.001', ...path)

/** A technique matches itself and its sub-techniques. A detection's technique may be malformed; it matches nothing. */
export const coversTechnique = (wanted: string, technique: string): boolean =>
  mitre.test(technique) && (technique === wanted || technique.startsWith(`${wanted}.`))
