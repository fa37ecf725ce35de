import { useState } from 'preact/hooks'
import { Button } from './button'
import { csv, save } from './csv'
import type { Column, Rows } from './table'

/** What can be taken away of a table: a CSV file, or paper. */
export function Actions<T>({ file, columns, rows }: { file: string; columns: readonly Column<T>[]; rows: Rows<T> }) {
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    try {
      save(`${file}.csv`, await csv(columns, rows))
    } finally {
      setBusy(false)
    }
  }
  return (
    <span class="actions">
      <Button off={busy || rows.length === 0} act={() => void take()}>
        CSV
      </Button>
      <Button act={() => print()}>Print</Button>
    </span>
  )
}
