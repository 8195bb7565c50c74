import type { ActionFilter, ActionOrder } from '../../../generated/documents.ts'

/** Every filter, in the form of the URL's search parameters. */
export interface HistorySearch {
  readonly search?: string
  readonly statuses?: string[]
  readonly types?: string[]
  readonly origins?: string[]
  readonly verification?: string[]
  readonly device?: string
  readonly detection?: string
  readonly investigation?: string
  readonly bulk?: string
  readonly submittedBy?: string
  readonly approvedBy?: string
  readonly person?: string
  readonly labels?: string[]
  /** ISO instants. */
  readonly after?: string
  readonly before?: string
  readonly mine?: boolean
  readonly order?: string
  /** Shows each action of a bulk action in a row of its own. */
  readonly unfolded?: true
  /** Ids of hidden columns. */
  readonly hide?: string[]
}

const single = [
  'search',
  'device',
  'detection',
  'investigation',
  'bulk',
  'submittedBy',
  'approvedBy',
  'person',
] as const
const lists = ['statuses', 'types', 'origins', 'verification', 'labels', 'hide'] as const
const instants = ['after', 'before'] as const

/** Leaves out what cannot be parsed, because people type URLs. */
export function historySearch(search: Record<string, unknown>): HistorySearch {
  const found: Record<string, unknown> = {}
  for (const name of single) {
    const value = search[name]
    if (typeof value === 'string' || typeof value === 'number') found[name] = String(value)
  }
  for (const name of lists) {
    const value = [search[name]].flat().filter(one => typeof one === 'string')
    if (value.length > 0) found[name] = value
  }
  for (const name of instants) {
    const value = search[name]
    if (typeof value === 'string' && isInstant(value)) found[name] = value
  }
  if (search['mine'] === true) found['mine'] = true
  if (search['unfolded'] === true) found['unfolded'] = true
  if (typeof search['order'] === 'string' && Object.hasOwn(orders, search['order']))
    found['order'] = search['order']
  return found
}

/** Limited to the years that the service and the browser's picker can show. */
const isInstant = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear()
  return year >= 1 && year <= 9999
}

export const orders: Record<string, ActionOrder> = {
  newest: { field: 'SUBMITTED_AT', direction: 'DESC' },
  oldest: { field: 'SUBMITTED_AT', direction: 'ASC' },
  'last ended': { field: 'COMPLETED_AT', direction: 'DESC' },
  'first ended': { field: 'COMPLETED_AT', direction: 'ASC' },
}

export function filterOf(search: HistorySearch): ActionFilter {
  const { statuses, types, origins, verification, device, detection, investigation, bulk } = search
  const { submittedBy, approvedBy, person, labels, after, before, mine } = search
  const words = search.search?.trim()
  const filter = {
    ...(statuses && { statuses }),
    ...(types && { types }),
    ...(origins && { origins }),
    ...(verification && { verification }),
    ...(device && { deviceId: device }),
    ...(detection && { detectionId: detection }),
    ...(investigation && { investigationId: investigation }),
    ...(bulk && { bulkActionId: bulk }),
    ...(submittedBy && { submittedById: submittedBy }),
    ...(approvedBy && { approvedById: approvedBy }),
    ...(person && { personId: person }),
    ...(labels && { labels }),
    ...(after && { submittedAfter: new Date(after).toISOString() }),
    ...(before && { submittedBefore: new Date(before).toISOString() }),
    ...(mine && { awaitingMyApproval: true }),
    ...(words && { search: words }),
  }
  return filter as ActionFilter
}
