/**
 * Everybody who is compared, in the order of the tables: what they are called, what data they load and what a reader of the table
 * should know. The code of each is `NAME.mjs`, which exports `load(bytes)`:
 *
 * - `can(user, permission)`: one check out of many, as a server makes them;
 * - `gate(user)`: one user, as a page has one, with `can(permission)`;
 * - `handles(permissions)` and `gateByHandle(user)`, where a permission can be resolved once;
 * - `warm()`, where something is kept for each user: fills it, for that is how it runs after a while.
 *
 * An answer is a boolean or a promise of one.
 *
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} title
 * @property {'rolepack' | 'baseline' | 'library'} kind
 * @property {keyof typeof import('../workload/data.mjs').FORMS} form
 * @property {string} [package]  whose version the results name
 * @property {string[]} [files]  files that are shipped beside the bundle
 * @property {string} note
 */

/** The one that all others are put in relation to. */
export const BASELINE = 'baseline-bits-binary'

/** @type {Peer[]} */
export const PEERS = [
  { name: 'rolepack', title: 'Rolepack', kind: 'rolepack', form: 'snapshot', package: 'rolepack', note: 'the npm package; a gate is `access.user(id)`' },
  { name: 'baseline-bits-binary', title: 'bit sets, binary data', kind: 'baseline', form: 'bits', note: 'by hand: `Map` look-ups, typed arrays, a bit row a role; all ratios are to this row' },
  { name: 'baseline-bits-json', title: 'bit sets, JSON', kind: 'baseline', form: 'document', note: 'the same, built from JSON' },
  { name: 'baseline-sets', title: '`Map` of `Set`s', kind: 'baseline', form: 'document', note: 'by hand: every user’s permissions, resolved at load' },
  { name: 'casl-cached', title: 'CASL, an ability kept per user', kind: 'library', form: 'document', package: '@casl/ability', note: 'abilities by claim (action alone), one rule a role; all users’ abilities made before the checks' },
  { name: 'casl-each', title: 'CASL, an ability per check', kind: 'library', form: 'document', package: '@casl/ability', note: 'the same, with nothing kept; a gate makes one ability' },
  { name: 'accesscontrol', title: 'AccessControl', kind: 'library', form: 'document', package: 'accesscontrol', note: 'a permission is a resource on which `execute` is granted; the user’s roles are asked together' },
  { name: 'easy-rbac', title: 'easy-rbac', kind: 'library', form: 'document', package: 'easy-rbac', note: 'the user’s roles are asked together; answers are promises' },
  { name: 'rbac', title: '@rbac/rbac', kind: 'library', form: 'document', package: '@rbac/rbac', note: 'knows one role a question, so the user’s are asked in turn; answers are promises' },
  { name: 'casbin', title: 'Casbin', kind: 'library', form: 'policies', package: 'casbin', note: '`enforceSync`; resource roles, so that there is one rule a role' },
  { name: 'cedar', title: 'Cedar', kind: 'library', form: 'document', package: '@cedar-policy/cedar-wasm', files: ['@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm'], note: 'one policy a role, parsed once; the user with its parents goes with each check' },
]
