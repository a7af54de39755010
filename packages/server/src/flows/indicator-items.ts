import type { NewItem } from '@yibao/core/casework'
import { parseDivisionCode, zeroFen } from '@yibao/core/kernel'
import type { Grain, Judgement, Risk, Subject } from '@yibao/core/supervision'
import type { IndicatorRun, RunReader } from './indicator-ports.ts'

/** What a review item is called, and how what was judged explains itself. */
export interface IndicatorTexts {
  readonly titleOf: (judged: Judgement | Risk) => NewItem['title']
  readonly whyOf: (judged: Judgement | Risk) => string
}

interface IndicatorItems {
  readonly items: readonly NewItem[]
  /** Institutions whose region nobody told: they cannot be handed to anybody. */
  readonly unplaced: number
}

/** Who can be asked: others are parts of an institution, or nobody in particular. */
const asked: readonly Grain[] = ['provider', 'doctor']

const isAsked = ({ subject: { grain } }: { readonly subject: Subject }): boolean => asked.includes(grain)

function itemOf(judged: Judgement | Risk, { titleOf, whyOf }: IndicatorTexts, run: IndicatorRun): NewItem | null {
  const { subject, period } = judged
  const [providerCode, doctor] = subject.key
  const division = parseDivisionCode(subject.region ?? '')
  if (providerCode === undefined || !division.ok) return null
  const rule = 'topic' in judged ? `risk:${judged.topic}` : judged.indicator
  const told =
    'topic' in judged
      ? { score: judged.score, judged: judged.judged, reasons: judged.reasons }
      : { value: judged.value, rows: judged.rows, comparison: judged.why }
  return {
    source: 'outlier',
    sourceKey: [rule, period, subject.grain, ...subject.key].join('/'),
    providerCode,
    insuredId: null,
    doctor: doctor ?? null,
    rule,
    title: titleOf(judged),
    // What stands apart has no amount of its own: whoever reviews it finds what was charged wrongly.
    stake: zeroFen,
    division: division.value,
    facts: { period, ...told, run: run.digest, lake: run.lake.digest, why: whyOf(judged) },
  }
}

/**
 * Review items of a run: institutions and doctors that stand apart from their peers, and those whose score is listed. One for each
 * indicator or topic, period and subject, whatever run tells it.
 *
 * @param listedFrom score from which on a subject is listed
 */
export async function indicatorItems(
  { run, rows }: RunReader,
  listedFrom: number,
  texts: IndicatorTexts,
): Promise<IndicatorItems> {
  const found: (NewItem | null)[] = []
  for await (const one of rows('judgements'))
    if (one.means === 'outlier' && one.verdict === 'bad' && isAsked(one)) found.push(itemOf(one, texts, run))
  for await (const one of rows('risks'))
    if (one.score !== null && one.score >= listedFrom && isAsked(one)) found.push(itemOf(one, texts, run))
  const items = found.filter((item) => item !== null)
  return { items, unplaced: found.length - items.length }
}
