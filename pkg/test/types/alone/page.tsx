// Where nothing imports `rolepack` itself the declaration is known too.
import { Can } from 'rolepack/react'

export const page = <Can permission="createRun">yes</Can>
// @ts-expect-error there is no such permission
export const misspelt = <Can permission="craeteRun">yes</Can>
