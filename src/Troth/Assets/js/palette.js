import { Controller } from '@hotwired/stimulus'

// Find and do: the server finds, arrow keys choose, Enter goes. The input keeps the focus throughout, as a combobox does.
export default class extends Controller {
  static targets = ['input', 'form', 'results']

  connect() {
    this.open = () => {
      if (this.element.open) return
      this.element.showModal()
      this.formTarget.requestSubmit()
    }
    this.element.addEventListener('palette:open', this.open)
    this.arrival = new MutationObserver(() => this.arrived())
    this.arrival.observe(this.resultsTarget, { childList: true })
  }

  disconnect() {
    clearTimeout(this.timer)
    this.arrival.disconnect()
    this.element.removeEventListener('palette:open', this.open)
  }

  search() {
    this.hurried = false
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.formTarget.requestSubmit(), 120)
  }

  arrived() {
    this.choose(this.options[0])
    if (this.hurried && this.fresh) this.go()
  }

  move(event) {
    const options = this.options
    const at = options.indexOf(this.chosen)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 5, options.length - 1), PageUp: Math.max(at - 5, 0) }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      this.choose(options.at(to >= options.length ? 0 : to))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      // What is shown may still be the answer to fewer letters.
      if (this.fresh) this.go()
      else this.hurried = true
    }
  }

  choose(option) {
    this.chosen?.setAttribute('aria-selected', 'false')
    this.chosen = option
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) this.inputTarget.setAttribute('aria-activedescendant', option.id)
    else this.inputTarget.removeAttribute('aria-activedescendant')
  }

  go() {
    this.hurried = false
    this.chosen?.click()
  }

  outside(event) {
    if (event.target === this.element || event.target.closest('[role=option]')) this.element.close()
  }

  clear() {
    this.inputTarget.value = ''
    this.hurried = false
  }

  get options() {
    return [...this.element.querySelectorAll('[role=option]')]
  }

  get fresh() {
    return this.element.querySelector('[role=listbox]').dataset.query === this.inputTarget.value
  }
}
