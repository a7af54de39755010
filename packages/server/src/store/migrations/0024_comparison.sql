-- Comparisons of payment methods over a year of cases: what a finished one came to, kept to be looked at.
create table payment_comparison (
  comparison_id text primary key,
  division      text not null,
  year          integer not null,
  source        text not null,
  made_at       timestamp not null,
  made_by       text not null,
  cases         integer not null,
  institutions  integer not null,
  -- Comparison of the core's payment room, without the rows of institutions and groups.
  content       json not null
);
create index payment_comparison_by_time on payment_comparison (made_at desc, comparison_id desc);

create table payment_comparison_row (
  comparison_id text not null references payment_comparison,
  kind          text not null check (kind in ('institution', 'group')),
  number        integer not null,
  content       json not null,
  primary key (comparison_id, kind, number)
);
