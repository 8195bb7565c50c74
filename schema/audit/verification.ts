import type { LedgerReport } from '#app/reading.ts'
import { builder } from '../builder.ts'

export const LedgerVerification = builder.objectRef<LedgerReport>('LedgerVerification').implement({
  description: "The result of verifying the ledger's hash chain.",
  fields: t => ({
    intact: t.exposeBoolean('intact', { description: 'True if no event is missing, altered or unlinked.' }),
    checked: t.exposeInt('checked', { description: 'The number of events that were checked.' }),
    firstBrokenSequence: t.exposeInt('firstBrokenSequence', {
      description:
        'The sequence of the first event that is missing, altered or unlinked. Null if there is none.',
      nullable: true,
    }),
    headHash: t.exposeString('headHash', {
      description: "The hash of the ledger's last event. 64 zeros if the ledger is empty.",
    }),
  }),
})
