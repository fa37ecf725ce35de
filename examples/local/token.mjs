#!/usr/bin/env node
// Prints a token of the local issuer: for a user, and for whichever groups are named after that.
import { tokenFor } from './issuer.mjs'

const [user, ...groups] = process.argv.slice(2)
if (user) {
  console.log(await tokenFor(user, groups))
} else {
  console.error('for whom? such as `ada`, or `mia MES-Leads`: a user, and groups if any')
  process.exitCode = 2
}
