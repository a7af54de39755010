-- Money that was taken and withdrawn afterwards goes back to the institution: paid by a cashier, booked without a run.
alter table matter_money drop constraint matter_money_kind_check,
  add constraint matter_money_kind_check check (kind in ('deduction', 'deducted', 'claim', 'received', 'withdrawn', 'returned')),
  add constraint matter_money_returned check (kind <> 'returned' or entry_id is not null);

alter table payment_entry drop constraint payment_entry_kind_check,
  add constraint payment_entry_kind_check check (kind in ('advance', 'month-statement', 'deduction', 'appropriation', 'clearing',
    'reopening', 'recovery-claim', 'recovery-received', 'recovery-withdrawn', 'recovery-returned'));
alter table payment_entry drop constraint payment_entry_run,
  add constraint payment_entry_run check ((run_id is null) = (kind in ('recovery-claim', 'recovery-received', 'recovery-withdrawn',
    'recovery-returned')));

-- All matters about one line of a bill are one person's.
create index matter_by_person on matter (insured_id) where insured_id is not null;
