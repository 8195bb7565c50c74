import type { ActionFilter } from '#app/action/action-filter.ts'
import {
  type ActionListOrder,
  BadCursor,
  countedUpTo,
  type Found,
  type Lists,
  type Page,
} from '#app/reading.ts'
import { refuseFuture } from '../pool/ledger-head.ts'
import type { Pool } from '../pool/pool.ts'
import { actionConditions, actionsSearched, bulkConditions } from './action-conditions.ts'
import { type Conditions, conditions } from './conditions.ts'
import { detectionConditions, deviceConditions, eventConditions } from './list-conditions.ts'
import { actionTable, eventTable, selectionOf, toReadRows } from './rows.ts'
import { containing, type DevicesNamed, tooMany } from './word-conditions.ts'

/** The order of a list: a column, then the id. */
interface Order {
  readonly columns: readonly [column: string, id: string]
  readonly descending: boolean
}

const latestFired: Order = { columns: ['fired_at', 'id'], descending: true }

/** The column that names a row's parent. */
const parentColumns = {
  device: 'device_id',
  investigation: 'investigation_id',
  bulk: 'bulk_action_id',
} as const

/** If a searched word is in more hostnames than this, the list's own statement finds the devices. */
const mostDevicesNamed = 100

/** A row's position in an order. */
type Place = readonly [value: unknown, id: string]

