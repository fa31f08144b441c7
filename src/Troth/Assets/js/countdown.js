import { Controller } from '@hotwired/stimulus'

// How long something still holds, by the minute.
export default class extends Controller {
  static values = { until: Number, hours: String, minutes: String, over: String }

  connect() {
    this.timer = setInterval(() => this.show(), 5000)
    this.show()
  }

  disconnect() {
    clearInterval(this.timer)
  }

  show() {
    const left = Math.ceil((this.untilValue - Date.now()) / 60000)
    const words = left <= 0 ? this.overValue : left >= 60 ? this.hoursValue : this.minutesValue
    const said = words.replace('#h', Math.floor(left / 60)).replace('#m', left % 60)
    if (this.element.textContent !== said) this.element.textContent = said
  }
}
