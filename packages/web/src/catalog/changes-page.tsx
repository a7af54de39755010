import type { Answer } from '@yibao/contract/rest'
import { Alert, InputNumber } from 'antd'
import { useState } from 'react'
import { Choice, Cut, FilterBar, Go, isOneOf, RowList, Sheet, useFilters, useSay } from '../kit/index.ts'
import { ChangeTag, DifferenceLine, DifferenceWindow } from './differences.tsx'
import { changeWords, listWords } from './words.ts'
import './catalog.css'

type Row = Answer<'catalogues.changes'>['rows'][number]

const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined

const pick = ({ list, first, second, change }: Readonly<Record<string, unknown>>) => ({
  list: isOneOf(listWords, list) ? list : undefined,
  first: numberIn(first),
  second: numberIn(second),
  change: isOneOf(changeWords, change) ? change : undefined,
})

/** What one version of a catalogue says that another did not. */
export function Page() {
  const say = useSay()
  const [filters, change] = useFilters(pick)
  const [open, setOpen] = useState<Row | null>(null)
  const { list, first = 0, second } = filters
  return (
    <Sheet
      title={say('版本差异', 'Versions compared')}
      extra={<Go to="/catalogue/versions">{say('返回版本', 'Back to the versions')}</Go>}
    >
      <FilterBar>
        <Choice
          label={say('目录', 'Catalogue')}
          words={listWords}
          value={list}
          width={220}
          onChange={(chosen) => change({ list: chosen })}
        />
        <InputNumber
          aria-label={say('前一版序号', 'Earlier version')}
          prefix={say('从第', 'from')}
          suffix={say('版', '')}
          min={0}
          max={1_000_000}
          precision={0}
          value={first}
          onChange={(value) => change({ first: value ?? 0 })}
        />
        <InputNumber
          aria-label={say('后一版序号', 'Later version')}
          prefix={say('到第', 'to')}
          suffix={say('版', '')}
          min={1}
          max={1_000_000}
          precision={0}
          value={second ?? null}
          onChange={(value) => change({ second: value ?? undefined })}
        />
        <Choice
          label={say('变化', 'Change')}
          words={changeWords}
          value={filters.change}
          onChange={(chosen) => change({ change: chosen })}
        />
      </FilterBar>
      {list === undefined || second === undefined ? (
        <Alert type="info" showIcon title={say('请选择目录和两个版本', 'Choose a catalogue and two versions')} />
      ) : (
        <RowList
          name="catalogues.changes"
          input={{ list, first, second, ...(filters.change === undefined ? {} : { change: filters.change }) }}
          label={say('不同的条目', 'Rows that differ')}
          rowKey={({ code, since }) => `${code}/${since}`}
          onOpen={setOpen}
          columns={[
            {
              key: 'change',
              title: say('变化', 'Change'),
              width: '6rem',
              show: (row) => <ChangeTag change={row.change} />,
            },
            { key: 'code', title: say('编码', 'Code'), width: '13rem', show: ({ code }) => <code>{code}</code> },
            {
              key: 'name',
              title: say('名称', 'Name'),
              width: 'minmax(12rem, 1fr)',
              show: ({ name }) => <Cut>{name}</Cut>,
            },
            { key: 'since', title: say('起始日', 'Row from'), width: '7rem', show: ({ since }) => since },
            {
              key: 'fields',
              title: say('不同之处', 'What differs'),
              width: 'minmax(14rem, 2fr)',
              show: (row) => <DifferenceLine {...row} />,
            },
          ]}
        />
      )}
      <DifferenceWindow
        title={open === null ? '' : `${open.code} ${open.name}`}
        row={open}
        onClose={() => setOpen(null)}
      />
    </Sheet>
  )
}
