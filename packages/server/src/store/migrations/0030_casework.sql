-- Casework (稽核处理): what was found, and the road that it takes to its end. Seldom written, on the coordinator; money goes through the
-- journal of institutions.

-- A review item (疑点) or an administrative case (案件) as it stands: it is what its events make of it, and verify replays them.
create table matter (
  matter_id      text primary key,
  procedure      text not null check (procedure in ('review', 'case')),
  state          text not null,
  -- Grows by one with each event; whoever acts names the one that was looked at.
  version        integer not null check (version > 0),
  source         text not null check (source in ('finding', 'pattern', 'outlier', 'tip', 'transfer', 'manual')),
  source_key     text not null,
  provider_code  text not null,
  insured_id     text,
  doctor         text,
  rule           text not null,
  division       text not null,
  -- The insurance whose fund was charged; null as long as nobody knows.
  scheme         text,
  stake          bigint not null check (stake >= 0),
  opened_on      date not null,
  first_reviewer text,
  second_reviewer text,
  appeal_reviewer text,
  deadline_name  text,
  deadline_until date,
  decided        bigint,
  recovered      bigint not null default 0,
  linked         text,
  -- Matter of the core's casework room.
  content        jsonb not null,
  -- What the source says of it, to be shown with it.
  facts          jsonb not null,
  changed_at     timestamp not null,
  check (second_reviewer is distinct from first_reviewer or second_reviewer is null),
  check ((deadline_name is null) = (deadline_until is null))
);
-- What was taken in once is not taken in again.
create unique index matter_source on matter (source, source_key);
create index matter_by_provider on matter (provider_code, opened_on, matter_id);
create index matter_by_state on matter (procedure, state, matter_id);
create index matter_by_deadline on matter (deadline_until, matter_id) where deadline_until is not null;

create table matter_event (
  matter_id   text not null references matter,
  number      integer not null check (number > 0),
  act         text not null,
  actor       text not null,
  office      text not null,
  acted_at    timestamp not null,
  reason      text,
  evidence    text[] not null,
  details     jsonb not null,
  -- The limit that runs from here on.
  deadline    jsonb,
  holidays_unknown boolean not null,
  -- Of the first one only: what was opened.
  opened      jsonb,
  primary key (matter_id, number),
  check ((number = 1) = (act = 'open')),
  check ((number = 1) = (opened is not null))
);
create function matter_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'matter_event is append-only: what happened is never changed or removed';
end $$;
create trigger matter_event_keeps_rows before update or delete on matter_event
  for each row execute function matter_event_is_append_only();

-- Institutions that a person of the bureau keeps away from (回避); every declaration and its end.
create table matter_conflict (
  user_id       text not null,
  provider_code text not null,
  declared_at   timestamp not null,
  declared_by   text not null,
  reason        text not null,
  ended_at      timestamp,
  ended_by      text,
  primary key (user_id, provider_code, declared_at),
  check ((ended_at is null) = (ended_by is null))
);
create unique index matter_conflict_standing on matter_conflict (user_id, provider_code) where ended_at is null;

-- Papers that acts issue (文书), with everything that they print.
create table matter_document (
  matter_id    text not null references matter,
  -- That of the event that issued it.
  number       integer not null,
  kind         text not null,
  -- 文号.
  document_no  text not null unique,
  issued_on    date not null,
  -- As it was written, so that its digest can be made again.
  content      json not null,
  -- SM3 of number, kind, day and content.
  digest       text not null,
  primary key (matter_id, number),
  foreign key (matter_id, number) references matter_event (matter_id, number)
);

-- Reminders that were given, each once.
create table matter_reminder (
  matter_id      text not null references matter,
  deadline_name  text not null,
  deadline_until date not null,
  -- So many days before the end, or `overdue`.
  mark           text not null,
  office         text not null,
  told           text,
  reminded_at    timestamp not null,
  primary key (matter_id, deadline_name, deadline_until, mark)
);

-- What decisions brought about in money: deductions from statements, claims, what was received for them, what was withdrawn.
create table matter_money (
  matter_id     text not null references matter,
  number        integer not null,
  kind          text not null check (kind in ('deduction', 'deducted', 'claim', 'received', 'withdrawn')),
  amount        bigint not null check (amount > 0),
  provider_code text not null,
  division      text not null,
  scheme        text not null,
  event_number  integer not null,
  -- Of a deduction and of its withdrawal before a statement took it: the entry by hand that the statement takes up.
  deduction_id  text,
  -- The entry of the institution's journal; of a deduction none before its statement.
  entry_id      text,
  booked_at     timestamp not null,
  primary key (matter_id, number),
  foreign key (matter_id, event_number) references matter_event (matter_id, number),
  check (kind <> 'deduction' or deduction_id is not null),
  check (kind not in ('claim', 'received', 'deducted') or entry_id is not null)
);
create index matter_money_by_deduction on matter_money (provider_code, deduction_id) where deduction_id is not null;

-- Recoveries are booked without a run: what an institution owes under a decision, what it paid back, what was withdrawn.
alter table payment_entry alter column run_id drop not null;
alter table payment_entry drop constraint payment_entry_kind_check,
  add constraint payment_entry_kind_check check (kind in ('advance', 'month-statement', 'deduction', 'appropriation', 'clearing',
    'reopening', 'recovery-claim', 'recovery-received', 'recovery-withdrawn'));
alter table payment_entry drop constraint payment_entry_check,
  add constraint payment_entry_check check ((kind <> 'reopening' or opposes is not null) and (opposes is null or kind in ('reopening', 'recovery-withdrawn'))),
  add constraint payment_entry_run check ((run_id is null) = (kind in ('recovery-claim', 'recovery-received', 'recovery-withdrawn')));
