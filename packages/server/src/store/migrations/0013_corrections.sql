-- Corrections (补差): differences booked after a settlement, when an insurance or a policy was put right.

create table correction (
  insured_id    text not null,
  correction_id text not null,
  -- The settlement that is corrected, the first of its chain, and its visit.
  settlement_id text not null,
  visit_id      text not null,
  kind          text not null,
  undoes_id     text,
  -- The person's version, as settlements have it: both are one row of events.
  sequence      bigint not null,
  booked_at     timestamp not null,
  booked_by     text not null,
  reason        text not null,
  -- Differences in fen, by the names of the core; running totals with scheme and period.
  amounts       jsonb not null,
  totals        jsonb not null,
  -- Null when the person was not insured on the day.
  basis         jsonb,
  -- As it was written: the inputs of a step keep their order.
  trace         json not null,
  primary key (insured_id, correction_id),
  check ((kind = 'undo') = (undoes_id is not null))
);
create index correction_by_number on correction (correction_id);
create unique index correction_undone on correction (insured_id, undoes_id) where undoes_id is not null;

-- Of the entry of a correction: the entry of the settlement that it corrects.
alter table journal_entry
  add column corrects text,
  add constraint journal_entry_corrects check ((corrects is not null) = (kind in ('correction', 'correction-undo')));
