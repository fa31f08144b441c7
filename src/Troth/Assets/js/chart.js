import { Controller } from '@hotwired/stimulus'
import { visit } from '@hotwired/turbo'

// A chart to explore. The drawing code is fetched only here; until it has come, and whenever it cannot, the table stands.
export default class extends Controller {
  static targets = ['canvas', 'table', 'button', 'said']
  static values = { url: String, open: String, failed: String }

  async connect() {
    try {
      const [{ draw }, answer] = await Promise.all([import(CHART_DRAWING), fetch(this.urlValue, { headers: { Accept: 'application/json' } })])
      if (!answer.ok) throw new Error(`${this.urlValue} answered ${answer.status}`)
      const data = await answer.json()
      if (!this.element.isConnected) return
      this.show(true)
      this.drawing = draw(this.canvasTarget, data, href => visit(href))
    } catch (error) {
      this.show(false)
      this.buttonTarget.hidden = true
      this.saidTarget.textContent = this.failedValue
      console.error(error)
      return
    }
    this.restyle = () => this.drawing.restyle()
    addEventListener('themechange', this.restyle)
    this.size = new ResizeObserver(() => this.drawing.resize())
    this.size.observe(this.canvasTarget)
  }

  disconnect() {
    removeEventListener('themechange', this.restyle)
    this.size?.disconnect()
    this.drawing?.dispose()
    this.drawing = null
    this.show(false)
    this.buttonTarget.hidden = true
  }

  toggle() {
    this.show(this.canvasTarget.hidden)
  }

  show(chart) {
    this.canvasTarget.hidden = !chart
    this.tableTarget.hidden = chart
    this.buttonTarget.hidden = false
    this.buttonTarget.setAttribute('aria-pressed', String(!chart))
  }

  move(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 10, ArrowDown: -10, Home: -Infinity, End: Infinity }[event.key]
    if (steps !== undefined) {
      event.preventDefault()
      const point = this.drawing.move(steps)
      this.saidTarget.textContent = point.text + (point.href ? `. ${this.openValue}.` : '')
    } else if (event.key === 'Enter') {
      const href = this.drawing.current()?.href
      if (href) visit(href)
    }
  }
}
