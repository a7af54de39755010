-- Evidence: contents by their digest, pieces, and the chain of what happened to each. Only the row of a piece changes.

create function evidence_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: rows are never changed or removed', tg_table_name;
end $$;

-- A file once, whoever kept it. Read only together with its digest (SM3), which is computed again each time.
create table evidence_content (
  sm3     text primary key check (sm3 ~ '^[0-9a-f]{64}$'),
  type    text not null,
  content bytea not null,
  kept_by text not null,
  kept_at timestamp not null
);
alter table evidence_content alter column content set storage external;

-- Under which name somebody kept a file that is no piece: statements and appeals of matters.
create table evidence_file (
  sm3     text not null references evidence_content,
  name    text not null,
  kept_by text not null,
  kept_at timestamp not null,
  primary key (sm3, name)
);

create table evidence_piece (
  code       text primary key,
  -- Of casework; no foreign key, for a piece may be collected for a matter of another centre.
  matter_id  text,
  division   text not null,
  kind       text not null check (kind in ('document', 'photo', 'audio', 'video', 'data', 'object')),
  state      text not null check (state in ('in', 'out', 'transferred', 'destroyed', 'lost', 'damaged')),
  version    integer not null check (version > 0),
  place      text not null,
  -- Null of an object that is no file. The content of a destroyed piece is gone.
  sm3        text,
  due_back   date,
  -- Piece of the core.
  content    json not null,
  check (state <> 'out' or due_back is not null)
);
create index evidence_piece_by_matter on evidence_piece (matter_id, code) where matter_id is not null;
create index evidence_piece_by_place on evidence_piece (place, code);
create index evidence_piece_by_due on evidence_piece (due_back) where state = 'out';
create index evidence_piece_by_content on evidence_piece (sm3) where sm3 is not null;

create table evidence_event (
  code    text not null references evidence_piece,
  number  integer not null check (number > 0),
  act     text not null,
  actor   text not null,
  at      timestamp not null,
  hash    text not null,
  -- CustodyEvent of the core.
  content json not null,
  primary key (code, number)
);

create table evidence_stock_take (
  number  text primary key,
  place   text not null,
  taken_by text not null,
  taken_at timestamp not null,
  -- StockTake of the core.
  content json not null
);

-- The running number of the codes of a year.
create table evidence_serial (
  year integer primary key,
  last integer not null
);

create trigger evidence_event_keeps_rows before update or delete on evidence_event
  for each row execute function evidence_is_append_only();
create trigger evidence_event_keeps_all before truncate on evidence_event
  for each statement execute function evidence_is_append_only();
create trigger evidence_file_keeps_rows before update or delete on evidence_file
  for each row execute function evidence_is_append_only();
create trigger evidence_stock_take_keeps_rows before update or delete on evidence_stock_take
  for each row execute function evidence_is_append_only();
create trigger evidence_piece_stays before delete on evidence_piece
  for each row execute function evidence_is_append_only();
create trigger evidence_content_keeps_rows before update on evidence_content
  for each row execute function evidence_is_append_only();

-- The one content that may go: that of pieces which were all destroyed, and which nobody kept besides.
create function evidence_content_goes_with_its_piece() returns trigger language plpgsql as $$
begin
  if exists (select from evidence_file f where f.sm3 = old.sm3)
    or exists (select from evidence_piece p where p.sm3 = old.sm3 and p.state <> 'destroyed')
    or not exists (select from evidence_piece p where p.sm3 = old.sm3) then
    raise exception 'evidence_content keeps %: something stands on it', old.sm3;
  end if;
  return old;
end $$;
create trigger evidence_content_stays before delete on evidence_content
  for each row execute function evidence_content_goes_with_its_piece();
