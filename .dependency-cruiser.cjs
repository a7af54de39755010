const room = (name) => `^packages/core/src/${name}/`
const looks = {
  kernel: [],
  policy: ['kernel'],
  encounter: ['kernel'],
  ledger: ['kernel'],
  office: ['kernel'],
  catalog: ['kernel', 'policy', 'encounter'],
  benefit: ['kernel', 'policy', 'encounter', 'catalog'],
  contribution: ['kernel', 'policy', 'encounter'],
  enrolment: ['kernel', 'policy', 'encounter'],
  filing: ['kernel', 'encounter'],
  mapping: ['kernel', 'catalog'],
  stock: ['kernel', 'encounter'],
  review: ['kernel', 'encounter', 'catalog'],
  drg: ['kernel', 'encounter'],
  dip: ['kernel', 'encounter'],
  payment: ['kernel', 'encounter', 'drg', 'dip'],
  'settlement-list': ['kernel', 'encounter'],
  reconciliation: ['kernel', 'encounter'],
  audit: ['kernel', 'encounter', 'catalog'],
  supervision: ['kernel', 'encounter'],
  casework: ['kernel'],
  credit: ['kernel'],
  evidence: ['kernel'],
  tip: ['kernel'],
  settlement: ['kernel', 'policy', 'encounter', 'catalog', 'benefit', 'ledger', 'filing', 'stock', 'audit'],
}

const rooms = Object.entries(looks).map(([name, allowed]) => ({
  name: `room-${name}`,
  comment: `core/${name} may look into ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^packages/core/src/', pathNot: [name, ...allowed].map(room) },
}))

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...rooms,
    {
      name: 'rooms-have-one-door',
      severity: 'error',
      from: { path: '^packages/core/src/([^/]+)/' },
      to: { path: '^packages/core/src/([^/]+)/', pathNot: ['^packages/core/src/$1/', '/index\\.ts$'] },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/core/' },
    },
    {
      name: 'contract-looks-at-core-only',
      severity: 'error',
      from: { path: '^packages/contract/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/', pathNot: '^packages/(core|contract)/' },
    },
    {
      name: 'web-never-sees-server',
      severity: 'error',
      from: { path: '^packages/web/' },
      to: { path: '^packages/server/' },
    },
    {
      name: 'nobody-below-sees-server',
      severity: 'error',
      from: { path: '^packages/(core|contract)/' },
      to: { path: '^packages/(server|web)/' },
    },
    {
      name: 'flows-know-no-hands',
      comment: 'store and files implement the ports that flows declare',
      severity: 'error',
      from: { path: '^packages/server/src/flows/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^packages/server/src/(store|lake|files|http|national|cli)/', '^node_modules/'] },
    },
    {
      name: 'doors-do-not-touch-the-store',
      severity: 'error',
      from: { path: '^packages/server/src/(http|national)/' },
      to: { path: '^packages/server/src/(store|lake|files|cli)/' },
    },
    {
      name: 'text-looks-at-core-only',
      severity: 'error',
      from: { path: '^packages/server/src/text/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/', pathNot: '^packages/(core/|server/src/text/)' },
    },
    {
      name: 'only-the-lake-knows-duckdb',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: '^packages/server/src/lake/' },
      to: { path: '@duckdb/' },
    },
    {
      name: 'store-does-not-call-doors',
      severity: 'error',
      from: { path: '^packages/server/src/(store|lake|files)/' },
      to: { path: '^packages/server/src/(http|national|cli)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
