// The customer-safe view must hold in every tab and in pages the browser brings back: a page drawn under the other setting loads anew.
const drawn = () => document.documentElement.dataset.safeView === 'on'
const chosen = () => /(?:^|; )troth\.safe=on(?:;|$)/.test(document.cookie)

function check() {
  if (drawn() !== chosen()) location.reload()
}

export function keepSafeViewTrue() {
  if (!document.body.dataset.controller?.includes('keys')) return
  const channel = new BroadcastChannel('troth-safe-view')
  channel.addEventListener('message', check)
  channel.postMessage('drawn')
  addEventListener('pageshow', event => event.persisted && check())
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && check())
}
