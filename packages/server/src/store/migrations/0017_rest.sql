-- What our own clients ask for: people by certificate and name, visits and settlements of an institution, sums by days.

-- Whoever looks at messages has an account now.
drop table desk_token;

-- Written when people are imported, not on the hot road.
create index credential_by_number on credential (certificate_number);
create index insured_by_name on insured (name, insured_id);

-- Of an institution; settlements have theirs.
create index visit_by_provider on visit (provider_code, began_at, visit_id);
-- For sums over all institutions: settlements lie in the order of their times, so this costs next to nothing.
create index settlement_by_day on settlement using brin (settled_at) with (pages_per_range = 32);
