import { Controller } from '@hotwired/stimulus'
import { visit } from '@hotwired/turbo'

// A chart to explore. The drawing code is fetched only here; until it has come, and whenever it cannot, the table stands.
export default class extends Controller {
  static targets = ['canvas', 'table', 'button', 'toTable', 'toChart', 'said']
  static values = { url: String, open: String, failed: String }

  connect() {
    // Morphing a page into its next state would take the drawing away, which the server knows nothing of; what it draws may have changed, though.
    this.kept = event => {
      if ([this.canvasTarget, this.buttonTarget, this.saidTarget].includes(event.target)) event.preventDefault()
    }
    this.keptShown = event => {
      if (event.target === this.tableTarget && event.detail.attributeName === 'hidden') event.preventDefault()
    }
    this.morphed = event => {
      if (event.target === this.element) this.redraw()
    }
    this.element.addEventListener('turbo:before-morph-element', this.kept)
    this.element.addEventListener('turbo:before-morph-attribute', this.keptShown)
    this.element.addEventListener('turbo:morph-element', this.morphed)
    this.restyle = () => this.drawing?.restyle()
    addEventListener('themechange', this.restyle)
    this.size = new ResizeObserver(() => this.drawing?.resize())
    this.size.observe(this.canvasTarget)
    return this.redraw()
  }

  async redraw() {
    const round = (this.round = (this.round ?? 0) + 1)
    try {
      const [{ draw }, answer] = await Promise.all([import(CHART_DRAWING), fetch(this.urlValue, { headers: { Accept: 'application/json' } })])
      if (!answer.ok) throw new Error(`${this.urlValue} answered ${answer.status}`)
      const data = await answer.json()
      if (!this.element.isConnected || round !== this.round) return
      if (!this.drawing) this.show(true)
      this.drawing?.dispose()
      this.drawing = draw(this.canvasTarget, data, href => visit(href))
    } catch (error) {
      this.show(false)
      this.buttonTarget.hidden = true
      this.saidTarget.textContent = this.failedValue
      console.error(error)
    }
  }

  disconnect() {
    this.element.removeEventListener('turbo:before-morph-element', this.kept)
    this.element.removeEventListener('turbo:before-morph-attribute', this.keptShown)
    this.element.removeEventListener('turbo:morph-element', this.morphed)
    removeEventListener('themechange', this.restyle)
    this.size.disconnect()
    this.round++
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
    // The button names what it leads to.
    this.toTableTarget.hidden = !chart
    this.toChartTarget.hidden = chart
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
