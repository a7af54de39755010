-- Effects of messages that name no person: the institution's msgid, what was sent under it and what it was answered.
create table institution_effect (
  provider_code text not null,
  msgid         text not null,
  infno         text not null,
  input_digest  bytea not null,
  answer        text not null,
  at            timestamp not null,
  primary key (provider_code, msgid)
);

-- What institutions report about their stock, one row for each message; a balance is the sum of `added`.
create table stock_entry (
  provider_code   text not null,
  msgid           text not null,
  kind            text not null,
  item            text not null,
  item_code       text,
  local_item_code text,
  batch           text not null,
  quantity        bigint not null,
  added           bigint not null,
  at              timestamp not null,
  operator        text not null,
  settlement_id   text,
  visit_number    text,
  trace_code      text,
  package_holds   bigint,
  details         jsonb not null,
  primary key (provider_code, msgid)
);
create index stock_entry_by_item on stock_entry (provider_code, item, batch);
create index stock_entry_package on stock_entry (provider_code, item_code) where package_holds is not null;
create index stock_entry_local_package on stock_entry (provider_code, local_item_code) where package_holds is not null;

-- One row for each item and batch of an institution: who books an entry holds it, so that no two see the same balance.
create table stock_batch (
  provider_code text not null,
  item          text not null,
  batch         text not null,
  entries       bigint not null,
  primary key (provider_code, item, batch)
);

-- One row for each traceability code: who claims the code holds it meanwhile, so that no two see it free.
create table trace_code (
  code   text primary key,
  claims bigint not null
);

-- Who sold a code. Keyed by the code, because whoever sells it must find every other seller.
create table trace_code_use (
  code           text not null,
  provider_code  text not null,
  msgid          text not null,
  -- Empty for a message that names no person as its own (3505).
  insured_id     text not null,
  line_number    text not null,
  item_code      text not null,
  local_item     text not null,
  split          boolean not null,
  unit           text not null,
  quantity       bigint not null,
  used_at        timestamp not null,
  -- The settlement that a sale report names, with its person; a settlement of our own is found by its message.
  sold_to        text not null,
  settlement_id  text,
  claim_msgid    text not null,
  claimed_at     timestamptz not null,
  returned_msgid text,
  primary key (code, provider_code, msgid, insured_id)
);
create index trace_code_use_by_message on trace_code_use (provider_code, msgid);
create index trace_code_use_by_settlement on trace_code_use (settlement_id) where settlement_id is not null;

-- Who lies in an institution now: a question that names no person.
create index visit_current_stay on visit (provider_code, began_at)
  where stay is not null and stay->>'dischargedAt' is null and state = 'open';

-- How many codes a bill says it has: packages of drugs, and consumables.
alter table settlement add column trace_counts jsonb;
