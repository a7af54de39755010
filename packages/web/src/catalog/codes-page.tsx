import { Choice, Cut, FilterBar, isOneOf, RowList, SearchField, Sheet, useFilters, useSay } from '../kit/index.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { fieldName, fieldText, type ListName, listWords, textIn } from './words.ts'
import './catalog.css'

const pick = ({ list, search }: Readonly<Record<string, unknown>>) => ({
  list: isOneOf(listWords, list) ? list : undefined,
  search: textIn(search),
})

const usual: ListName = 'diagnoses'

/** Diagnoses, operations and the further code lists, as they were published. */
export function Page() {
  const say = useSay()
  const [{ list = usual, search }, change] = useFilters(pick)
  return (
    <Sheet title={say('编码目录', 'Code lists')} extra={<CatalogueLinks here="/catalogue/codes" />}>
      <FilterBar>
        <Choice
          label={say('目录', 'Catalogue')}
          words={listWords}
          value={list}
          width={220}
          onChange={(chosen) => change({ list: chosen })}
        />
        <SearchField
          label={say('编码开头或名称', 'Code or part of the name')}
          value={search}
          onChange={(typed) => change({ search: typed })}
        />
      </FilterBar>
      <RowList
        name="catalogues.codes"
        input={{ list, ...(search === undefined ? {} : { search }) }}
        label={say(...listWords[list])}
        rowKey={({ code, since }) => `${code}/${since}`}
        columns={[
          { key: 'code', title: say('编码', 'Code'), width: '13rem', show: ({ code }) => <code>{code}</code> },
          {
            key: 'name',
            title: say('名称', 'Name'),
            width: 'minmax(14rem, 1fr)',
            show: ({ name }) => <Cut>{name}</Cut>,
          },
          {
            key: 'details',
            title: say('其他内容', 'More'),
            width: 'minmax(14rem, 1fr)',
            show: ({ details }) => (
              <Cut>
                {details
                  .map(({ field, value }) => `${fieldName(field, say)} ${fieldText(field, value, say)}`)
                  .join('；')}
              </Cut>
            ),
          },
          {
            key: 'version',
            title: say('最后变更的版本', 'Last changed in'),
            width: '11rem',
            show: ({ version }) => <code>{version}</code>,
          },
        ]}
      />
    </Sheet>
  )
}
