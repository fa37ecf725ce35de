// Who stands where is in the address, so that a view can be sent to somebody.
import { amend } from '../../shell/route'
import { START, type Bench } from './bench'
import { placeOf } from './places'

export function readAddress(): { person: string; place: string } {
  const asked = new URLSearchParams(location.hash.split('?')[1])
  return { person: asked.get('person') || START.person, place: placeOf(asked.get('place') || START.place).id }
}

export function writeAddress({ person, place }: Bench): void {
  amend({ person, place })
}
