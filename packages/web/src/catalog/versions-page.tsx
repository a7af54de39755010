import type { Answer } from '@yibao/contract/rest'
import { Choice, FilterBar, isOneOf, RowList, Sheet, useFilters, useGo, useSay } from '../kit/index.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { listWords } from './words.ts'
import './catalog.css'

type Version = Answer<'catalogues.versions'>['rows'][number]

const pick = ({ list }: Readonly<Record<string, unknown>>) => ({ list: isOneOf(listWords, list) ? list : undefined })

/** Published versions; without a catalogue the latest of each. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const [{ list }, change] = useFilters(pick)
  const number = (key: 'rows' | 'came' | 'changed' | 'gone', title: string) => ({
    key,
    title,
    width: '7rem',
    align: 'right' as const,
    show: (row: Version) => row[key] ?? '—',
  })
  const open = (row: Version): void =>
    go({ to: '/catalogue/changes', search: { list: row.list, first: row.number - 1, second: row.number } })
  return (
    <Sheet title={say('目录版本', 'Catalogue versions')} extra={<CatalogueLinks here="/catalogue/versions" />}>
      <FilterBar>
        <Choice
          label={say('目录', 'Catalogue')}
          words={listWords}
          value={list}
          width={220}
          onChange={(chosen) => change({ list: chosen })}
        />
        <span>
          {list === undefined
            ? say('各目录的最新版；选一个目录看历次版本', 'The latest of each; choose one to see all its versions')
            : say('打开一版，看与前一版的差异', 'Open a version to see what it changed')}
        </span>
      </FilterBar>
      <RowList
        name="catalogues.versions"
        input={list === undefined ? {} : { list }}
        label={say('版本', 'Versions')}
        rowKey={(row) => `${row.list}/${row.number}`}
        onOpen={open}
        columns={[
          {
            key: 'list',
            title: say('目录', 'Catalogue'),
            width: 'minmax(12rem, 1fr)',
            show: (row) => say(...listWords[row.list]),
          },
          {
            key: 'version',
            title: say('版本号', 'Version'),
            width: '11rem',
            show: ({ version }) => <code>{version}</code>,
          },
          { key: 'made', title: say('发布日', 'Published'), width: '8rem', show: ({ madeOn }) => madeOn },
          number('rows', say('全部条数', 'Rows')),
          number('came', say('新增', 'Added')),
          number('changed', say('变更', 'Changed')),
          number('gone', say('终止', 'Ended')),
        ]}
      />
    </Sheet>
  )
}
