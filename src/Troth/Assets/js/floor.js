import { Controller } from '@hotwired/stimulus'
import Queue from './floor-queue.js'

const every = 20000
const shown = 3

// A work center's page on a tablet. What is pressed is drawn at once and waits in the queue; the plan's answer corrects it.
export default class extends Controller {
  static targets = [
    'who', 'leave', 'state', 'age', 'machines', 'running', 'next', 'refusedBox', 'refused', 'minutes', 'back', 'start', 'finish', 'scrap', 'stop',
    'sheet', 'sheetTitle', 'sheetError', 'askWho', 'operator', 'pin', 'askNumber', 'numberLabel', 'number', 'askReason', 'reason', 'send',
  ]
  static values = { url: String, plant: String, center: String, place: String, tablet: Boolean, now: String, work: Object, words: Object }

  connect() {
    this.queue = new Queue(this.placeValue)
    this.ahead = new Date(this.nowValue) - Date.now()
    this.work = this.workValue?.jobs ? this.workValue : null
    this.machine = 1
    this.chosen = null
    this.status = 'empty'
    this.online = () => this.sync()
    window.addEventListener('online', this.online)
    window.addEventListener('offline', this.online)
    this.timer = setInterval(() => this.sync(), every)
    if (!this.work) return
    this.draw()
    this.sync()
  }

  disconnect() {
    clearInterval(this.timer)
    window.removeEventListener('online', this.online)
    window.removeEventListener('offline', this.online)
  }

  // The tablet's clock may be wrong: moments are told by the server's.
  get now() {
    return new Date(Date.now() + this.ahead)
  }

  get shift() {
    const shift = this.queue.kept.shift
    return shift && new Date(shift.endsAt) > this.now ? shift : null
  }

  word(key, ...values) {
    return values.reduce((text, value, i) => text.replaceAll(`{${i}}`, value), this.wordsValue[key] ?? key)
  }

  /** The plan's jobs and stops with what waits here already done to them. */
  get asItIs() {
    const jobs = this.work.jobs.map(job => ({ ...job }))
    const stops = [...this.work.stops]
    const find = report => jobs.find(job => job.order === report.order && String(job.operation) === report.operation)
    for (const report of this.queue.kept.waiting.filter(report => report.center === this.centerValue)) {
      const job = find(report)
      if (report.what === 'start' && job) Object.assign(job, { running: true, waits: true, machine: report.machine })
      if (report.what === 'finish' && job) jobs.splice(jobs.indexOf(job), 1)
      if (report.what === 'stop') stops.push({ machine: report.machine, until: new Date(new Date(report.at).getTime() + report.minutes * 60000).toISOString() })
      if (report.what === 'runsAgain') stops.splice(0, stops.length, ...stops.filter(stop => stop.machine !== report.machine))
    }
    return { jobs, stops }
  }

  draw() {
    const { jobs, stops } = this.asItIs
    const many = this.work.machines > 1
    this.current = jobs.find(job => job.running && job.machine === this.machine) ?? null
    const next = jobs.filter(job => !job.running).slice(0, shown)
    if (!next.some(job => this.same(job, this.chosen))) this.chosen = next[0] ?? null
    this.standing = stops.find(stop => stop.machine === this.machine) ?? null

    this.machinesTarget.hidden = !many
    if (many)
      this.replace(this.machinesTarget, Array.from({ length: this.work.machines }, (_, i) => {
        const job = jobs.find(one => one.running && one.machine === i + 1)
        const button = this.make('button', 'btn', this.word('machine', i + 1) + (job ? ` · ${job.order}` : ''))
        button.type = 'button'
        button.setAttribute('aria-pressed', String(this.machine === i + 1))
        button.addEventListener('click', () => {
          this.machine = i + 1
          this.draw()
        })
        return button
      }))
    const running = this.current ? this.job(this.current) : [this.make('p', 'why', this.word('nobodyRuns'))]
    if (this.standing) running.unshift(this.make('p', 'floor-standing', this.word('standing', this.time(this.standing.until))))
    this.runningTarget.replaceChildren(...running)
    this.replace(this.nextTarget, next.length === 0 ? [this.make('p', 'card-body why', this.word('nothingNext'))] : next.map(job => {
      const button = this.make('button', 'list-group-item floor-job')
      button.type = 'button'
      button.setAttribute('aria-pressed', String(this.same(job, this.chosen)))
      button.append(...this.job(job))
      button.addEventListener('click', () => {
        this.chosen = job
        this.draw()
      })
      return button
    }))
    this.startTarget.disabled = !this.chosen || !!this.current
    this.finishTarget.disabled = this.scrapTarget.disabled = this.minutesTarget.disabled = !this.current
    this.stopTarget.textContent = this.word(this.standing ? 'runsAgain' : 'stop')
    this.drawState()
  }

