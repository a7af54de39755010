-- Inpatient care: a visit may be a stay, a line may give back another one, and a discharge may tell of a death.

alter table insured add column died_on date;

-- Stay of the core's encounter room; null of every other visit.
alter table visit add column stay jsonb;
create index visit_stay on visit (insured_id) where stay is not null;

alter table bill_line add column refund_of text;
