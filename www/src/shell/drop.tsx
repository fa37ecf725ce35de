import { useEffect, useState } from 'preact/hooks'
import { picked, type Picked } from '../snapshot/given'
import { useOpening } from './opener'

/** Files can be dropped anywhere. */
export function Drop() {
  const { open } = useOpening()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const drag = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      const files = dropped(event.dataTransfer)
      void open('what was dropped', files.then(picked))
    }
    addEventListener('dragover', drag)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', drag)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [open])
  return over ? <div class="drop-here">Drop a snapshot, or the files or the folder of a source</div> : null
}

/** The files, and those of one folder, with their ways into it. Entries have to be taken before anything is waited for. */
async function dropped(data: DataTransfer): Promise<Picked[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return [...data.files].map((file) => ({ path: file.name, file }))
  const found = await Promise.all(entries.map((entry) => filesOf(entry, entries.length === 1 && entry.isDirectory ? entry.fullPath : '')))
  return found.flat()
}

async function filesOf(entry: FileSystemEntry, root: string): Promise<Picked[]> {
  if (entry.name.startsWith('.') && entry.fullPath !== root) return []
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed))
    return [{ path: entry.fullPath.slice(root.length).replace(/^\//, ''), file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside: FileSystemEntry[] = []
  // A hundred at a time, until there are none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (some.length === 0) break
    inside.push(...some)
  }
  return (await Promise.all(inside.map((entry) => filesOf(entry, root)))).flat()
}
