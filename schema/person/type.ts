import { builder } from '../builder.ts'

export const Person = builder.prismaNode('Person', {
  description: 'Somebody of the organization, as its directory describes them.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger and the digest use.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    email: t.exposeString('email', { description: 'Where mails to them go; empty: nowhere.' }),
    passwordResetRequiredSince: t.expose('passwordResetRequiredSince', {
      description: 'When a new password was demanded of them; null if none is.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
