-- Tips (举报): what was said, what became of it, and who said it, sealed for two holders of keys together.

create function tip_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: rows are never changed or removed', tg_table_name;
end $$;

-- Public keys only: the private ones are with their holders.
create table tip_holder_key (
  key_id     text primary key,
  holder     text not null,
  public_key text not null unique,
  made_at    timestamp not null,
  -- No new identity is sealed for it; those that were can still be opened with it.
  retired_at timestamp
);
create unique index tip_holder_key_in_use on tip_holder_key (holder) where retired_at is null;

create table tip (
  tip_id        text primary key,
  division      text not null,
  provider_code text,
  state         text not null check (state in ('received', 'accepted', 'declined', 'linked', 'concluded', 'proposed', 'awarded',
    'rewarded', 'unrewarded')),
  version       integer not null check (version > 0),
  matter_id     text,
  received_at   timestamp not null,
  named         boolean not null,
  -- Tip of the core: nothing that tells who gave it.
  content       json not null
);
create index tip_by_state on tip (state, received_at);
create index tip_by_matter on tip (matter_id, received_at) where matter_id is not null;

create table tip_event (
  tip_id  text not null references tip,
  number  integer not null check (number > 0),
  act     text not null,
  actor   text not null,
  at      timestamp not null,
  -- TipEvent of the core.
  content json not null,
  primary key (tip_id, number)
);

-- Who gave it: a cipher text and two wrapped shares of its key, each for another holder. Neither the platform nor one holder can read it.
create table tip_identity (
  tip_id     text primary key references tip,
  sealed     bytea not null,
  first_key  text not null references tip_holder_key,
  first_share text not null,
  second_key text not null references tip_holder_key,
  second_share text not null,
  check (first_key <> second_key)
);

-- What the person who gave it shows again; only a digest is kept.
create table tip_claim (
  tip_id      text primary key references tip,
  code_digest text not null
);

create table tip_reward (
  receipt     text primary key,
  tip_id      text not null unique references tip,
  amount      bigint not null check (amount > 0),
  paid_at     timestamp not null,
  paid_by     text not null,
  -- Reward of the core, with how it came about.
  content     json not null
);

create trigger tip_event_keeps_rows before update or delete on tip_event for each row execute function tip_is_append_only();
create trigger tip_event_keeps_all before truncate on tip_event for each statement execute function tip_is_append_only();
create trigger tip_identity_keeps_rows before update or delete on tip_identity for each row execute function tip_is_append_only();
create trigger tip_claim_keeps_rows before update or delete on tip_claim for each row execute function tip_is_append_only();
create trigger tip_reward_keeps_rows before update or delete on tip_reward for each row execute function tip_is_append_only();
