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
    if (this.element.src) this.element.reload()
    else this.element.src = this.srcValue
  }
}
