// Draws ChartData (see Platform/Web/ChartData.cs) with the page's own colours and the reader's numbers.
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

const shapes = { kept: 'circle', accent: 'diamond', risk: 'triangle', broken: 'rect', none: 'circle', plain: 'roundRect' }
const token = name => getComputedStyle(document.documentElement).getPropertyValue(`--tr-${name}`).trim()
const colour = tone => token(tone === 'plain' ? 'ink' : tone)

function numbers(axis, notation) {
  const money = axis.currency ? { style: 'currency', currency: axis.currency, currencyDisplay: 'narrowSymbol' } : {}
  return new Intl.NumberFormat(document.documentElement.dataset.culture, { ...money, notation, maximumFractionDigits: notation === 'compact' ? 1 : 0 })
}

/** On a logarithmic axis nothing has no place; it stands on the floor, whose label then says 0. */
function floorOf(axis, values) {
  if (!axis.log) return null
  const least = Math.min(...values.filter(value => value > 0), Infinity)
  return Number.isFinite(least) ? 10 ** Math.floor(Math.log10(least)) : 1
}

function axisOption(axis, values, side) {
  const short = numbers(axis, 'compact')
  const floor = floorOf(axis, values)
  const zeros = values.some(value => value <= 0)
  const line = { lineStyle: { color: token('line') } }
  const label = { color: token('muted'), fontFamily: token('font'), fontSize: 12 }
  const names = axis.names ? { type: 'category', data: axis.names, axisTick: { show: false } } : { type: axis.log ? 'log' : 'value' }
  return {
    ...names,
    ...(axis.log ? { min: floor, max: 10 ** Math.ceil(Math.log10(Math.max(...values, floor * 10))) } : {}),
    name: axis.label ?? '',
    nameLocation: 'middle',
    nameGap: side === 'x' ? 30 : 52,
    nameTextStyle: label,
    axisLine: line,
    splitLine: { show: side === 'y' || !axis.names, ...line },
    axisLabel: { ...label, ...(axis.names ? {} : { formatter: value => (value === floor && zeros ? short.format(0) : short.format(value)) }) },
  }
}

export function draw(element, data, open) {
  const chart = init(element, null, { renderer: 'canvas' })
  const bars = data.kind === 'bars'
  const xs = bars ? [] : data.series.flatMap(series => series.x)
  const ys = data.series.flatMap(series => series.y)
  const xFloor = floorOf(data.x, xs)
  const yFloor = floorOf(data.y, ys)
  const fullX = numbers(data.x, 'standard')
  const fullY = numbers(data.y, 'standard')

  const textOf = (series, i) => {
    const name = series.names?.[i] ?? data.x.names?.[i] ?? ''
    const figures = bars ? fullY.format(series.y[i]) : `${data.x.label} ${fullX.format(series.x[i])}, ${data.y.label} ${fullY.format(series.y[i])}`
    return data.series.length > 1 ? `${name}, ${series.name}: ${figures}` : `${name}: ${figures}`
  }

  const points = data.series
    .flatMap((series, s) => series.y.map((y, i) => ({ s, i, x: bars ? i : series.x[i], y, href: series.hrefs?.[i], text: textOf(series, i) })))
    .sort((a, b) => a.x - b.x || a.y - b.y)
  let at = -1

  // Words by nodes, never by markup: names come from imported files.
  const tip = ({ seriesIndex, dataIndex }) => {
    const series = data.series[seriesIndex]
    const box = document.createElement('div')
    box.className = 'chart-tip'
    const name = document.createElement('b')
    name.textContent = series.names?.[dataIndex] ?? data.x.names?.[dataIndex] ?? ''
    const lines = bars
      ? [fullY.format(series.y[dataIndex])]
      : [series.name, `${data.x.label}: ${fullX.format(series.x[dataIndex])}`, `${data.y.label}: ${fullY.format(series.y[dataIndex])}`]
    box.append(name, ...lines.map(line => Object.assign(document.createElement('div'), { textContent: line })))
    return box
  }

  function seriesOption(series) {
    const tone = colour(series.tone)
    if (bars) return { name: series.name, type: 'bar', data: series.y, itemStyle: { color: tone, borderRadius: [2, 2, 0, 0] }, barMaxWidth: 36 }
    const size = points.length > 2000 || element.clientWidth < 480 ? 5 : 8
    return {
      name: series.name,
      type: 'scatter',
      symbol: shapes[series.tone],
      symbolSize: size,
      large: points.length > 5000,
      data: series.x.map((x, i) => [xFloor ? Math.max(x, xFloor) : x, yFloor ? Math.max(series.y[i], yFloor) : series.y[i]]),
      // The last kind is a ring: least ink for what matters least.
      itemStyle: series.tone === 'none' ? { color: 'transparent', borderColor: tone, borderWidth: 1.3 } : { color: tone, opacity: 0.7 },
      emphasis: { scale: 1.8, itemStyle: { opacity: 1 } },
    }
  }

  function diagonal() {
    const from = Math.max(xFloor ?? 0, yFloor ?? 0)
    const to = Math.min(Math.max(...xs), 10 ** Math.ceil(Math.log10(Math.max(...ys, 1))))
    return { type: 'line', data: [[from, from], [to, to]], showSymbol: false, silent: true, lineStyle: { type: 'dashed', color: token('none'), width: 1 }, tooltip: { show: false } }
  }

  function restyle() {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: token('font') },
      grid: { left: data.y.label ? 72 : 52, right: 16, top: data.series.length < 2 ? 12 : chart.getWidth() < 420 ? 60 : 36, bottom: data.x.label ? 46 : 26 },
      legend: { show: data.series.length > 1, top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: token('ink'), fontSize: 13 }, inactiveColor: token('none'), data: data.series.map(s => s.name) },
      tooltip: { trigger: 'item', confine: true, formatter: tip, backgroundColor: token('card'), borderColor: token('line'), textStyle: { color: token('ink'), fontSize: 13 }, transitionDuration: 0, extraCssText: 'box-shadow:none' },
      xAxis: axisOption(data.x, xs, 'x'),
      yAxis: axisOption(data.y, ys, 'y'),
      series: [...data.series.map(seriesOption), ...(data.diagonal ? [diagonal()] : [])],
    }, true)
  }

  restyle()
  chart.on('click', ({ seriesIndex, dataIndex }) => {
    const href = data.series[seriesIndex]?.hrefs?.[dataIndex]
    if (href) open(href)
  })

  return {
    restyle,
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
    current: () => points[at],
    move(steps) {
      const before = points[at]
      at = Math.min(Math.max(at + steps, 0), points.length - 1)
      if (before) chart.dispatchAction({ type: 'downplay', seriesIndex: before.s, dataIndex: before.i })
      const { s, i } = points[at]
      chart.dispatchAction({ type: 'highlight', seriesIndex: s, dataIndex: i })
      chart.dispatchAction({ type: 'showTip', seriesIndex: s, dataIndex: i })
      return points[at]
    },
  }
}
