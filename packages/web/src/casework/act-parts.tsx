import { Button } from 'antd'
import { type Pair, useSay } from '../kit/index.ts'
import { TooLate } from './too-late.tsx'

interface ActChoiceProps<Act extends string> {
  readonly may: readonly Act[]
  readonly words: Readonly<Record<Act, Pair>>
  readonly chosen: Act | null
  readonly onChoose: (act: Act) => void
}

/** The acts that one may do now; the one that is being written stands out. */
export function ActChoice<Act extends string>({ may, words, chosen, onChoose }: ActChoiceProps<Act>) {
  const say = useSay()
  return (
    <div className="case-filters">
      {may.map((act) => {
        const [zh, en]: Pair = words[act]
        return (
          <Button key={act} type={act === chosen ? 'primary' : 'default'} onClick={() => onChoose(act)}>
            {say(zh, en)}
          </Button>
        )
      })}
    </div>
  )
}

interface SubmitProps {
  readonly words: Pair
  /** Somebody acted meanwhile, so that it cannot be sent any more. */
  readonly closed: boolean
  readonly isPending: boolean
}

/** The end of the form of an act. */
export function Submit({ words: [zh, en], closed, isPending }: SubmitProps) {
  const say = useSay()
  return (
    <>
      {closed ? <TooLate /> : null}
      <Button type="primary" htmlType="submit" loading={isPending} disabled={closed}>
        {say(`提交：${zh}`, `Submit: ${en}`)}
      </Button>
    </>
  )
}
