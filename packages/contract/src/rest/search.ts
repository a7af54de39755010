import Type from 'typebox'
import { route } from './route.ts'
import { both, fields, insuredId, maybe, oneOf, text, words } from './schemas.ts'

const hit = fields({
  id: Type.String(both('编号', 'its number')),
  insuredId: maybe(insuredId),
  runId: Type.Optional(
    Type.String(both('结算单所在的月结算；id 是机构', 'run of a statement, whose id is the institution')),
  ),
  title: Type.String(both('名称（人名遮蔽）', 'what it is called; names of persons are masked')),
  about: words,
})

export const searchRoutes = [
  route({
    name: 'search.find',
    method: 'POST',
    path: '/api/search',
    right: 'signed-in',
    summary: {
      zh: '按编号或名称找人、机构、结算、报文、案件、结算单；只找有权看到的',
      en: 'Find people, institutions, settlements, messages, matters, statements by number or name, as far as one may see them',
    },
    description: {
      zh: '人只按证件号码或人员编号；结算、报文、案件、结算单按编号；机构按编码开头或名称。每类至多五条。',
      en: 'People by identity number or psn_no only; settlements, messages, matters, statements by number; institutions by the beginning of the code or by name. At most five of each.',
    },
    body: fields({ text: text(100, both('要找的', 'what is looked for'), 2) }),
    answer: fields({
      groups: Type.Array(
        fields({
          kind: oneOf(
            ['person', 'institution', 'settlement', 'message', 'matter', 'statement'],
            '人、机构、结算、报文、案件、结算单',
            'what was found',
          ),
          hits: Type.Array(hit, { maxItems: 5 }),
        }),
        both('找到的，按类', 'what was found, by kind'),
      ),
    }),
    errors: [],
  }),
] as const
