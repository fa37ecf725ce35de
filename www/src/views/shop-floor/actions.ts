/** The buttons of the station: real permissions, each in the part of the page that it belongs to. */
export interface Action {
  readonly permission: string
  readonly right?: string
}

export interface Group {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly actions: readonly Action[]
}

export const STEP: Group = {
  id: 'step',
  title: 'Step 4',
  about: 'Torque the outer ring',
  actions: [
    { permission: 'updateRunStepFieldValue' },
    { permission: 'updateRunStep' },
    { permission: 'checkIn' },
    { permission: 'checkOut' },
    { permission: 'addPartInventoryToRunStep' },
    { permission: 'createAbomInstallation' },
  ],
}

export const GROUPS: readonly Group[] = [
  {
    id: 'run',
    title: 'Run',
    about: 'R-2214, in progress',
    actions: [{ permission: 'updateRun' }, { permission: 'createRunStep' }, { permission: 'updateRedline' }, { permission: 'createRedlineApproval' }],
  },
  {
    id: 'issue',
    title: 'Issue',
    about: 'I-871, thread damaged at bolt 9',
    actions: [{ permission: 'createIssue' }, { permission: 'updateIssue' }, { permission: 'createIssueApproval' }],
  },
  {
    id: 'procedure',
    title: 'Procedure',
    about: 'PR-118, version 4',
    actions: [{ permission: 'createProcedure' }, { permission: 'updateStep' }],
  },
  {
    id: 'purchasing',
    title: 'Purchasing',
    about: 'PO-3390, 200 face seals from Sealtek',
    actions: [
      { permission: 'createPurchaseOrder' },
      { permission: 'updatePurchaseOrder' },
      { permission: 'createPurchaseOrderApproval' },
      { permission: 'createReceipt' },
    ],
  },
  {
    id: 'station',
    title: 'At the station',
    about: 'What Acme guards beside the catalogue',
    actions: [
      { permission: 'acme/shiftHandover', right: 'add' },
      { permission: 'acme/toolCalibration', right: 'modify' },
      { permission: 'acme/hotFireRelease' },
    ],
  },
]

export const ACTIONS: readonly Action[] = [STEP, ...GROUPS].flatMap((group) => group.actions)

export function idOf({ permission, right }: Action): string {
  return right ? `${permission}:${right}` : permission
}
