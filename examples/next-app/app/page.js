import { cookies } from 'next/headers'
import { Access } from 'rolepack'
import { AccessProvider, Can } from 'rolepack/react'
import { access } from '../lib/access.js'
import { runs } from '../lib/runs.js'
import { callerOf, COOKIE } from '../lib/sign-in.js'
import { ChangeRun } from './change-run.js'

export default async function Page() {
  const token = (await cookies()).get(COOKIE)?.value
  const caller = token && (await callerOf(token).catch(() => null))
  if (!caller) return <SignIn />

  const { userId, identityGroups } = caller
  // What the signed-in user may do, and nothing of anybody else: this may go to the browser, as a string.
  const bytes = await (await access()).slice(userId, { identityGroups })
  const slice = Access.load(bytes, { slice: true, organization: 'acme' }).serialize()
  return (
    <main>
      <h1>{userId}</h1>
      <AccessProvider access={slice}>
        <Can permission="createIssue">
          <p>You may file issues.</p>
        </Can>
        {[...runs].map(([id, { plant }]) => (
          <ChangeRun key={id} id={id} plant={plant} />
        ))}
      </AccessProvider>
    </main>
  )
}

function SignIn() {
  return (
    <form method="post" action="/sign-in">
      <label>
        What <code>npm run token ada</code> prints: <input name="token" required />
      </label>
      <button>Sign in</button>
    </form>
  )
}
