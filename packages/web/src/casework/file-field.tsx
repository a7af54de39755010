import { Button, Select } from 'antd'
import { useRef } from 'react'
import { Failure, useAct, useAnswer, useCan, useSay } from '../kit/index.ts'

interface FileFieldProps {
  readonly matterId: string
  readonly value?: readonly string[]
  readonly onChange?: (evidence: readonly string[]) => void
}

/** Base64 of a file that a person chose. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  // A call takes so many arguments only.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

/** Codes of evidence, chosen from the matter's own or typed, and files that are handed in here and named by their digest. */
export function FileField({ matterId, value = [], onChange }: FileFieldProps) {
  const say = useSay()
  const mayEvidence = useCan('evidence.read')
  const pieces = useAnswer('evidence.list', { matterId, limit: 50 }, { enabled: mayEvidence })
  const chooser = useRef<HTMLInputElement>(null)
  const { mutate, error, isPending } = useAct('files.keep')
  const hand = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    const content = await base64Of(file)
    mutate(
      { matterId, filename: file.name, content },
      { onSuccess: ({ reference }) => onChange?.([...value, reference]) },
    )
  }
  return (
    <div className="case-stack">
      <Select<string[]>
        mode="tags"
        aria-label={say('证据编号', 'Codes of evidence')}
        placeholder={say('选择本案证据，或输入编号', 'Choose a piece of this matter, or type a code')}
        value={[...value]}
        options={(pieces.data?.rows ?? []).map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
        notFoundContent={say('本案还没有登记的证据', 'No piece was collected for this matter')}
        onChange={(codes) => onChange?.(codes)}
      />
      <input
        ref={chooser}
        type="file"
        style={{ display: 'none' }}
        aria-label={say('选择材料', 'Choose a file')}
        onChange={({ target }) => {
          void hand(target.files?.[0])
          target.value = ''
        }}
      />
      <Button loading={isPending} onClick={() => chooser.current?.click()}>
        {say('提交材料（4 MB 以内）', 'Hand in a file (up to 4 MB)')}
      </Button>
      {error === null ? null : <Failure of={error} />}
      {pieces.error === null ? null : <Failure of={pieces.error} />}
    </div>
  )
}
