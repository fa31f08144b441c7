import { Controller } from '@hotwired/stimulus'

// Screen readers speak a status that changes, not one that was there when the page came: write it once more.
export default class extends Controller {
  connect() {
    const words = this.element.querySelector('span')
    const sentence = words.textContent
    this.timer = setTimeout(() => {
      words.textContent = ''
      words.textContent = sentence
    }, 150)
  }

  disconnect() {
    clearTimeout(this.timer)
  }
}
