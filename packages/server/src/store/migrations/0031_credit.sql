-- Credit archives of institutions, doctors and persons (信用档案): what was recorded, appealed, upheld and repaired. What an archive says on a
-- day is worked out from its events and the rules of the day; nothing else is kept.

create table credit_event (
  kind        text not null check (kind in ('institution', 'doctor', 'person')),
  subject     text not null,
  -- 1 for the first of an archive.
  number      integer not null check (number > 0),
  happened_on date not null,
  entered_by  text not null,
  reason      text not null,
  -- CreditDeed of the core's credit room.
  deed        jsonb not null,
  entered_at  timestamp not null,
  primary key (kind, subject, number)
);
create index credit_event_by_matter on credit_event ((deed->>'matterId')) where deed->>'kind' = 'record';
create function credit_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'credit_event is append-only: what was recorded is never changed or removed';
end $$;
create trigger credit_event_keeps_rows before update or delete on credit_event
  for each row execute function credit_event_is_append_only();
