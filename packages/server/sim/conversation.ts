import type { IsoDate } from '@yibao/core/kernel'
import { type AnswerNode, nodeIn, rowsIn, textIn } from './answers.ts'
import { type Batch, billingOf, momentOf, splitOf } from './bills.ts'
import { differences, type Figures, faultsIn, figuresIn, lineFaults, opposite } from './figures.ts'
import type { Exchange, Till } from './till.ts'
import type { Episode } from './visits.ts'

/** One settlement or cancel that the centre confirmed; a reversal answers no amounts, so they are those it undid. */
export interface Booking {
  readonly kind: 'settle' | 'cancel' | 'reverse'
  readonly settlementId: string
  readonly visitId: string
  readonly figures: Figures
}

/** How one episode went. */
export interface EpisodeRecord {
  readonly episode: Episode
  readonly bookings: readonly Booking[]
  /** Refusals that the plan expects. */
  readonly refusalsPlanned: readonly Exchange[]
  /** Where an answer contradicts itself, another answer or the plan. */
  readonly findings: readonly string[]
  /** The exchange after which the episode could not go on. */
  readonly stoppedBy: Exchange | null
}

/** A settlement as the client holds it: what it needs to cancel, reverse or repeat it. */
interface Settled extends Booking {
  readonly exchange: Exchange
}

/** A message takes some seconds at a window; only the client's own clock moves by it. */
const secondsPerMessage = 4

/** Talks one episode through; ends early at the first answer without which it cannot go on. */
class Conversation {
  readonly bookings: Booking[] = []
  readonly refusalsPlanned: Exchange[] = []
  readonly findings: string[] = []
  stoppedBy: Exchange | null = null
  readonly #till: Till
  readonly #episode: Episode
  readonly #on: IsoDate
  readonly #billing: ReturnType<typeof billingOf>
  #second: number
  #insuredAt = ''

  constructor(till: Till, episode: Episode, on: IsoDate) {
    this.#till = till
    this.#episode = episode
    this.#on = on
    this.#billing = billingOf(episode, on)
    this.#second = episode.second
  }

  async #send(infno: string, input: unknown): Promise<Exchange> {
    this.#second += secondsPerMessage
    const at = momentOf(this.#on, this.#second)
    return await this.#till.send(infno, input, { at, insuredAt: this.#insuredAt })
  }

