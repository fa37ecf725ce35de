import certification from './authzen/certification.mjs'
import evaluate from './authzen/evaluate.mjs'
import http from './authzen/http.mjs'
import search from './authzen/search.mjs'

/** The decision point of `rolepack/authzen`. */
export default function (entries) {
  return [...certification(entries), ...evaluate(entries), ...search(entries), ...http(entries)]
}
