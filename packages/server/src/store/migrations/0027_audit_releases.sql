-- Releases of audit rules and their knowledge tables (审核规则版本) by the digest of their content, kept for good: what a
-- finding stood on can be read again.

create table audit_release (
  release_digest text primary key,
  rules          integer not null check (rules > 0),
  tables         integer not null,
  points         integer not null,
  -- Its JSON, gzip.
  content        bytea not null,
  kept_since     timestamp not null
);

-- By which release a region is audited, from a day until another one follows.
create table audit_release_in_force (
  division       text not null,
  valid_from     date not null,
  -- Null: from this day on by none.
  release_digest text references audit_release,
  taken_up_at    timestamp not null,
  primary key (division, valid_from)
);
