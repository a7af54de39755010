-- What institutions download and look up: versions of the catalogues, further code lists, mappings, departments and
-- practitioners. None of these rows is one person's; they are reference tables and the registers of institutions.

alter table provider add column credit_code text not null default '';

-- When a row came and when it was last changed, as the paged queries tell it; told by the database, whoever writes.
alter table catalog_item
  add column created_at timestamp not null default (now() at time zone 'Asia/Shanghai'),
  add column updated_at timestamp not null default (now() at time zone 'Asia/Shanghai');

create function stamp_update() returns trigger language plpgsql as $$
begin
  new.updated_at := now() at time zone 'Asia/Shanghai';
  return new;
end $$;

create trigger catalog_item_stamp before update on catalog_item for each row execute function stamp_update();

create index catalog_item_updated on catalog_item (updated_at);

-- Code lists beside diagnoses and operations: chronic and special diseases, payment by disease, day surgery …
create table code_list_item (
  list        text not null,
  code        text not null,
  name        text not null,
  class_code  text not null,
  class_name  text not null,
  division    text not null,
  valid_from  date,
  valid_until date,
  note        text not null,
  source      text not null,
  primary key (list, code)
);

-- Counts the changes of each table that a catalogue is made of, so that nobody has to read it to know that it is the same.
create table catalogue_revision (
  origin   text primary key,
  revision bigint not null
);

insert into catalogue_revision (origin, revision)
values ('catalog_item', 0), ('diagnosis_code', 0), ('code_list_item', 0);

create function count_revision() returns trigger language plpgsql as $$
begin
  update catalogue_revision set revision = revision + 1 where origin = tg_table_name;
  return null;
end $$;

create trigger catalog_item_revision after insert or update or delete or truncate on catalog_item
  for each statement execute function count_revision();
create trigger diagnosis_code_revision after insert or update or delete or truncate on diagnosis_code
  for each statement execute function count_revision();
create trigger code_list_item_revision after insert or update or delete or truncate on code_list_item
  for each statement execute function count_revision();

-- The versions of a catalogue: a new one only when a row came, changed or went.
create table catalogue_version (
  list    text not null,
  number  integer not null,
  version text not null,
  made_on date not null,
  primary key (list, number),
  unique (list, version)
);

-- Up to which revision a catalogue was compared.
create table catalogue_state (
  list     text primary key,
  revision bigint not null
);

-- Each row as its catalogue last published it, and in which version it last changed; what went is kept to be told once more.
create table catalogue_row (
  list       text not null,
  code       text not null,
  since      date not null,
  digest     text not null,
  number     integer not null,
  gone       boolean not null,
  content    jsonb not null,
  came_at    timestamp not null,
  changed_at timestamp not null,
  primary key (list, code, since)
);

-- The file that carries all changes after one version up to another; made once, fetched by everybody.
create table catalogue_file (
  infno     text not null,
  after     integer not null,
  number    integer not null,
  file_no   text not null,
  filename  text not null,
  row_count integer not null,
  -- The first day on which it can no longer be fetched.
  until     date not null,
  primary key (infno, after, number)
);

-- What an institution calls the items of the catalogue. A withdrawn row stays, with when and by which message.
create table local_mapping (
  provider_code   text not null,
  mapping_id      text not null,
  local_code      text not null,
  local_name      text not null,
  list_type       text not null,
  item_code       text not null,
  valid_from      date not null,
  valid_until     date,
  details         jsonb not null,
  msgid           text not null,
  mapped_at       timestamp not null,
  withdrawn_msgid text,
  withdrawn_at    timestamp,
  primary key (provider_code, mapping_id)
);
create index local_mapping_code on local_mapping (provider_code, local_code);
-- Two uploads at the same moment cannot both begin a mapping on one day.
create unique index local_mapping_once on local_mapping (provider_code, local_code, valid_from) where withdrawn_at is null;

create table department (
  provider_code text not null references provider,
  code          text not null,
  name          text not null,
  valid_from    date not null,
  valid_until   date,
  -- Under national names, given back by 5101 as they are.
  details       jsonb not null,
  primary key (provider_code, code, valid_from)
);

create table practitioner (
  provider_code      text not null references provider,
  code               text not null,
  name               text not null,
  kind               text not null,
  certificate_type   text not null,
  certificate_number text not null,
  insurance_doctor   boolean not null,
  valid_from         date not null,
  valid_until        date,
  details            jsonb not null,
  primary key (provider_code, code, valid_from)
);
create index practitioner_certificate on practitioner (certificate_type, certificate_number);
create index practitioner_code on practitioner (code);
