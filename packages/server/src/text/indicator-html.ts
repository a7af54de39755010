import { meansWords, valueText, verdictWords } from '@yibao/core/supervision'
import { type CardContent, cardSubject, divisionLine, numberLine, readingLines, titleOf } from './indicator-card.ts'
import { whyLines } from './indicator-why.ts'
import { both } from './words.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

const width = 640
const margin = 20

const placeOf =
  (low: number, high: number) =>
  (value: number): number =>
    margin + (high === low ? 0.5 : (value - low) / (high - low)) * (width - 2 * margin)

/** Peers as dots that pile up, the judged one in colour. */
function stripPicture({ peers, indicator }: CardContent): string {
  if (peers === null || peers.others.length === 0) return ''
  const { own, others } = peers
  const all = [...others, own]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const place = placeOf(low, high)
  const piles = new Map<number, number>()
  const dots = others
    .toSorted((one, other) => one - other)
    .map((value) => {
      const x = Math.round(place(value) / 6) * 6
      const height = piles.get(x) ?? 0
      piles.set(x, height + 1)
      return `<circle cx="${x}" cy="${100 - Math.min(14, height) * 6}" r="2.6" fill="#7a869a"/>`
    })
  const x = place(own).toFixed(1)
  const unit = peers.of === 'adjusted' ? 'ratio' : indicator.unit
  const of = peers.of === 'adjusted' ? '实际 ÷ 期望 observed ÷ expected' : '数值 value'
  return `<h2>同类分布 Peers (${others.length}) · ${of}</h2>
<svg viewBox="0 0 ${width} 130" role="img" aria-label="${safe(`${of}: ${valueText(own, unit, 3)}`)}">
<line x1="${margin}" y1="104" x2="${width - margin}" y2="104" stroke="#c3cad6"/>
${dots.join('\n')}
<path d="M${x} 106 l-6 11 h12 z" fill="#c0392b"/><line x1="${x}" y1="12" x2="${x}" y2="104" stroke="#c0392b" stroke-dasharray="3 3"/>
<text x="${margin}" y="128">${safe(valueText(low, unit, 3))}</text><text x="${width - margin}" y="128" text-anchor="end">${safe(valueText(high, unit, 3))}</text>
</svg>`
}

/** The months as a line; a month without value breaks it. */
function seriesPicture({ series, value, indicator: { unit } }: CardContent): string {
  if (series === null) return ''
  const told = series.values.filter((one) => one !== null)
  if (told.length < 2) return ''
  const [low, high] = [Math.min(...told), Math.max(...told)]
  const place = placeOf(0, series.values.length - 1)
  const heightOf = (one: number): number => 100 - (high === low ? 0.5 : (one - low) / (high - low)) * 80
  let path = ''
  let pen = 'M'
  for (const [at, one] of series.values.entries()) {
    if (one === null) {
      pen = 'M'
      continue
    }
    path += `${pen}${place(at).toFixed(1)} ${heightOf(one).toFixed(1)} `
    pen = 'L'
  }
  return `<h2>逐月 By month</h2>
<svg viewBox="0 0 ${width} 130" role="img" aria-label="${safe(`${series.first} .. ${value.period}`)}">
<path d="${path.trim()}" fill="none" stroke="#2c5aa0" stroke-width="2"/>
<text x="${margin}" y="14">${safe(valueText(high, unit))}</text><text x="${margin}" y="114">${safe(valueText(low, unit))}</text>
<text x="${margin}" y="128">${safe(series.first)}</text><text x="${width - margin}" y="128" text-anchor="end">${safe(value.period)}</text>
</svg>`
}

/** A card as one file that needs nothing else. */
export function cardPage(card: CardContent): string {
  const { value, indicator, judgements, run, opens } = card
  const judged = judgements.map(
    (judgement) =>
      `<section class="${judgement.verdict}"><h2>${safe(both(meansWords[judgement.means]))} · ${safe(both(verdictWords[judgement.verdict]))}</h2>${whyLines(
        judgement,
        indicator.unit,
      )
        .map((line) => `<p>${safe(line)}</p>`)
        .join('')}</section>`,
  )
  return `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(titleOf(card))}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1c2430}h1{font-size:1.3rem}h2{font-size:1rem;margin:1.2rem 0 .3rem}p{margin:.15rem 0}
.number{font-size:2rem}section{border-left:4px solid #c3cad6;padding-left:.8rem}.bad{border-color:#c0392b}.fine{border-color:#2e8b57}svg{width:100%;font-size:11px}code{display:block;background:#f2f4f8;padding:.5rem;overflow-wrap:anywhere}footer{color:#5b6675;font-size:.8rem;margin-top:1.5rem;overflow-wrap:anywhere}</style></head>
<body><h1>${safe(titleOf(card))} · ${safe(value.period)}</h1><p>${safe(cardSubject(value.subject))}</p>
<p class="number">${safe(numberLine(card))}</p><p>${safe(divisionLine(card))}</p>${readingLines(card)
    .map((line) => `<p>${safe(line)}</p>`)
    .join('')}
${judged.join('\n')}
${stripPicture(card)}
${seriesPicture(card)}
<h2>背后的行 The rows behind it</h2><code>${safe(opens)}</code>
<footer>数据湖 lake ${safe(run.lake.digest)} · 定义 definitions ${safe(run.definitions)} · 参数 parameters ${safe(run.topics)} · 运行 run ${safe(run.digest)} · ${safe(run.madeAt)}</footer></body></html>
`
}
