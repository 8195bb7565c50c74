import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  /** Connects as the role that owns the tables. */
  readonly ownerUrl: string
  /** Connects as the service's role, which owns nothing. */
  readonly appUrl: string
  close(): Promise<void>
}

/** A migrated database for one test file. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = new URL(inject('ownerUrl'))
  const templateName = template.pathname.slice(1)
  const administrate = async (statement: string) => {
    const superuser = new URL(template)
    superuser.username = 'postgres'
    superuser.pathname = '/postgres'
    const client = new pg.Client({ connectionString: superuser.href })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  const owner = decodeURIComponent(template.username)
  await administrate(`CREATE DATABASE ${name} TEMPLATE ${templateName} OWNER ${owner}`)
  const within = (url: string) => {
    const here = new URL(url)
    here.pathname = `/${name}`
    return here.href
  }
  return {
    ownerUrl: within(inject('ownerUrl')),
    appUrl: within(inject('appUrl')),
    close: () => administrate(`DROP DATABASE ${name} WITH (FORCE)`),
  }
}
