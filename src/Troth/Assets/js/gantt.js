import { Controller } from '@hotwired/stimulus'
import { visit } from '@hotwired/turbo'
import { singleKeysOff } from './keys.js'

const step = 5 // minutes to which a dragged start is rounded
const letters = { p: 'pin', u: 'unpin', r: 'release' }

// The plan as a picture. The server draws it; here it is walked by keys, told in words, and its bars are dragged. A drag only leads to the
// page that shows what it would do.
export default class extends Controller {
  static targets = ['picture', 'bar', 'told']
  static values = { from: String, minutes: Number, drag: Boolean }

  connect() {
    this.on = {
      keydown: event => this.key(event),
      focusin: event => this.tell(event.target.closest('.gantt-bar')),
      mouseover: event => this.tell(event.target.closest('.gantt-bar')),
      pointerdown: event => this.take(event),
      pointermove: event => this.carry(event),
      pointerup: event => this.put(event),
      pointercancel: () => this.drop(),
      click: event => this.moved && (event.preventDefault(), (this.moved = false)),
      dragstart: event => event.preventDefault(),
      // The server draws each bar out of Tab's way; which one it reaches is known here only.
      'turbo:before-morph-attribute': event => event.detail.attributeName === 'tabindex' && event.target.matches('.gantt-bar') && event.preventDefault(),
      'turbo:morph-element': event => event.target === this.element && this.enter(),
    }
    for (const [name, hear] of Object.entries(this.on)) this.element.addEventListener(name, hear)
    this.enter()
  }

  disconnect() {
    for (const [name, hear] of Object.entries(this.on)) this.element.removeEventListener(name, hear)
  }

  // One bar can be reached by Tab; arrows go on from there.
  enter() {
    if (this.barTargets.length > 0 && !this.barTargets.some(bar => bar.getAttribute('tabindex') === '0')) this.barTargets[0].setAttribute('tabindex', '0')
  }

  barTargetConnected() {
    this.enter()
  }

  tell(bar) {
    if (bar) this.toldTarget.textContent = bar.getAttribute('aria-label')
  }

  key(event) {
    const bar = event.target.closest('.gantt-bar')
    if (!bar || event.ctrlKey || event.metaKey || event.altKey) return
    const to = this.beside(bar, event.key)
    if (to) {
      event.preventDefault()
      bar.setAttribute('tabindex', '-1')
      to.setAttribute('tabindex', '0')
      to.focus()
      to.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    } else if (!singleKeysOff() && bar.dataset.movable) {
      const way = letters[event.key.toLowerCase()]
      if (way) this.go(bar, { how: way })
      else if (event.key.toLowerCase() === 'm') this.go(bar, {})
    }
  }

  beside(bar, key) {
    const rows = [...new Set(this.barTargets.map(b => b.dataset.row))]
    const inRow = row => this.barTargets.filter(b => b.dataset.row === row).sort((a, b) => a.dataset.at - b.dataset.at)
    const own = inRow(bar.dataset.row)
    const at = own.indexOf(bar)
    if (key === 'ArrowRight') return own[at + 1]
    if (key === 'ArrowLeft') return own[at - 1]
    if (key === 'Home') return own[0]
    if (key === 'End') return own.at(-1)
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return null
    const row = rows[rows.indexOf(bar.dataset.row) + (key === 'ArrowDown' ? 1 : -1)]
    if (!row) return null
    return inRow(row).reduce((best, b) => (Math.abs(b.dataset.at - bar.dataset.at) < Math.abs(best.dataset.at - bar.dataset.at) ? b : best))
  }

  go(bar, query) {
    visit(`${bar.getAttribute('href')}?${new URLSearchParams(query)}`)
  }

  take(event) {
    const bar = event.target.closest('.gantt-bar')
    this.moved = false
    if (!bar || event.button !== 0 || !this.dragValue || !bar.dataset.movable || event.pointerType === 'touch') return
    this.carried = { bar, x: event.clientX, y: event.clientY, box: bar.querySelector('svg'), id: event.pointerId }
  }

  carry(event) {
    const one = this.carried
    if (!one) return
    const [dx, dy] = [event.clientX - one.x, event.clientY - one.y]
    if (!this.moved && Math.hypot(dx, dy) < 5) return
    if (!this.moved) one.bar.setPointerCapture(one.id)
    this.moved = true
    one.bar.classList.add('is-carried')
    one.bar.setAttribute('transform', `translate(${dx} ${dy})`)
  }

  put(event) {
    const one = this.carried
    const moved = this.moved
    this.drop()
    if (!one || !moved) return
    const row = this.rowAt(event.clientY)
    const width = this.pictureTarget.getBoundingClientRect().width
    const minutes = Math.max(0, Math.round((Number(one.bar.dataset.at) + ((event.clientX - one.x) / width) * this.minutesValue) / step) * step)
    this.go(one.bar, { center: row?.center ?? one.bar.dataset.center, machine: row?.machine ?? one.bar.dataset.machine, start: this.typed(minutes) })
  }

  drop() {
    this.carried?.bar.classList.remove('is-carried')
    this.carried?.bar.removeAttribute('transform')
    this.carried = null
  }

  // Rows are as tall as their names beside them.
  rowAt(y) {
    const name = [...this.element.querySelectorAll('.gantt-name')].find(n => {
      const box = n.getBoundingClientRect()
      return y >= box.top && y < box.bottom
    })
    return name ? { center: name.dataset.center, machine: name.dataset.machine } : null
  }

  // An instant: the first minute of the picture and so many more, whatever the clock on the plant's wall does in between.
  typed(minutes) {
    return new Date(Date.parse(`${this.fromValue}Z`) + minutes * 60000).toISOString().slice(0, 16) + 'Z'
  }
}
