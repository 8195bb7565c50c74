import { builder } from '../builder.ts'

export const Platform = builder.enumType('Platform', {
  description: 'The operating system of a device.',
  values: {
    WINDOWS: { description: 'Windows.' },
    LINUX: { description: 'Linux.' },
    MACOS: { description: 'macOS.' },
  },
})
