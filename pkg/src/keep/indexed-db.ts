import type { KeepStorage } from './storage.js'

const NAME = 'rolepack'
const STORE = 'slices'

/**
 * IndexedDB, for its transactions: reading and writing in one is what lets a sign-out win against another tab. `localStorage` has none, and each process
 * of a browser sees it late.
 */
export function indexedDB(): KeepStorage {
  let opened: Promise<IDBDatabase> | undefined
  const forget = () => (opened = undefined)
  return {
    change: async (key, next) => {
      opened ??= open(forget)
      try {
        await changed(await opened, key, next)
      } catch (error) {
        // Another time it may be there again.
        opened = undefined
        throw error
      }
    },
  }
}

function open(closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Where it is forbidden even to look for it, that throws.
    const request = globalThis.indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      database.onclose = closed
      // Somebody deletes it.
      database.onversionchange = () => {
        closed()
        database.close()
      }
      resolve(database)
    }
  })
}

function changed(database: IDBDatabase, key: string, next: (held: unknown) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    // On the disk before it counts: a sign-out is not undone by a power cut.
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' })
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
    const slices = transaction.objectStore(STORE)
    const read = slices.get(key)
    read.onsuccess = () => {
      const held: unknown = read.result
      const put = next(held)
      if (put === held) return
      if (put === undefined) slices.delete(key)
      else slices.put(put, key)
    }
  })
}
