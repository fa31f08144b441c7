// The sprite holds the icons listed in icons.json and no others. A page that names an icon outside the list, or a list that names an
// icon Tabler does not have, fails the build rather than showing a hole.
import { glob, readFile } from './files.mjs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const listed = JSON.parse(await readFile(join(here, 'icons.json')))

export async function sprite() {
  const symbols = await Promise.all(listed.map(async name => {
    let svg
    try {
      svg = await readFile(join(here, `node_modules/@tabler/icons/icons/outline/${name}.svg`))
    } catch {
      throw new Error(`icons.json names "${name}", which Tabler does not have.`)
    }
    const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace('</svg>', '').replace(/<path stroke="none"[^>]*\/>/, '').replace(/\s*\n\s*/g, '')
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`
  }))
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>`
}

/** Names written out in pages and menus: <Icon Name="…">, Icon="…", and the icon of a MenuItem, PaletteCommand or Found in C#. */
export async function checkIcons(rooms) {
  const unknown = []
  for (const file of await glob(rooms, ['.razor', '.cs'])) {
    const text = await readFile(file)
    const names = [
      ...text.matchAll(/<Icon Name="([a-z][a-z0-9-]*)"/g),
      ...text.matchAll(/\bIcon="([a-z][a-z0-9-]*)"/g),
      ...text.matchAll(/new (?:MenuItem|PaletteCommand)\([^;]*?"\/[^"]*", "([a-z][a-z0-9-]*)"/g),
    ]
    unknown.push(...names.filter(([, name]) => !listed.includes(name)).map(([, name]) => `${name} in ${file}`))
  }
  if (unknown.length) throw new Error(`Icons missing from Assets/icons.json:\n${unknown.join('\n')}`)
}
