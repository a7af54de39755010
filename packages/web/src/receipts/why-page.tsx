import { Alert, Button } from 'antd'
import { Asked, Money, useAnswer, useLanguage, useParam, useSay } from '../kit/index.ts'
import { Story } from './story.tsx'

/** What the code on a statement opens, for whoever holds the statement: this settlement only, name masked. */
export function Page() {
  const say = useSay()
  const [language, setLanguage] = useLanguage()
  const query = useAnswer('receipts.why', { token: useParam('token') })
  return (
    <main className="why">
      <div className="why-head">
        <h1 className="sheet-title">{say('为什么付这么多', 'Why did I pay this')}</h1>
        <Button onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')} lang={language === 'zh' ? 'en' : 'zh-CN'}>
          {language === 'zh' ? 'English' : '中文'}
        </Button>
      </div>
      <Asked of={query}>
        {({
          settlementId,
          at,
          providerName,
          personName,
          medType,
          scheme,
          total,
          fund,
          person,
          cash,
          stands,
          expiresOn,
          story,
        }) => (
          <>
            {stands ? null : (
              <Alert
                type="warning"
                showIcon
                title={say(
                  '这笔结算已经撤销或冲正，金额已退回。',
                  'This settlement was undone; what was paid has been given back.',
                )}
              />
            )}
            <dl className="why-facts">
              <dt>{say('姓名', 'Name')}</dt>
              <dd>{personName}</dd>
              <dt>{say('机构', 'Institution')}</dt>
              <dd>{providerName}</dd>
              <dt>{say('类别', 'Care')}</dt>
              <dd>
                {say(medType.label)} · {say(scheme.label)}
              </dd>
              <dt>{say('结算时间', 'Settled')}</dt>
              <dd>{at}</dd>
              <dt>{say('结算编号', 'Number')}</dt>
              <dd>{settlementId}</dd>
            </dl>
            <div className="why-sum">
              {(
                [
                  [say('总费用', 'Total'), total],
                  [say('基金支付', 'Paid by funds'), fund],
                  [say('个人负担', 'For you'), person],
                  [say('其中现金', 'Of it in cash'), cash],
                ] as const
              ).map(([title, fen]) => (
                <div key={title}>
                  {title}
                  <b>
                    <Money fen={fen} />
                  </b>
                </div>
              ))}
            </div>
            <h2 className="sheet-title">{say('一步一步算给您看', 'Step by step')}</h2>
            <Story paragraphs={story.paragraphs} />
            <p className="story-source">
              {say(
                `本页只显示这一笔，不需登录，${expiresOn} 以前有效。有疑问请到医保经办窗口，或拨打 12393。`,
                `This page shows this bill only, without signing in, until ${expiresOn}. Questions: ask the insurance office, or call 12393.`,
              )}
            </p>
          </>
        )}
      </Asked>
    </main>
  )
}
