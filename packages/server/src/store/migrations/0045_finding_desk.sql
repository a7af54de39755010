-- Findings as a desk asks for them: the latest first, and one by its number.

create index audit_finding_by_day on audit_finding (found_on, finding_id);
create index audit_finding_by_id on audit_finding (finding_id);
