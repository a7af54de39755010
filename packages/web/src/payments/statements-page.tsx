import { Input } from 'antd'
import { Sheet, useFilters, useSay } from '../kit/index.ts'
import { StatementList } from './statement-list.tsx'

const pick = ({ period, providerCode }: Readonly<Record<string, unknown>>) => ({
  period: /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(String(period)) ? String(period) : undefined,
  providerCode: typeof providerCode === 'string' && providerCode !== '' ? providerCode : undefined,
})

/** All statements within reach, by period and institution. */
export function Page() {
  const say = useSay()
  const [filters, setFilters] = useFilters(pick)
  const { period, providerCode } = filters
  const search = (field: 'period' | 'providerCode', label: string) => (
    <Input.Search
      aria-label={label}
      placeholder={label}
      defaultValue={filters[field]}
      allowClear
      style={{ width: 240 }}
      onSearch={(text) => setFilters({ [field]: text.trim() === '' ? undefined : text.trim() })}
    />
  )
  return (
    <Sheet
      title={say('结算单', 'Statements')}
      extra={
        <>
          {search('period', say('月份或年度，如 2025-03', 'Month or year, such as 2025-03'))}
          {search('providerCode', say('机构编码', 'Code of the institution'))}
        </>
      }
    >
      <StatementList
        input={{
          ...(period === undefined ? {} : { period }),
          ...(providerCode === undefined ? {} : { providerCode }),
        }}
      />
    </Sheet>
  )
}
