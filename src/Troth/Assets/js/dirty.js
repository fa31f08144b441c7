import { Controller } from '@hotwired/stimulus'
import { visit } from '@hotwired/turbo'
import { ask } from './confirm.js'

// Unsaved words are not lost without a question.
export default class extends Controller {
  connect() {
    // A form that came back refused holds what was typed before.
    this.changed = Boolean(this.element.querySelector('[role=alert]'))
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.element.addEventListener('input', () => (this.changed = true), { signal })
    this.element.addEventListener('submit', () => (this.changed = false), { signal })
    // A refused form stays, and holds what is not saved.
    this.element.addEventListener('turbo:submit-end', event => (this.changed = !event.detail.success), { signal })
    addEventListener('beforeunload', event => this.changed && event.preventDefault(), { signal })
    document.addEventListener('turbo:before-visit', event => this.hold(event), { signal })
  }

  disconnect() {
    this.listeners.abort()
  }

  async hold(event) {
    if (!this.changed) return
    event.preventDefault()
    if (!(await ask(this.element.dataset.leave))) return
    this.changed = false
    visit(event.detail.url)
  }
}
