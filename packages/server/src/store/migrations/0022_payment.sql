-- Paying institutions by cases (付费): from settled stays with their lists to statements and postings. These rows are an
-- institution's: it comes first in every key, balances are sums of postings, a month's run has rows of its own.

-- Payment plans with their tables of weights, by the hash of both, kept for good once anybody computed with them.
create table payment_plan (
  plan_hash   text primary key,
  plan_id     text not null,
  division    text not null,
  schemes     text[] not null,
  valid_from  date not null,
  valid_until date,
  content     json not null,
  kept_since  timestamp not null,
  -- Of several in force on a day the one taken up last counts; null of plans that were only computed with.
  taken_up_at timestamp,
  -- In which order; a time has whole seconds only.
  taking      integer,
  check ((taken_up_at is null) = (taking is null))
);
create unique index payment_plan_taking on payment_plan (taking);

-- The payer's working copy: one row for each stay that was settled to its end, by the number of the bill that ended it, the first of
-- that bill's chain; bills before it are part of it.
create table discharge_case (
  provider_code text not null,
  case_id       text not null,
  insured_id    text not null,
  division      text not null,
  scheme        text not null,
  -- The month whose run accounts for it: that of the settlement, or a later one for what came after that was closed.
  month         text not null check (month ~ '^\d{4}-\d{2}$'),
  settled_on    date not null,
  state         text not null check (state in ('listed', 'no-list', 'undone')),
  -- Of the settlement list that was taken; null without one.
  list_version  integer,
  -- The last month that accounted for it could not price it.
  held          boolean not null default false,
  -- DischargedCase of the core's encounter room.
  facts         json not null,
  facts_digest  text not null,
  collected_at  timestamp not null,
  primary key (provider_code, case_id)
);
create index discharge_case_by_month on discharge_case (division, scheme, month, provider_code, case_id);
create index discharge_case_by_number on discharge_case (case_id);
create index discharge_case_waiting on discharge_case (provider_code, month) where held;

-- The group of a case under one grouping scheme or disease directory, by its digest.
create table case_group (
  provider_code text not null,
  case_id       text not null,
  grouper       text not null,
  kind          text not null check (kind in ('drg', 'dip')),
  status        text not null,
  group_code    text,
  grouping      json not null,
  -- Of the facts that were grouped: when they change, the case is grouped again.
  facts_digest  text not null,
  grouped_at    timestamp not null,
  primary key (provider_code, case_id, grouper)
);

-- A run over one division and the insurance schemes of one plan: an advance, a month-end, a year-end; or a shadow of one,
-- which books nothing.
create table payment_run (
  run_id       text primary key,
  kind         text not null check (kind in ('advance', 'month', 'year')),
  purpose      text not null check (purpose in ('real', 'shadow')),
  division     text not null,
  schemes      text[] not null,
  -- `2025-03`, or `2025` of a year.
  period       text not null check (period ~ '^\d{4}(-\d{2})?$'),
  plan_hash    text not null references payment_plan,
  -- Digests of what cases are grouped by; null where the plan does not ask.
  drg_scheme    text,
  dip_directory text,
  -- Of a shadow: the real run beside which it stands.
  beside       text references payment_run,
  state        text not null check (state in ('running', 'closed', 'reopened')),
  -- How often this period was closed before, which numbers of statements say.
  issue        integer not null check (issue > 0),
  -- The month was not over when it ran.
  early        boolean not null,
  -- Points, values of a point, and other figures of the whole, in the words of the core.
  figures      json,
  started_at   timestamp not null,
  started_by   text not null,
  closed_at    timestamp,
  reopened_at  timestamp,
  reopened_by  text,
  reason       text,
  check ((state = 'reopened') = (reopened_at is not null))
);
-- One real run of a period that was not reopened, whoever begins at the same time.
create unique index payment_run_standing on payment_run (division, kind, period, schemes)
  where purpose = 'real' and state <> 'reopened';

-- How far a run is, an institution at a time.
create table payment_part (
  provider_code text not null,
  run_id        text not null references payment_run,
  done          boolean not null,
  cases         integer not null,
  -- Sums of its cases in the words of the core.
  sums          json,
  primary key (provider_code, run_id)
);
create index payment_part_by_run on payment_part (run_id, done, provider_code);

-- What a run made of one case; everything needed to compute it again stands here and in the run.
create table payment_case (
  provider_code text not null,
  run_id        text not null references payment_run,
  case_id       text not null,
  insured_id    text not null,
  scheme        text not null,
  -- `case` is priced; `adjustment` is the difference to what earlier months recognised; `held` waits for a list or a cure.
  role          text not null check (role in ('case', 'adjustment', 'held')),
  why           text check (why in ('undone', 'restored', 'review')),
  review_id     text,
  method        text,
  -- How the plan took it; of one that is held the code of what is missing.
  kind          text not null,
  group_code    text,
  -- Of an adjustment the amounts are differences.
  total         bigint not null,
  fund_paid     bigint not null,
  other_paid    bigint not null,
  -- In millionths.
  points        bigint not null default 0,
  standard      bigint not null default 0,
  fund_payable  bigint not null default 0,
  facts         json not null,
  facts_digest  text not null,
  groups        json,
  score         json,
  price         json,
  refusal       json,
  primary key (provider_code, run_id, case_id),
  check ((role = 'adjustment') = (why is not null)),
  check ((role = 'held') = (refusal is not null)),
  check (role <> 'held' or (standard = 0 and fund_payable = 0))
);
create index payment_case_by_run on payment_case (run_id, provider_code, case_id);
create index payment_case_by_case on payment_case (case_id);
create index payment_case_held on payment_case (run_id) where role = 'held';

