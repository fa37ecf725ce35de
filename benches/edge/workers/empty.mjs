// A worker that does nothing.
export default {
  fetch() {
    return new Response('done')
  },
}
