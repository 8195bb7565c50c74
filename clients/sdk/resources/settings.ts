import type { Calls, ListOptions } from '../calls.ts'
import * as documents from '../generated/documents.ts'

export const createSettings = ({ query, mutate }: Calls) => ({
  get: async () => (await query(documents.Settings, {})).responseSettings,
  /** An update that lowers protection only returns a `pendingChange`, which a second administrator must approve. */
  updateApprovalRequirements: (requirements: documents.UpdateApprovalRequirementsInput['requirements']) =>
    mutate(documents.UpdateApprovalRequirements, { input: { requirements } }),
  updateAutoResponse: (input: documents.UpdateAutoResponseInput) =>
    mutate(documents.UpdateAutoResponse, { input }),
  /** Approves or rejects another administrator's pending change. */
  decide: (input: documents.DecideSettingsChangeInput) => mutate(documents.DecideSettingsChange, { input }),
  updateTimes: (input: documents.UpdateResponseSettingsInput) =>
    mutate(documents.UpdateResponseSettings, { input }),
})

export const createRules = ({ query, mutate }: Calls) => ({
  list: async () => (await query(documents.Rules, {})).responseRules,
  create: (input: documents.ResponseRuleInput) => mutate(documents.CreateRule, { input }),
  update: (id: string, input: documents.ResponseRuleInput) => mutate(documents.UpdateRule, { id, input }),
  delete: (id: string) => mutate(documents.DeleteRule, { id }),
})

export const createScripts = ({ mutate, list }: Calls) => ({
  /** The scripts, including retired ones, newest first. */
  list: (options: ListOptions = {}) => list(documents.Scripts, page => page, options),
  /** Registers a script. A registered script cannot be changed. */
  register: (input: documents.RegisterScriptInput) => mutate(documents.RegisterScript, { input }),
  retire: (id: string) => mutate(documents.RetireScript, { id }),
})
