-- Directories of disease groups (DIP 病种目录) by the digest of their text, kept for good: a score can be looked up again.

create table dip_directory (
  directory_digest text primary key,
  name             text not null,
  title            text not null,
  -- The year it is for, and the days of discharge for which it groups, as its rules say.
  year             integer not null,
  valid_from       date not null,
  valid_until      date,
  groups           integer not null check (groups > 0),
  cases            bigint not null check (cases > 0),
  -- Its text, gzip.
  content          bytea not null,
  kept_since       timestamp not null,
  check (valid_until > valid_from)
);

-- By which directory a region groups the stays of one insurance; the ranges of one region and insurance do not overlap.
create table dip_directory_in_force (
  division         text not null,
  insurance        text not null,
  valid_from       date not null,
  valid_until      date,
  directory_digest text not null references dip_directory,
  taken_up_at      timestamp not null,
  primary key (division, insurance, valid_from),
  check (valid_until > valid_from)
);
