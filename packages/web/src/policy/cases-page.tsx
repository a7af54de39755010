import type { Answer } from '@yibao/contract/rest'
import { Drawer, Segmented, Select } from 'antd'
import { useState } from 'react'
import { type Pair, RowList, Sheet, useFilters, useParam, useSay } from '../kit/index.ts'
import { CaseDetails } from './case-details.tsx'
import { type PackRow, RegionBar } from './region-bar.tsx'

type Row = Answer<'policies.cases'>['rows'][number]

const kindWords: Readonly<Record<Row['kind'], Pair>> = {
  bill: ['账单', 'bill'],
  item: ['单项', 'single line'],
  contribution: ['缴费', 'contribution'],
  enrolment: ['参保', 'enrolment'],
}

const states = ['all', 'passed', 'failed'] as const

const pick = ({ state, rulesId, example }: Readonly<Record<string, unknown>>) => ({
  state: states.find((one) => one === state) ?? 'all',
  rulesId: typeof rulesId === 'string' ? rulesId : undefined,
  example: typeof example === 'string' ? example : undefined,
})

function Cases({ pack }: { readonly pack: PackRow }) {
  const say = useSay()
  const [{ state, rulesId, example }, change] = useFilters(pick)
  const [open, setOpen] = useState<string | null>(example ?? null)
  const { division } = pack
  const known = pack.rules.some((one) => one.rulesId === rulesId) ? rulesId : undefined
  return (
    <>
      <div className="law-bar">
        <Segmented
          aria-label={say('状态', 'State')}
          value={state}
          onChange={(chosen) => change({ state: states.find((one) => one === chosen) ?? 'all' })}
          options={[
            { value: 'all', label: say('全部', 'All') },
            { value: 'passed', label: say('✓ 通过', '✓ As expected') },
            { value: 'failed', label: say('✗ 未通过', '✗ Not as expected') },
          ]}
        />
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
      </div>
      <RowList
        name="policies.cases"
        input={{
          division,
          ...(state === 'all' ? {} : { state }),
          ...(known === undefined ? {} : { rulesId: known }),
        }}
        label={say('算例', 'Worked cases')}
        rowKey={(row) => row.name}
        onOpen={(row) => setOpen(row.name)}
        columns={[
          {
            key: 'state',
            title: say('状态', 'State'),
            width: '5.5rem',
            show: ({ passed }) => (passed ? say('✓ 通过', '✓ as expected') : say('✗ 未通过', '✗ not')),
          },
          { key: 'on', title: say('日期', 'Day'), width: '6rem', show: ({ on }) => on },
          { key: 'kind', title: say('种类', 'Kind'), width: '5.5rem', show: ({ kind }) => say(...kindWords[kind]) },
          { key: 'name', title: say('算例', 'Worked case'), width: '31rem', show: ({ label }) => say(label) },
          {
            key: 'rules',
            title: say('规则', 'Rules'),
            width: '15rem',
            show: (row) => {
              const rules = pack.rules.find((one) => one.rulesId === row.rulesId)
              const label = rules === undefined ? row.rulesId : say(rules.label)
              return row.reading === null ? label : `${label} · ${row.reading}`
            },
          },
        ]}
      />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={720}
        destroyOnHidden
        title={say('算例', 'Worked case')}
      >
        {open === null ? null : <CaseDetails pack={pack} name={open} />}
      </Drawer>
    </>
  )
}

/** The worked cases of a region and how they stand. */
export function Page() {
  const say = useSay()
  const division = useParam('division')
  return (
    <Sheet title={say('政策算例', 'Worked cases')}>
      <RegionBar division={division} page="cases" on={undefined}>
        {(pack) => <Cases key={pack.division} pack={pack} />}
      </RegionBar>
    </Sheet>
  )
}
