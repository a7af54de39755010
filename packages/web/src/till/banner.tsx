import { Alert, Button, Flex, Tag } from 'antd'
import {
  Money,
  medTypePair,
  named,
  type Pair,
  personStatusWords,
  schemeWords,
  useDivision,
  useSay,
} from '../kit/index.ts'
import type { Person } from './bill.ts'

type OpenVisit = Person['openVisits'][number]

interface BannerProps {
  readonly person: Person
  readonly chosen: string | null
  readonly onVisit: (visit: OpenVisit) => void
}

const genderNames: Readonly<Record<Person['gender'], Pair>> = {
  male: ['男', 'male'],
  female: ['女', 'female'],
  unknown: ['性别不详', 'gender unknown'],
}

/** The person at the window: who, insured how, with what left, filed for what, and what is still open here. */
export function Banner({ person, chosen, onVisit }: BannerProps) {
  const say = useSay()
  const placeOf = useDivision()
  const { enrolments, totals, filings, openVisits } = person
  const inForce = enrolments.filter((one) => one.inForce)
  const year = totals.filter(({ period }) => /^\d{4}$/.test(period))
  return (
    <section className="till-banner" aria-label={say('参保人', 'Insured person')}>
      <Flex gap="middle" wrap align="baseline">
        <strong className="till-name">{person.name}</strong>
        <span>
          {say(...genderNames[person.gender])} · {say(`${person.age} 岁`, `${person.age} years`)}
        </span>
        <span className="till-soft">{person.certificateNumber}</span>
        <span className="till-soft">{person.insuredId}</span>
        {inForce.map(({ scheme, status, division, civilServant }) => (
          <Tag key={scheme} color="blue">
            {say(...named(schemeWords, scheme))} · {say(...named(personStatusWords, status))} · {placeOf(division)}
            {civilServant ? ` · ${say('公务员', 'civil servant')}` : ''}
          </Tag>
        ))}
        {person.familyOwners > 0 ? <Tag>{say('家庭共济', 'Family sharing')}</Tag> : null}
        <span>
          {say('账户余额', 'Account')} <Money fen={person.accountBalance} />
        </span>
      </Flex>
      {inForce.length === 0 ? (
        <Alert
          type="warning"
          showIcon
          title={say('今天没有有效的参保', 'Not insured today')}
          description={say('请核对参保状态，或按自费办理', 'Check the insurance, or let the person pay alone')}
        />
      ) : null}
      {person.diedOn === null ? null : (
        <Alert
          type="error"
          showIcon
          title={say(`登记死亡日 ${person.diedOn}`, `Registered as dead on ${person.diedOn}`)}
        />
      )}
      {year.length + filings.length === 0 ? null : (
        <Flex gap="middle" wrap>
          {year.map(({ scheme, code, label, period, amount }) => (
            <span key={`${scheme}-${code}-${period}`}>
              <span className="till-soft">
                {period} {say(label)}
              </span>{' '}
              <Money fen={amount} />
            </span>
          ))}
          {filings.map(({ filingId, code, name, until }) => (
            <Tag key={filingId}>
              {say('备案', 'Filing')} {name || code} {until === null ? '' : say(`至 ${until}`, `until ${until}`)}
            </Tag>
          ))}
        </Flex>
      )}
      {openVisits.length === 0 ? null : (
        <Flex gap="small" wrap align="center">
          <span className="till-soft">{say('本机构未结', 'Open here')}</span>
          {openVisits.map((visit) => (
            <Button
              key={visit.visitId}
              size="small"
              type={visit.visitId === chosen ? 'primary' : 'default'}
              aria-pressed={visit.visitId === chosen}
              onClick={() => onVisit(visit)}
            >
              {visit.beganAt.slice(5, 16)} {say(...medTypePair(visit.medType ?? ''))} {visit.departmentName}{' '}
              <Money fen={visit.amount} />
              {visit.dischargedAt === null ? '' : say(' 已出院', ' discharged')}
            </Button>
          ))}
        </Flex>
      )}
    </section>
  )
}
