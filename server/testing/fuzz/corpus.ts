import { readFileSync } from 'node:fs'

/** Inputs that every run tries first: each once broke something, or is known to break programs of its kind. */
export const corpus = (
  name: 'results' | 'states' | 'commands' | 'requests' | 'openc2' | 'documents',
): string[] => JSON.parse(readFileSync(new URL(`corpus/${name}.json`, import.meta.url), 'utf8'))
