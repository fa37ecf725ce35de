// The guard, by requests and answers alone: it runs wherever those are.
import answers from './guard/answers.mjs'
import bodies from './guard/bodies.mjs'
import paths from './guard/paths.mjs'
import places from './guard/places.mjs'
import snapshots from './guard/snapshots.mjs'
import told from './guard/told.mjs'
import unlogged from './guard/unlogged.mjs'
import { world } from './guard/world.mjs'

export default function (entries) {
  const made = world(entries)
  return [answers, places, bodies, paths, snapshots, told, unlogged].flatMap((tests) => tests(entries, made))
}