  // Drawn anew while somebody goes through it by keyboard: they stay where they were.
  replace(target, children) {
    const at = [...target.children].indexOf(document.activeElement)
    target.replaceChildren(...children)
    target.children[at]?.focus()
  }

  drawState() {
    const { waiting, refused, last } = this.queue.kept
    const count = waiting.length === 1 ? this.word('waiting.one') : this.word('waiting.many', waiting.length)
    const state = { offline: `${this.word('offline')} ${waiting.length ? count : ''}`, out: `${this.word('out')} ${waiting.length ? count : ''}` }
    const said = state[this.status] ?? (waiting.length ? count : this.word('fresh'))
    if (this.stateTarget.textContent !== said) this.stateTarget.textContent = said
    this.stateTarget.dataset.tone = this.status === 'out' ? 'broken' : waiting.length || this.status === 'offline' ? 'risk' : 'kept'
    const told = [this.work.reported, waiting.at(-1)?.at].filter(Boolean).map(at => new Date(at)).sort((a, b) => b - a)[0]
    this.ageTarget.textContent = told ? this.word('age', this.length(this.now - told)) : this.word('never')
    this.refusedBoxTarget.hidden = refused.length === 0
    this.refusedTarget.replaceChildren(...refused.map(({ report, because }) => {
      const item = this.make('li', 'list-group-item')
      item.append(this.make('strong', '', `${this.word(`what.${report.what}`)} ${report.order ?? ''}`), this.make('p', 'why', because))
      return item
    }))
    this.backTarget.disabled = !last || !['start', 'finish', 'stop'].includes(last.what)
    if (!this.tabletValue) return
    this.whoTarget.textContent = this.shift?.name ?? ''
    this.leaveTarget.hidden = !this.shift
  }

  job(job) {
    const due = job.due ? ` · ${this.word('due', new Intl.DateTimeFormat(this.culture, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(job.due)))}` : ''
    return [
      this.make('strong', 'floor-order', `${job.order} · ${job.name}`),
      this.make('span', 'floor-product', `${job.product}, ${this.word('pieces', job.pieces)}`),
      this.make('span', 'why', `${this.word('until', this.time(job.end))}${due}${job.waits ? ` · ${this.word('waits')}` : ''}`),
    ]
  }

  make(name, className, text) {
    const element = document.createElement(name)
    if (className) element.className = className
    if (text !== undefined) element.textContent = text
    return element
  }

  get culture() {
    return document.documentElement.dataset.culture
  }

  time(at) {
    const date = new Date(at)
    const days = Math.abs(this.day(date) - this.day(this.now))
    const clock = { hour: '2-digit', minute: '2-digit', timeZone: this.work.timeZone }
    // A weekday alone means the one that comes next.
    const day = days === 0 ? {} : days < 7 ? { weekday: 'short' } : { weekday: 'short', day: 'numeric', month: 'short' }
    return new Intl.DateTimeFormat(this.culture, { ...day, ...clock }).format(date)
  }

