-- The till of the console (收费台): who sent which message from which shift, and what a shift came to when it was closed.

create table till_shift (
  shift_id      text primary key,
  provider_code text not null,
  user_id       text not null,
  opened_at     timestamp not null,
  closed_at     timestamp,
  -- ShiftSums of the flow, frozen when the shift was closed.
  sums          json,
  -- The cash that was counted, fen; null where nobody counted.
  counted       bigint check (counted >= 0),
  note          text,
  check ((closed_at is null) = (sums is null)),
  check (closed_at is not null or (counted is null and note is null))
);
create unique index till_shift_open on till_shift (provider_code, user_id) where closed_at is null;
create index till_shift_by_day on till_shift (provider_code, opened_at, shift_id);

create table till_message (
  insured_id    text not null,
  provider_code text not null,
  msgid         text not null,
  infno         text not null,
  user_id       text not null,
  shift_id      text not null,
  sent_at       timestamp not null,
  -- Null while nobody has seen an answer: then message_effect says whether it had its effect.
  outcome       text check (outcome in ('done', 'refused')),
  primary key (insured_id, provider_code, msgid)
);
create index till_message_by_shift on till_message (provider_code, shift_id);
create index till_message_by_time on till_message (provider_code, sent_at, msgid);
