import type { Answer } from '@yibao/contract/rest'
import { findingChangeWords } from '@yibao/core/audit'
import { Alert, Tag } from 'antd'
import { Money, useSay } from '../kit/index.ts'
import './supervision.css'

type Rule = Answer<'rules.get'>
type Tried = Answer<'rules.try'>
type Past = NonNullable<Tried['past']>
type Case = Rule['cases'][number]

export function Cases({ cases }: { readonly cases: readonly Case[] }) {
  const say = useSay()
  if (cases.length === 0) return null
  const failed = cases.filter(({ passes }) => !passes).length
  return (
    <section className="guard-card">
      <h2>
        {say('算例', 'Worked cases')}{' '}
        <Tag color={failed === 0 ? 'default' : 'red'}>
          {failed === 0
            ? say(`${cases.length} 个全部通过`, `all ${cases.length} pass`)
            : say(`${failed} 个不符`, `${failed} fail`)}
        </Tag>
      </h2>
      <ul className="guard-lines">
        {cases.map(({ name, line, hits, passes, differences }) => (
          <li key={line}>
            {passes ? '✓' : '✗'} {hits ? say('命中', 'hit') : say('不命中', 'no hit')} · {say(name)}{' '}
            <small>{say(`第 ${line} 行`, `line ${line}`)}</small>
            {differences.map((one) => (
              <div key={one.en}>{say(one)}</div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Compared({ past }: { readonly past: Past }) {
  const say = useSay()
  const heads = [say('命中', 'Hits'), say('涉及金额（元）', 'In question (yuan)')]
  const rows = [
    [say('启用的规则', 'Rule in force'), past.before],
    [say('此文本', 'This text'), past.after],
    [say('减少', 'Gone'), past.gone],
    [say('新增', 'Come'), past.come],
  ] as const
  return (
    <section className="guard-card" aria-live="polite">
      <h2>{say('在过去的结算上', 'Over the past')}</h2>
      <p>
        {say(`${past.visits} 次就诊，${past.lines} 行明细`, `${past.visits} visits, ${past.lines} lines`)}
        {past.isNew ? say('；启用的规则中没有此编码', '; no rule in force has this code') : ''}
        {past.changed === 0 ? '' : say(`；${past.changed} 条金额有变`, `; ${past.changed} with another amount`)}
      </p>
      <table className="guard-table">
        <thead>
          <tr>
            <th aria-label={say('项目', 'What')} />
            {heads.map((head) => (
              <th key={head} scope="col" className="right">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, { hits, stake }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="right">{hits}</td>
              <td className="right">
                <Money fen={stake} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {past.places.length === 0 ? null : (
        <div className="guard-scroll">
          <table className="guard-table">
            <thead>
              <tr>
                <th scope="col">{say('机构', 'Institution')}</th>
                <th scope="col" className="right">
                  {say('启用', 'In force')}
                </th>
                <th scope="col" className="right">
                  {say('此文本', 'This text')}
                </th>
              </tr>
            </thead>
            <tbody>
              {past.places.map(({ providerCode, name, before, after }) => (
                <tr key={providerCode}>
                  <td>
                    {name} {providerCode}
                  </td>
                  <td className="right">
                    {before.hits} / <Money fen={before.stake} />
                  </td>
                  <td className="right">
                    {after.hits} / <Money fen={after.stake} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {past.examples.length === 0 ? null : (
        <ul className="guard-lines">
          {past.examples.map(({ how, providerCode, visitId, lineNumber, on, stake, stakeBefore }) => (
            <li key={`${how} ${providerCode} ${visitId} ${lineNumber} ${on}`}>
              <Tag>{say(...findingChangeWords[how])}</Tag> {on} {providerCode} {visitId ?? ''} {lineNumber ?? ''}{' '}
              {stakeBefore === null ? null : (
                <>
                  <Money fen={stakeBefore} /> →{' '}
                </>
              )}
              <Money fen={stake} />
            </li>
          ))}
        </ul>
      )}
      {past.notEvaluated.length === 0 ? null : (
        <p>
          {say('未评估', 'Not evaluated')}：
          {past.notEvaluated.map(({ missing, count }) => `${missing} ${count}`).join('，')}
        </p>
      )}
    </section>
  )
}

export function Problems({ tried }: { readonly tried: Tried }) {
  const say = useSay()
  if (tried.problems.length === 0) return null
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={say(`有 ${tried.problems.length} 处问题`, `${tried.problems.length} problems`)}
      description={
        <ul className="guard-lines">
          {tried.problems.map(({ line, what, value, cure }) => (
            <li key={`${line} ${what.en} ${value ?? ''}`}>
              {say(`第 ${line} 行：`, `line ${line}: `)}
              {say(what)}
              {value === null ? '' : say(`（${value}）`, ` (${value})`)}
              {say('；', '; ')}
              {say(cure)}
            </li>
          ))}
        </ul>
      }
    />
  )
}
