import { builder } from '../builder.ts'

export const Person = builder.prismaNode('Person', {
  description: 'A person of the organization, as its directory describes them.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in the ledger and in digests.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    email: t.exposeString('email', { description: "The person's e-mail address. Empty if they have none." }),
    passwordResetRequiredSince: t.expose('passwordResetRequiredSince', {
      description: 'Since when the person must set a new password. Null if they need not.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
