import type { Calls, ListOptions } from '../calls.ts'
import * as documents from '../generated/documents.ts'

export const createSettings = ({ query, mutate }: Calls) => ({
  get: async () => (await query(documents.Settings, {})).responseSettings,
  /** Updates that lower protection change nothing yet: `pendingChange` awaits a second administrator. */
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
  /** Newest first, retired ones included. */
  list: (options: ListOptions = {}) => list(documents.Scripts, page => page, options),
  /** A registered script never changes. */
  register: (input: documents.RegisterScriptInput) => mutate(documents.RegisterScript, { input }),
  retire: (id: string) => mutate(documents.RetireScript, { id }),
})
