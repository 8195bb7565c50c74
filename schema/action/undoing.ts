import { builder } from '../builder.ts'
import { ResponseAction } from './type.ts'

builder.prismaObjectFields(ResponseAction, t => ({
  undoes: t.relation('undoes', {
    description: "The action whose effect this one takes back, and the one that took this one's back.",
    type: ResponseAction,
    nullable: true,
  }),
  undoneBy: t.relation('undoneBy', {
    description: 'The action that reversed the effect of this one.',
    type: ResponseAction,
    nullable: true,
  }),
}))
