import { useState } from 'react'
import { PEOPLE } from './floor.js'
import { signIn } from './session.js'

export function SignIn() {
  const [failed, setFailed] = useState('')
  const submit = async (event) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter)
    await signIn(form.get('person'), form.has('kiosk')).catch(() => setFailed('Nobody could be signed in: is there a connection?'))
  }
  return (
    <form className="sign-in" onSubmit={submit}>
      <h2>Who is at the station?</h2>
      <label>
        <input type="checkbox" name="kiosk" /> by badge, at a kiosk
      </label>
      <div className="people">
        {PEOPLE.map(({ id, name, title }) => (
          <button key={id} name="person" value={id}>
            {name}
            <small>{title}</small>
          </button>
        ))}
      </div>
      <p role="alert">{failed}</p>
    </form>
  )
}
