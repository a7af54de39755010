-- Sign-ups for capitation (按人头付费的签约): with which institution a person is signed on, by the fund that pays for it.
create table capitation_signup (
  insured_id    text not null,
  division      text not null,
  scheme        text not null,
  valid_from    date not null,
  -- The first day on which it no longer holds.
  valid_until   date,
  provider_code text not null,
  -- The file that brought it, and when it last changed.
  source        text not null,
  imported_at   timestamp not null,
  primary key (insured_id, division, scheme, valid_from),
  check (valid_until > valid_from)
);
create index capitation_signup_by_institution on capitation_signup (division, scheme, provider_code);

-- What a month's run found of capitation when it began, by institution: it stays while the run is priced and for good.
create table payment_capitation (
  provider_code text not null,
  run_id        text not null references payment_run,
  level         text not null,
  -- People signed on with it on the first of the month, by band of the plan: [{band, count}].
  people        json not null,
  -- Fund charges of the month: of its own people, of its people elsewhere, of all others.
  own           bigint not null,
  elsewhere     bigint not null,
  others        bigint not null,
  primary key (provider_code, run_id)
);
create index payment_capitation_by_run on payment_capitation (run_id);
