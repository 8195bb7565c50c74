import type { Calls, ListOptions } from '../calls.ts'
import * as documents from '../generated/documents.ts'
import { mapped } from '../subscription.ts'

export interface DetectionListOptions extends ListOptions {
  readonly filter?: documents.DetectionFilter
}

export const createDetections = ({ query, mutate, list, follow }: Calls) => ({
  /** Newest first. */
  list: ({ filter, ...options }: DetectionListOptions = {}) =>
    list(documents.Detections, page => ({ ...page, filter: filter ?? null }), options),

  /** A detection by its global id; null if there is none. */
  get: async (id: string) => {
    const { node } = await query(documents.Detection, { id })
    return node && 'severity' in node ? node : null
  },

  /** Safe to repeat: a second report with the same `externalId` changes nothing and returns the first one. */
  report: (input: documents.ReportDetectionInput) => mutate(documents.ReportDetection, { input }, true),

  /** Sets the status or the assignee, or adds a comment. */
  update: (id: string, input: documents.UpdateDetectionInput) =>
    mutate(documents.UpdateDetection, { id, input }),

  /** Delivers each detection as it is reported. Detections reported during a lost connection are missed. */
  watch: ({
    filter,
    signal,
  }: {
    readonly filter?: documents.DetectionFilter
    readonly signal?: AbortSignal
  } = {}) =>
    mapped(
      follow<documents.WatchDetectionsSubscription>({
        text: documents.WatchDetections,
        variables: { filter: filter ?? null },
        isEndless: true,
        signal,
      }),
      ({ detection }) => detection,
    ),
})

export const createInvestigations = ({ query, mutate, list }: Calls) => ({
  /** Newest first. */
  list: (options: ListOptions = {}) => list(documents.Investigations, page => page, options),
  open: (input: documents.OpenInvestigationInput) => mutate(documents.OpenInvestigation, { input }),
  update: (id: string, input: documents.UpdateInvestigationInput) =>
    mutate(documents.UpdateInvestigation, { id, input }),
  /** The devices that the intruder moved between, within an investigation or since a point in time. */
  lateralMovement: async (scope: documents.LateralMovementQueryVariables = {}) =>
    (await query(documents.LateralMovement, scope)).lateralMovement,
  reportMovement: (input: documents.ReportLateralMovementInput) =>
    mutate(documents.ReportLateralMovement, { input }),
})
