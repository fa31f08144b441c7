import { Controller } from '@hotwired/stimulus'

// Find and do: the server finds, arrow keys choose, Enter goes. The input keeps the focus throughout, as a combobox does.
export default class extends Controller {
  static targets = ['input', 'form']

  connect() {
    this.open = () => {
      if (this.element.open) return
      this.element.showModal()
      this.formTarget.requestSubmit()
    }
    this.element.addEventListener('palette:open', this.open)
  }

  disconnect() {
    clearTimeout(this.timer)
    this.element.removeEventListener('palette:open', this.open)
  }

  search() {
    this.searching = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.formTarget.requestSubmit(), 120)
  }

  // Enter in the field chooses; only the timer and the opening search.
  submit(event) {
    if (event.submitter) event.preventDefault()
  }

  loaded() {
    this.searching = false
    this.choose(this.options[0])
    if (this.goWhenLoaded) this.go()
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
      if (this.searching) this.goWhenLoaded = true
      else this.go()
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
    this.goWhenLoaded = false
    this.chosen?.click()
  }

  outside(event) {
    if (event.target === this.element || event.target.closest('[role=option]')) this.element.close()
  }

  clear() {
    this.inputTarget.value = ''
    this.goWhenLoaded = false
  }

  get options() {
    return [...this.element.querySelectorAll('[role=option]')]
  }
}
