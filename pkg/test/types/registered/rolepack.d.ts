// The permissions of acme, written by `rolepack types`. Write it again when they change.
export {}

declare module 'rolepack' {
  interface Register {
    permissions: {
      /** Create a run * / here */
      createRun: never
      'it\'s': never
      'purchasing/taxScheduleMap': 'list' | 'add'
    }
    dimensions: 'company' | 'location' | 'equipmentItem' | 'party' | 'tool' | 'owner'
  }
}
