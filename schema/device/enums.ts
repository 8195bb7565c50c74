import { builder } from '../builder.ts'

export const Platform = builder.enumType('Platform', {
  description: 'What a device runs on.',
  values: {
    WINDOWS: { description: 'Windows.' },
    LINUX: { description: 'Linux.' },
    MACOS: { description: 'macOS.' },
  },
})
