import { Masthead } from './masthead'

export function Loading() {
  return (
    <>
      <Masthead organization="Acme Rockets" />
      <main class="notice" aria-busy="true">
        <div class="scale" aria-hidden="true" />
        <h1>Packing the sample organisation</h1>
        <p>60 people, 12 teams, 14 roles. The source, the packer and the engine come over once; then everything happens in this page.</p>
      </main>
    </>
  )
}
