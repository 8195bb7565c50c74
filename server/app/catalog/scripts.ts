import type { Ledger } from '#app/ports.ts'
import { parseScript, type ScriptRecord, type ScriptRequest } from '#domain/catalog/script.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
}

const forbidden = refuse('FORBIDDEN', 'Only administrators may manage scripts.')
const noScript = refuse('NOT_FOUND', 'No such script.', ['id'])

export function registerScript({ ledger, newId }: Ports) {
  return async function registerScript(
    caller: Caller,
    request: ScriptRequest,
  ): Promise<ScriptRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    const valid = parseScript(request)
    if (isRefused(valid)) return valid
    const { name, interpreter, sha256, body, destructive } = valid
    const id = newId()
    return ledger.commit({
      organization: caller.organization,
      reads: {},
      bytes: 4096 + 2 * body.length,
      decide: transaction => {
        const script: ScriptRecord = {
          id,
          organizationId: caller.organization,
          name,
          interpreter,
          sha256,
          body,
          destructive,
          registeredBy: caller.actor,
          responsibleId: caller.responsible,
          registeredAt: new Date(transaction.now).toISOString(),
          retiredAt: null,
        }
        transaction.put('script', script)
        // The ledger does not contain the body, because not every reader of the ledger may read scripts.
        const data = { what: 'script', before: null, after: { id, name, interpreter, sha256, destructive } }
        transaction.append({ kind: 'SCRIPT_REGISTERED', data }, caller.actor)
        return script
      },
    })
  }
}

/** Retires a script: no new actions can use it; submitted ones still run. */
export function retireScript({ ledger }: Pick<Ports, 'ledger'>) {
  return async function retireScript(caller: Caller, id: string | null): Promise<ScriptRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (!id) return noScript
    return ledger.commit({
      organization: caller.organization,
      reads: { script: [id] },
      decide: transaction => {
        const script = transaction.find('script', id)
        if (!script) return noScript
        if (script.retiredAt) return script
        const retired = { ...script, retiredAt: new Date(transaction.now).toISOString() }
        transaction.put('script', retired)
        const data = {
          what: 'script',
          before: { id, retiredAt: null },
          after: { id, retiredAt: retired.retiredAt },
        }
        transaction.append({ kind: 'SCRIPT_RETIRED', data }, caller.actor)
        return retired
      },
    })
  }
}
