-- Findings of audit rules about one person's visits (审核结果), as they were made at settlement or over the archive.

create table audit_finding (
  insured_id     text not null,
  -- The digest of what the finding is about; the same at every moment.
  finding_id     text not null,
  moment         text not null check (moment in ('pre', 'in', 'post')),
  release_digest text not null,
  -- Of the moment of settlement: the one that it was made for, which may have been undone since.
  settlement_id  text,
  visit_id       text not null,
  -- Null of a finding about the whole visit.
  line_number    text,
  rule           text not null,
  severity       text not null check (severity in ('violation', 'suspect', 'remind')),
  action         text not null check (action in ('refuse', 'deduct', 'mark')),
  bears          text not null check (bears in ('institution', 'person')),
  stake          bigint not null check (stake >= 0),
  -- What was taken out of the bill for it; negative where a later bill of a stay gives it back.
  deducted       bigint not null default 0,
  provider_code  text not null,
  found_on       date not null,
  found_at       timestamp not null,
  run_id         text,
  -- AuditFinding of the core, with its sentences.
  content        jsonb not null,
  primary key (insured_id, finding_id, moment, release_digest)
);
create index audit_finding_by_provider on audit_finding (provider_code, found_on, finding_id);
create index audit_finding_by_rule on audit_finding (rule, found_on);
