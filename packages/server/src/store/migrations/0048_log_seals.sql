-- The operation log under seal, and what the centre tells of itself.

-- Grows with whatever an administrator does to an account, so that a second one who looked at it before is told to look again.
alter table user_account add column version integer not null default 1 check (version > 0);

-- The order in which rows came; drawn while the table is held for writing, so that a shared lock tells which are all in.
alter table operation_log add column number bigint generated always as identity;
create unique index operation_log_by_number on operation_log (number);

-- A block of rows under a digest, chained to the block before it and signed with the centre's key.
create table operation_seal (
  number      integer primary key check (number > 0),
  -- Of the rows: behind this number, and the last one. Numbers of what was rolled back are missing in between.
  after       bigint not null check (after >= 0),
  through     bigint not null unique check (through > after),
  rows        integer not null check (rows > 0),
  rows_digest text not null check (rows_digest ~ '^[0-9a-f]{64}$'),
  previous    text not null check (previous ~ '^[0-9a-f]{64}$'),
  hash        text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  -- SM2 over the hash.
  signature   text not null,
  sealed_at   timestamp not null
);
create trigger operation_seal_keeps_rows before update or delete on operation_seal
  for each row execute function evidence_is_append_only();
create trigger operation_seal_keeps_all before truncate on operation_seal
  for each statement execute function evidence_is_append_only();

-- What came of holding the log against its seals.
create table operation_seal_check (
  number     bigint generated always as identity primary key,
  checked_at timestamp not null,
  checked_by text not null,
  seals      integer not null,
  rows       bigint not null,
  -- SealFault of the core, the first ones.
  faults     json not null,
  fault_count integer not null check (fault_count >= 0)
);

-- The last time that each part of the upkeep ran.
create table upkeep_run (
  name     text primary key,
  began_at timestamp not null,
  ended_at timestamp,
  outcome  text not null check (outcome in ('running', 'done', 'failed')),
  said     text not null
);

-- The processes that answer now; each writes its own row again and again, so none of it need outlast a crash.
create unlogged table centre_process (
  number     integer primary key,
  pid        integer not null,
  version    text not null,
  started_at timestamp not null,
  seen_at    timestamp not null,
  -- ProcessState of the flow.
  state      json not null
);
