import { invariant } from '@yibao/core/kernel'
import { openWire, type Wire } from '../sim/wire.ts'
import { openCentre } from '../src/compose.ts'
import { loadInterface, loadPacks, policyFolder } from '../src/files/shipped.ts'
import type { Seat } from './load.ts'
import type { VisitMessage } from './messages.ts'
import { type RecordedMessage, type RecordedVisit, recordedVisit, recordingHandlers } from './recorded.ts'
import type { Stage } from './stage.ts'
import { benchTill, type Patient } from './till.ts'

/** The next of the yardstick's people with this insurance. */
function patientOf({ patients }: Stage, scheme: string): Patient {
  for (;;) {
    const patient = patients('yardstick').next()
    if (patient.scheme === scheme) return patient
  }
}

/** A seat that bills nothing but bills of so many lines. */
function seatWith(seats: readonly Seat[], lines: number): Seat | null {
  for (const { institution, bills } of seats) {
    const fitting = bills.filter((bill) => bill.lines === lines)
    if (fitting.length > 0) return { institution, bills: fitting }
  }
  return null
}

/** Plays one real visit for every insurance and every number of lines that the tills bill, and keeps what it came to. */
export async function recordVisits(stage: Stage): Promise<readonly RecordedVisit[]> {
  const { database, secretBox, clock, numbers } = stage
  const [packs, profiles] = await Promise.all([loadPacks(policyFolder), loadInterface(policyFolder)])
  const heard = new Map<VisitMessage, RecordedMessage>()
  const said: string[] = []
  const handlers = recordingHandlers((infno, recorded) => heard.set(infno, recorded))
  const centre = await openCentre({
    database,
    secretBox,
    clock,
    packs,
    profiles,
    handlers,
    log: (line) => said.push(line),
  })
  try {
    const { hostname, port } = new URL(await centre.listen('127.0.0.1', 0))
    const wire = await openWire(hostname, Number(port))
    const seats = stage.seats(16)
    const visits: RecordedVisit[] = []
    for (const scheme of ['310', '390']) {
      for (const lines of [3, 4, 5, 6]) {
        const seat = seatWith(seats, lines)
        if (seat === null) continue
        heard.clear()
        let quote = ''
        const listening: Wire = {
          ...wire,
          post: async (request) => {
            const reply = await wire.post(request)
            if (request.includes('"infno":"2206"')) quote = reply.body.toString('utf8')
            return reply
          },
        }
        const till = benchTill({
          ...seat,
          wire: listening,
          numbers,
          now: clock.now,
          onSent: (sent) => sent.ending === 'ok' || said.push(`${sent.infno} ${sent.said}`),
        })
        const settled = await till.visit(patientOf(stage, scheme))
        invariant(settled, () => `a visit to be repeated is settled: ${said.join('\n')}`)
        visits.push(recordedVisit(heard, quote))
      }
    }
    wire.close()
    return visits
  } finally {
    await centre.close()
  }
}
