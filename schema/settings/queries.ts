import { builder } from '../builder.ts'
import { ResponseSettings } from './type.ts'

builder.queryField('responseSettings', t =>
  t.field({
    description: 'The response settings of the organization.',
    type: ResponseSettings,
    right: 'read',
    resolve: (_, _args, { settings, caller }) => settings.settings(caller.organization),
  }),
)
