-- Plans of several layers: every fund pays under its own name, lines fall into streams, and running totals run over
-- months and stays as well as over years.

alter table settlement
  add column large_amount     bigint not null default 0,
  add column critical_illness bigint not null default 0,
  add column civil_servant    bigint not null default 0,
  add column enterprise       bigint not null default 0,
  add column assistance       bigint not null default 0,
  add column other            bigint not null default 0,
  -- The payers of the first schema: what this one adds was nothing then.
  drop constraint settlement_check1,
  add constraint settlement_paid check (total = pool + large_amount + critical_illness + civil_servant + enterprise
    + assistance + other + account + cash + hospital);

-- What was counted, was counted over the year.
update settlement set basis = basis || jsonb_build_object('streams', '{}'::jsonb, 'periods',
  (select coalesce(jsonb_object_agg(code, year::text), '{}'::jsonb)
    from (select jsonb_object_keys(totals_added) union select jsonb_object_keys(basis->'used')) as counted(code)));

alter table bill_line add column stream text not null default 'ordinary';

alter table running_total rename column year to period;
alter table running_total alter column period type text using period::text;
