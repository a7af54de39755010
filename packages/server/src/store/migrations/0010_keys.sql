-- What a key of an institution may do and what protects its envelopes. A rotated key stays in force beside its successor
-- until valid_until; times are Beijing civil time, half-open.

alter table provider_key
  add column styles         text[] not null default '{tif,csb,apikey}',
  add column requires       text not null default 'none',
  add column sm2_public_key text,
  add column sm4_key        bytea,
  add column sm4_mode       text not null default 'cbc',
  add column valid_from     timestamp,
  add column valid_until    timestamp,
  add constraint provider_key_styles check (styles <> '{}' and styles <@ '{tif,csb,apikey}'),
  add constraint provider_key_requires check (requires in ('none', 'SM3', 'SM2')),
  add constraint provider_key_verifiable check (requires <> 'SM2' or sm2_public_key is not null),
  add constraint provider_key_point check (sm2_public_key ~ '^04[0-9a-f]{128}$'),
  add constraint provider_key_sm4_mode check (sm4_mode in ('cbc', 'ecb')),
  add constraint provider_key_range check (valid_until is null or valid_from is null or valid_from <= valid_until);

create index provider_key_by_provider on provider_key (provider_code);

-- The centre's own SM2 key pair, made at its first start; the private half is sealed.
create table centre_key (
  purpose     text primary key,
  public_key  text not null,
  private_key bytea not null,
  created_at  timestamp not null
);
