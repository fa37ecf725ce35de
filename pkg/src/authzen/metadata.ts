/** Where what is answered, below the decision point's own address. */
export interface Endpoints {
  readonly base: string
  /** The path of the metadata: the well-known part stands between the host and the path. */
  readonly metadata: string
  path(endpoint: string): string
  url(endpoint: string): string
}

export function endpoints({ origin, pathname }: URL): Endpoints {
  const below = pathname.replace(/\/$/, '')
  const path = (endpoint: string) => `${below}/access/v1/${endpoint}`
  return { base: origin + below, metadata: `/.well-known/authzen-configuration${below}`, path, url: (endpoint) => origin + path(endpoint) }
}

export function metadata({ base, url }: Endpoints): object {
  return {
    policy_decision_point: base,
    access_evaluation_endpoint: url('evaluation'),
    access_evaluations_endpoint: url('evaluations'),
    search_subject_endpoint: url('search/subject'),
    search_resource_endpoint: url('search/resource'),
    search_action_endpoint: url('search/action'),
  }
}
