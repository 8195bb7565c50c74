import { builder } from '../builder.ts'
import { Device } from '../device/type.ts'
import { Person } from './type.ts'

builder.prismaObjectField(Device, 'person', t =>
  t.relation('person', { description: 'Whom the device is assigned to.', type: Person, nullable: true }),
)