  /** The day on the plant's wall, counted. */
  day(date) {
    const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: this.work.timeZone }).format(date)
    return Math.round(Date.parse(`${parts}T00:00:00Z`) / 86400000)
  }

  length(milliseconds) {
    const minutes = Math.max(0, Math.round(milliseconds / 60000))
    return minutes < 60 ? this.word('minutes', minutes) : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  }

  same(one, other) {
    return !!one && !!other && one.order === other.order && one.operation === other.operation
  }

  start() {
    const job = this.chosen
    this.tell({ what: 'start', order: job.order, operation: String(job.operation), machine: this.machine })
  }

  finish() {
    const job = this.current
    this.ask({ title: `${this.word('finish')} ${job.order}`, number: this.word('good'), value: job.pieces, least: 0, send: this.word('finish') }, given =>
      this.tell({ what: 'finish', order: job.order, operation: String(job.operation), machine: this.machine, pieces: given.number }))
  }

  scrap() {
    const job = this.current
    this.ask({ title: `${this.word('scrap')} ${job.order}`, number: this.word('spoilt'), value: 1, least: 1, reasons: ['scrap.machine', 'scrap.material', 'scrap.mistake', 'scrap.other'], send: this.word('scrap') }, given =>
      this.tell({ what: 'scrap', order: job.order, operation: String(job.operation), machine: this.machine, pieces: given.number, reason: given.reason }))
  }

  minutes() {
    const job = this.current
    this.ask({ title: job.order, number: this.word('left'), value: Math.max(5, Math.round((new Date(job.end) - this.now) / 60000)), least: 1, step: 5, send: this.word('what.progress') }, given =>
      this.tell({ what: 'progress', order: job.order, operation: String(job.operation), machine: this.machine, minutes: given.number }))
  }

  stop() {
    if (this.standing) return this.tell({ what: 'runsAgain', machine: this.machine })
    const title = this.work.machines > 1 ? `${this.word('stop')} · ${this.word('machine', this.machine)}` : this.word('stop')
    this.ask({ title, number: this.word('lasts'), value: 60, least: 5, step: 15, reasons: ['stop.breakdown', 'stop.material', 'stop.people', 'stop.maintenance', 'stop.other'], send: this.word('stop') }, given =>
      this.tell({ what: 'stop', machine: this.machine, minutes: given.number, reason: given.reason }))
  }

  nothing() {
    this.tell({ what: 'nothing' })
  }

  back() {
    const { last } = this.queue.kept
    this.tell({ what: 'takeBack', order: last.order, takesBack: last.key })
  }

  /** One report: kept first, drawn, then sent. On a tablet somebody has to be signed in. */
  tell(report) {
    if (this.tabletValue && !this.shift) return this.signIn(() => this.tell(report))
    this.queue.add({ key: Queue.key(), center: this.centerValue, at: this.now.toISOString(), shift: this.shift?.id, ...report })
    this.draw()
    this.sync()
  }

  signIn(then) {
    this.ask({ title: this.word('signIn'), who: true, send: this.word('enter') }, async () => {
      let answer
      try {
        answer = await fetch('/api/floor/shifts', {
          method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Troth': '1' }, redirect: 'manual',
          body: JSON.stringify({ operator: this.operatorTarget.value || null, pin: this.pinTarget.value }),
        })
      } catch {
        return this.word('signInOffline')
      }
      if (answer.status === 401 || answer.type === 'opaqueredirect') return this.word('out')
      const said = await answer.json()
      if (!answer.ok) return said.detail ?? said.title
      this.queue.keep(kept => (kept.shift = said))
      this.draw()
      then()
    })
  }

  /** Somebody has read what was refused. */
  seen() {
    this.queue.keep(kept => (kept.refused = []))
    this.draw()
  }

  leave() {
    const shift = this.shift
    this.queue.keep(kept => (kept.shift = null))
    this.draw()
    if (shift) fetch(`/api/floor/shifts/${shift.id}`, { method: 'DELETE', headers: { 'X-Troth': '1' } }).catch(() => {})
  }

  ask({ title, number, value, least, step = 1, reasons, who, send }, done) {
    this.asked = { done, least, step, number: !!number, who }
    this.sheetTitleTarget.textContent = title
    this.sheetErrorTarget.hidden = true
    this.askWhoTarget.hidden = !who
    this.askNumberTarget.hidden = !number
    this.askReasonTarget.hidden = !reasons
    this.numberLabelTarget.textContent = number ?? ''
    this.numberTarget.value = value ?? ''
    this.pinTarget.value = ''
    this.reasonTarget.replaceChildren(...(reasons ?? []).map(key => {
      const option = this.make('option', '', this.word(key))
      option.value = key.split('.')[1]
      return option
    }))
    this.sendTarget.textContent = send
    this.sheetTarget.showModal()
    if (who) this.pinTarget.focus()
  }

  async told(event) {
    event.preventDefault()
    const { done, least, number } = this.asked
    const given = { number: Number(this.numberTarget.value), reason: this.reasonTarget.value }
    if (number && (!/^\d+$/.test(this.numberTarget.value.trim()) || given.number < least)) return this.wrong(this.word('wrongNumber'))
    if (!number) {
      const wrong = await done(given)
      if (typeof wrong === 'string') return this.wrong(wrong)
      return this.sheetTarget.close()
    }
    this.sheetTarget.close()
    done(given)
  }

  wrong(text) {
    this.sheetErrorTarget.textContent = text
    this.sheetErrorTarget.hidden = false
    this.pinTarget.value = ''
  }

  shut() {
    this.sheetTarget.close()
  }

  fewer() {
    this.numberTarget.value = Math.max(this.asked.least, Number(this.numberTarget.value || 0) - this.asked.step)
  }

  more() {
    this.numberTarget.value = Number(this.numberTarget.value || 0) + this.asked.step
  }

  async sync() {
    if (!this.work) return
    this.status = await this.queue.send(this.plantValue)
    if (this.status === 'later' && this.queue.kept.waiting.length === 0) this.status = 'sent'
    if (this.status === 'sent' || this.status === 'empty') await this.fetchWork()
    this.draw()
  }

  async fetchWork() {
    try {
      const answer = await fetch(this.urlValue, { redirect: 'manual' })
      if (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect') this.status = 'out'
      if (!answer.ok) return
      this.work = await answer.json()
    } catch {
      this.status = 'offline'
    }
  }
}
