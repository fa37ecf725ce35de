// The entry `rolepack/authzen`: an organisation's snapshot as a decision point of the OpenID AuthZEN Authorization API 1.0.
export { authzen } from './handler.js'
export type { AuthZenAccess, AuthZenOptions, ResourceType } from './options.js'
