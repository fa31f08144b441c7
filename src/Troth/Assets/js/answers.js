import { Controller } from '@hotwired/stimulus'
import { singleKeysOff } from './keys.js'

// One question after the other without the mouse: each answer has a key of its own.
export default class extends Controller {
  static targets = ['answer']

  connect() {
    this.heard = event => this.hear(event)
    document.addEventListener('keydown', this.heard)
  }

  disconnect() {
    document.removeEventListener('keydown', this.heard)
  }

  hear(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || singleKeysOff() || event.target.closest('input, textarea, select, dialog')) return
    const answer = this.answerTargets.find(target => target.dataset.key === event.key.toLowerCase())
    if (!answer) return
    event.preventDefault()
    answer.click()
  }
}
