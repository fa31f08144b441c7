import { Controller } from '@hotwired/stimulus'
import { morphTurboFrameElements } from '@hotwired/turbo'
import { listen } from './live-news.js'

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

// A frame that fetches itself anew when one of its topics changes; not while somebody types in it, has typed what is not sent yet, is
// sending it or reads why it was refused, and not while the tab is hidden.
export default class extends Controller {
  static values = { topics: String, src: String }

  connect() {
    const topics = this.topicsValue.split(' ')
    this.quit = listen(topic => {
      if (topic === '*' || topics.includes(topic)) this.refresh()
    })
    this.look = () => this.waiting && this.refresh()
    document.addEventListener('visibilitychange', this.look)
    this.element.addEventListener('focusout', this.look)
    // Turbo would morph it, too; but of two loads under way at once it puts the second in place of all that is there.
    this.morph = event => {
      if (event.target === this.element) event.detail.render = morphTurboFrameElements
    }
    this.element.addEventListener('turbo:before-frame-render', this.morph)
  }

  disconnect() {
    this.quit()
    document.removeEventListener('visibilitychange', this.look)
    this.element.removeEventListener('focusout', this.look)
    this.element.removeEventListener('turbo:before-frame-render', this.morph)
  }

  refresh() {
    this.waiting = document.hidden || this.inUse()
    if (this.waiting) return
    if (!this.element.src) this.name()
    this.element.reload()
  }

  inUse() {
    const typing = document.activeElement?.closest(fields)
    const sent = 'form[aria-busy], form:has([role=alert])'
    return this.element.contains(typing) || this.element.querySelector(sent) || [...this.element.querySelectorAll(fields)].some(differs)
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
