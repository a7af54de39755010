-- What the catalogues said before: the states that later versions replaced, and how much each version brought.

-- Null of versions that were made before this was counted.
alter table catalogue_version
  add column came      integer,
  add column changed   integer,
  add column gone      integer,
  add column row_count integer;

-- A state of a row that another one replaced; `number` is the version in which it began.
create table catalogue_row_past (
  list    text not null,
  code    text not null,
  since   date not null,
  number  integer not null,
  gone    boolean not null,
  content jsonb not null,
  primary key (list, code, since, number)
);
create index catalogue_row_past_code on catalogue_row_past (code);
create index catalogue_row_code on catalogue_row (code);
