export const roles = ['VIEWER', 'ANALYST', 'ADMIN', 'AUDITOR', 'INTEGRATION'] as const
export type Role = (typeof roles)[number]

/** The author of an event, as written to the ledger. */
export type Actor =
  | { readonly kind: 'analyst' | 'service_account' | 'rule'; readonly id: string; readonly name: string }
  /** `id` is the device's id for an agent, otherwise null. */
  | { readonly kind: 'system'; readonly id: string | null; readonly name: string }

export const server: Actor = { kind: 'system', id: null, name: 'server' }
export const autoResponse: Actor = { kind: 'system', id: null, name: 'auto-response' }
export const agentOf = (device: string): Actor => ({ kind: 'system', id: device, name: 'agent' })

/** An authenticated caller of the API, with its current roles. */
export interface Caller {
  readonly organization: string
  readonly actor: Actor & { readonly id: string }
  readonly roles: ReadonlySet<Role>
  /** The id of the analyst responsible for this caller: the analyst itself, or a service account's owner. */
  readonly responsible: string
  /** Ids of the analysts who count as the same person as `responsible`, because they share an e-mail or once did. */
  readonly samePerson: ReadonlySet<string>
}

/** Everything by which a caller is recognized: its own id, and those of the person behind it. */
export const identitiesOf = ({ actor, responsible, samePerson }: Caller): ReadonlySet<string> =>
  new Set([actor.id, responsible, ...samePerson])

/** The rows of the contract's table "Who may what". */
export type Right = 'read' | 'act' | 'administer' | 'audit' | 'content' | 'report'

const holders: Record<Right, readonly Role[]> = {
  read: roles,
  act: ['ANALYST', 'ADMIN'],
  administer: ['ADMIN'],
  audit: ['ANALYST', 'ADMIN', 'AUDITOR'],
  /** Reading script bodies and artifacts. */
  content: ['ANALYST', 'ADMIN', 'AUDITOR'],
  report: ['ADMIN', 'INTEGRATION'],
}

export const hasRight = (caller: { readonly roles: ReadonlySet<Role> }, right: Right): boolean =>
  holders[right].some(role => caller.roles.has(role))

/**
 * Ignores case and unknown names. Compares in lower case, because upper case would turn `ı` and `ſ` into I and S.
 */
export const parseRoles = (names: readonly unknown[]): ReadonlySet<Role> =>
  new Set(
    roles.filter(role =>
      names.some(name => typeof name === 'string' && name.toLowerCase() === role.toLowerCase()),
    ),
  )

const rights = Object.keys(holders) as Right[]

/** The roles whose rights both the account and its owner have. */
export function rolesWithin(account: ReadonlySet<Role>, owner: ReadonlySet<Role>): ReadonlySet<Role> {
  const both = (right: Right) => hasRight({ roles: account }, right) && hasRight({ roles: owner }, right)
  const isWithin = (role: Role) => rights.every(right => both(right) || !holders[right].includes(role))
  return new Set(roles.filter(isWithin))
}
