-- Messages and fee lines are kept by month, so that old months can be taken away whole; what a message did is kept for good.

drop index message_effect;
drop index message_arrived;
drop index message_msgid;

-- One row for each message that had an effect: it holds its msgid when the message itself is no longer kept.
create table message_effect (
  insured_id    text not null,
  provider_code text not null,
  msgid         text not null,
  infno         text not null,
  input_digest  bytea not null,
  settlement_id text,
  message_id    text not null,
  received_at   timestamp not null,
  primary key (insured_id, provider_code, msgid)
);
insert into message_effect
select insured_id, provider_code, msgid, infno, input_digest, settlement_id, message_id, received_at from message where effect;
create index message_effect_msgid on message_effect (provider_code, msgid);

alter table message rename to message_before;
alter index message_pkey rename to message_before_pkey;
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
  primary key (insured_id, message_id, received_at)
) partition by range (received_at);
create table message_other partition of message default;
create index message_arrived on message (arrived_at);
insert into message select * from message_before;
drop table message_before;

-- The day under which the lines of a visit are kept; it stays when the visit's own times are corrected.
alter table visit add column opened_on date;
update visit set opened_on = began_at::date;
alter table visit alter column opened_on set not null;

alter table bill_line rename to bill_line_before;
alter index bill_line_pkey rename to bill_line_before_pkey;
create table bill_line (
  insured_id           text not null,
  visit_id             text not null,
  line_number          text not null,
  opened_on            date not null,
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
  stream               text not null,
  source               text not null,
  assumed              boolean not null,
  settlement_id        text,
  primary key (insured_id, visit_id, line_number, opened_on),
  constraint bill_line_parts check (total = non_covered + over_price_limit + pre_coinsurance + eligible)
) partition by range (opened_on);
create table bill_line_other partition of bill_line default;
insert into bill_line (insured_id, visit_id, line_number, opened_on, batch, item_code, local_item_code, charged_at, price,
  quantity, approval, item_kind, item_name, item_class, charge_type, restricted, total, non_covered, over_price_limit,
  pre_coinsurance, eligible, pre_coinsurance_rate, ceiling, reason, stream, source, assumed, settlement_id)
select l.insured_id, l.visit_id, l.line_number, v.opened_on, l.batch, l.item_code, l.local_item_code, l.charged_at, l.price,
  l.quantity, l.approval, l.item_kind, l.item_name, l.item_class, l.charge_type, l.restricted, l.total, l.non_covered,
  l.over_price_limit, l.pre_coinsurance, l.eligible, l.pre_coinsurance_rate, l.ceiling, l.reason, l.stream, l.source,
  l.assumed, l.settlement_id
from bill_line_before l join visit v on v.insured_id = l.insured_id and v.visit_id = l.visit_id;
drop table bill_line_before;

-- What was taken away: verification does not look for it any more.
create table retired_month (
  table_name text not null,
  month      date not null,
  rows       bigint not null,
  archive    text not null,
  digest     text not null,
  retired_at timestamp not null,
  primary key (table_name, month)
);
