import type { Answer } from '@yibao/contract/rest'
import type { Right } from '@yibao/core/office'
import { Input, type InputRef, Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { type Place, useGo } from '../kit/address.tsx'
import { useAnswer } from '../kit/answers.tsx'
import { Failure } from '../kit/failure.tsx'
import { type Pair, useSay } from '../kit/say.tsx'
import { useSession } from '../kit/session.tsx'
import { menuOf } from './menu.ts'

type Group = Answer<'search.find'>['groups'][number]

const kinds: Readonly<Record<Group['kind'], Pair>> = {
  person: ['参保人', 'person'],
  institution: ['机构', 'institution'],
  settlement: ['结算', 'settlement'],
  message: ['报文', 'message'],
  matter: ['案件', 'matter'],
  statement: ['结算单', 'statement'],
}

/** By which right each kind is looked for. */
const rightOf: Readonly<Record<Group['kind'], Right>> = {
  person: 'people.read',
  institution: 'providers.read',
  settlement: 'settlements.read',
  message: 'messages.read',
  matter: 'matters.read',
  statement: 'payments.read',
}

/** The page that shows what was found. */
function placeOf(kind: Group['kind'], { id, insuredId, runId = '' }: Group['hits'][number]): Place {
  switch (kind) {
    case 'person':
      return { to: '/people/$insuredId', params: { insuredId: insuredId ?? id } }
    case 'institution':
      return { to: '/providers/$providerCode', params: { providerCode: id } }
    case 'settlement':
      return { to: '/settlements/$insuredId/$settlementId', params: { insuredId: insuredId ?? '', settlementId: id } }
    case 'message':
      return { to: '/messages/$messageId', params: { messageId: id } }
    case 'matter':
      return { to: '/matters/$matterId', params: { matterId: id } }
    case 'statement':
      return { to: '/payments/runs/$runId/statements/$providerCode', params: { runId, providerCode: id } }
  }
}

interface Choice {
  readonly key: string
  readonly title: string
  readonly about: string
  readonly place: Place
}

/** The shortest text that the centre looks for. */
const leastText = 2

/** Finds people, institutions, settlements, messages, matters and statements by a number or name, and pages by their names. */
export function Palette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useSay()
  const go = useGo()
  const session = useSession()
  const field = useRef<InputRef>(null)
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const wanted = useDeferredValue(text.trim())
  const found = useAnswer('search.find', { text: wanted }, { enabled: open && wanted.length >= leastText })

  const pages: readonly Choice[] = menuOf(session)
    .flatMap(([, inside]) => inside)
    .filter(({ title: [zh, en] }) => `${zh} ${en}`.toLowerCase().includes(wanted.toLowerCase()))
    .map(({ path, title }) => ({ key: path, title: say(...title), about: say('页面', 'page'), place: { to: path } }))
  const things: readonly Choice[] = (found.data?.groups ?? []).flatMap(({ kind, hits }) =>
    hits.map((hit) => ({
      key: `${kind}/${hit.id}`,
      title: hit.title,
      about: `${say(...kinds[kind])} · ${say(hit.about)}`,
      place: placeOf(kind, hit),
    })),
  )
  const choices = [...things, ...pages]
  const mine = (Object.keys(kinds) as readonly Group['kind'][]).filter((kind) =>
    session.rights.some(({ right }) => right === rightOf[kind]),
  )
  const looked = [...mine.map((kind) => say(...kinds[kind])), say('页面', 'pages')]

  const take = (choice: Choice | undefined): void => {
    if (choice === undefined) return
    onClose()
    setText('')
    go(choice.place)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive(Math.min(choices.length - 1, active + 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
    else if (event.key === 'Enter') take(choices[active])
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      title={say('查找和跳转', 'Search and go')}
      destroyOnHidden
      afterOpenChange={(shown) => {
        if (shown) field.current?.focus()
      }}
    >
      <Input
        ref={field}
        value={text}
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls="palette-choices"
        aria-activedescendant={choices.length === 0 ? undefined : `palette-${active}`}
        aria-label={say('查找', 'Search')}
        maxLength={100}
        onChange={({ target }) => {
          setText(target.value)
          setActive(0)
        }}
        onKeyDown={press}
        placeholder={say('证件号码、编号、机构、页面', 'identity number, any number, institution, page')}
      />
      {found.error === null ? null : <Failure of={found.error} />}
      <div id="palette-choices" role="listbox" aria-label={say('结果', 'Results')} className="palette-choices">
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field listens to the keys
          <div
            role="option"
            aria-selected={index === active}
            id={`palette-${index}`}
            key={choice.key}
            className="palette-row"
            onClick={() => take(choice)}
          >
            {choice.title} <small>{choice.about}</small>
          </div>
        ))}
        {choices.length === 0 && !found.isFetching ? say('没有找到', 'Nothing found') : null}
      </div>
      <small>{say(`为您查找：${looked.join('、')}`, `Looked for here: ${looked.join(', ')}`)}</small>
    </Modal>
  )
}
