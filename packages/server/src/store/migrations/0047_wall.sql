-- What a leader's wall shows: settlements summed up by day once the day is over, and what came into the funds.

-- Sums of settlements of a day that is over; made again whenever the settlements no longer are as many as were summed up.
create table settlement_day (
  day           date not null,
  provider_code text not null,
  -- That of the fund, and whether the institution lies outside of it.
  division      text not null,
  scheme        text not null,
  outside       boolean not null,
  settled       integer not null,
  undone        integer not null,
  restored      integer not null,
  total         bigint not null,
  -- Paid by all funds.
  fund          bigint not null,
  account       bigint not null,
  cash          bigint not null,
  primary key (day, provider_code, division, scheme, outside)
);
-- Every day that was summed up, also one without settlements.
create table settlement_day_kept (
  day         date primary key,
  settlements bigint not null,
  kept_at     timestamp not null
);

-- What came into the funds of a region beside settlements, as its books of account say; put right by another row only.
create table fund_income (
  entry_id   text primary key,
  division   text not null check (division ~ '^\d{6}$'),
  scheme     text not null check (scheme in ('310', '390')),
  month      text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- `opening` is what was there when the month began.
  kind       text not null check (kind in ('opening', 'contribution', 'subsidy', 'interest', 'transfer', 'other')),
  amount     bigint not null check (amount <> 0),
  source     text not null,
  entered_at timestamp not null,
  entered_by text not null
);
create index fund_income_by_month on fund_income (month desc, entry_id desc);
-- The same line of the same book is entered once.
create unique index fund_income_once on fund_income (division, scheme, month, kind, source, amount);
create trigger fund_income_keeps_rows before update or delete on fund_income
  for each row execute function evidence_is_append_only();
