// Runs before the first paint, so that a dark page never flashes white. The choice is on the document; "auto" follows the device.
const root = document.documentElement
const device = matchMedia('(prefers-color-scheme: dark)')

function apply() {
  const dark = root.dataset.themeChoice === 'dark' || (root.dataset.themeChoice === 'auto' && device.matches)
  root.dataset.bsTheme = dark ? 'dark' : 'light'
}

apply()
device.addEventListener('change', () => {
  apply()
  dispatchEvent(new Event('themechange'))
})
