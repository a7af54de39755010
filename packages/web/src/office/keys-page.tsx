import type { Answer } from '@yibao/contract/rest'
import { Flex, Input, Segmented } from 'antd'
import { type Column, RowList, type Say, Sheet, useFilters, useSay } from '../kit/index.ts'

type Row = Answer<'keys.list'>['rows'][number]
type State = 'in-force' | 'over' | 'all'

const pick = (search: Readonly<Record<string, unknown>>) => ({
  state: (search.state === 'over' || search.state === 'all' ? search.state : 'in-force') as State,
  providerCode: /^[0-9A-Za-z_-]{1,30}$/.test(String(search.providerCode ?? ''))
    ? String(search.providerCode)
    : undefined,
})

/** What a key can do, in a word. */
function kindOf({ styles, requires, encrypts }: Row, say: Say): string {
  const signs = requires === 'none' ? say('不要求签名', 'unsigned') : `${requires} ${say('签名', 'signed')}`
  return [styles.join(' / '), signs, ...(encrypts ? [say('SM4 加密', 'SM4')] : [])].join('，')
}

/** Accounts of the interface by institution; what is secret in them is shown nowhere. */
export function Page() {
  const say = useSay()
  const [filter, change] = useFilters(pick)
  const { state, providerCode } = filter
  const columns: readonly Column<Row>[] = [
    {
      key: 'provider',
      title: say('机构', 'Institution'),
      width: 'minmax(8rem, 1fr)',
      show: (row) => row.provider ?? '–',
    },
    { key: 'code', title: say('机构编码', 'Code'), width: '7.5rem', show: (row) => row.providerCode },
    { key: 'account', title: say('账号', 'Account'), width: '8.5rem', show: ({ account }) => account },
    { key: 'kind', title: say('种类', 'Kind'), width: 'minmax(9rem, 1fr)', show: (row) => kindOf(row, say) },
    { key: 'createdAt', title: say('建立', 'Made at'), width: '8.75rem', show: ({ createdAt }) => createdAt },
    {
      key: 'until',
      title: say('失效或吊销', 'Ends or ended'),
      width: '10.25rem',
      show: ({ revokedAt, validUntil }) =>
        revokedAt === null ? (validUntil ?? '–') : say(`吊销 ${revokedAt}`, `revoked ${revokedAt}`),
    },
    {
      key: 'last',
      title: say('机构最近报文', 'Last message'),
      width: '8.75rem',
      show: ({ lastMessageAt }) => lastMessageAt ?? say('尚无', 'none yet'),
    },
  ]
  return (
    <Sheet title={say('接口密钥', 'Keys of the interface')}>
      <Flex gap="small" wrap>
        <Segmented<State>
          aria-label={say('状态', 'State')}
          value={state}
          onChange={(value) => change({ state: value })}
          options={[
            { value: 'in-force', label: say('有效', 'In force') },
            { value: 'over', label: say('已失效或未生效', 'Not in force') },
            { value: 'all', label: say('全部', 'All') },
          ]}
        />
        <Input.Search
          aria-label={say('机构编码', 'Code of the institution')}
          placeholder={say('机构编码', 'Institution')}
          defaultValue={providerCode ?? ''}
          style={{ width: 220 }}
          onSearch={(text) => change({ providerCode: text.trim() === '' ? undefined : text.trim() })}
        />
      </Flex>
      <p style={{ margin: 0 }}>
        {say(
          '密钥由服务器命令行发放、轮换和吊销：./yibao institution。此处不显示密钥本身。',
          'Keys are issued, rotated and revoked at the machine: ./yibao institution. What is secret is never shown here.',
        )}
      </p>
      <RowList
        name="keys.list"
        input={{
          ...(state === 'all' ? {} : { state }),
          ...(providerCode === undefined ? {} : { providerCode }),
        }}
        label={say('接口密钥', 'Keys of the interface')}
        columns={columns}
        rowKey={({ account }) => account}
      />
    </Sheet>
  )
}
