import { navigator } from '@hotwired/turbo'

// Sorting or filtering leads to the same page in another order: it is a step of its own, so that Back undoes it, yet the reader stays
// where they are, on the heading or filter they used.
export function keepPlace() {
  let shown = location.pathname
  let control = null

  document.addEventListener('turbo:before-render', () => {
    const visit = navigator.currentVisit
    const used = document.activeElement?.closest('[data-keep-place]') ? document.activeElement.id : ''
    control = used && visit?.action === 'advance' && visit.location.pathname === shown ? used : null
    // Turbo's own mark that the page stands where it should, which else goes to its top.
    if (control) visit.scrolled = true
  })

  document.addEventListener('turbo:render', () => {
    shown = location.pathname
    if (control) document.getElementById(control)?.focus({ preventScroll: true })
  })
}
