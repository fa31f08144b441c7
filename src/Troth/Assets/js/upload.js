import { Controller } from '@hotwired/stimulus'
import { visit } from '@hotwired/turbo'

// Sends a form's files with progress. The same form works without this, only more quietly. The token travels in a header, so the
// server can read the files as they come.
export default class extends Controller {
  static targets = ['zone', 'input', 'list', 'status', 'progress', 'failed']

  connect() {
    this.sent = event => this.send(event)
    this.element.addEventListener('submit', this.sent)
  }

  disconnect() {
    this.element.removeEventListener('submit', this.sent)
    this.stop()
  }

  over(event) {
    event.preventDefault()
    this.zoneTarget.classList.add('over')
  }

  leave() {
    this.zoneTarget.classList.remove('over')
  }

  drop(event) {
    event.preventDefault()
    this.leave()
    this.inputTarget.files = event.dataTransfer.files
    this.inputTarget.dispatchEvent(new Event('change', { bubbles: true }))
  }

  chosen() {
    const sizes = new Intl.NumberFormat(document.documentElement.dataset.culture, { maximumFractionDigits: 1 })
    this.listTarget.replaceChildren(...[...this.inputTarget.files].map(file => {
      const item = document.createElement('li')
      const size = file.size < 1e6 ? `${sizes.format(Math.max(file.size / 1e3, 0.1))} kB` : `${sizes.format(file.size / 1e6)} MB`
      item.textContent = `${file.name}, ${size}`
      return item
    }))
  }

  send(event) {
    event.preventDefault()
    event.stopImmediatePropagation()
    if (this.request) return
    const form = new FormData(this.element, event.submitter)
    const request = (this.request = new XMLHttpRequest())
    request.open('POST', this.element.action)
    request.setRequestHeader('X-Form-Token', form.get('formToken'))
    request.setRequestHeader('Accept', 'text/html')
    request.upload.onprogress = ({ loaded, total }) => (this.progressTarget.value = (100 * loaded) / total)
    request.onload = () => this.arrived(request)
    request.onerror = () => this.end(true)
    request.onabort = () => this.end(false)
    this.statusTarget.hidden = false
    this.failedTarget.hidden = true
    request.send(form)
  }

  stop() {
    this.request?.abort()
  }

  arrived(request) {
    this.end(false)
    const redirected = request.responseURL !== this.element.action
    visit(request.responseURL, {
      action: redirected ? 'advance' : 'replace',
      // Turbo would show a refused form as a broken page; it is the form again, with its reasons.
      response: { statusCode: request.status < 500 ? 200 : request.status, responseHTML: request.responseText, redirected },
    })
  }

  end(failed) {
    this.request = null
    this.progressTarget.value = 0
    this.statusTarget.hidden = true
    this.failedTarget.hidden = !failed
  }
}
