export function answer() {
  return new Response('done')
}
