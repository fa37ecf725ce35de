// Packs what is typed, beside the page: always the latest, never two at once.
import { Access } from 'rolepack/full'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { Desk } from '../../snapshot/desk'
import type { Blobs } from '../../snapshot/protocol'
import { refusalOf, type Refusal } from '../../snapshot/refusal'
import type { Draft } from './draft'

export interface Packed {
  /** Of the last text that packed. */
  readonly access: Access | undefined
  /** Why the text does not pack now. */
  readonly refusal: Refusal | undefined
  readonly busy: boolean
  /** Asks for what is there now. */
  readonly again: () => void
}

/** A large source is not packed at every key, but when the typing stops. */
const LARGE = 2_000_000
const STOPS = 400

export function usePacked(draft: Draft): Packed {
  const [answer, setAnswer] = useState<Omit<Packed, 'again'>>({ access: undefined, refusal: undefined, busy: true })
  const packing = useMemo(() => new Packing(draft), [draft])
  useEffect(() => {
    packing.begin((next) => setAnswer(({ access }) => ({ access, ...next })))
    return () => packing.end()
  }, [packing])
  const { access } = answer
  useEffect(() => () => access?.close(), [access])
  return { ...answer, again: packing.again }
}

interface Told {
  readonly busy: boolean
  readonly access?: Access
  readonly refusal: Refusal | undefined
}

class Packing {
  readonly #draft: Draft
  readonly #desk = new Desk()
  #tell: ((told: Told) => void) | undefined
  #busy = false
  #wanted = false
  #refusal: Refusal | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(draft: Draft) {
    this.#draft = draft
  }

  begin(tell: (told: Told) => void): void {
    this.#tell = tell
    this.again()
  }

  readonly again = (): void => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#pack(), this.#draft.size > LARGE ? STOPS : 0)
  }

  end(): void {
    this.#tell = undefined
    clearTimeout(this.#timer)
    this.#desk.rest()
  }

  async #pack(): Promise<void> {
    this.#wanted = true
    if (this.#busy) return
    this.#busy = true
    while (this.#wanted && this.#tell) {
      this.#wanted = false
      this.#tell({ busy: true, refusal: this.#refusal })
      const next = await this.#packed(this.#draft.blobs)
      this.#refusal = next.refusal
      this.#hand(next)
    }
    this.#busy = false
  }

  #hand(next: { access?: Access; refusal: Refusal | undefined }): void {
    if (this.#tell) this.#tell({ busy: false, ...next })
    else next.access?.close()
  }

  async #packed(files: Blobs): Promise<{ access?: Access; refusal: Refusal | undefined }> {
    try {
      const bytes = await this.#desk.ask('pack', [files, { at: this.#draft.at }])
      return { access: Access.load(bytes, { now: -1 }), refusal: undefined }
    } catch (error) {
      return { refusal: refusalOf(error) }
    }
  }
}
