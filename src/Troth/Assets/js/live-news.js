// One stream of news for the whole browser. Browsers allow six connections to a server, so eight tabs cannot each hold one: the tabs
// elect a leader (it holds a lock), which listens and tells the others. When its tab closes the lock passes on.
// Customers have news of their own, and elect among their own tabs.
const address = document.documentElement.dataset.live ?? '/live'
const name = `troth-live${address}`
const channel = new BroadcastChannel(name)
const listeners = new Set()
let joined = false

/** Calls back with each topic that changed; "*" means some may have been missed. Returns how to stop. */
export function listen(callback) {
  listeners.add(callback)
  join()
  return () => listeners.delete(callback)
}

const heard = new Map()
const lately = 10_000 // as long as Turbo keeps a page that it fetched while the pointer was on its link

/** Whether one of these topics changed in the last seconds: a page that was drawn before may not show it. */
export function heardLately(topics) {
  return [...heard].some(([topic, at]) => performance.now() - at < lately && (topic === '*' || topics.includes(topic)))
}

function tell(topic) {
  heard.set(topic, performance.now())
  listeners.forEach(callback => callback(topic))
}

channel.addEventListener('message', ({ data }) => tell(data))

function join() {
  if (joined) return
  joined = true
  if (navigator.locks) withLock()
  else withLease()
}

function withLock() {
  const forGood = () => new Promise(() => {})
  navigator.locks.request(name, { ifAvailable: true }, lock => {
    if (lock) {
      lead(false)
      return forGood()
    }
    navigator.locks.request(name, () => {
      lead(true)
      return forGood()
    })
  })
}

// Locks exist only where the page is trusted (https or this machine). Elsewhere the leader signs a lease every two seconds.
function withLease() {
  const me = crypto.getRandomValues(new Uint32Array(2)).join('-')
  let leading = null
  setInterval(() => {
    const [holder, signed] = (localStorage.getItem(name) ?? ' 0').split(' ')
    const free = Date.now() - Number(signed) > 6000
    if (holder === me || free) {
      localStorage.setItem(name, `${me} ${Date.now()}`)
      if (holder === me) leading ??= lead(true)
    } else if (leading) {
      leading.close()
      leading = null
    }
  }, 2000)
}

function lead(missedSome) {
  const pass = topic => {
    tell(topic)
    channel.postMessage(topic)
  }
  const source = new EventSource(address)
  source.onopen = () => {
    if (missedSome) pass('*')
    missedSome = true
  }
  source.onmessage = ({ data }) => pass(data)
  return source
}
