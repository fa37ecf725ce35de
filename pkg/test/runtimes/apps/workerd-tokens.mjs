// As a worker: its issuer is a binding.
import { guarded } from './tokens-application.mjs'

let application

export default {
  fetch(request, env, ctx) {
    application ??= guarded(env.ISSUER)
    return application.fetch(request, env, ctx)
  },
}
