import type { Answer } from '@yibao/contract/rest'
import { Drawer, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { dayIn, Failure, Sheet, useAnswer, useFilters, useParam, useSay } from '../kit/index.ts'
import { DaySlider } from './day-choice.tsx'
import { History } from './history.tsx'
import { valueText } from './law-words.ts'
import { type PackRow, RegionBar } from './region-bar.tsx'
import { Source } from './source.tsx'
import { useLast } from './use-last.ts'

type Rules = Answer<'policies.parameters'>['rules'][number]
type Parameter = Rules['parameters'][number]
type Row = Parameter['rows'][number]

const shows = ['all', 'stated', 'missing', 'assumed'] as const
type Show = (typeof shows)[number]

const pick = ({ on, rulesId, show }: Readonly<Record<string, unknown>>) => ({
  on: dayIn(on),
  rulesId: typeof rulesId === 'string' ? rulesId : undefined,
  show: shows.find((one) => one === show) ?? 'all',
})

const fits: Readonly<Record<Show, (row: Row) => boolean>> = {
  all: () => true,
  stated: ({ value }) => value !== null,
  missing: ({ value }) => value === null,
  assumed: ({ assumed }) => assumed,
}

interface RowsProps {
  readonly rules: Rules
  readonly show: Show
  readonly wanted: string
  readonly onOpen: (rulesId: string, parameter: string) => void
}

function chosenRows({ parameters }: Rules, show: Show, wanted: string) {
  return parameters
    .map((parameter) => ({
      parameter,
      rows: parameter.rows.filter((row) => {
        const text = [parameter.label.zh, parameter.name, row.keyWords.zh, row.keyWords.en, row.source].join(' ')
        return fits[show](row) && text.toLowerCase().includes(wanted)
      }),
    }))
    .filter(({ rows }) => rows.length > 0)
}

function ParameterRows({ rules, show, wanted, onOpen }: RowsProps) {
  const say = useSay()
  const chosen = chosenRows(rules, show, wanted)
  if (chosen.length === 0) return null
  const nothing = ({ missing, firstFrom }: Row): string =>
    missing === 'repealed'
      ? say('已废止', 'repealed')
      : say(`尚无规定，${firstFrom ?? ''} 起`, `no value before ${firstFrom ?? ''}`)
  return (
    <section className="law-scroll">
      <table className="law-table">
        <caption>{say(rules.label)}</caption>
        <thead>
          <tr>
            <th scope="col">{say('参数', 'Parameter')}</th>
            <th scope="col">{say('分类', 'Class')}</th>
            <th scope="col" className="right">
              {say('值', 'Value')}
            </th>
            <th scope="col">{say('自', 'From')}</th>
            <th scope="col">{say('依据', 'Source')}</th>
            <th scope="col" className="right">
              {say('历次', 'Over time')}
            </th>
          </tr>
        </thead>
        <tbody>
          {chosen.flatMap(({ parameter, rows }) =>
            rows.map((row, index) => (
              <tr key={`${parameter.name} ${row.key.join(' ')}`}>
                {index > 0 ? null : (
                  <th scope="rowgroup" rowSpan={rows.length}>
                    <button type="button" className="law-open" onClick={() => onOpen(rules.rulesId, parameter.name)}>
                      {say(parameter.label)}
                    </button>
                  </th>
                )}
                <td>{say(row.keyWords)}</td>
                <td className="right">
                  {row.value === null ? `— ${nothing(row)}` : valueText(row.value, parameter.kind, say)}
                </td>
                <td className="law-day">{row.from ?? ''}</td>
                <td>{row.value === null ? null : <Source of={row} />}</td>
                <td className="right">{row.changes}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  )
}

interface OnDayProps {
  readonly pack: PackRow
  readonly today: string
}

function Parameters({ pack, today }: OnDayProps) {
  const say = useSay()
  const [{ on = today, rulesId, show }, change] = useFilters(pick)
  const [wanted, setWanted] = useState('')
  const [open, setOpen] = useState<{ readonly rulesId: string; readonly parameter: string } | null>(null)
  const { division } = pack
  const known = pack.rules.some((one) => one.rulesId === rulesId) ? rulesId : undefined
  const answer = useAnswer('policies.parameters', {
    division,
    on,
    ...(known === undefined ? {} : { rulesId: known }),
  })
  const shown = useLast(answer.data)
  const text = wanted.trim().toLowerCase()
  const rules = shown?.division === division ? shown.rules : []
  const isEmpty = shown !== undefined && rules.every((one) => chosenRows(one, show, text).length === 0)
  return (
    <>
      <DaySlider
        label={say('哪一天', 'The day')}
        on={on}
        today={today}
        days={pack.days}
        onChange={(day) => change({ on: day })}
      />
      <div className="law-bar">
        <Select
          aria-label={say('规则', 'Rules')}
          style={{ minWidth: 240 }}
          value={known ?? ''}
          onChange={(chosen) => change({ rulesId: chosen === '' ? undefined : chosen })}
          options={[
            { value: '', label: say('全部规则', 'All rules') },
            ...pack.rules.map((one) => ({ value: one.rulesId, label: say(one.label) })),
          ]}
        />
        <Segmented
          aria-label={say('哪些行', 'Which rows')}
          value={show}
          onChange={(chosen) => change({ show: shows.find((one) => one === chosen) ?? 'all' })}
          options={[
            { value: 'all', label: say('全部', 'All') },
            { value: 'stated', label: say('有值', 'Stated') },
            { value: 'missing', label: say('此日无值', 'Not on this day') },
            { value: 'assumed', label: say('推定', 'Assumed') },
          ]}
        />
        <Input
          aria-label={say('在参数与依据中查找', 'Find in parameters and sources')}
          placeholder={say('参数、分类、依据', 'Parameter, class, source')}
          style={{ width: 220 }}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      {answer.error === null ? null : <Failure of={answer.error} onRetry={answer.refetch} />}
      {rules.map((one) => (
        <ParameterRows
          key={one.rulesId}
          rules={one}
          show={show}
          wanted={text}
          onOpen={(from, parameter) => setOpen({ rulesId: from, parameter })}
        />
      ))}
      {isEmpty ? <p>{say('没有符合条件的参数', 'No parameter fits')}</p> : null}
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={640}
        destroyOnHidden
        title={say('历次的值', 'Values over time')}
      >
        {open === null ? null : <History division={division} today={today} {...open} />}
      </Drawer>
    </>
  )
}

/** The parameters of a region on a day, each with its source and its history. */
export function Page() {
  const say = useSay()
  const division = useParam('division')
  const [{ on }] = useFilters(pick)
  return (
    <Sheet title={say('政策参数', 'Policy parameters')}>
      <RegionBar division={division} page="parameters" on={on}>
        {(pack, today) => <Parameters key={pack.division} pack={pack} today={today} />}
      </RegionBar>
    </Sheet>
  )
}
