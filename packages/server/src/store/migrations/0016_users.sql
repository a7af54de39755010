-- People with accounts, their roles and sessions, and who did what. None of this lies on the hot road.

create table user_account (
  user_id         text primary key 
    check (user_id ~ '^[a-z][a-z0-9._-]{2,31}$' and user_id not in ('console', 'nobody')),
  name            text not null,
  -- One person, one account: else the separation of administrators would be one of accounts only.
  staff_number    text not null unique,
  password_hash   text not null,
  password_set_at timestamp not null,
  must_change     boolean not null,
  -- The password was made anew by a system administrator, and the security administrator has not yet released the account.
  held            boolean not null default false,
  -- Which of the hands that may not meet in one account this one is, as long as it has a role.
  hand            text check (hand in ('system-admin', 'security-admin', 'audit-admin', 'business')),
  created_at      timestamp not null,
  disabled_at     timestamp,
  unique (user_id, hand)
);

create table user_role (
  grant_id   text primary key,
  user_id    text not null references user_account,
  role       text not null,
  scope_kind text not null check (scope_kind in ('region', 'institution')),
  scope_code text not null,
  granted_at timestamp not null,
  granted_by text not null,
  revoked_at timestamp,
  revoked_by text,
  hand       text generated always as (
    case when revoked_at is null
      then case when role in ('system-admin', 'security-admin', 'audit-admin') then role else 'business' end
    end) stored,
  -- All roles in force are of the account's one hand, whoever grants at the same time.
  foreign key (user_id, hand) references user_account (user_id, hand),
  check (role not in ('system-admin', 'security-admin', 'audit-admin') or (scope_kind = 'region' and scope_code = '000000'))
);
create unique index user_role_once on user_role (user_id, role, scope_kind, scope_code) where revoked_at is null;

-- The passwords an account had before, so that none of the last comes back.
create table user_password (
  user_id       text not null references user_account,
  set_at        timestamp not null,
  number        bigint generated always as identity,
  password_hash text not null,
  primary key (user_id, number)
);

create table user_session (
  session_id text primary key,
  -- SHA-256 of 32 random bytes: nothing that could be guessed, so nothing that needs a slow hash.
  token_hash bytea not null unique,
  user_id    text not null references user_account,
  address    text not null,
  agent      text not null,
  started_at timestamp not null,
  seen_at    timestamp not null,
  ended_at   timestamp,
  end_reason text,
  ended_by   text,
  -- When its owner was told that it had been used from elsewhere.
  told_at    timestamp,
  check ((ended_at is null) = (end_reason is null))
);
create index user_session_by_user on user_session (user_id, started_at desc);
create index user_session_open on user_session (seen_at desc, session_id desc) where ended_at is null;

-- Sign-ins counted by account and by address, in seconds of civil time.
create table sign_in_tries (
  subject      text primary key,
  times        bigint not null,
  since        bigint not null,
  locks        bigint not null,
  locked_until bigint not null
);
create index sign_in_tries_by_age on sign_in_tries (since);

alter table operation_log
  add column target     text,
  add column outcome    text not null default 'done' check (outcome in ('done', 'refused')),
  add column reason     text,
  add column address    text,
  add column session_id text;
create index operation_log_by_actor on operation_log (actor, done_at desc, operation_id desc);
create index operation_log_by_target on operation_log (target, done_at desc, operation_id desc) where target is not null;
create index operation_log_by_action on operation_log (action, done_at desc, operation_id desc);

create function operation_log_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'operation_log is append-only: rows are never changed or removed';
end $$;
create trigger operation_log_keeps_rows before update or delete on operation_log
  for each row execute function operation_log_is_append_only();
create trigger operation_log_keeps_all before truncate on operation_log
  for each statement execute function operation_log_is_append_only();
