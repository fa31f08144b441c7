import { Controller } from '@hotwired/stimulus'

const lettersOff = 'troth.single-keys-off'

export const singleKeysOff = () => Boolean(localStorage.getItem(lettersOff))

// Coming back to a page finds its dialogs closed: one that was copied open could not be closed again.
const closeDialogs = () => document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close())

// Keys that work on every page. Single keys keep quiet while somebody types, and can be switched off in the list of keys.
export default class extends Controller {
  static targets = ['letters']

  connect() {
    this.heard = event => this.hear(event)
    document.addEventListener('keydown', this.heard)
    document.addEventListener('turbo:before-cache', closeDialogs)
  }

  disconnect() {
    document.removeEventListener('keydown', this.heard)
    document.removeEventListener('turbo:before-cache', closeDialogs)
  }

  lettersTargetConnected(box) {
    box.checked = !singleKeysOff()
  }

  toggleLetters({ target }) {
    if (target.checked) localStorage.removeItem(lettersOff)
    else localStorage.setItem(lettersOff, 'off')
  }

  hear(event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') return this.openPalette(event)
    if (event.ctrlKey || event.metaKey || event.altKey || singleKeysOff()) return
    if (event.target.closest('input, textarea, select, [contenteditable], dialog')) return
    if (event.key === '/') this.openPalette(event)
    else if (event.key === '?') this.openList(event)
    else if (event.key === 'h' || event.key === 'H') this.toggleSafeView(event)
  }

  print() {
    window.print()
  }

  openPalette(event) {
    event.preventDefault()
    document.getElementById('side')?.hidePopover?.()
    document.getElementById('palette')?.dispatchEvent(new CustomEvent('palette:open'))
  }

  openList(event) {
    event.preventDefault()
    document.getElementById('side')?.hidePopover?.()
    document.getElementById('key-list')?.showModal()
  }

  toggleSafeView(event) {
    event.preventDefault()
    document.getElementById('safe-view')?.requestSubmit()
  }
}
