-- What travels beside the messages, and what institutions reconcile and claim. These rows name no person's key: they
-- are an institution's, and the small ones stand on every node.

create table carried_file (
  file_no       text primary key,
  -- Null for everybody's: a catalogue.
  provider_code text,
  filename      text not null,
  content       bytea not null,
  carried_at    timestamp not null,
  -- The first day on which it can no longer be fetched.
  until         date not null
);
create index carried_file_ends on carried_file (until);

-- An application for clearing (清算申请): what an institution claims for one month, and what was on file then.
create table clearing_application (
  provider_code  text not null,
  application_id text not null,
  clearing_type  text not null,
  clearing_way   text not null,
  month          text not null,
  begins         date not null,
  ends           date not null,
  -- The kinds of care that were claimed under this clearing type.
  med_types      text[] not null,
  person_times   integer not null,
  total          bigint not null,
  recognised     bigint not null,
  fund           bigint not null,
  cash           bigint not null,
  account        bigint not null,
  state          text not null check (state in ('applied', 'withdrawn', 'decided')),
  msgid          text not null,
  applied_at     timestamp not null,
  withdrawn_at   timestamp,
  primary key (provider_code, application_id)
);
-- One application that was not withdrawn, whatever runs at the same time.
create unique index clearing_application_open
  on clearing_application (provider_code, month, clearing_type, clearing_way) where state <> 'withdrawn';

-- An institution's settlements of a period: reconciliation and clearing ask by institution, never on the hot road.
create index settlement_by_provider on settlement (provider_code, settled_at, settlement_id);
