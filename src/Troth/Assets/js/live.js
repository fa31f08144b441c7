import { Controller } from '@hotwired/stimulus'
import { listen } from './live-news.js'

// A frame that fetches itself anew when one of its topics changes; not while somebody types in it, and not while the tab is hidden.
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
  }

  disconnect() {
    this.quit()
    document.removeEventListener('visibilitychange', this.look)
    this.element.removeEventListener('focusout', this.look)
  }

  refresh() {
    this.waiting = document.hidden || this.element.contains(document.activeElement?.closest('input, textarea, select'))
    if (this.waiting) return
    if (!this.element.src) this.name()
    this.element.reload()
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
