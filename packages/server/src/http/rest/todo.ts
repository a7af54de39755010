import { actWords, limitWords, stateWords } from '@yibao/core/casework'
import { ok } from '@yibao/core/kernel'
import { noticesOf, type TodoDesk, type TodoSort, todoOf } from '../../flows/todo.ts'
import { waitingWordsOf } from '../../text/todo-words.ts'
import type { HandlersOf } from './handler.ts'

/** `疑点：初审 → 告知`. */
function labelOf(sort: TodoSort) {
  if (sort.kind !== 'matter') {
    const [zh, en] = waitingWordsOf(sort.kind, sort.act)
    return { zh, en }
  }
  const [act, actEn] = actWords[sort.act]
  const [state, stateEn] = stateWords[sort.state]
  const isReview = sort.procedure === 'review'
  return {
    zh: `${isReview ? '疑点' : '案件'}：${state} → ${act}`,
    en: `${isReview ? 'review items' : 'cases'}: ${stateEn} → ${actEn}`,
  }
}

export function todoHandlers(desk: TodoDesk): HandlersOf<'todo' | 'notices'> {
  return {
    'todo.list': async (context) => {
      const { today, items } = await todoOf(desk, context)
      return ok({
        today,
        items: items.map(({ sort, ...item }) => ({
          ...item,
          kind: sort.kind,
          act: sort.act,
          label: labelOf(sort),
          procedure: sort.kind === 'matter' ? sort.procedure : null,
          state: sort.state,
          mine: sort.mine,
        })),
      })
    },

    'notices.list': async (context) => {
      const given = await noticesOf(desk, context)
      return ok({
        rows: given.map((one) => {
          const [zh, en] = limitWords[one.limit]
          return { ...one, label: { zh, en } }
        }),
      })
    },
  }
}
