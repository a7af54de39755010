-- Grouping schemes (分组方案) by the digest of their content, kept for good: what was grouped once can be grouped again.

create table grouping_scheme (
  scheme_digest text primary key,
  scheme        text not null,
  title         text not null,
  -- The days of discharge that the pack itself says it is meant for.
  valid_from    date,
  valid_until   date,
  code_edition  text,
  -- JSON of the whole scheme, gzip: a national one is three million characters.
  content       bytea not null,
  kept_since    timestamp not null,
  check (valid_from is not null or valid_until is null),
  check (valid_until > valid_from)
);

-- By which scheme a region groups the stays of one insurance; the ranges of one region and insurance do not overlap.
create table grouping_scheme_in_force (
  division      text not null,
  insurance     text not null,
  valid_from    date not null,
  valid_until   date,
  scheme_digest text not null references grouping_scheme,
  taken_up_at   timestamp not null,
  primary key (division, insurance, valid_from),
  check (valid_until > valid_from)
);
