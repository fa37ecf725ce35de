// Answers itself, before any page does.
import { answer } from '../everything.mjs'

export const proxy = () => answer()
export const config = { matcher: '/proxied' }
