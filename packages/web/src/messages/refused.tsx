import { Called, useSay } from '../kit/index.ts'

interface RefusedProps {
  readonly outcome: string
  /** What the code means; null of one that nobody knows. */
  readonly refusal: { readonly zh: string; readonly en: string } | null
}

/** Why a message was refused. */
export function Refused({ outcome, refusal }: RefusedProps) {
  const say = useSay()
  return (
    <span className="message-refused">
      ✗ <Called name={refusal === null ? null : say(refusal)} code={outcome} />
    </span>
  )
}
