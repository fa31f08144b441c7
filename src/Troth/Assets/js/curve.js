import { Controller } from '@hotwired/stimulus'

// A curve's points follow the pointer and the arrow keys; what they say goes into the fields beside, which are what is sent.
export default class extends Controller {
  static targets = ['drawing', 'handle', 'field', 'draft', 'now']

  connect() {
    this.arm()
    // A page that is morphed into its next state brings the points without what scripts have added.
    this.drawn = () => this.arm()
    document.addEventListener('turbo:render', this.drawn)
  }

  disconnect() {
    document.removeEventListener('turbo:render', this.drawn)
  }

  arm() {
    this.handleTargets.forEach(handle => {
      handle.setAttribute('role', 'slider')
      handle.setAttribute('tabindex', '0')
      handle.setAttribute('aria-orientation', 'vertical')
      handle.setAttribute('aria-valuemin', '0')
      handle.setAttribute('aria-valuemax', String(Math.round(this.most)))
      this.say(handle)
    })
    this.fieldTargets.forEach(field => field.value && this.typed({ target: field }))
  }

  grab(event) {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    event.currentTarget.focus()
    this.held = event.currentTarget
  }

  drag(event) {
    if (this.held !== event.currentTarget) return
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.drawingTarget.getScreenCTM().inverse())
    this.moveTo(event.currentTarget, this.amountAt(at.y))
  }

  drop() {
    this.held = null
  }

  key(event) {
    const step = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key]
    const handle = event.currentTarget
    if (step) this.moveTo(handle, this.amountOf(handle) + step * this.most / 100)
    else if (event.key === 'Home') this.moveTo(handle, 0)
    else if (event.key === 'End') this.moveTo(handle, this.most)
    else return
    event.preventDefault()
  }

  typed({ target }) {
    const handle = this.handleTargets.find(one => one.dataset.field === target.name)
    const amount = plain(target.value)
    if (!handle || amount === null) return
    this.place(handle, amount)
    this.sketch()
  }

  moveTo(handle, amount) {
    const rounded = threeFigures(Math.min(this.most, Math.max(0, amount)))
    this.place(handle, rounded)
    const field = this.fieldTargets.find(one => one.name === handle.dataset.field)
    field.value = String(rounded)
    field.dispatchEvent(new Event('change', { bubbles: true }))
    this.sketch()
  }

  place(handle, amount) {
    const { top, bottom } = this.edges
    handle.setAttribute('cy', String(bottom - (bottom - top) * Math.min(1, amount / this.most)))
    handle.dataset.amount = String(amount)
    this.say(handle)
  }

  say(handle) {
    const amount = Math.round(this.amountOf(handle))
    handle.setAttribute('aria-valuenow', String(amount))
    handle.setAttribute('aria-valuetext', amount.toLocaleString(document.documentElement.lang || undefined))
  }

  // Straight between the points until the server has drawn the curve anew.
  sketch() {
    const points = [...this.handleTargets, ...this.nowTargets].map(at => [Number(at.getAttribute('cx')), Number(at.getAttribute('cy'))])
    this.draftTarget.setAttribute('points', points.sort((a, b) => a[0] - b[0]).map(point => point.join(',')).join(' '))
  }

  amountOf(handle) {
    return handle.dataset.amount === undefined ? this.amountAt(Number(handle.getAttribute('cy'))) : Number(handle.dataset.amount)
  }

  amountAt(y) {
    const { top, bottom } = this.edges
    return (bottom - y) / (bottom - top) * this.most
  }

  get most() {
    return Number(this.drawingTarget.dataset.most)
  }

  get edges() {
    return { top: Number(this.drawingTarget.dataset.top), bottom: Number(this.drawingTarget.dataset.bottom) }
  }
}

function threeFigures(amount) {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 2)
  return Math.round(amount / size) * size
}

// 12.500, 12,500.5 or 12 500: a mark before one or two last figures is the decimal one, the others group.
function plain(text) {
  const [, whole, rest] = /^([\d\s.,'’]*?)(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? []
  const digits = whole?.replace(/\D/g, '')
  return digits ? Number(rest ? `${digits}.${rest}` : digits) : null
}
