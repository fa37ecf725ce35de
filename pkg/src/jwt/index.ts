// The entry `rolepack/jwt`: callers known by the tokens of OpenID Connect and OAuth, verified by `jose`.
export { jwt } from './jwt.js'
export type { Algorithm, Issuer, JwtOptions } from './issuer.js'
