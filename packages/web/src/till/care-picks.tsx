import { Flex, Form, Input, type InputRef } from 'antd'
import type { RefObject } from 'react'
import { call, useSay } from '../kit/index.ts'
import { type CareField, careFields, careNames, type Department, missingOf, type Named } from './care.ts'
import type { Counter } from './counter.ts'
import { PickList } from './pick-list.tsx'

export type CareInputs = Readonly<Record<CareField, RefObject<InputRef | null>>>

interface CarePicksProps {
  readonly counter: Counter
  readonly providerCode: string
  readonly inputs: CareInputs
  /** The field without which something could not go on. */
  readonly asked: CareField | null
  /** What is asked for next, or null when nothing is missing. */
  readonly onChosen: (next: CareField | null) => void
}

/** Diagnosis, department and doctor, found by a few letters; of this person alone. */
export function CarePicks({ counter, providerCode, inputs, asked, onChosen }: CarePicksProps) {
  const say = useSay()
  const { care, busy } = counter
  const find = async (field: CareField, words: string): Promise<readonly (Named | Department)[]> =>
    field === 'diagnosis'
      ? (await call('till.diagnoses', { words })).rows
      : (await call('till.register', { providerCode, of: field, words })).rows
  const tell = (field: CareField, told: Named | Department) => {
    const next = { ...care, [field]: told }
    counter.choose({ care: next })
    return next
  }
  return (
    <>
      {careFields.map((field) => {
        const name = say(...careNames[field])
        const chosen = care[field]
        const isMissing = asked === field && missingOf(care) === field
        return (
          <div className="till-field" key={field}>
            <span>
              <span className="till-soft">{name}</span>{' '}
              {chosen.code === '' ? (
                <span className="till-soft">{say('未选', 'none')}</span>
              ) : (
                `${chosen.code} ${chosen.name}`
              )}
            </span>
            <PickList
              label={say(`找${name}`, `Find a ${name.toLowerCase()}`)}
              hint={say('拼音、编码或名称', 'Pinyin, code or name')}
              inputRef={inputs[field]}
              disabled={busy}
              find={(words) => find(field, words)}
              rowKey={({ code }) => code}
              show={(row) => `${row.code} ${row.name}`}
              onPick={(picked) => onChosen(missingOf(tell(field, picked)))}
              onEmptyEnter={() => onChosen(missingOf(care))}
              onFailure={counter.fail}
              {...(isMissing ? { fault: say(`请先选${name}`, `Choose a ${name.toLowerCase()} first`) } : {})}
            />
          </div>
        )
      })}
      <details>
        <summary>{say('不在登记表中的科室、医生', 'Department or doctor that is not registered')}</summary>
        {(['department', 'doctor'] as const).map((field) => (
          <Flex key={field} gap="small">
            {(['code', 'name'] as const).map((part) => (
              <Form.Item
                key={part}
                label={`${say(...careNames[field])}${part === 'code' ? say('编码', ' code') : say('名称', ' name')}`}
                htmlFor={`till-${field}-${part}`}
              >
                <Input
                  id={`till-${field}-${part}`}
                  value={care[field][part]}
                  maxLength={30}
                  onChange={({ target }) => tell(field, { ...care[field], [part]: target.value, caty: null })}
                />
              </Form.Item>
            ))}
          </Flex>
        ))}
      </details>
    </>
  )
}
