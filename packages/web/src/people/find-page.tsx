import type { Answer } from '@yibao/contract/rest'
import { Button, Form, Input, Segmented, Table } from 'antd'
import { useState } from 'react'
import { type CallFailure, Failure, fieldRules, Go, Sheet, useAct, useGo, useSay } from '../kit/index.ts'

type Found = Answer<'people.find'>['rows'][number]
type By = 'certificateNumber' | 'insuredId' | 'name'

/** Finds one insured person; what is typed travels in the body and never stands in an address. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const [by, setBy] = useState<By>('certificateNumber')
  const { mutate, data, error, isPending } = useAct('people.find')
  const find = ({ text }: { readonly text: string }): void =>
    mutate(
      { [by]: text.trim() },
      {
        onSuccess: ({ rows, next }) => {
          const [only] = rows
          if (rows.length === 1 && next === null && only !== undefined) open(only)
        },
      },
    )
  const open = ({ insuredId }: Found): void => go({ to: '/people/$insuredId', params: { insuredId } })
  const names: Readonly<Record<By, string>> = {
    certificateNumber: say('证件号码', 'Certificate number'),
    insuredId: say('人员编号', 'Insured number'),
    name: say('姓名', 'Name'),
  }
  return (
    <Sheet title={say('参保人', 'Insured people')}>
      <Segmented<By>
        aria-label={say('按什么查找', 'Find by')}
        value={by}
        onChange={setBy}
        options={[
          { value: 'certificateNumber', label: names.certificateNumber },
          { value: 'insuredId', label: names.insuredId },
          { value: 'name', label: names.name },
        ]}
      />
      <Form layout="inline" onFinish={find} key={by}>
        <Form.Item
          name="text"
          label={names[by]}
          rules={[
            { required: true, message: say(`请填写${names[by]}`, `fill in the ${names[by].toLowerCase()}`) },
            ...fieldRules('people.find', by, say),
          ]}
        >
          <Input autoFocus autoComplete="off" style={{ width: 'min(280px, 52vw)' }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isPending}>
          {say('查找', 'Find')}
        </Button>
      </Form>
      {error === null ? null : <Failure of={error satisfies CallFailure} />}
      {data === undefined ? null : (
        <Table<Found>
          size="small"
          rowKey="insuredId"
          pagination={false}
          dataSource={[...data.rows]}
          locale={{ emptyText: say('没有找到，或不在您的权限范围内', 'Nobody found, or not within your reach') }}
          columns={[
            {
              title: names.insuredId,
              dataIndex: 'insuredId',
              render: (insuredId: string) => (
                <Go to="/people/$insuredId" params={{ insuredId }}>
                  {insuredId}
                </Go>
              ),
            },
            { title: names.name, dataIndex: 'name' },
            { title: names.certificateNumber, dataIndex: 'certificateNumber' },
          ]}
        />
      )}
    </Sheet>
  )
}