-- What an institution is told of a run, with the number of its notice.
create table payment_statement (
  provider_code text not null,
  run_id        text not null references payment_run,
  number        text unique,
  notice_number text unique,
  cases         integer not null,
  adjustments   integer not null,
  -- Of the cases, as they were booked when the persons settled, and as they are recognised now.
  fund_booked   bigint not null,
  fund_payable  bigint not null,
  deducted      bigint not null,
  withheld      bigint not null,
  offset_advance bigint not null,
  -- What is transferred under the notice.
  appropriated  bigint not null,
  -- Every amount with its formula and inputs, in the words of the core.
  content       json not null,
  issued_at     timestamp not null,
  primary key (provider_code, run_id)
);

-- The journal of institutions: advances, statements, deductions, clearings; undone only by the opposite entry.
create table payment_entry (
  provider_code text not null,
  entry_id      text not null,
  kind          text not null check (kind in ('advance', 'month-statement', 'deduction', 'appropriation', 'clearing', 'reopening')),
  run_id        text not null references payment_run,
  booked_at     timestamp not null,
  booked_by     text not null,
  opposes       text,
  primary key (provider_code, entry_id),
  check ((kind = 'reopening') = (opposes is not null))
);
create unique index payment_entry_opposed on payment_entry (provider_code, opposes) where opposes is not null;
create index payment_entry_by_run on payment_entry (run_id);

create table payment_posting (
  provider_code text not null,
  entry_id      text not null,
  number        integer not null,
  account       text not null,
  amount        bigint not null check (amount <> 0),
  primary key (provider_code, entry_id, number),
  foreign key (provider_code, entry_id) references payment_entry
);

-- What is taken from an institution by a decision of its own (违规扣款 …), in the statement of a month.
create table payment_deduction (
  provider_code text not null,
  deduction_id  text not null,
  division      text not null,
  scheme        text not null,
  month         text not null check (month ~ '^\d{4}-\d{2}$'),
  amount        bigint not null check (amount > 0),
  reason        text not null,
  entered_by    text not null,
  entered_at    timestamp not null,
  withdrawn_at  timestamp,
  primary key (provider_code, deduction_id)
);
create index payment_deduction_by_month on payment_deduction (division, scheme, month);

-- The assessment of an institution's year (考核), every entry; the latest counts.
create table payment_assessment (
  provider_code text not null,
  division      text not null,
  scheme        text not null,
  year          text not null check (year ~ '^\d{4}$'),
  number        integer not null check (number > 0),
  -- In millionths: 92.5 is 92500000.
  score         bigint not null check (score >= 0),
  source        text not null,
  entered_by    text not null,
  entered_at    timestamp not null,
  primary key (provider_code, division, scheme, year, number)
);

-- Special-case review (特例单议): an institution asks, two others look, in disagreement a third decides.
create table special_case_review (
  provider_code text not null,
  review_id     text not null,
  case_id       text not null,
  division      text not null,
  scheme        text not null,
  year          text not null,
  reason        text not null,
  applied_by    text not null,
  applied_at    timestamp not null,
  state         text not null check (state in ('applied', 'assigned', 'disputed', 'decided')),
  first_reviewer  text,
  second_reviewer text,
  arbiter         text,
  outcome       json,
  decided_at    timestamp,
  -- The month-end in which the outcome was priced; null until then.
  effect_run    text references payment_run,
  primary key (provider_code, review_id),
  check (first_reviewer <> applied_by and second_reviewer <> applied_by and arbiter <> applied_by),
  check (first_reviewer <> second_reviewer and arbiter <> first_reviewer and arbiter <> second_reviewer),
  check ((state = 'decided') = (outcome is not null and decided_at is not null))
);
create index special_case_review_by_state on special_case_review (state, applied_at, review_id);
create index special_case_review_by_number on special_case_review (review_id);
-- A case is reviewed once.
create unique index special_case_review_once on special_case_review (provider_code, case_id);

create table special_case_opinion (
  provider_code text not null,
  review_id     text not null,
  reviewer      text not null,
  outcome       json not null,
  reason        text not null,
  given_at      timestamp not null,
  primary key (provider_code, review_id, reviewer),
  foreign key (provider_code, review_id) references special_case_review
);

-- Inpatient settlements of an institution by time: the payer collects them by month, never on the hot road.
create index settlement_of_stays on settlement (provider_code, settled_at) where care = 'inpatient' and undoes_id is null;
create index settlement_of_undone_stays on settlement (provider_code) where care = 'inpatient' and undoes_id is not null;
