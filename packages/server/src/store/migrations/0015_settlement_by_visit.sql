-- Every message about a person asks which settlements stand on a visit, and when each stay was settled: without this a
-- person of many settlements is read whole, once for each stay.
create index settlement_by_visit on settlement (insured_id, visit_id);
