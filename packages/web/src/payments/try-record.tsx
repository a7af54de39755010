import type { Answer } from '@yibao/contract/rest'
import { Button, Flex, Form, Input, InputNumber, Select } from 'antd'
import { Failure, useAct, useSay } from '../kit/index.ts'
import { Road } from './road.tsx'

type Explained = Answer<'grouping.explain'>
type DischargeRecord = Explained['record']

interface Filled extends Omit<DischargeRecord, 'diagnoses' | 'operations' | 'department'> {
  readonly diagnoses: readonly string[]
  readonly operations: readonly string[]
  readonly department: string
}

/** A record from a form: what was left empty is not known. */
function recordOf({ department, diagnoses, operations, ...filled }: Filled): DischargeRecord {
  const whole = (value: number | null | undefined) => value ?? null
  return {
    gender: filled.gender,
    ageYears: whole(filled.ageYears),
    ageDays: whole(filled.ageDays),
    birthWeightGrams: whole(filled.birthWeightGrams),
    department: department === '' ? null : department,
    stayDays: whole(filled.stayDays),
    leavingType: filled.leavingType ?? null,
    diagnoses: [...diagnoses],
    operations: [...operations],
    intensiveCareHours: whole(filled.intensiveCareHours),
  }
}

interface TryRecordProps {
  readonly runId: string
  readonly explained: Explained
}

/** An edited record and the group that it would have; nothing is kept. */
export function TryRecord({ runId, explained: { caseId, record, keptGroup } }: TryRecordProps) {
  const say = useSay()
  const { mutate, data, error, isPending } = useAct('grouping.try', [])
  const number = (
    name: 'ageYears' | 'ageDays' | 'birthWeightGrams' | 'stayDays' | 'intensiveCareHours',
    label: string,
  ) => (
    <Form.Item name={name} label={label}>
      <InputNumber min={0} precision={0} style={{ width: 120 }} />
    </Form.Item>
  )
  const codes = (name: 'diagnoses' | 'operations', label: string) => (
    <Form.Item name={name} label={label} style={{ minWidth: 320, flex: 1 }}>
      <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '、']} />
    </Form.Item>
  )
  return (
    <Flex vertical gap="middle">
      <Form<Filled>
        layout="vertical"
        initialValues={{ ...record, department: record.department ?? '' }}
        onFinish={(filled) => mutate({ runId, caseId, record: recordOf(filled) })}
      >
        <Flex gap="middle" wrap>
          {codes('diagnoses', say('诊断编码，首位为主要', 'Diagnoses, the principal one first'))}
          {codes('operations', say('手术操作编码，首位为主要', 'Operations, the principal one first'))}
        </Flex>
        <Flex gap="middle" wrap align="end">
          <Form.Item name="gender" label={say('性别', 'Sex')}>
            <Select
              style={{ width: 100 }}
              options={[
                { value: '1', label: say('男', 'male') },
                { value: '2', label: say('女', 'female') },
              ]}
            />
          </Form.Item>
          {number('ageYears', say('年龄', 'Age, years'))}
          {number('ageDays', say('天龄', 'Age, days'))}
          {number('birthWeightGrams', say('出生体重（克）', 'Birth weight, g'))}
          {number('stayDays', say('住院天数', 'Days of stay'))}
          {number('intensiveCareHours', say('重症监护小时', 'Intensive care, h'))}
          <Form.Item name="leavingType" label={say('离院方式', 'Way of leaving')}>
            <Select
              allowClear
              style={{ width: 150 }}
              options={[
                { value: '1', label: say('医嘱离院', 'as advised') },
                { value: '2', label: say('医嘱转院', 'sent on') },
                { value: '3', label: say('转社区', 'to primary care') },
                { value: '4', label: say('非医嘱离院', 'against advice') },
                { value: '5', label: say('死亡', 'died') },
                { value: '9', label: say('其他', 'other') },
              ]}
            />
          </Form.Item>
          <Form.Item name="department" label={say('科别', 'Department')}>
            <Input style={{ width: 110 }} autoComplete="off" maxLength={60} />
          </Form.Item>
          <Form.Item>
            <Button type="primary" htmlType="submit" loading={isPending}>
              {say('试分组', 'Group it')}
            </Button>
          </Form.Item>
        </Flex>
      </Form>
      {error === null ? null : <Failure of={error} />}
      <div aria-live="polite">
        {data?.roads.map((road) => (
          <Road
            key={road.digest}
            road={road}
            kept={road.kind === 'drg' || data.roads.length === 1 ? keptGroup : null}
          />
        ))}
      </div>
    </Flex>
  )
}
