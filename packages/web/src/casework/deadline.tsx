import type { Answer } from '@yibao/contract/rest'
import { Tag } from 'antd'
import dayjs from 'dayjs'
import { useSay, useToday } from '../kit/index.ts'
import { limitWords } from './words.ts'

type Limit = Answer<'matters.get'>['deadline']

/** The limit that runs and how many days are left of it; one that is over says so in words. */
export function Deadline({ deadline, long = false }: { readonly deadline: Limit; readonly long?: boolean }) {
  const say = useSay()
  const today = useToday()
  if (deadline === null) return <>–</>
  const left = dayjs(deadline.until).diff(today, 'day')
  const [colour, text] =
    left < 0
      ? ['red', say(`逾期 ${-left} 天`, `${-left} days over`)]
      : ['default', say(`余 ${left} 天`, `${left} days left`)]
  return (
    <>
      {long ? `${say(...limitWords[deadline.name])} ` : null}
      {deadline.until} <Tag color={colour}>{text}</Tag>
    </>
  )
}
