import type { Answer } from '@yibao/contract/rest'
import { Money, useSay } from '../kit/index.ts'
import './story.css'

type Paragraph = Answer<'receipts.get'>['story']['paragraphs'][number]

/** Why a settlement came out as it did, part by part, with the clauses behind each. */
export function Story({ paragraphs }: { readonly paragraphs: readonly Paragraph[] }) {
  const say = useSay()
  return (
    <ol className="story">
      {paragraphs.map(({ code, title, amount, says, sources, assumed }) => (
        <li key={`${code} ${title.zh}`} className={code === 'person' ? 'story-part story-end' : 'story-part'}>
          <div className="story-head">
            <h3>{say(title)}</h3>
            {amount === null ? null : (
              <span>
                <Money fen={amount} /> {say('元', 'yuan')}
              </span>
            )}
          </div>
          {says.map((sentence) => (
            <p key={sentence.zh}>{say(sentence)}</p>
          ))}
          {assumed ? (
            <p className="story-doubt">{say('〔含推定值：来源未写明〕', '[holds a value that no source prints]')}</p>
          ) : null}
          {sources.length === 0 ? null : (
            <p className="story-source">
              {say('依据：', 'By: ')}
              {sources.join('；')}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
