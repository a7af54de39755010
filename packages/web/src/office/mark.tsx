import { theme } from 'antd'

export type Standing = 'good' | 'waits' | 'bad' | 'plain'

const signs: Readonly<Record<Standing, string>> = { good: '✓', waits: '!', bad: '✕', plain: '·' }

/** A state in words, with a sign before it; its colour says the same once more. */
export function Mark({ as, children }: { readonly as: Standing; readonly children: string }) {
  const { token } = theme.useToken()
  const colours: Readonly<Record<Standing, string>> = {
    good: token.colorSuccess,
    waits: token.colorWarning,
    bad: token.colorError,
    plain: token.colorTextSecondary,
  }
  return (
    <span>
      <strong aria-hidden="true" style={{ color: colours[as], display: 'inline-block', width: '1.2em' }}>
        {signs[as]}
      </strong>
      {children}
    </span>
  )
}

/** What stands in a table without rows, as readable as the rest. */
export const Nothing = ({ children }: { readonly children: string }) => (
  <span style={{ color: 'var(--ink-soft)' }}>{children}</span>
)
