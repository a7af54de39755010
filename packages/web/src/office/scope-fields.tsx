import { Select } from 'antd'
import { useState } from 'react'
import { Failure, useAnswer, useSay } from '../kit/index.ts'

interface FieldProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (code: string) => void
}

/** A region of the centre by its name; a county that is none of them by its number. */
export function RegionField(field: FieldProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const known = useAnswer('regions.list', {})
  const regions = (known.data?.names ?? []).map(({ division, name }) => ({
    value: division,
    label: say(`${name.zh}（${division}）`, `${name.en} (${division})`),
  }))
  const isCounty = /^[1-9]\d{5}$/.test(typed) && regions.every(({ value }) => value !== typed)
  const county = { value: typed, label: say(`区划 ${typed}`, `division ${typed}`) }
  return (
    <>
      <Select<string>
        {...field}
        style={{ width: 260 }}
        showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
        placeholder={say('按名称选择，或输入六位区划', 'Choose by name, or type a division of six digits')}
        notFoundContent={say('没有这个地区', 'No such region')}
        options={isCounty ? [...regions, county] : regions}
      />
      {known.error === null ? null : <Failure of={known.error} />}
    </>
  )
}

/** An institution by a part of its name or the beginning of its code. */
export function InstitutionField(field: FieldProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const search = typed.trim()
  const found = useAnswer('roles.institutions', { search }, { enabled: search !== '' })
  return (
    <>
      <Select<string>
        {...field}
        style={{ width: 320 }}
        showSearch={{ filterOption: false, onSearch: (text) => setTyped(text.slice(0, 50)) }}
        loading={found.isFetching}
        placeholder={say('输入名称或编码', 'Type a name or a code')}
        notFoundContent={
          search === ''
            ? say('输入名称中的字，或编码的开头', 'Type a part of the name, or how the code begins')
            : say('没有找到', 'Nothing was found')
        }
        options={(found.data?.institutions ?? []).map(({ providerCode, name }) => ({
          value: providerCode,
          label: say(`${name}（${providerCode}）`, `${name} (${providerCode})`),
        }))}
      />
      {found.error === null ? null : <Failure of={found.error} />}
    </>
  )
}
