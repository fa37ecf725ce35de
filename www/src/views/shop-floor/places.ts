/** Where the run may stand; what is named of a place goes into every check. */
export interface Place {
  readonly id: string
  readonly name: string
  /** As a sentence says it. */
  readonly where: string
  readonly resource: Readonly<Record<string, string>>
}

export const PLACES: readonly Place[] = [
  { id: 'a', name: 'Plant A, line 1', where: 'on line 1 of Plant A', resource: { company: 'ACME', location: 'A' } },
  { id: 'a-cell-2', name: 'Plant A, cell 2', where: 'at cell 2 of Plant A', resource: { company: 'ACME', location: 'A-CELL-2', equipmentItem: 'CNC-2' } },
  { id: 'b-bay-1', name: 'Plant B, bay 1', where: 'in bay 1 of Plant B', resource: { company: 'ACME', location: 'B-BAY-1', equipmentItem: 'WELDER-1' } },
  { id: 'b-dock', name: 'Plant B, receiving dock', where: 'at the dock of Plant B', resource: { company: 'ACME', location: 'B-DOCK' } },
  { id: 'c-stand-2', name: 'Plant C, stand 2', where: 'on stand 2 of Plant C', resource: { company: 'ACME', location: 'C-STAND-2', equipmentItem: 'STAND-2' } },
  { id: 'kestrel', name: 'Plant C, stand 2, Kestrel’s half', where: 'on Kestrel’s half of stand 2', resource: { company: 'KESTREL', location: 'C-STAND-2', equipmentItem: 'STAND-2' } },
  { id: 'training', name: 'Training room', where: 'in the training room', resource: { company: 'ACME', location: 'TRAINING-ROOM' } },
  { id: 'anywhere', name: 'Anywhere, no place named', where: 'anywhere', resource: {} },
]

export function placeOf(id: string): Place {
  return PLACES.find((place) => place.id === id) ?? PLACES[0]!
}
