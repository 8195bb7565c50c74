import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateApprovalRequirements } from '#app/settings/update-settings.ts'
import { isRefused } from '#domain/refusal.ts'
import { done, openScene, type Scene } from '../../testing/scene.ts'
import { approveAction, cancelAction } from './decide-action.ts'
import { submitAction } from './submit-action.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const isolate = { isolateDevice: {} }
const requirement = (required: boolean) => [{ type: 'ISOLATE_DEVICE' as const, required, approvals: 2 }]

test('a device has at most 1,000 open actions: of 1,010 concurrent submissions, exactly ten are refused', async () => {
  const { alice, device } = await scene.organization()
  const other = scene.openLedger()
  const at = await device()
  const outcomes = await Promise.all(
    Array.from({ length: 1010 }, (_, n) =>
      submitAction({ ...scene.ports, ledger: n % 2 ? other : scene.ledger })(alice, {
        device: at,
        action: { killProcess: { pid: 2 + n } },
        justification: 'They keep coming back.',
      }),
    ),
  )
  await other.close()
  const refused = outcomes.filter(isRefused)
  expect(refused).toHaveLength(10)
  for (const { refused: refusal } of refused)
    expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', path: ['deviceId'] })
  expect(await scene.actions(alice.organization)).toHaveLength(1000)
})

test('a settings change applies to later submissions only', async () => {
  const { ada, bob, device, submit } = await scene.organization()
  const before = await submit(await device(), isolate)
  done(await updateApprovalRequirements(scene.ports)(ada, requirement(true)))
  const stricter = await submit(await device(), isolate)
  done(await updateApprovalRequirements(scene.ports)(ada, requirement(false)))
  const free = await submit(await device(), isolate)
  expect([before, stricter, free].map(({ approvalsRequired }) => approvalsRequired)).toEqual([1, 2, 0])

  const approve = ({ id }: typeof before) => approveAction(scene.ports)(bob, { id: id })
  expect(done(await approve(before)).life.status).toBe('QUEUED')
  expect(done(await approve(stricter)).life.status).toBe('PENDING_APPROVAL')
  expect(free.life.status).toBe('QUEUED')
})

test('an action approved and cancelled concurrently never runs', async () => {
  const { alice, bob, device, submit } = await scene.organization()
  for (let round = 0; round < 20; round++) {
    const waiting = await submit(await device(), isolate)
    const other = scene.openLedger()
    const [approved, cancelled] = await Promise.all([
      approveAction({ ...scene.ports, ledger: other })(bob, { id: waiting.id }),
      cancelAction(scene.ports)(alice, { id: waiting.id }),
    ])
    await other.close()
    // Cancelling is possible before and after the approval; approving is not possible after the cancellation.
    done(cancelled)
    const { life } = await scene.action(waiting.id)
    expect(life.status).toBe('CANCELLED')
    const kinds = await scene.kinds(waiting)
    expect(kinds.filter(kind => kind === 'ACTION_APPROVED')).toHaveLength(isRefused(approved) ? 0 : 1)
    await scene.claims(waiting)
    expect(await scene.kinds(waiting)).toEqual(kinds)
  }
})
