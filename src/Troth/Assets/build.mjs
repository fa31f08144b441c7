// Builds what the browser gets: one script, one stylesheet, the chart as a chunk of its own, two font files, one sprite of icons.
// Every name carries a hash of its content; manifest.json tells the pages today's names. Fails when something grows beyond its bound.
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { PurgeCSS } from 'purgecss'
import { checkIcons, sprite } from './icons.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const rooms = join(here, '..')
const out = join(here, '../wwwroot/assets')
const fresh = out + '.new'
const manifest = {}

// Compressed sizes, in bytes, that a page may cost.
const bounds = { 'app.css': 60_000, 'app.js': 60_000, 'chart.js': 220_000, 'icons.svg': 12_000, 'theme.js': 1_000 }

async function keep(name, content) {
  const bytes = Buffer.from(content)
  const end = extname(name)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const hashed = `${basename(name, end)}-${hash}${end}`
  manifest[name] = hashed
  await writeFile(join(fresh, hashed), bytes)
  await compress(hashed, name, bytes)
  return hashed
}

async function compress(file, name, bytes) {
  if (extname(file) === '.woff2') return
  const gz = gzipSync(bytes, { level: 9 })
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  await writeFile(join(fresh, file + '.gz'), gz)
  await writeFile(join(fresh, file + '.br'), br)
  const bound = bounds[name]
  console.log(`${name.padEnd(12)} ${String(bytes.length).padStart(8)}  ${String(gz.length).padStart(7)} gzip  ${String(br.length).padStart(7)} brotli`)
  if (bound && gz.length > bound) throw new Error(`${name} is ${gz.length} bytes compressed; its bound is ${bound}.`)
}

async function fonts() {
  const folder = join(here, 'node_modules/@fontsource-variable/inter')
  const css = await readFile(join(folder, 'index.css'), 'utf8')
  let kept = ''
  for (const set of ['latin-ext', 'latin']) {
    const face = css.split('/* ').find(part => part.startsWith(`inter-${set}-wght-normal `))
    const file = await keep(`inter-${set}.woff2`, await readFile(join(folder, `files/inter-${set}-wght-normal.woff2`)))
    kept += '/* ' + face.replace(/url\([^)]*\)/, `url(/assets/${file})`)
  }
  return kept
}

async function styles() {
  const [purged] = await new PurgeCSS().purge({
    content: [join(rooms, '**/*.razor'), join(rooms, 'Platform/Web/Components/*.cs'), join(here, 'js/*.js')],
    css: [{ raw: await readFile(join(here, 'node_modules/@tabler/core/dist/css/tabler.min.css'), 'utf8') }],
    // Splits of a page, kept whole so that a page can change its mind.
    safelist: ['html', 'body', 'row', 'g-3', /^col(-lg)?(-[4-8])?$/, /^d-(flex|none|block)$/, /^(gap|m[tb]|ms|me)-[0-3]$/, 'ms-auto', 'visually-hidden'],
    variables: true,
    keyframes: true,
    fontFace: true,
  })
  const own = await Promise.all((await readdir(join(here, 'css'))).sort().map(file => readFile(join(here, 'css', file), 'utf8')))
  const all = [purged.css, await fonts(), ...own].join('\n')
  const { code, warnings } = await transform(all, { loader: 'css', minify: true, target: ['chrome111', 'firefox113', 'safari16.4'] })
  if (warnings.length) throw new Error(warnings.map(w => w.text).join('\n'))
  await keep('app.css', code)
}

async function scripts() {
  const shared = { bundle: true, minify: true, write: false, target: ['chrome111', 'firefox113', 'safari16.4'], legalComments: 'none', logLevel: 'error' }
  const theme = await build({ ...shared, entryPoints: [join(here, 'js/theme.js')], format: 'iife' })
  await keep('theme.js', theme.outputFiles[0].contents)
  // The chart first, so that the script can name it by its hash.
  const chart = await build({ ...shared, entryPoints: [join(here, 'js/chart-drawing.js')], format: 'esm' })
  const file = await keep('chart.js', chart.outputFiles[0].contents)
  const app = await build({
    ...shared,
    entryPoints: [join(here, 'js/app.js')],
    format: 'esm',
    external: ['/assets/*'],
    define: { CHART_DRAWING: JSON.stringify('/assets/' + file) },
  })
  await keep('app.js', app.outputFiles[0].contents)
}

await rm(fresh, { recursive: true, force: true })
await mkdir(fresh, { recursive: true })
await checkIcons(rooms)
await keep('icons.svg', await sprite())
await keep('mark.svg', await readFile(join(here, 'mark.svg')))
await styles()
await scripts()
await writeFile(join(fresh, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
await rm(out, { recursive: true, force: true })
await rename(fresh, out)
