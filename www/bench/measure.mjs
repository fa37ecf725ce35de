// What is measured: in the page, from a key to the frame that shows what it changed last; from outside, the longest task.

/** Put into the page before anything else runs there. */
export function measure() {
  const bench = { began: 0, shown: 0 }
  globalThis.bench = bench
  const channel = new MessageChannel()
  channel.port1.onmessage = () => (bench.shown = performance.now())
  let waits = false
  // A message that is sent while a frame is made is read once the frame has been handed on to be shown.
  const frame = () => {
    if (waits) return
    waits = true
    requestAnimationFrame(() => {
      waits = false
      channel.port2.postMessage(0)
    })
  }
  for (const kind of ['keydown', 'change']) {
    addEventListener(kind, (event) => {
      bench.began = event.timeStamp
      frame()
    }, true)
  }
  new MutationObserver(frame).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}

/** Waits until nothing has changed for `quiet` milliseconds; then how long the last key took to show, in milliseconds. */
export function shown(page, quiet = 120) {
  return page.evaluate(async (quiet) => {
    do await new Promise((done) => setTimeout(done, quiet / 4))
    while (bench.shown < bench.began || performance.now() - bench.shown < quiet)
    return bench.shown - bench.began
  }, quiet)
}

/** The longest task of the page's thread while `act` goes on, in milliseconds: by the clock, and what of the processor the longest took. */
export async function longest(page, act) {
  const client = await page.context().newCDPSession(page)
  const events = []
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] } })
  await act()
  const complete = new Promise((done) => client.once('Tracing.tracingComplete', done))
  await client.send('Tracing.end')
  await complete
  await client.detach()
  const thread = ({ pid, tid }) => `${pid} ${tid}`
  const main = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread))
  const tasks = events.filter((event) => event.ph === 'X' && main.has(thread(event)))
  return { clock: most(tasks.map(({ dur = 0 }) => dur)), processor: most(tasks.map(({ tdur = 0 }) => tdur)) }
}

function most(microseconds) {
  return microseconds.reduce((most, next) => Math.max(most, next), 0) / 1000
}
