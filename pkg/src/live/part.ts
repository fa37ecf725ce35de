// For whom a snapshot answers, as its header says; FORMAT.md has the fields.

/** The user and access method of a slice, the range of a shard, nothing of a whole one. Of bytes that were loaded: nothing is checked again. */
export function partOf(bytes: Uint8Array): string {
  let at = 92
  const varint = (): number => {
    let number = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = bytes[at++]!
      number += (byte & 127) * unit
      if (!(byte & 128)) return number
    }
  }
  const text = () => {
    const length = varint()
    return new TextDecoder().decode(bytes.subarray(at, (at += length)))
  }
  varint()
  at += 9
  text()
  varint()
  for (let times = 3; times > 0; times--) if (bytes[at++] === 1) varint()
  at += 2
  const kind = bytes[at++]
  if (kind === 1) return JSON.stringify([text(), bytes[at]])
  return kind === 2 ? JSON.stringify([text(), text()]) : ''
}
