// The one question before something that cannot be undone, in the page's own dialog.
export function ask(question) {
  const dialog = document.getElementById('confirm')
  if (!dialog) return Promise.resolve(window.confirm(question))
  dialog.querySelector('p').textContent = question
  dialog.returnValue = 'no'
  dialog.showModal()
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }))
}
