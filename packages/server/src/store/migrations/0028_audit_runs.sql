-- Audits of the archive (事后审核): how far each is, bucket by bucket, what no bill carries, and findings that are no person's.

create table audit_run (
  run_id         text primary key,
  division       text not null,
  -- Days of settlement, half-open.
  from_day       date not null,
  until_day      date not null,
  release_digest text not null references audit_release,
  -- The rules that it was asked to look at, in their order; null of a run over all of them.
  rules          text[],
  state          text not null check (state in ('running', 'done')),
  -- What it came to, in the words of the flows.
  counts         json,
  started_at     timestamp not null,
  started_by     text not null,
  finished_at    timestamp,
  check (until_day > from_day),
  check ((state = 'done') = (finished_at is not null and counts is not null))
);
create index audit_run_by_time on audit_run (division, started_at);

-- One bucket: persons from the first up to and with the last, or the groups of some days. What a killed run did not end here,
-- it does again.
create table audit_part (
  run_id    text not null references audit_run,
  kind      text not null,
  number    integer not null,
  first_key text not null,
  last_key  text not null,
  visits    bigint not null,
  -- Null until it is done.
  counts    json,
  primary key (run_id, kind, number)
);

-- What a finding was about that is no person's: a doctor's day, a terminal's, an institution's.
create table audit_group_finding (
  finding_id     text primary key,
  rule           text not null,
  release_digest text not null references audit_release,
  partition      text not null,
  group_key      text[] not null,
  provider_code  text,
  severity       text not null,
  action         text not null,
  bears          text not null,
  stake          bigint not null check (stake >= 0),
  found_on       date not null,
  found_at       timestamp not null,
  run_id         text not null references audit_run,
  -- AuditFinding of the core.
  content        jsonb not null
);
create index audit_group_finding_by_rule on audit_group_finding (rule, found_on);
create index audit_group_finding_by_day on audit_group_finding (found_on, finding_id);

-- Facts that no bill carries (旁证): rows of the side tables, found by the first key that their table declares.
create table audit_fact (
  table_name  text not null,
  -- That key, and its value; both empty in a table without keys.
  anchor_key  text not null,
  anchor      text not null,
  fact_digest text not null,
  -- When it was; null of what holds at any time.
  day         date,
  content     jsonb not null,
  source      text not null,
  imported_at timestamp not null,
  primary key (table_name, anchor, fact_digest)
);
create index audit_fact_by_day on audit_fact (table_name, day, anchor);
