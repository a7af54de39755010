-- The message desk: who may look, what was done there, and the ways in which messages are looked for.

create table desk_token (
  token_id   text primary key,
  name       text not null,
  -- SHA-256 of 32 random bytes: nothing that could be guessed, so nothing that needs a slow hash.
  token_hash bytea not null unique,
  created_at timestamp not null,
  revoked_at timestamp
);

-- What people did beside the messages. Rows are only ever added.
create table operation_log (
  operation_id text primary key,
  done_at      timestamp not null,
  actor        text not null,
  action       text not null,
  details      jsonb not null
);
create index operation_log_by_time on operation_log (done_at desc, operation_id desc);

-- One index for each filter, in the order of the pages.
create index message_by_time on message (received_at desc, message_id desc);
create index message_by_person on message (insured_id, received_at desc, message_id desc);
create index message_by_provider on message (provider_code, received_at desc, message_id desc);
create index message_by_infno on message (infno, received_at desc, message_id desc);
create index message_by_msgid on message (msgid, received_at desc, message_id desc);
-- Refusals are few; what succeeded is found by time.
create index message_refused on message (outcome collate "C", received_at desc, message_id desc) where outcome <> 'ok';
create index message_by_number on message (message_id);
