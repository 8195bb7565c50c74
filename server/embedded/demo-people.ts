export type Person = {
  /** The `sub` of their tokens, and their name in the demo's curl commands. */
  id: string
  name: string
  email: string
  org: string
  roles: readonly string[]
  /** Their description on the sign-in page: one line. */
  about: string
}

const person = (id: string, surname: string, role: string, about: string): Person => {
  const first = `${id[0]?.toUpperCase()}${id.slice(1)}`
  return { id, name: `${first} ${surname}`, email: `${id}@demo.example`, org: 'demo', roles: [role], about }
}

/** Two analysts, so that one can approve the other's actions, and one person for each other role. */
export const demoPeople: readonly Person[] = [
  person('alice', 'Moreau', 'ANALYST', 'submits response actions and approves those of others'),
  person(
    'bob',
    'Tanaka',
    'ANALYST',
    'the second analyst: approves the actions of Alice, who cannot approve her own',
  ),
  person('ada', 'Okafor', 'ADMIN', 'also settings, rules, devices, enrolment tokens and API keys'),
  person('vera', 'Lindqvist', 'VIEWER', 'read-only access'),
  person('audrey', 'Stone', 'AUDITOR', 'reads the ledger, compliance reports and exports'),
  person('ines', 'Navarro', 'INTEGRATION', 'reports detections, as a SIEM would'),
]
