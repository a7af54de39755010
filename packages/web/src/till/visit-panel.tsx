import { Button, Flex } from 'antd'
import { useState } from 'react'
import { Money, useSay } from '../kit/index.ts'
import type { CentreClock } from './clock.ts'
import type { Counter } from './counter.ts'
import type { ShiftNow } from './shift-now.ts'
import { TakeBack } from './take-back.tsx'
import { registrationTaking, stayTaking } from './takings.ts'

interface OpenVisitProps {
  readonly counter: Counter
  readonly institution: ShiftNow['institution']
  readonly clock: CentreClock
}

/** The visit or stay at hand: its number, what is on file, and how it is taken back. */
export function OpenVisit({ counter, institution: { providerCode }, clock }: OpenVisitProps) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const { person, visit, busy, divisionOf, lookAgain } = counter
  if (person === null || visit === null) return null
  const whose = { insuredId: person.insuredId, insuredDivision: divisionOf(person) }
  const taking = visit.inpatient ? stayTaking(whose, visit) : registrationTaking(whose, visit)
  const { number, linesOnFile, amountOnFile } = visit
  return (
    <div>
      <div>
        {visit.inpatient ? say('住院号', 'Stay') : say('门诊号', 'Visit')} {number}
      </div>
      <Flex justify="space-between" align="center" gap="small" wrap>
        <span className="till-soft">
          {say(`未结 ${linesOnFile} 行`, `Not settled: ${linesOnFile}`)} <Money fen={amountOnFile} />
        </span>
        <Button size="small" disabled={busy} onClick={() => setAsking(true)}>
          {say(...taking.title)}
        </Button>
      </Flex>
      {asking ? (
        <TakeBack
          providerCode={providerCode}
          clock={clock}
          taking={taking}
          about={`${person.name} · ${person.insuredId} · ${number}`}
          onClose={(sent) => {
            setAsking(false)
            if (sent) lookAgain()
          }}
        />
      ) : null}
    </div>
  )
}
