/** The memory of a program: numbers are little-endian, and every view is a new one once it has grown. */
export class Memory {
  #memory
  #bytes = new Uint8Array()
  #view = new DataView(new ArrayBuffer(0))

  of(memory) {
    this.#memory = memory
  }

  /** So many bytes from there on, not copied. */
  bytes(at, length) {
    this.#look()
    return this.#bytes.subarray(at >>> 0, (at >>> 0) + (length >>> 0))
  }

  u8(at, value) {
    this.#look().setUint8(at >>> 0, value)
  }

  u16(at, value) {
    this.#look().setUint16(at >>> 0, value, true)
  }

  u32(at, value) {
    this.#look().setUint32(at >>> 0, value, true)
  }

  u64(at, value) {
    this.#look().setBigUint64(at >>> 0, BigInt.asUintN(64, value), true)
  }

  /** The pieces that a list of addresses and lengths names. */
  pieces(at, count) {
    const view = this.#look()
    return Array.from({ length: count }, (_, index) => {
      const entry = (at >>> 0) + index * 8
      return this.bytes(view.getUint32(entry, true), view.getUint32(entry + 4, true))
    })
  }

  #look() {
    const { buffer } = this.#memory
    if (this.#view.buffer !== buffer) {
      this.#bytes = new Uint8Array(buffer)
      this.#view = new DataView(buffer)
    }
    return this.#view
  }
}
