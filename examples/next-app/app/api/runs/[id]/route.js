import { runs } from '../../../../lib/runs.js'

/** Changes a run: the proxy has let the request through, by where this run is. */
export async function PATCH(request, { params }) {
  const { id } = await params
  return Response.json({ changed: id, at: runs.get(id).plant })
}
