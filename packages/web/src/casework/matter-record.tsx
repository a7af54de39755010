import type { Answer } from '@yibao/contract/rest'
import { Button, Tag, Timeline } from 'antd'
import { Asked, Called, Failure, Go, useAnswer, useCan, useSave, useSay } from '../kit/index.ts'
import './casework.css'
import { Deadline } from './deadline.tsx'
import { actWords, documentWords, officeWords, pieceStateWords } from './words.ts'

type Matter = Answer<'matters.get'>
type Event = Answer<'matters.events'>['rows'][number]

type Names = Answer<'matters.events'>['names']

/** Who did it; what the clock or the ledger did has no name. */
function Actor({ event: { office, actor }, names }: { readonly event: Event; readonly names: Names }) {
  if (actor === null || office === 'system') return null
  return <Called name={names[actor] ?? null} code={actor} />
}

function Reference({
  matterId,
  reference,
  onSave,
}: {
  readonly matterId: string
  readonly reference: string
  readonly onSave: ReturnType<typeof useSave>[0]
}) {
  const mayEvidence = useCan('evidence.read')
  const mayFindings = useCan('findings.read')
  if (reference.startsWith('sm3:')) {
    const sm3 = reference.slice(4)
    return (
      <Button size="small" onClick={() => onSave('files.get', { matterId, sm3 })}>
        {sm3.slice(0, 12)}… ↓
      </Button>
    )
  }
  if (mayEvidence && /^E\d{4}-\d{6}-\d$/.test(reference))
    return (
      <Go to="/evidence/$code" params={{ code: reference }}>
        {reference}
      </Go>
    )
  if (mayFindings && reference.startsWith('finding:'))
    return (
      <Go to="/findings/$findingId" params={{ findingId: reference.slice(8) }}>
        {reference.slice(8, 20)}…
      </Go>
    )
  return <>{reference}</>
}

export function History({ matter }: { readonly matter: Matter }) {
  const say = useSay()
  const { matterId } = matter
  const events = useAnswer('matters.events', { matterId })
  const [onSave, error] = useSave()
  const item = (event: Event, names: Names) => ({
    key: event.number,
    content: (
      <>
        <strong>{say(...actWords[event.act])}</strong> {say(...officeWords[event.office])}{' '}
        <Actor event={event} names={names} /> <small>{event.at}</small>
        {event.reason === null ? null : <div>{event.reason}</div>}
        {event.evidence.length === 0 ? null : (
          <div className="case-filters">
            {say('证据', 'Evidence')}
            {event.evidence.map((reference) => (
              <Reference key={reference} matterId={matterId} reference={reference} onSave={onSave} />
            ))}
          </div>
        )}
        {event.deadline === null ? null : (
          <div>
            <Deadline deadline={event.deadline} long />
            {event.holidaysUnknown
              ? say('（该年节假日未公布，按普通周末）', ' (days off not published: ordinary weekends)')
              : ''}
          </div>
        )}
      </>
    ),
  })
  return (
    <section className="case-card">
      <h2>{say('经过', 'What happened')}</h2>
      {error === null ? null : <Failure of={error} />}
      <Asked of={events}>{({ rows, names }) => <Timeline items={rows.map((event) => item(event, names))} />}</Asked>
    </section>
  )
}

export function Papers({ matterId }: { readonly matterId: string }) {
  const say = useSay()
  const papers = useAnswer('matters.documents', { matterId })
  const [onSave, error] = useSave()
  return (
    <section className="case-card">
      <h2>{say('文书', 'Papers')}</h2>
      {error === null ? null : <Failure of={error} />}
      <Asked of={papers}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{say('还没有文书', 'No papers yet')}</p>
          ) : (
            <ul className="case-list">
              {rows.map(({ number, kind, documentNo, issuedOn }) => (
                <li key={number}>
                  {say(...documentWords[kind])} {documentNo} <small>{issuedOn}</small>{' '}
                  <Button size="small" onClick={() => onSave('files.paper', { matterId, number })}>
                    PDF ↓
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}

export function Pieces({ matterId }: { readonly matterId: string }) {
  const say = useSay()
  const pieces = useAnswer('evidence.list', { matterId, limit: 50 })
  return (
    <section className="case-card">
      <h2>{say('证据', 'Evidence')}</h2>
      <Asked of={pieces}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{say('没有登记的证据', 'No piece was collected')}</p>
          ) : (
            <ul className="case-list">
              {rows.map(({ code, title, state, place }) => (
                <li key={code}>
                  <Go to="/evidence/$code" params={{ code }}>
                    {code}
                  </Go>{' '}
                  {title} <Tag>{say(...pieceStateWords[state])}</Tag> {place}
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}
