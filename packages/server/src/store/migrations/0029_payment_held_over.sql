-- A case held over into the days of another plan is priced under the plan of its own day: which one, where it is not that of the run.
alter table payment_case add column plan_hash text references payment_plan;

-- A stay with bills under several insurances waits until its institution settled them apart.
alter table discharge_case drop constraint discharge_case_state_check,
  add constraint discharge_case_state_check check (state in ('listed', 'no-list', 'two-insurances', 'undone'));

-- Capitation counts what was settled or corrected in a month. What was still being recorded while a run read it is found by the next one:
-- these numbers of the last hour of the month the run had seen.
alter table payment_run add column charges_seen json;
