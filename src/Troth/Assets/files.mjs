import { readdir, readFile as read } from 'node:fs/promises'
import { join } from 'node:path'

const skipped = new Set(['node_modules', 'bin', 'obj', 'wwwroot'])

/** Files under a folder with one of these endings, in a fixed order. */
export async function glob(folder, endings) {
  const found = []
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) found.push(...(await glob(path, endings)))
    } else if (endings.some(end => entry.name.endsWith(end))) {
      found.push(path)
    }
  }
  return found
}

export const readFile = path => read(path, 'utf8')
