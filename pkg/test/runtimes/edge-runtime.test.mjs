import { dispatched, version } from './edge-runtime.mjs'
import { suiteIn } from './suite.mjs'

suiteIn(`edge-runtime ${version}`, () => dispatched('edge.mjs'))
