import { Input, type InputRef, Typography } from 'antd'
import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from 'react'
import { useSay } from '../kit/index.ts'

interface PickListProps<Row> {
  /** What is looked for, as a label. */
  readonly label: string
  readonly hint: string
  /** The rows that some letters mean. */
  readonly find: (words: string) => Promise<readonly Row[]>
  readonly rowKey: (row: Row) => string
  readonly show: (row: Row) => ReactNode
  readonly onPick: (row: Row) => void
  /** Takes what is no word to look for; true when it was taken. */
  readonly onOther?: (text: string) => boolean
  /** Enter with nothing typed. */
  readonly onEmptyEnter?: () => void
  readonly onFailure: (error: Error) => void
  readonly inputRef?: Ref<InputRef>
  readonly disabled?: boolean
  /** What is wrong with the field. */
  readonly fault?: string
}

/** A field in which a few letters find something; arrows choose, Enter takes. */
export function PickList<Row>(props: PickListProps<Row>) {
  const {
    label,
    hint,
    find,
    rowKey,
    show,
    onPick,
    onOther,
    onEmptyEnter,
    onFailure,
    inputRef,
    disabled = false,
    fault,
  } = props
  const say = useSay()
  const id = useId()
  const [words, setWords] = useState('')
  const [found, setFound] = useState<{ readonly words: string; readonly rows: readonly Row[] } | null>(null)
  const [active, setActive] = useState(0)
  const open = found !== null && words !== ''

  const look = async (text: string): Promise<readonly Row[]> => {
    try {
      const rows = await find(text)
      // An answer to fewer letters must not take the place of one to more.
      setWords((now) => {
        if (now.trim() === text) setFound({ words: text, rows })
        return now
      })
      return rows
    } catch (error) {
      if (error instanceof Error) onFailure(error)
      return []
    }
  }
  const type = (text: string): void => {
    setWords(text)
    setActive(0)
    if (text.trim() === '') setFound(null)
    else if (onOther === undefined || !/^\d{15,}$/.test(text.trim())) void look(text.trim())
  }
  const clear = (): void => {
    setWords('')
    setFound(null)
    setActive(0)
  }
  const take = (row: Row | undefined): void => {
    if (row === undefined) return
    clear()
    onPick(row)
  }
  const enter = async (): Promise<void> => {
    const text = words.trim()
    if (text === '') {
      onEmptyEnter?.()
      return
    }
    if (onOther?.(text) === true) {
      clear()
      return
    }
    const rows = found?.words === text ? found.rows : await look(text)
    take(rows[found?.words === text ? active : 0])
  }
  const press = (event: KeyboardEvent): void => {
    const last = (found?.rows.length ?? 1) - 1
    if (event.key === 'ArrowDown') setActive(Math.min(last, active + 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
    else if (event.key === 'Escape') clear()
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) void enter()
    else return
    event.preventDefault()
  }
  return (
    <div className="till-pick">
      <Input
        ref={inputRef ?? null}
        value={words}
        disabled={disabled}
        placeholder={hint}
        autoComplete="off"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(fault === undefined ? {} : { status: 'error', 'aria-invalid': true, 'aria-describedby': `${id}-fault` })}
        {...(open && found.rows.length > 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        onChange={({ target }) => type(target.value)}
        onKeyDown={press}
        onBlur={() => setFound(null)}
      />
      {fault === undefined ? null : (
        <Typography.Text type="danger" id={`${id}-fault`} role="alert">
          {fault}
        </Typography.Text>
      )}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        className={open ? 'till-choices' : 'till-choices closed'}
      >
        {open && found.rows.length === 0 ? (
          <div role="option" aria-selected={false} aria-disabled tabIndex={-1} className="till-choice">
            {say('没有找到', 'Nothing found')}
          </div>
        ) : null}
        {open
          ? found.rows.map((row, index) => (
              <div
                key={rowKey(row)}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === active}
                tabIndex={-1}
                className="till-choice"
                onMouseDown={(event) => {
                  event.preventDefault()
                  take(row)
                }}
              >
                {show(row)}
              </div>
            ))
          : null}
      </div>
    </div>
  )
}
