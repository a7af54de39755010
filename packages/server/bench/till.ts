import { hash, randomBytes } from 'node:crypto'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { Institution } from '../sim/town.ts'
import type { Wire } from '../sim/wire.ts'
import type { Bill, Slots, VisitMessage } from './messages.ts'
import { fill } from './template.ts'

/** Somebody who comes to a till. */
export interface Patient {
  readonly person: string
  readonly scheme: string
  readonly voucher: string
}

/** How a message ended; a busy centre asked to be asked again. */
type Ending = 'ok' | 'busy' | 'refused'

export interface Sent {
  readonly infno: VisitMessage
  readonly ending: Ending
  readonly milliseconds: number
  /** What the centre said, of an ending that is not `ok`. */
  readonly said: string
}

/** Numbers of messages, used once in a whole run: the institution's code, a time, a sequence of four digits. */
export interface MessageNumbers {
  next(providerCode: string): string
}

/** A clock for `msgid`s that moves on one second whenever the sequence of an institution has come round. */
export function messageNumbers(on: string): MessageNumbers {
  const counts = new Map<string, number>()
  return {
    next(providerCode) {
      const count = counts.get(providerCode) ?? 0
      counts.set(providerCode, count + 1)
      const second = 8 * 3600 + Math.floor(count / 10_000)
      const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
      const time = `${two(second / 3600)}${two((second % 3600) / 60)}${two(second % 60)}`
      return providerCode + on.replaceAll('-', '') + time + String(count % 10_000).padStart(4, '0')
    },
  }
}

const path = '/fsi/api/rsfComIfsService/callService'

/** The head of a request, signed; see `sim/gateway.ts` for the signature. */
function headOf({ key, address }: Institution, infno: VisitMessage, nonce: string, bytes: number): string {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = hash('sha256', timestamp + key.secret + nonce + timestamp)
  return `POST ${address === 'fixed' ? path : `${path}/${infno}`} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json; charset=utf-8\r\nx-tif-paasid: ${key.account}\r\nx-tif-timestamp: ${timestamp}\r\nx-tif-nonce: ${nonce}\r\nx-tif-signature: ${signature}\r\ncontent-length: ${bytes}\r\n\r\n`
}

/** The text of a field of an answer, quoted or not; empty when it is not there. */
function fieldIn(answer: string, name: string): string {
  const at = answer.indexOf(`"${name}":`)
  if (at === -1) return ''
  let from = at + name.length + 3
  const quoted = answer.charCodeAt(from) === 34
  if (quoted) from += 1
  let until = from
  for (; until < answer.length; until += 1) {
    const character = answer.charCodeAt(until)
    if (character === 34 || (!quoted && (character === 44 || character === 125))) break
  }
  return answer.slice(from, until)
}

/** What an answer must hold, beside `infcode` 0, for the message to have done its work. */
const expected: Readonly<Record<VisitMessage, readonly string[]>> = {
  '2201': ['mdtrt_id'],
  '2204': ['det_item_fee_sumamt', 'inscp_scp_amt'],
  '2206': ['medfee_sumamt', 'inscp_scp_amt', 'psn_cash_pay'],
  '2207': ['setl_id', 'medfee_sumamt', 'inscp_scp_amt', 'psn_cash_pay'],
}

/** A busy answer asks for the same msgid again. */
const busyAnswer = 'send again with the same msgid'

const noSplit = { fulamt_ownpay_amt: '', overlmt_selfpay: '', preselfpay_amt: '', inscp_scp_amt: '' }

export interface TillOptions {
  readonly wire: Wire
  readonly institution: Institution
  readonly bills: readonly Bill[]
  readonly numbers: MessageNumbers
  readonly now: () => LocalDateTime
  readonly onSent: (sent: Sent) => void
}

/** One window at work; a message that does not end well ends its visit. */
export interface BenchTill {
  /** @returns whether the visit was settled */
  visit(patient: Patient): Promise<boolean>
}

export function benchTill({ wire, institution, bills, numbers, now, onSent }: TillOptions): BenchTill {
  const { providerCode } = institution.provider
  const run = randomBytes(8).toString('hex')
  let sent = 0
  let visits = 0

  const send = async (
    bill: Bill,
    infno: VisitMessage,
    slots: Omit<Slots, 'msgid' | 'time'>,
  ): Promise<string | null> => {
    sent += 1
    const { text, bytes } = fill(bill.messages[infno], { ...slots, msgid: numbers.next(providerCode), time: now() })
    const begin = performance.now()
    const { status, body } = await wire.post(headOf(institution, infno, run + sent, bytes) + text)
    const milliseconds = performance.now() - begin
    const answer = body.toString('latin1')
    const good =
      status === 200 &&
      fieldIn(answer, 'infcode') === '0' &&
      expected[infno].every((name) => fieldIn(answer, name) !== '')
    if (good) {
      onSent({ infno, ending: 'ok', milliseconds, said: '' })
      return answer
    }
    const said = `HTTP ${status} ${body.toString('utf8')}`.slice(0, 400)
    onSent({ infno, ending: said.includes(busyAnswer) ? 'busy' : 'refused', milliseconds, said })
    return null
  }

  return {
    async visit({ person, scheme, voucher }) {
      const bill = bills[visits % bills.length]
      if (bill === undefined) return false
      visits += 1
      const slots = { person, scheme, voucher, account: scheme === '310' ? '1' : '0', visit: '', ...noSplit } as const
      const registered = await send(bill, '2201', slots)
      if (registered === null) return false
      const known = { ...slots, visit: fieldIn(registered, 'mdtrt_id') }
      if ((await send(bill, '2204', known)) === null) return false
      const quote = await send(bill, '2206', known)
      if (quote === null) return false
      const settled = await send(bill, '2207', {
        ...known,
        fulamt_ownpay_amt: fieldIn(quote, 'fulamt_ownpay_amt'),
        overlmt_selfpay: fieldIn(quote, 'overlmt_selfpay'),
        preselfpay_amt: fieldIn(quote, 'preselfpay_amt'),
        inscp_scp_amt: fieldIn(quote, 'inscp_scp_amt'),
      })
      return settled !== null
    },
  }
}
