-- What a database is for: real data, or a sandbox for developers. One row; the first start decides, for good.
create table database_purpose (
  only_row   boolean primary key default true check (only_row),
  purpose    text not null check (purpose in ('real', 'sandbox')),
  decided_at timestamp not null
);

-- The SM2 private keys of a sandbox's institutions, sealed: a real institution keeps its own.
create table sandbox_key (
  account     text primary key references provider_key,
  private_key bytea not null
);
