// The sprite holds the icons listed in icons.json and no others. A page that names an icon outside the list, a listed icon that nothing
// names any more, or one that Tabler does not have, fails the build rather than showing a hole or weighing on every first visit.
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

// Where pages, menus and search name an icon. An expression may name several.
const places = [
  /<Icon Name="([^"@]+)"/g,
  /<Icon Name="(@\((?:[^"]|"[a-z0-9-]*")*?\))"/g,
  /\bIcon="([^"@]+)"/g,
  /\bIcon="(@\((?:[^"]|"[a-z0-9-]*")*?\))"/g,
  /\bIcon \{ get; set; \} = "([^"]+)"/g,
  /\bstring Shape => Tone switch\s*(\{[^}]*\})/g,
  /new (?:MenuItem|PaletteCommand|Found)\([^;]*?\$?"\/[^"]*", "([^"]+)"/g,
]
const words = named => /^[@{]/.test(named) ? [...named.matchAll(/"([a-z][a-z0-9-]*)"/g)].map(([, word]) => word) : [named]

/** Fails where pages and list differ. */
export async function checkIcons(rooms) {
  const used = new Map()
  for (const file of await glob(rooms, ['.razor', '.cs'])) {
    const text = await readFile(file)
    for (const place of places) for (const [, named] of text.matchAll(place)) for (const name of words(named)) used.set(name, file)
  }
  const missing = [...used].filter(([name]) => !listed.includes(name)).map(([name, file]) => `${name} is used in ${file} and missing from the list`)
  const idle = listed.filter(name => !used.has(name)).map(name => `${name} is listed and used nowhere`)
  if (missing.length + idle.length) throw new Error(`Assets/icons.json:\n${[...missing, ...idle].join('\n')}`)
}
