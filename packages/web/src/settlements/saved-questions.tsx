import { DeleteOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Empty, Flex, Input, Popover, Space } from 'antd'
import { useState } from 'react'
import { Asked, Failure, useAct, useAnswer, useSay } from '../kit/index.ts'
import { inputOf, nothingAsked, pick, type Question } from './question.ts'

const list = 'settlements.find'

interface SavedQuestionsProps {
  readonly question: Question
  readonly onChoose: (question: Question) => void
}

function Kept({ question, onChoose }: SavedQuestionsProps) {
  const say = useSay()
  const [name, setName] = useState('')
  const saved = useAnswer('filters.list', { list })
  const save = useAct('filters.save')
  const remove = useAct('filters.remove')
  const label = say('给当前条件起个名字', 'A name for these filters')
  const keep = (): void => {
    const called = name.trim()
    if (called === '' || saved.data === undefined) return
    const replaces = saved.data.filters.find((filter) => filter.name === called)?.question ?? null
    // Values of a question are texts and numbers.
    const kept = { list, name: called, question: { ...inputOf(question) }, replaces }
    save.mutate(kept, { onSuccess: () => setName('') })
  }
  return (
    <Flex vertical gap="small" className="settlement-saved">
      <Asked of={saved}>
        {({ filters }) =>
          filters.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('还没有保存的条件', 'No filters saved yet')} />
          ) : (
            <ul aria-label={say('保存的条件', 'Saved filters')}>
              {filters.map((filter) => (
                <li key={filter.name}>
                  <Button type="link" onClick={() => onChoose({ ...nothingAsked, ...pick(filter.question) })}>
                    {filter.name}
                  </Button>
                  <Button
                    type="text"
                    aria-label={say(`删除 ${filter.name}`, `Remove ${filter.name}`)}
                    icon={<DeleteOutlined />}
                    onClick={() => remove.mutate({ list, name: filter.name })}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
      <Space.Compact>
        <Input
          aria-label={label}
          placeholder={label}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={keep}
        />
        <Button
          type="primary"
          onClick={keep}
          loading={save.isPending}
          disabled={name.trim() === '' || saved.data === undefined}
        >
          {say('保存', 'Save')}
        </Button>
      </Space.Compact>
      {save.error === null ? null : <Failure of={save.error} />}
      {remove.error === null ? null : <Failure of={remove.error} />}
    </Flex>
  )
}

/** The questions that one keeps for the next time. */
export function SavedQuestions(props: SavedQuestionsProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const choose = (question: Question): void => {
    setOpen(false)
    props.onChoose(question)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Kept {...props} onChoose={choose} />}
    >
      <Button icon={<StarOutlined />} aria-expanded={open}>
        {say('保存的条件', 'Saved filters')}
      </Button>
    </Popover>
  )
}
