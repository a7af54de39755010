-- Long work that somebody asked for and that goes on without him. The queue itself is graphile_worker's own schema; here is
-- what people see of it.

create table job (
  job_id       text primary key,
  kind         text not null,
  owner        text not null references user_account,
  -- Of one kind and lane only one is open.
  lane         text,
  state        text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  asked_at     timestamp not null,
  began_at     timestamp,
  ended_at     timestamp,
  attempts     integer not null default 0,
  done         bigint not null default 0 check (done >= 0),
  estimate     bigint check (estimate >= 0),
  -- JobWords: what is being done now.
  stage        json,
  cancel_asked boolean not null default false,
  input        json not null,
  -- The session and the address it was asked for from.
  asked        json not null,
  -- JobResult.
  result       json,
  -- JobFailure.
  failure      json,
  check ((ended_at is not null) = (state in ('done', 'failed', 'cancelled'))),
  check ((result is not null) = (state = 'done')),
  check ((failure is not null) = (state = 'failed'))
);
create index job_by_owner on job (owner, job_id desc);
create index job_open on job (owner) where state in ('waiting', 'running');
create unique index job_lane on job (kind, lane) where lane is not null and state in ('waiting', 'running');

-- What a job was given, as long as it is open, and what it made, for a day.
create table job_file (
  job_id     text not null references job,
  part       text not null check (part in ('given', 'made')),
  filename   text not null,
  media_type text not null,
  content    bytea not null,
  kept_until timestamp,
  primary key (job_id, part),
  check ((kept_until is not null) = (part = 'made'))
);
create index job_file_until on job_file (kept_until) where kept_until is not null;
