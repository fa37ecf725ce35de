// A worker that runs the guard's suite in a request; for everything else it is a guarded one, made where nothing may be asked for yet.
import { application } from './guarded-application.mjs'
import { answer } from './guarded.mjs'

export default {
  fetch(request, env, ctx) {
    return request.url.endsWith('/suite') ? answer() : application.fetch(request, env, ctx)
  },
}
