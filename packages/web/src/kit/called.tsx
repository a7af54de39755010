import { useAnswer } from './answers.tsx'
import './called.css'
import { useSay } from './say.tsx'

interface CalledProps {
  /** Null where nobody knows it. */
  readonly name: string | null
  readonly code: string
}

/** A name with its number small beside it; the number alone where there is no name. */
export function Called({ name, code }: CalledProps) {
  if (name === null || name === '' || name === code) return <>{code}</>
  return (
    <span className="called" title={`${name} ${code}`}>
      {name} <small>{code}</small>
    </span>
  )
}

/** What a division is called; null where the centre runs no such region. */
function useDivisionName(): (division: string) => string | null {
  const say = useSay()
  const { data } = useAnswer('regions.list', {})
  return (division) => {
    const found = data?.names.find((one) => one.division === division)
    return found === undefined ? null : say(found.name)
  }
}

/** A division by its name. */
export function Division({ code }: { readonly code: string }) {
  const nameOf = useDivisionName()
  return <Called name={nameOf(code)} code={code} />
}

/** The same as a text, for titles and tags. */
export function useDivision(): (division: string) => string {
  const say = useSay()
  const nameOf = useDivisionName()
  return (division) => {
    const name = nameOf(division)
    return name === null ? division : say(`${name}（${division}）`, `${name} (${division})`)
  }
}
