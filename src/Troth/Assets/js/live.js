import { Controller } from '@hotwired/stimulus'
import { morphTurboFrameElements } from '@hotwired/turbo'
import { heardLately, listen } from './live-news.js'

const fields = 'input, textarea, select'

// Whether a field no longer holds what the page came with.
function differs(field) {
  if (field.options) {
    const given = [...field.options].findIndex(o => o.defaultSelected)
    return !field.multiple && field.selectedIndex !== Math.max(given, 0)
  }
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
  return field.value !== field.defaultValue.replace(/\r\n?/g, '\n') // as fields hold lines, however they were kept
}

const whole = address => new URL(address, document.baseURI).href

// A frame that fetches itself anew when one of its topics changes; not while somebody types in it, has typed what is not sent yet, is
// sending it, carries a part of it or reads why it was refused, not while it is being loaded, and not while the tab is hidden.
export default class extends Controller {
  static values = { topics: String, src: String }

  connect() {
    const topics = this.topicsValue.split(' ')
    this.quit = listen(topic => {
      if (topic === '*' || topics.includes(topic)) this.refresh()
    })
    this.look = event => this.waiting && !this.element.contains(event.relatedTarget ?? null) && this.refresh()
    document.addEventListener('visibilitychange', this.look)
    this.on = {
      focusout: this.look,
      'turbo:frame-load': event => event.target === this.element && this.loaded(),
      'turbo:fetch-request-error': event => event.target === this.element && this.element.setAttribute('complete', ''),
      'turbo:before-fetch-response': event => event.target === this.element && this.arrived(event),
      'turbo:before-frame-render': event => event.target === this.element && this.render(event),
    }
    for (const [name, hear] of Object.entries(this.on)) this.element.addEventListener(name, hear)
    // It was drawn before it listened: what was told meanwhile, or while it was a page left and come back to, it has not heard.
    const remembered = this.element.hasAttribute('complete') && !document.documentElement.hasAttribute('data-turbo-preview')
    if (remembered || heardLately(topics)) this.refresh()
  }

  disconnect() {
    this.quit()
    document.removeEventListener('visibilitychange', this.look)
    for (const [name, hear] of Object.entries(this.on)) this.element.removeEventListener(name, hear)
  }

  // Asked for while a load is under way, it would lose that load, and a lazy frame then never loads again: it is asked for afterwards.
  refresh() {
    const loading = this.element.src && !this.element.hasAttribute('complete')
    this.waiting = document.hidden || loading || this.inUse()
    if (this.waiting) return
    if (!this.element.src) this.name()
    this.element.reload()
  }

  // A lazy frame knows that it was loaded only a moment after it says so.
  async loaded() {
    await this.element.loaded
    setTimeout(() => this.waiting && this.element.isConnected && this.refresh())
  }

  // An answer to an address that the frame has left meanwhile, for its filters were changed, is no answer to what it asks now.
  arrived(event) {
    const { response } = event.detail.fetchResponse
    this.own = response.redirected || response.url === whole(this.element.src ?? this.srcValue)
    if (!this.own) event.preventDefault()
  }

  // Turbo would morph it, too; but of two loads under way at once it puts the second in place of all that is there. Whoever began to type
  // while the answer was on its way goes on.
  render(event) {
    const own = this.own
    this.own = false
    event.detail.render = (now, next) => {
      if (own && this.inUse()) this.waiting = true
      else morphTurboFrameElements(now, next)
    }
  }

  inUse() {
    const typing = document.activeElement?.closest(fields)
    const busy = 'form[aria-busy], form:has([role=alert]), .is-carried'
    return this.element.contains(typing) || this.element.querySelector(busy) || [...this.element.querySelectorAll(fields)].some(differs)
  }

  // A frame that is given its address loads it and puts it in place of what it shows, and with that takes away what the reader chose (a table
  // in place of a chart). Only a frame that has one already is morphed: so it is told its address as one it has loaded.
  name() {
    this.element.disabled = true
    this.element.src = this.srcValue
    this.element.setAttribute('complete', '')
    this.element.disabled = false
  }
}
