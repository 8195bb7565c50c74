import { AuditEvent } from '../audit/type.ts'
import { builder } from '../builder.ts'
import { ResponseAction } from './type.ts'

builder.prismaObjectField(AuditEvent, 'action', t =>
  t.relation('action', {
    description: 'The action that the event is about.',
    type: ResponseAction,
    nullable: true,
  }),
)
