// Sends what a button asks for, and says what came of it.
const said = document.querySelector('.said')

document.querySelector('.floor').addEventListener('submit', async (event) => {
  event.preventDefault()
  const response = await fetch(event.submitter.formAction, { method: 'POST' })
  said.textContent = response.ok ? (await response.json()).done : `Refused: ${response.status}`
})
