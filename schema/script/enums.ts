import { builder } from '../builder.ts'

export const ScriptInterpreter = builder.enumType('ScriptInterpreter', {
  description: 'The interpreters that can run scripts.',
  values: {
    POWERSHELL: { description: 'PowerShell, on any platform.' },
    BASH: { description: 'Bash; not on Windows.' },
    PYTHON: { description: 'Python 3, on any platform.' },
  },
})