  async #ask(infno: string, input: unknown): Promise<AnswerNode | null> {
    const exchange = await this.#send(infno, input)
    if (exchange.outcome.kind === 'success') return exchange.outcome.output
    this.stoppedBy = exchange
    return null
  }

  #found(faults: readonly string[]): void {
    const { number, institution, case: planned } = this.#episode
    this.findings.push(
      ...faults.map((fault) => `#${number} ${institution.provider.providerCode} ${planned.english}: ${fault}`),
    )
  }

  async identify(): Promise<boolean> {
    const output = await this.#ask('1101', this.#billing.identify())
    if (output === null) return false
    const { insured, enrolment } = this.#episode.member
    const found = textIn(nodeIn(output, 'baseinfo'), 'psn_no')
    if (found !== insured.insuredId) this.#found([`1101 found ${found}, not ${insured.insuredId}`])
    const insurance = rowsIn(output, 'insuinfo').find((row) => textIn(row, 'insutype') === enrolment.scheme)
    this.#insuredAt = textIn(insurance ?? {}, 'insuplc_admdvs')
    return true
  }

  /** Opens the visit and describes it; returns its number at the centre. */
  async register(): Promise<string | null> {
    const output = await this.#ask('2201', this.#billing.register())
    if (output === null) return null
    const visitId = textIn(nodeIn(output, 'data'), 'mdtrt_id')
    return (await this.#ask('2203', this.#billing.describe(visitId))) === null ? null : visitId
  }

  async upload(visitId: string, batch: Batch): Promise<boolean> {
    const output = await this.#ask('2204', this.#billing.upload(visitId, batch))
    if (output === null) return false
    this.#found(lineFaults(batch.lines, rowsIn(output, 'result')))
    return true
  }

  /** Uploads lines of which one has expired; the whole batch must be refused and nothing be on file. */
  async uploadExpired(visitId: string, batch: Batch): Promise<void> {
    const exchange = await this.#send('2204', this.#billing.upload(visitId, batch))
    if (exchange.outcome.kind === 'refused') this.refusalsPlanned.push(exchange)
    else this.#found([`2204 with an expired item ended in ${exchange.outcome.kind}`])
  }

  async revoke(visitId: string, batch: Batch): Promise<boolean> {
    return (await this.#ask('2205', this.#billing.revoke(visitId, batch))) !== null
  }

  /** Asks what a bill would come to; `visitId` is null for a purchase, which has no visit yet. */
  async quote(visitId: string | null, batch: Batch): Promise<AnswerNode | null> {
    const { purchase, settle } = this.#billing
    const output =
      visitId === null
        ? await this.#ask('2101', purchase(batch, {}))
        : await this.#ask('2206', settle(visitId, batch, {}))
    if (output === null) return null
    const setlinfo = nodeIn(output, 'setlinfo')
    this.#found(faultsIn(figuresIn(setlinfo)))
    if (visitId === null) this.#found(lineFaults(batch.lines, rowsIn(output, 'detlcutinfo')))
    return setlinfo
  }

  async settle(visitId: string | null, batch: Batch, quoted: AnswerNode): Promise<Settled | null> {
    const { purchase, settle } = this.#billing
    const [infno, input] =
      visitId === null ? ['2102', purchase(batch, splitOf(quoted))] : ['2207', settle(visitId, batch, splitOf(quoted))]
    const exchange = await this.#send(infno, input)
    if (exchange.outcome.kind !== 'success') {
      this.stoppedBy = exchange
      return null
    }
    const setlinfo = nodeIn(exchange.outcome.output, 'setlinfo')
    const figures = figuresIn(setlinfo)
    this.#found([...faultsIn(figures), ...differences('settled against quoted', figures, figuresIn(quoted))])
    const settlementId = textIn(setlinfo, 'setl_id')
    if (settlementId === '') this.#found([`${infno} succeeded without setl_id`])
    const booking: Booking = { kind: 'settle', settlementId, visitId: textIn(setlinfo, 'mdtrt_id'), figures }
    this.bookings.push(booking)
    return { ...booking, exchange }
  }

  /** Sends a settlement a second time: the answer must be the first one, the booking is not a second one. */
  async repeat({ exchange }: Settled): Promise<void> {
    const again = await this.#till.repeat(exchange)
    const [first, second] = [exchange.outcome, again.outcome].map((outcome) => JSON.stringify(outcome))
    if (first !== second) this.#found([`${exchange.infno} sent twice had two answers: ${first} and ${second}`])
  }

  async cancel(settled: Settled): Promise<boolean> {
    const infno = settled.exchange.infno === '2102' ? '2103' : '2208'
    const output = await this.#ask(infno, this.#billing.cancel(settled.settlementId, settled.visitId))
    if (output === null) return false
    const setlinfo = nodeIn(output, 'setlinfo')
    const figures = figuresIn(setlinfo)
    this.#found(differences('cancelled against settled', figures, opposite(settled.figures)))
    this.bookings.push({
      kind: 'cancel',
      settlementId: textIn(setlinfo, 'setl_id'),
      visitId: settled.visitId,
      figures,
    })
    return true
  }

  async reverse({ exchange, settlementId, visitId, figures }: Settled): Promise<void> {
    const output = await this.#ask('2601', this.#billing.reverse(exchange.msgid, exchange.infno))
    if (output === null) return
    this.bookings.push({ kind: 'reverse', settlementId, visitId, figures: opposite(figures) })
  }
}

/** Bills again what was cancelled: other lines in a batch of their own. */
async function replace(talk: Conversation, settled: Settled, visitId: string | null, episode: Episode): Promise<void> {
  if (!(await talk.cancel(settled))) return
  const first = { number: 'B0001', lines: episode.lines, firstLine: 1 }
  const batch = { number: 'B0002', lines: episode.otherLines, firstLine: episode.lines.length + 1 }
  if (visitId !== null) {
    if (!(await talk.revoke(visitId, first))) return
    if (!(await talk.upload(visitId, batch))) return
  }
  const quoted = await talk.quote(visitId, batch)
  if (quoted !== null) await talk.settle(visitId, batch, quoted)
}

async function talkThrough(talk: Conversation, episode: Episode): Promise<void> {
  const { course } = episode
  if (!(await talk.identify())) return
  const batch: Batch = { number: 'B0001', lines: episode.lines, firstLine: 1 }
  const visitId = episode.kind === 'visit' ? await talk.register() : null
  if (visitId !== null) {
    if (course === 'expired-line') await talk.uploadExpired(visitId, { ...batch, lines: episode.otherLines })
    if (!(await talk.upload(visitId, batch))) return
  } else if (episode.kind === 'visit') return

  const quoted = await talk.quote(visitId, batch)
  if (quoted === null || course === 'quote-only') return
  const settled = await talk.settle(visitId, batch, quoted)
  if (settled === null) return
  if (course === 'repeat') await talk.repeat(settled)
  if (course === 'cancel') await talk.cancel(settled)
  if (course === 'reverse') await talk.reverse(settled)
  if (course === 'replace') await replace(talk, settled, visitId, episode)
}

/** Plays one episode at a window as a cashier would, and checks what the centre answers on the way. */
export async function playEpisode(till: Till, episode: Episode, on: IsoDate): Promise<EpisodeRecord> {
  const talk = new Conversation(till, episode, on)
  await talkThrough(talk, episode)
  const { bookings, refusalsPlanned, findings, stoppedBy } = talk
  return { episode, bookings, refusalsPlanned, findings, stoppedBy }
}
