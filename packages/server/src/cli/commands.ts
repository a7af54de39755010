import type { Command } from 'commander'

/** Every command by its name, in the order of the help. Its modules are loaded only when somebody asks for it. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).demoCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  institution: async () => (await import('./institution.ts')).institutionCommand(),
  operator: async () => (await import('./operator.ts')).operatorCommand(),
  user: async () => (await import('./user.ts')).userCommand(),
  family: async () => (await import('./family.ts')).familyCommand(),
  mapping: async () => (await import('./mapping.ts')).mappingCommand(),
  centre: async () => (await import('./centre.ts')).centreCommand(),
  messages: async () => (await import('./messages.ts')).messagesCommand(),
  corrections: async () => (await import('./corrections.ts')).correctionsCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  retention: async () => (await import('./retention.ts')).retentionCommand(),
  db: async () => (await import('./db.ts')).dbCommand(),
  policy: async () => (await import('./policy.ts')).policyCommand(),
  adjudicate: async () => (await import('./adjudicate.ts')).adjudicateCommand(),
  group: async () => (await import('./group.ts')).groupCommand(),
  dip: async () => (await import('./dip.ts')).dipCommand(),
  scheme: async () => (await import('./scheme.ts')).schemeCommand(),
  payment: async () => (await import('./payment.ts')).paymentCommand(),
  audit: async () => (await import('./audit.ts')).auditCommand(),
  bench: async () => (await import('./bench.ts')).benchCommand(),
  sim: async () => (await import('./sim.ts')).simCommand(),
}
