-- Reference tables: small, read everywhere, the same on every node.

create table policy_pack (
  pack_hash  text primary key,
  division   text not null,
  content    jsonb not null,
  kept_since timestamp not null
);

create table provider (
  provider_code text primary key,
  name          text not null,
  kind          text not null,
  level         text not null,
  level_code    text not null,
  division      text not null,
  valid_from    date not null,
  valid_until   date
);

create table provider_key (
  account       text primary key,
  provider_code text not null references provider,
  secret        bytea not null,
  created_at    timestamp not null,
  revoked_at    timestamp
);

create table operator (
  provider_code text not null references provider,
  operator_no   text not null,
  name          text not null,
  primary key (provider_code, operator_no)
);

create table sign_in (
  sign_no       text primary key,
  provider_code text not null,
  operator_no   text not null,
  mac           text not null,
  ip            text not null,
  signed_in_at  timestamp not null,
  signed_out_at timestamp
);

create table catalog_item (
  code            text not null,
  valid_from      date not null,
  valid_until     date,
  kind            text not null,
  name            text not null,
  class           text not null,
  pre_coinsurance bigint,
  ceilings        jsonb not null,
  restricted      boolean not null,
  restriction     text not null,
  charge_type     text not null,
  form            text not null,
  unit            text not null,
  reference_price bigint,
  source          text not null,
  assumed         boolean not null,
  primary key (code, valid_from)
);

create table diagnosis_code (
  edition text not null,
  code    text not null,
  name    text not null,
  primary key (edition, code)
);

-- The hot road: every table carries insured_id first in its primary key, so that all rows of one person live together.

create table insured (
  insured_id         text primary key,
  name               text not null,
  certificate_type   text not null,
  certificate_number text not null,
  gender             text not null,
  birth              date not null
);

-- The certificate look-up of 1101 is keyed by the certificate: it is how a person's key is found.
create table credential (
  certificate_type   text not null,
  certificate_number text not null,
  insured_id         text not null,
  primary key (certificate_type, certificate_number)
);
create index credential_by_person on credential (insured_id);

create table enrolment (
  insured_id        text not null,
  scheme            text not null,
  valid_from        date not null,
  valid_until       date,
  division          text not null,
  status            text not null,
  person_type       text not null,
  civil_servant     boolean not null,
  consecutive_years integer not null,
  employer          text not null,
  traits            jsonb not null,
  primary key (insured_id, scheme, valid_from)
);

create table person_state (
  insured_id      text primary key,
  version         bigint not null,
  account_balance bigint not null check (account_balance >= 0)
) with (fillfactor = 70);

create table running_total (
  insured_id text not null,
  scheme     text not null,
  year       integer not null,
  code       text not null,
  amount     bigint not null check (amount >= 0),
  primary key (insured_id, scheme, year, code)
) with (fillfactor = 70);

create table visit (
  insured_id            text not null,
  visit_id              text not null,
  provider_code         text not null,
  scheme                text not null,
  began_at              timestamp not null,
  provider_visit_number text not null,
  certificate_type      text not null,
  med_type              text,
  department_code       text not null,
  department_name       text not null,
  state                 text not null,
  diagnoses             jsonb not null,
  primary key (insured_id, visit_id)
);

create table bill_line (
  insured_id           text not null,
  visit_id             text not null,
  line_number          text not null,
  batch                text not null,
  item_code            text not null,
  local_item_code      text not null,
  charged_at           timestamp not null,
  price                bigint not null,
  quantity             bigint not null,
  approval             text not null,
  item_kind            text not null,
  item_name            text not null,
  item_class           text not null,
  charge_type          text not null,
  restricted           boolean not null,
  total                bigint not null,
  non_covered          bigint not null,
  over_price_limit     bigint not null,
  pre_coinsurance      bigint not null,
  eligible             bigint not null,
  pre_coinsurance_rate bigint not null,
  ceiling              bigint,
  reason               text not null,
  source               text not null,
  assumed              boolean not null,
  settlement_id        text,
  primary key (insured_id, visit_id, line_number),
  check (total = non_covered + over_price_limit + pre_coinsurance + eligible)
);

create table settlement (
  insured_id       text not null,
  settlement_id    text not null,
  root_id          text not null,
  undoes_id        text,
  kind             text not null,
  sequence         bigint not null,
  visit_id         text not null,
  batch            text not null,
  provider_code    text not null,
  msgid            text not null,
  settled_at       timestamp not null,
  scheme           text not null,
  division         text not null,
  year             integer not null,
  care             text not null,
  med_type         text not null,
  certificate_type text not null,
  person_type      text not null,
  total            bigint not null,
  non_covered      bigint not null,
  over_price_limit bigint not null,
  pre_coinsurance  bigint not null,
  eligible         bigint not null,
  deductible       bigint not null,
  pool             bigint not null,
  account          bigint not null,
  cash             bigint not null,
  hospital         bigint not null,
  pool_rate        bigint not null,
  balance_after    bigint not null check (balance_after >= 0),
  totals_added     jsonb not null,
  line_numbers     jsonb not null,
  plan_id          text not null,
  pack_hash        text not null,
  basis            jsonb not null,
  -- As it was written: the inputs of a step keep their order.
  trace            json not null,
  primary key (insured_id, settlement_id),
  check (total = non_covered + over_price_limit + pre_coinsurance + eligible),
  check (total = pool + account + cash + hospital)
);
create index settlement_by_root on settlement (insured_id, root_id);

create table journal_entry (
  insured_id text not null,
  entry_id   text not null,
  kind       text not null,
  booked_at  timestamp not null,
  opposes    text,
  primary key (insured_id, entry_id)
);

create table posting (
  insured_id text not null,
  entry_id   text not null,
  number     integer not null,
  account    text not null,
  amount     bigint not null check (amount <> 0),
  primary key (insured_id, entry_id, number)
);

-- Every message with its answer; the ones that had an effect hold their msgid for good.
create table message (
  insured_id     text not null,
  message_id     text not null,
  provider_code  text not null,
  msgid          text not null,
  infno          text not null,
  received_at    timestamp not null,
  arrived_at     timestamptz not null default now(),
  nonce          text,
  input_digest   bytea not null,
  request        text not null,
  answer         text not null,
  outcome        text not null,
  effect         boolean not null,
  settlement_id  text,
  primary key (insured_id, message_id)
);
create unique index message_effect on message (insured_id, provider_code, msgid) where effect;
create index message_arrived on message (arrived_at);
create index message_msgid on message (provider_code, msgid) where effect;

-- A reversal of a message never seen leaves this mark, so that the late original is refused.
create table reversal_mark (
  insured_id    text not null,
  provider_code text not null,
  msgid         text not null,
  infno         text not null,
  marked_at     timestamp not null,
  primary key (insured_id, provider_code, msgid)
);
