import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../api/use-data.ts'
import { download } from '../ui/download.ts'
import { notify } from '../ui/notify.ts'
import { type CsvColumn, csvOf } from './csv.ts'
import type { ReadPage } from './paged-rows.ts'

/** As many as the service's limit on the cost of an operation allows. */
const pageSize = 100
/** Rows of one file; the service's exports have no limit. */
const most = 10_000

interface CsvButtonProps<Row> {
  /** The name of the file. */
  readonly name: string
  readonly columns: readonly CsvColumn<Row>[]
  readonly readPage: ReadPage<Row>
}

/** Downloads the list as it is filtered, ordered and shown. */
export function CsvButton<Row>({ name, columns, readPage }: CsvButtonProps<Row>) {
  const [count, setCount] = useState<number | null>(null)
  async function collect() {
    const rows: Row[] = []
    try {
      for (let after: string | null = null; ; ) {
        setCount(rows.length)
        const page: Awaited<ReturnType<ReadPage<Row>>> = await readPage({ first: pageSize, after })
        rows.push(...page.rows)
        if (!page.pageInfo.hasNextPage || rows.length >= most) break
        after = page.pageInfo.endCursor
      }
      download(`${name}.csv`, csvOf(columns, rows), 'text/csv')
      if (rows.length >= most) notify(t`The file has the first ${i18n.number(rows.length)} rows.`)
    } catch (error) {
      notify(failureOf(error).message, { color: 'red' })
    }
    setCount(null)
  }
  return (
    <Button variant="default" disabled={count !== null} onClick={() => void collect()}>
      {count === null ? t`Download CSV` : t`Reading: ${i18n.number(count)}`}
    </Button>
  )
}
