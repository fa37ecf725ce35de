/** For a form that is gone once it was sent: the focus moves on to what stands in its place, and not into nowhere. */
export function andMoveOn() {
  return async ({ update }) => {
    await update()
    document.querySelector('main').focus()
  }
}
