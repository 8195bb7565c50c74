import type { LedgerReport } from '#app/reading.ts'
import { builder } from '../builder.ts'

export const LedgerVerification = builder.objectRef<LedgerReport>('LedgerVerification').implement({
  description: 'Whether the ledger is what was written.',
  fields: t => ({
    intact: t.exposeBoolean('intact', { description: 'Nothing is missing, altered or unlinked.' }),
    checked: t.exposeInt('checked', { description: 'The number of events that were checked.' }),
    firstBrokenSequence: t.exposeInt('firstBrokenSequence', {
      description: 'The first sequence that is missing, altered or unlinked; null where none is.',
      nullable: true,
    }),
    headHash: t.exposeString('headHash', {
      description: "The hash of the ledger's last event; 64 zeros where there is none.",
    }),
  }),
})
