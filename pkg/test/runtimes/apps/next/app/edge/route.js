import { answer } from '../../../everything.mjs'

export const runtime = 'edge'
export const GET = () => answer()
