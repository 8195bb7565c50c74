import type { DefendClient as Sdk } from '../../../../sdk/client.ts'
import { EvidenceDocument, type EvidenceQuery } from '../../../generated/documents.ts'
import type { Moment } from '../time-line/moments.ts'
import { tarOf } from './tar.ts'

type Investigation = Extract<NonNullable<EvidenceQuery['node']>, { actions: unknown }>
type Evidence = Investigation['actions']['edges'][number]['node']

interface Subject {
  readonly id: string
  readonly rawId: string
  readonly title: string
}

/** Everything that proves what was done, in one file: ledger events, hashes of artifacts, the time line, and how to verify. */
export async function evidenceBundle(sdk: Sdk, subject: Subject, moments: readonly Moment[]): Promise<Blob> {
  const actions: Evidence[] = []
  for (let after: string | null = null; ; ) {
    const { node }: EvidenceQuery = await sdk.request(EvidenceDocument, { id: subject.id, first: 50, after })
    if (!node || !('actions' in node)) break
    const page = node as Investigation
    actions.push(...page.actions.edges.map(edge => edge.node))
    if (!page.actions.pageInfo.hasNextPage) break
    after = page.actions.pageInfo.endCursor
  }
  const events = actions
    .flatMap(({ auditTrail }) => auditTrail)
    .sort((one, other) => one.sequence - other.sequence)
  const artifacts = actions.flatMap(({ rawId: action, artifacts }) =>
    artifacts.map(({ rawId, name, size, sha256 }) => ({ action, rawId, name, size, sha256 })),
  )
  const lines = (texts: readonly string[]) => texts.map(text => `${text}\n`).join('')
  return tarOf({
    'README.txt': readme(subject, events.length),
    // The same form as /exports/audit.ndjson.
    'ledger.ndjson': lines(
      events.map(({ canonical, hash }) => `${canonical.slice(0, -1)},"hash":"${hash}"}`),
    ),
    'artifacts.json': `${JSON.stringify(artifacts, null, 2)}\n`,
    'timeline.txt': lines(
      [...moments].reverse().map(({ at, what, more }) => `${at}  ${what}${more ? ` (${more})` : ''}`),
    ),
    'verify.py': verifier,
  })
}

const readme = (
  { title, rawId }: Subject,
  events: number,
): string => `Evidence of the investigation "${title}" (${rawId})
Collected ${new Date().toISOString()} from ${location.origin}

ledger.ndjson    ${events} ledger events of its actions: each event's canonical text and hash
artifacts.json   files that devices delivered, with size and SHA-256
timeline.txt     what happened, oldest first (UTC)

Check that no event was altered:      python3 verify.py
Check that none is missing, online:   defend audit verify
Check a downloaded artifact:          sha256sum FILE
`

const verifier = `import hashlib, json
for line in open("ledger.ndjson", encoding="utf-8"):
    hash = json.loads(line)["hash"]
    canonical = line.rstrip("\\n")[: -len(',"hash":""}') - len(hash)] + "}"
    assert hashlib.sha256(canonical.encode()).hexdigest() == hash, canonical
print("intact")
`
