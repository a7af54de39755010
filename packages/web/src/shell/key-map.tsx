import { Modal } from 'antd'
import { useSay } from '../kit/say.tsx'
import { shortcutsHere } from '../kit/shortcut.ts'

const written = (keys: string): string =>
  keys
    .split('+')
    .map((part) =>
      part === 'mod' ? 'Ctrl' : part.length === 1 ? part.toUpperCase() : part[0]?.toUpperCase() + part.slice(1),
    )
    .join(' ')

/** The keys that work on the page that is open. */
export function KeyMap({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useSay()
  const inLists = [
    ['↑ ↓', say('列表中移动', 'move in a list')],
    ['Enter', say('打开所选', 'open what is chosen')],
  ] as const
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={say('键盘操作', 'Keys')}>
      <dl className="key-map">
        {[...shortcutsHere().map(({ keys, does }) => [written(keys), say(...does)] as const), ...inLists].map(
          ([keys, does]) => (
            <div key={keys} style={{ display: 'flex', gap: 12, padding: '4px 0' }}>
              <dt style={{ minWidth: 96 }}>
                <kbd>{keys}</kbd>
              </dt>
              <dd style={{ margin: 0 }}>{does}</dd>
            </div>
          ),
        )}
      </dl>
    </Modal>
  )
}
