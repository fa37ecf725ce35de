// Reads the bytes, checks all that FORMAT.md asks for, and answers from them.
import { REASONS } from '../reasons.js'
import { Permission } from '../permission.js'
import { asked, id, must, MOST_ASKED, questionOf, utf8, who, type Parts, type Question, type Who } from '../request.js'
import { aside, at, below, go, isSealed, key as nextKey, raw, span, text, u16, u32, u8, use, varint } from './cursor.js'

/** Records that begin with a key: of each where the key begins and where it ends. What follows it stands behind the next byte. */
type Table = [starts: number[], ends: number[]]

/** Reads the bytes and checks all that FORMAT.md asks for. What cannot be read throws whatever it throws. */
export const read = (given: Uint8Array) => {
  const { length } = given
  // The checksum reads zeros past the end.
  const own = new Uint8Array(length + 8)
  own.set(given)
  use(own)
  must('\x89RPK\r\n\x1a\n'.startsWith(raw(0, length < 8 ? length : 8)), 'not-a-snapshot: fetch again')
  must(length < 10 || (own[8] == 1 && !own[9]), 'unsupported-version: pack again')
  must(length > 91, 'truncated: fetch again')
  must(isSealed(length), 'checksum: fetch again')
  const kind = own[10]!
  const isSet = (from: number, to: number) => own.subarray(from, to).some((byte) => byte)
  // Only a whole one is signed.
  must(kind < 3 && !own[11] && !(isSet(12, 20) ? kind : isSet(28, 92)))

  go(92)
  must(varint() == 1 && u8() == kind && raw(12, 20) == raw(at, go(at + 8)))
  const str = () => {
    const end = span()
    return text(raw(at, go(end)))
  }
  // The lowest bit is the sign.
  const time = () => (below(2, u8) ? (own[at]! & 1 ? -1 - varint(2 ** 64) : varint(2 ** 64)) / 2 : undefined)
  const header = {
    organization: id(str()),
    sequence: varint(2 ** 64),
    created: time(),
    expires: time(),
    nextChange: time(),
    scoping: !!below(2, u8),
    kind: (['whole', 'slice', 'shard'] as const)[kind]!,
  }
  const deny = below(2, u8)
  must(header.sequence < 2 ** 53 && u8() == kind)
  // The ids that it answers for, in bytes: of a slice one, which is the only one before itself and U+0000.
  const from = kind ? utf8(str()) : ''
  const to = kind > 1 ? utf8(str()) : from && from + '\0'
  const sliceOf = kind == 1 ? id(text(from)) : undefined
  const slideIn = sliceOf && below(2, u8) ? { accessMethod: 'slideIn' } : undefined
  const hides = sliceOf && !below(2, u8)
  const answersFor = (id: string) => id >= from && (!to || id < to)

  /** Of what kind the keys are: 0 of one id; 1 of two; 2 of users, whose last byte tells what follows. */
  const keyed = (record: (key: string) => void, most = Infinity, kind = 0): Table => {
    const table: Table = [[], []]
    let last = ''
    for (let left = below(most + 1); left--; ) {
      table[0].push(at)
      let key = nextKey()
      if (kind == 1) {
        must(!u8())
        key += '\0' + nextKey()
      }
      must(key > last)
      last = key
      table[1].push(at)
      must(kind > 1 || u8() == 10)
      record(key)
    }
    return table
  }
  /** So many numbers, strictly ascending, below `count`. */
  const sorted = (left: number, next: () => number, count: number, tell?: (number: number) => void) => {
    for (let least = 0; left-- > 0; ) {
      const number = next()
      must(number >= least && number < count)
      least = number + 1
      tell?.(number)
    }
  }

  const dimensions = 'company,location,equipmentItem,party,tool'.split(',')
  keyed((key) => {
    must(!dimensions.includes(key))
    dimensions.push(text(key))
  }, 32)
  /** By permission and right, empty where there is none: the number of the grant, and 0 or the permission group + 1. */
  const permissions = new Map<string, Map<string, [number, number]>>()
  let grants = 0
  let bits: number
  {
    const rights: string[] = []
    keyed((key) => rights.push(text(key)))
    const groups = keyed(() => {})[0].length
    keyed((key) => {
      const group = below(groups + 1)
      below(10, u8)
      const count = varint()
      const own = new Map<string, [number, number]>()
      for (let left = count || 1; left--; ) {
        const right = count ? rights[below(rights.length)]! : ''
        must(own.size < own.set(right, [grants++, group]).size && grants < 65_536)
      }
      permissions.set(text(key), own)
    })
    bits = grants + groups
  }
  /** Checks the row of a role: whether it has the bit or that of the group. */
  const row = (bit?: number, group?: number, sought = [bit!, group ? grants + group - 1 : bit!], end = span(), start = at) => {
    if (end - at == (7 + bits) >> 3) {
      must(own[go(end) - 1]! >> (bits - 1) % 8 < 2)
      return sought.some((bit) => (own[(bit >> 3) + start]! >> (bit & 7)) & 1)
    }
    let found: boolean | undefined
    sorted((end - at) / 4, u32, bits, (bit) => (found ||= sought.includes(bit)))
    must(at == end && end - start < bits / 8)
    return found
  }
  /** By number: the id, the flags, and where the row stands. */
  const roles: [string, number, number][] = []
  keyed((key) => {
    const flags = below(8, u8)
    must(flags > 1)
    roles.push([text(key), flags, at])
    row()
  }, 65_535)

  /** By number: company, key, flags. */
  const levels: [string, string, number][] = []
  const defaults: number[] = []
  keyed((key) => {
    const [company, name] = text(key).split('\0') as [string, string]
    const flags = below(4, u8)
    must(header.scoping)
    if (flags > 1) {
      must(company != levels[defaults.at(-1)!]?.[0])
      defaults.push(levels.length)
    }
    levels.push([company, name, flags])
  }, 65_535, 1)

  /**
   * Checks what is held, and tells of it: roles, each with the level that it is held within, or −1; teams; levels. Who holds: 0 a team, which holds no
   * system role and no team; 1 a mapping; 2 a user, who alone holds levels.
   */
  const holding = (holder: number, role?: (role: number, within: number) => void, team?: (team: number) => void, level?: (level: number) => void) => {
    const head = varint()
    let left = (head >> 2) & 3
    if (left > 2) left += varint()
    must(holder > 1 || !(head & 3))
    for (let least = 0; left--; ) {
      const first = varint()
      const number = first >>> 1
      const within = first & 1 ? below(levels.length) : -1
      const place = number * 65_536 + within + 1
      must((!(roles[number]![1] & 1) || holder) && place >= least)
      least = place + 1
      role?.(number, within)
    }
    sorted(head >>> 4, varint, holder && teams[0].length, team)
    if (head & 2) {
      left = varint()
      must(left)
      sorted(left, varint, levels.length, level)
    }
    return head
  }
  const teams = keyed(() => holding(0), 1e6)
  const mappings = keyed(() => holding(1), 1e6, 1)

  const profiles: number[] = []
  {
    const shared = [0]
    for (let left = below(16e6 + 1); left--; ) {
      must(shared.push(at) < length)
      holding(2)
    }
    const singlesEnd = span()
    let single = at
    go(singlesEnd)
    const end = span()
    while (at < end) {
      const number = below(shared.length)
      profiles.push(shared[number] || single)
      // 0 is the next of those that are not shared.
      if (!number) {
        aside(single, () => {
          holding(2)
          single = at
        })
      }
    }
    must(single == singlesEnd && at == end)
  }
  const users = keyed((key) => {
    must(answersFor(key))
    let mark = u8()
    if (mark == 2) {
      must(nextKey() != key)
      mark = 1
    }
    if (mark == 1) mark = u8()
    if (mark == 3) {
      nextKey()
      mark = u8()
    }
    must(mark == 10)
  }, 16e6, 2)
  must(users[0].length == profiles.length)

  /** Checks the levels that list a value: gives them. */
  const listing = () => {
    const end = span()
    const found: number[] = []
    must(at < end)
    sorted((end - at) / 2, u16, levels.length, (level) => found.push(level))
    must(at == end)
    return found
  }
  /** The number of a key in its table, by halves: nobody can choose keys that take long. */
  const find = ([starts, ends]: Table, key: string) => {
    let low = 0
    let high = starts.length
    for (key = utf8(key); low < high; ) {
      const middle = (low + high) >> 1
      const found = raw(starts[middle]!, ends[middle]!)
      if (found == key) return middle
      if (found > key) high = middle
      else low = middle + 1
    }
    return -1
  }
  const listedIn = (table: Table) => (value: string) => {
    const end = table[1][find(table, value)]
    return end ? aside(end + 1, listing) : []
  }
  const values = new Map(dimensions.map((name, number) => [name, number ? listedIn(keyed(listing)) : (value: string) => levels.flatMap(([company], level) => (value != '$user' && company == value ? level : []))]))
  // A level names one employee at most.
  const employed = new Set()
  const levelsOf = listedIn(keyed(() => listing().forEach((level) => must(employed.size < employed.add(level).size))))

  if (below(2, u8)) for (let left = 1 + 4 * permissions.size + 3 * roles.length + 2 * levels.length + teams[0].length + profiles.length; left--; ) str()
  must(at == length)

  /** The number of the reason, and of what granted: role, team, mapping, level. */
  const decide = (parts: Parts | null): number[] => {
    use(own)
    if (!parts || parts[3].some((pair) => ['*', '$user'].includes(pair[1])) || parts.flat(3).some((part) => utf8(part as string)[512]) || parts.join()[MOST_ASKED]) return [0]
    const [[user, method, groups], permission, right, resource] = parts
    const rights = permissions.get(permission)
    const grant = rights?.get(right)
    if (!grant && !(hides && (right || !rights))) return [rights ? (right ? 2 : 3) : 1]
    if (!resource.every(([dimension]) => values.has(dimension))) return [4]
    if (!answersFor(utf8(user))) return [5]
    const presented = new Uint32Array(new Set(sliceOf ? mappings[0].keys() : groups.map((group) => find(mappings, group.join('\0'))))).sort().filter((number) => mappings[0][number])
    const found = find(users, user)
    const end = users[1][found]!
    if (!end && (deny || !presented.length)) return [6]

    const assigned: number[] = []
    const held: [role: number, team: number, mapping: number, within: number][] = []
    const visit = (place: number, mapping: number, team: number): number =>
      aside(place, () =>
        holding(2, (role, within) => {
          if (grant && aside(roles[role]![2], () => row(...grant))) held.push([role, team, mapping, within])
        }, (next) => visit(teams[1][next]! + 1, mapping, next), (level) => assigned.push(level))
      )
    if (end && visit(profiles[found]!, -1, -1) & 1) return [7]
    presented.forEach((mapping) => visit(mappings[1][mapping]! + 1, mapping, -1))

    // The e-mail after 02, or 01; then the employee after 03.
    const [email, employee = user] = text(raw(end, end && own.indexOf(10, end))).split('\x03')
    const tests = (header.scoping ? resource : []).map(([dimension, value]) => new Set([value, '*', value == user || '\x02' + value == email ? '$user' : '*'].flatMap(values.get(dimension)!)))
    const covers = (level: number) => levels[level]![2] & 1 && tests.every((test) => test.has(level))
    assigned.push(...levelsOf(employee))
    const [firstOwn] = (assigned.length ? assigned : defaults).filter(covers).sort((a, b) => a - b)
    let answer = [8]
    for (const [role, team, mapping, within] of held) {
      const level = within < 0 ? (tests.length ? firstOwn : -1) : covers(within) ? within : undefined
      const reason = (sliceOf && !slideIn != !method) || !(roles[role]![1] & (method ? 4 : 2)) ? 9 : level == null ? 10 : 11
      if (reason > answer[0]!) answer = [reason, role, team, mapping, level!]
    }
    return answer
  }
  const name = ([starts, ends]: Table, number: number) => text(raw(starts[number]!, ends[number]!))
  const answer = ({ parts, scoped }: Question) => {
    const [reason, role, team, mapping, level] = decide(parts) as [number, number, number, number, number]
    const [provider, group] = name(mappings, mapping).split('\0')
    const [company, key] = levels[level] ?? []
    return {
      allowed: reason == 11,
      reason: REASONS[reason],
      scoped,
      organization: header.organization,
      sequence: header.sequence,
      ...(reason > 10 && {
        role: roles[role]![0],
        via: { ...(group && { identityGroup: { provider, group } }), ...(team >= 0 && { team: name(teams, team) }) },
        ...(key && { level: { company, key } }),
      }),
    }
  }
  const userOf = (asking: Who | null) => {
    const known = new Map<unknown, boolean>()
    const check = (permission: unknown, options?: unknown) => answer(questionOf(asking, permission, options))
    const can = (permission: unknown, options?: unknown) => {
      if (options !== undefined) return check(permission, options).allowed
      if (known.size > 255) known.clear()
      if (!known.has(permission)) known.set(permission, check(permission).allowed)
      return known.get(permission)!
    }
    const canAny = (...permissions: unknown[]) => permissions.some((permission) => can(permission))
    const rights = (key: string) => [...(permissions.get(key)?.keys() ?? [])].filter((right) => right && can(key, { right }))
    return {
      id: asking?.[0],
      check,
      can,
      canAny,
      canAll: (...permissions: unknown[]) => permissions.every((permission) => can(permission)) && canAny(...permissions),
      rights,
      permissions: () => [...permissions.keys()].filter((key) => can(key) || rights(key)[0]),
    }
  }
  const user = (id?: unknown, presented: unknown = id === undefined ? slideIn : undefined) => userOf(who(id === undefined ? sliceOf : id, presented))
  const check = (...given: unknown[]) => answer(asked(given))
  return {
    ...header,
    user,
    check,
    can: (...given: unknown[]) => check(...given).allowed,
    permission: (key: string, right?: string) => new Permission(key, right),
  }
}
