// The numbers of errors in WASI, by their names in POSIX.
const NUMBERS = {
  E2BIG: 1, EACCES: 2, EAGAIN: 6, EBADF: 8, EBUSY: 10, EDQUOT: 19, EEXIST: 20, EFBIG: 22, EINTR: 27, EINVAL: 28, EIO: 29, EISDIR: 31, ELOOP: 32,
  EMFILE: 33, EMLINK: 34, ENAMETOOLONG: 37, ENFILE: 41, ENODEV: 43, ENOENT: 44, ENOMEM: 48, ENOSPC: 51, ENOSYS: 52, ENOTDIR: 54, ENOTEMPTY: 55,
  ENOTSUP: 58, EOPNOTSUPP: 58, ENXIO: 60, EPERM: 63, EPIPE: 64, EROFS: 69, ESPIPE: 70, ETXTBSY: 74, EXDEV: 75,
  // What Windows calls a pipe whose reader is gone.
  EOF: 64,
}

export const NOSYS = NUMBERS.ENOSYS

/** The number of an error as Node throws it, or of one that `failure` made. */
export function errno({ code }) {
  return NUMBERS[code] ?? NUMBERS.EIO
}

/** An error by that name. */
export function failure(code) {
  return Object.assign(new Error(code), { code })
}
