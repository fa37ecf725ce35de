// What a program asks of files. It has the rights of the process: the command line is no guest here.
import * as fs from 'node:fs'
import { isatty } from 'node:tty'
import { failure } from './errno.mjs'
import { driven } from './windows.mjs'

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } = fs.constants
const TYPES = { isBlockDevice: 1, isCharacterDevice: 2, isDirectory: 3, isFile: 4, isSocket: 6, isSymbolicLink: 7 }
const DIRECTORY = TYPES.isDirectory
const CHARACTERS = TYPES.isCharacterDevice
const REGULAR = TYPES.isFile
/** Rights, of which a terminal has not those to seek and to tell. */
const READ = 1n << 1n
const WRITE = 1n << 6n
const ALL = (1n << 30n) - 1n
const SEEK_AND_TELL = (1n << 2n) | (1n << 5n)
const FOLLOW = 1
const OPEN = { create: 1, directory: 2, exclusive: 4, truncate: 8 }
const APPEND = 1
/** The root, of which the program is told before it begins. */
const ROOT = 3
const ENTRY = 24
/** Waiting for a pipe that does not wait by itself. */
const PAUSE = new Int32Array(new SharedArrayBuffer(4))

export class Files {
  #memory
  /** By the program's numbers: `{ number, at, type }` of an open file, `at` being undefined where the system keeps the place, `{ path, type }` of a directory. */
  #open = new Map([0, 1, 2].map((number) => [number, { number, type: 0 }]))

  constructor(memory) {
    this.#memory = memory
    this.#open.set(ROOT, { path: Buffer.alloc(0), type: DIRECTORY })
  }

