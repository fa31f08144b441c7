import { Controller } from '@hotwired/stimulus'

// Filters apply themselves. While typing only where the list is a frame, for a whole new page would take the caret away.
export default class extends Controller {
  static targets = ['button']
  static values = { wait: { type: Number, default: 300 } }

  connect() {
    this.buttonTargets.forEach(button => (button.hidden = true))
    // A page that is morphed into its next state brings the button without that.
    this.element.addEventListener('turbo:before-morph-attribute', event => {
      if (event.detail.attributeName === 'hidden' && this.buttonTargets.includes(event.target)) event.preventDefault()
    })
    // What filters nothing need not stand in the address.
    this.element.addEventListener('formdata', ({ formData }) => [...formData].forEach(([name, value]) => value === '' && formData.delete(name)))
  }

  disconnect() {
    clearTimeout(this.timer)
  }

  later(event) {
    if (!this.element.dataset.turboFrame || !['text', 'search'].includes(event.target.type)) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), this.waitValue)
  }

  now(event) {
    if (this.element.dataset.turboFrame && ['text', 'search'].includes(event.target.type)) return
    this.send()
  }

  send() {
    clearTimeout(this.timer)
    this.element.requestSubmit()
  }
}
