// The views of the console. Another one is a folder in `views/` and a line here.
import type { FunctionComponent } from 'preact'

export interface View {
  /** Its address: `#/id`. */
  readonly id: string
  readonly title: string
  /** Under which heading it stands in the navigation. */
  readonly part: 'Ask' | 'Survey' | 'Change' | 'Open'
  /** Brought over when it is first gone to. */
  readonly load: () => Promise<FunctionComponent>
}

export const VIEWS: readonly View[] = [
  { id: 'person', title: 'People', part: 'Ask', load: async () => (await import('../views/person/person')).PersonView },
  { id: 'permission', title: 'Permissions', part: 'Ask', load: async () => (await import('../views/permission/permission')).PermissionView },
  { id: 'why', title: 'Why?', part: 'Ask', load: async () => (await import('../views/why/why')).WhyView },
  { id: 'role', title: 'Roles', part: 'Survey', load: async () => (await import('../views/role/role')).RoleView },
  { id: 'team', title: 'Teams', part: 'Survey', load: async () => (await import('../views/team/team')).TeamView },
  { id: 'level', title: 'Access levels', part: 'Survey', load: async () => (await import('../views/level/level')).LevelView },
  { id: 'group', title: 'Sign-in groups', part: 'Survey', load: async () => (await import('../views/group/group')).GroupView },
  { id: 'playground', title: 'Playground', part: 'Change', load: async () => (await import('../views/playground/playground')).PlaygroundView },
  { id: 'compare', title: 'Compare', part: 'Change', load: async () => (await import('../views/compare/compare')).CompareView },
  { id: 'review', title: 'Review', part: 'Change', load: async () => (await import('../views/review/review')).ReviewView },
  { id: 'snapshot', title: 'Snapshot', part: 'Open', load: async () => (await import('../views/snapshot/snapshot')).SnapshotView },
  { id: 'shop-floor', title: 'Shop floor', part: 'Open', load: async () => (await import('../views/shop-floor/shop-floor')).ShopFloorView },
]
