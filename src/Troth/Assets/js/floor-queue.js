// What was told on this browser and has not been sent. It lies in the browser's own storage, so that neither a lost connection nor a page that
// is opened anew loses it, and is sent in its turn. What is refused is kept until somebody has seen it.
const most = 50

export default class Queue {
  constructor(place) {
    this.name = `troth-floor-${place}`
    this.sending = false
    this.batch = most
  }

  get kept() {
    try {
      return { waiting: [], refused: [], last: null, ...JSON.parse(localStorage.getItem(this.name) ?? '{}') }
    } catch {
      return { waiting: [], refused: [], last: null }
    }
  }

  keep(change) {
    const kept = this.kept
    change(kept)
    localStorage.setItem(this.name, JSON.stringify(kept))
  }

  add(report) {
    this.keep(kept => {
      kept.waiting.push(report)
      kept.last = report
    })
  }

  // Random, for a key must be unlike any other; randomUUID exists only where the page is trusted.
  static key() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  }

  /** Sends what waits: "sent", "empty", "offline", "out" (this browser may not any more) or "later". Tabs take turns where they can. */
  async send(plant) {
    if (this.sending) return 'later'
    this.sending = true
    try {
      const work = () => this.sendAll(plant)
      return navigator.locks ? await navigator.locks.request(this.name, work) : await work()
    } finally {
      this.sending = false
    }
  }

  async sendAll(plant) {
    let sent = false
    for (;;) {
      const some = this.kept.waiting.slice(0, this.batch)
      if (some.length === 0) return sent ? 'sent' : 'empty'
      let answer
      try {
        answer = await fetch(`/api/floor/reports?plant=${plant}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Troth': '1' },
          body: JSON.stringify(some),
          redirect: 'manual',
          signal: AbortSignal.timeout?.(20000),
        })
      } catch (failed) {
        // So many took too long: fewer are through sooner.
        if (failed.name === 'TimeoutError') this.batch = Math.max(1, Math.floor(this.batch / 2))
        return 'offline'
      }
      this.batch = most
      if (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect') return 'out'
      if (!answer.ok) return 'later'
      const answers = new Map((await answer.json()).map(one => [one.key, one]))
      this.keep(kept => {
        for (const report of some) {
          const said = answers.get(report.key)
          if (said?.outcome === 'refused') kept.refused.push({ report, because: said.because })
        }
        kept.waiting = kept.waiting.filter(report => !answers.has(report.key))
      })
      sent = true
      if (some.every(report => !answers.has(report.key))) return 'later'
    }
  }
}