export function openLists(pool: Pool): Lists {
  /** A page by row comparison, which costs the same at any depth. */
  function textOfPage(
    table: string,
    where: Conditions,
    { columns, descending }: Order,
    { size, after, before, fromEnd }: Page<Place>,
    selected?: string,
  ): string {
    const [column, id] = columns
    const beyond = (place: Place | null, later: boolean) => {
      if (!place) return
      const type = column.endsWith('_at') ? 'timestamptz' : 'text'
      const sign = later === descending ? '<' : '>'
      where.add(
        `(${column}, ${id}) ${sign} (${where.value(place[0])}::${type}, ${where.value(place[1])}::uuid)`,
      )
    }
    beyond(after, true)
    beyond(before, false)
    const direction = descending === fromEnd ? 'ASC' : 'DESC'
    return where.first(table, columns, direction, size + 1, selected)
  }

  async function page(
    table: string,
    where: Conditions,
    order: Order,
    bounds: Page<Place>,
  ): Promise<Found<string>> {
    const text = textOfPage(table, where, order, bounds)
    const rows = await pool.query<{ id: string }>(text, where.values, { prepare: false })
    return found(
      rows.map(row => row.id),
      bounds.size,
      bounds.fromEnd,
    )
  }

  /** Evaluates an expression for each parent, in order. The expression refers to the parent as `parent.id`. */
  async function forEach<Row extends object>(
    ids: readonly string[],
    where: Conditions,
    text: string,
  ): Promise<Row[]> {
    const parents = `unnest(${where.value(ids)}::uuid[]) WITH ORDINALITY AS parent (id, place)`
    return pool.query<Row>(`SELECT ${text} FROM ${parents} ORDER BY place`, where.values, { prepare: false })
  }

  async function pages(
    table: string,
    where: Conditions,
    order: Order,
    bounds: Page<Place>,
    ids: readonly string[],
  ): Promise<Found<string>[]> {
    const rows = await forEach<{ keys: string[] }>(
      ids,
      where,
      `ARRAY(${textOfPage(table, where, order, bounds)}) AS keys`,
    )
    return rows.map(({ keys }) => found(keys, bounds.size, bounds.fromEnd))
  }

  const textOfCount = (table: string, where: Conditions): string => {
    const most = where.value(countedUpTo + 1)
    return `(SELECT count(*)::int FROM (SELECT FROM ${table} WHERE ${where.text()} LIMIT ${most}) t) AS count`
  }

  async function count(table: string, where: Conditions): Promise<number> {
    const text = `SELECT ${textOfCount(table, where)}`
    const [row] = await pool.query<{ count: number }>(text, where.values, { prepare: false })
    return row?.count ?? 0
  }

  /** Looks up the current positions of the rows that bound a page. */
  async function placesOf(table: string, column: string, organization: string, bounds: Page<string>) {
    const place = async (id: string | null): Promise<Place | null> => {
      if (id === null) return null
      const [row] = await pool.query<{ value: unknown }>(
        `SELECT ${column} AS value FROM ${table} WHERE organization_id = $1 AND id = $2`,
        [organization, id],
      )
      if (!row || row.value === null) throw new BadCursor()
      return [row.value, id]
    }
    const [after, before] = await Promise.all([place(bounds.after), place(bounds.before)])
    return { ...bounds, after, before }
  }

  /** A separate statement, so that the planner knows the number of devices in the next one. */
  async function devicesNamed(
    organization: string,
    { words = [] }: { readonly words?: readonly string[] },
  ): Promise<DevicesNamed> {
    if (words.length === 0) return () => []
    const rows = await pool.query<{ word: string; id: string }>(
      `SELECT word, id FROM unnest($2::text[], $3::text[]) AS searched (word, pattern), LATERAL
        (SELECT id FROM device WHERE organization_id = $1 AND lower(hostname) LIKE lower(pattern) LIMIT $4) AS named`,
      [organization, words, words.map(containing), mostDevicesNamed + 1],
    )
    return word => {
      const named = rows.flatMap(row => (row.word === word ? row.id : []))
      return named.length > mostDevicesNamed ? tooMany : named
    }
  }

  /** A list without a filter. */
  const newestFirst =
    (table: string, column: string) => async (organization: string, bounds: Page<string>) => {
      const places = await placesOf(table, column, organization, bounds)
      const where = conditions()
      where.add(`organization_id = ${where.value(organization)}`)
      return page(table, where, { columns: [column, 'id'], descending: true }, places)
    }

  const columnOf: { readonly [F in ActionListOrder['field']]: string } = {
    SUBMITTED_AT: 'submitted_at',
    COMPLETED_AT: 'completed_at',
  }

  async function askForActions(
    organization: string,
    filter: ActionFilter,
    { field, direction }: ActionListOrder,
    bounds: Page<string>,
  ) {
    const column = columnOf[field]
    const where = actionConditions(organization, filter, await devicesNamed(organization, filter))
    if (field === 'COMPLETED_AT') where.add('completed_at IS NOT NULL')
    const places = await placesOf('response_action', column, organization, bounds)
    const order: Order = { columns: [column, 'id'], descending: direction === 'DESC' }
    return { table: actionsSearched(filter), where, order, places }
  }

  return {
    actions: async (organization, filter, order, bounds, wanted = new Set(['id'])) => {
      const { table, where, order: by, places } = await askForActions(organization, filter, order, bounds)
      const text = textOfPage(table, where, by, places, selectionOf(actionTable, wanted))
      const rows = await pool.query<{ id: string }>(text, where.values, { prepare: false })
      const keys = rows.map(row => row.id)
      return {
        ...found(keys, bounds.size, bounds.fromEnd),
        rows: toReadRows(actionTable, rows.slice(0, bounds.size)),
      }
    },
    actionsOf: async (organization, { kind, ids }, filter, order, bounds) => {
      const { table, where, order: by, places } = await askForActions(organization, filter, order, bounds)
      where.add(`${parentColumns[kind]} = parent.id`)
      return pages(table, where, by, places, ids)
    },
    countActions: async (organization, filter) => {
      const devices = await devicesNamed(organization, filter)
      return count(actionsSearched(filter), actionConditions(organization, filter, devices))
    },
    countActionsOf: async (organization, { kind, ids }, filter) => {
      const where = actionConditions(organization, filter, await devicesNamed(organization, filter))
      where.add(`${parentColumns[kind]} = parent.id`)
      const text = textOfCount(actionsSearched(filter), where)
      return (await forEach<{ count: number }>(ids, where, text)).map(row => row.count)
    },
    devices: async (organization, filter, bounds) => {
      const places = await placesOf('device', 'hostname', organization, bounds)
      const where = deviceConditions(organization, filter)
      return page('device', where, { columns: ['hostname', 'id'], descending: false }, places)
    },
    countDevices: (organization, filter) => count('device', deviceConditions(organization, filter)),
    detections: async (organization, filter, bounds) => {
      const places = await placesOf('detection', 'fired_at', organization, bounds)
      const where = detectionConditions(organization, filter, await devicesNamed(organization, filter))
      return page('detection', where, latestFired, places)
    },
    detectionsOf: async (organization, { kind, ids }, filter, bounds) => {
      const places = await placesOf('detection', 'fired_at', organization, bounds)
      const where = detectionConditions(organization, filter, await devicesNamed(organization, filter))
      where.add(`${parentColumns[kind]} = parent.id`)
      return pages('detection', where, latestFired, places, ids)
    },
    investigations: newestFirst('investigation', 'opened_at'),
    bulkActions: async (organization, filter, bounds) => {
      const places = await placesOf('bulk_action', 'submitted_at', organization, bounds)
      const where = bulkConditions(organization, filter)
      return page('bulk_action', where, { columns: ['submitted_at', 'id'], descending: true }, places)
    },
    people: async (organization, search, bounds) => {
      const places = await placesOf('person', 'created_at', organization, bounds)
      const where = conditions()
      where.add(`organization_id = ${where.value(organization)}`)
      const part = `lower(${where.value(search ?? '')})`
      where.add(`(position(${part} in lower(name)) > 0 OR position(${part} in lower(email)) > 0)`)
      return page('person', where, { columns: ['created_at', 'id'], descending: true }, places)
    },
    scripts: async (organization, bounds) => {
      const places = await placesOf('script', 'registered_at', organization, bounds)
      const where = conditions()
      where.add(`organization_id = ${where.value(organization)}`)
      return page('script', where, { columns: ['registered_at', 'id'], descending: true }, places)
    },
    events: async (organization, filter, page, wanted = new Set(['sequence'])) => {
      const { size, after, before, fromEnd } = page
      const where = eventConditions(organization, filter)
      await refuseFuture(pool, organization, Math.max(after ?? 0, before ?? 0))
      if (after !== null) where.add(`sequence > ${where.value(after)}`)
      if (before !== null) where.add(`sequence < ${where.value(before)}`)
      const direction = fromEnd ? 'DESC' : 'ASC'
      const selected = selectionOf(eventTable, wanted)
      const text = where.first('audit_event', ['sequence'], direction, size + 1, selected)
      const rows = await pool.query<{ sequence: string }>(text, where.values, { prepare: false })
      const keys = rows.map(row => Number(row.sequence))
      return { ...found(keys, size, fromEnd), rows: toReadRows(eventTable, rows.slice(0, size)) }
    },
  }
}

/** The query reads one row more than the page has, which only shows whether there are more. */
function found<Key>(keys: readonly Key[], size: number, fromEnd: boolean): Found<Key> {
  const kept = keys.slice(0, size)
  return { keys: fromEnd ? kept.reverse() : kept, hasMore: keys.length > size }
}