  calls() {
    const memory = this.#memory
    return {
      fd_prestat_get: (number, at) => {
        if (number !== ROOT) throw failure('EBADF')
        memory.u8(at, 0)
        memory.u32(at + 4, 1)
      },
      fd_prestat_dir_name: (_, at) => memory.bytes(at, 1).set([0x2f]),
      fd_fdstat_get: (number, at) => {
        const { number: file, type } = this.#entry(number)
        const terminal = file !== undefined && isatty(file)
        memory.bytes(at, 24).fill(0)
        memory.u8(at, terminal ? CHARACTERS : type || typeOf(fs.fstatSync(file)))
        memory.u64(at + 8, terminal ? ALL & ~SEEK_AND_TELL : ALL)
        memory.u64(at + 16, ALL)
      },
      fd_filestat_get: (number, at) => {
        const { number: file, path } = this.#entry(number)
        this.#tell(at, file === undefined ? fs.statSync(whole(path), { bigint: true }) : fs.fstatSync(file, { bigint: true }))
      },
      fd_read: (number, pieces, count, read) => memory.u32(read, this.#move(number, pieces, count, fs.readvSync)),
      fd_write: (number, pieces, count, written) => memory.u32(written, this.#move(number, pieces, count, fs.writevSync)),
      fd_seek: (number, offset, whence, now) => {
        const entry = this.#entry(number)
        if (entry.at === undefined) throw failure('ESPIPE')
        const from = [0, entry.at, whence === 2 ? fs.fstatSync(entry.number).size : 0][whence]
        const place = from + Number(offset)
        if (!(place >= 0)) throw failure('EINVAL')
        entry.at = place
        memory.u64(now, BigInt(place))
      },
      fd_sync: (number) => {
        const { number: file } = this.#entry(number)
        if (file !== undefined) fs.fsyncSync(file)
      },
      fd_close: (number) => {
        const { number: file } = this.#entry(number)
        this.#open.delete(number)
        if (file !== undefined) fs.closeSync(file)
      },
      fd_readdir: (...given) => this.#list(...given),
      path_open: (...given) => this.#openAt(...given),
      path_filestat_get: (folder, follow, path, length, at) => {
        const status = follow & FOLLOW ? fs.statSync : fs.lstatSync
        this.#tell(at, status(this.#path(folder, path, length), { bigint: true }))
      },
      path_readlink: (folder, path, length, at, room, used) => {
        const target = fs.readlinkSync(this.#path(folder, path, length), 'buffer').subarray(0, room)
        memory.bytes(at, target.length).set(target)
        memory.u32(used, target.length)
      },
      path_create_directory: (folder, path, length) => fs.mkdirSync(this.#path(folder, path, length)),
      path_unlink_file: (folder, path, length) => fs.unlinkSync(this.#path(folder, path, length)),
      path_link: (from, _, path, length, to, name, nameLength) => fs.linkSync(this.#path(from, path, length), this.#path(to, name, nameLength)),
      path_rename: (from, path, length, to, name, nameLength) => replace(this.#path(from, path, length), this.#path(to, name, nameLength)),
    }
  }

  #entry(number) {
    const entry = this.#open.get(number)
    if (!entry) throw failure('EBADF')
    return entry
  }

  /** A path below an open directory, as bytes: not every name is a text. */
  #path(folder, at, length) {
    const { path } = this.#entry(folder)
    if (path === undefined) throw failure('ENOTDIR')
    return whole(Buffer.concat([path, Buffer.from('/'), this.#memory.bytes(at, length)]))
  }

  #openAt(folder, follow, path, length, how, rights, _inherited, flags, opened) {
    const place = this.#path(folder, path, length)
    const entry = how & OPEN.directory ? directory(place) : file(place, follow, how, rights, flags)
    let number = ROOT + 1
    while (this.#open.has(number)) number++
    this.#open.set(number, entry)
    this.#memory.u32(opened, number)
  }

  /** Reads or writes at the entry's own place; answers how many bytes. */
  #move(number, pieces, count, move) {
    const entry = this.#entry(number)
    if (entry.number === undefined) throw failure('EISDIR')
    const moved = patiently(() => move(entry.number, this.#memory.pieces(pieces, count), entry.at ?? null))
    if (entry.at !== undefined) entry.at += moved
    return moved
  }

  /** Writes as many entries as there is room for, from the one with that number on; the last may be cut off, and is then asked for again. */
  #list(number, at, room, cookie, used) {
    const entry = this.#entry(number)
    if (entry.path === undefined) throw failure('ENOTDIR')
    if (cookie === 0n || !entry.names) entry.names = fs.readdirSync(whole(entry.path), 'buffer')
    let written = 0
    for (let next = Number(cookie); next < entry.names.length && written < room; next++) {
      const name = entry.names[next]
      // Of what type each is, is asked of it by itself.
      const record = Buffer.alloc(ENTRY + name.length)
      record.writeBigUInt64LE(BigInt(next + 1), 0)
      record.writeUInt32LE(name.length, 16)
      name.copy(record, ENTRY)
      const piece = record.subarray(0, room - written)
      this.#memory.bytes(at + written, piece.length).set(piece)
      written += piece.length
    }
    this.#memory.u32(used, written)
  }

  #tell(at, status) {
    this.#memory.bytes(at, 64).fill(0)
    const numbers = [status.dev, status.ino, BigInt(typeOf(status)), status.nlink, status.size, status.atimeNs, status.mtimeNs, status.ctimeNs]
    numbers.forEach((value, index) => this.#memory.u64(at + index * 8, value))
  }
}

function directory(path) {
  if (!fs.statSync(path).isDirectory()) throw failure('ENOTDIR')
  return { path: Buffer.from(path), type: DIRECTORY }
}

function file(path, follow, how, rights, flags) {
  const [reads, writes] = [(rights & READ) !== 0n, (rights & WRITE) !== 0n]
  let mode = writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY
  if (how & OPEN.create) mode |= O_CREAT
  if (how & OPEN.exclusive) mode |= O_EXCL
  if (how & OPEN.truncate) mode |= O_TRUNC
  if (flags & APPEND) mode |= O_APPEND
  if (!(follow & FOLLOW)) mode |= O_NOFOLLOW
  // WASI has no permissions. What is made by itself to be read and written, a temporary file or a private key, is the owner's alone.
  const number = fs.openSync(path, mode, mode & O_EXCL && mode & O_RDWR ? 0o600 : 0o666)
  const type = typeOf(fs.fstatSync(number))
  if (type === DIRECTORY) {
    fs.closeSync(number)
    return { path: Buffer.from(path), type }
  }
  return { number, type, at: type === REGULAR && !(flags & APPEND) ? 0 : undefined }
}

/** Renames. What comes to its place has the permissions of what it replaces, or those of any new file. */
function replace(from, to) {
  const replaced = fs.statSync(to, { throwIfNoEntry: false })
  if (!replaced) fs.chmodSync(from, 0o666 & ~process.umask())
  else if (replaced.isFile()) fs.chmodSync(from, replaced.mode & 0o7777)
  fs.renameSync(from, to)
}

function whole(path) {
  if (process.platform === 'win32') return driven(path.toString())
  return path.length === 0 ? '/' : path
}

function typeOf(status) {
  const is = Object.keys(TYPES).find((is) => status[is]())
  return TYPES[is] ?? 0
}

/** Does it again until it is done, where the other end of a pipe is slow. */
function patiently(act) {
  for (;;) {
    try {
      return act()
    } catch (error) {
      if (error.code === 'EOF') return 0
      if (error.code !== 'EAGAIN') throw error
      Atomics.wait(PAUSE, 0, 0, 2)
    }
  }
}
