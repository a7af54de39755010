-- Mappings of institutions are reviewed by the bureau, and files for imports wait for their second step.

-- What is on file has been counted all along, so it stands as accepted; what comes from now on waits, and counts meanwhile.
-- A refused mapping is withdrawn by the bureau: without a message of the institution.
alter table local_mapping
  add column review_state   text not null default 'accepted' check (review_state in ('waiting', 'accepted', 'refused')),
  -- Grows by one with each review; whoever decides names the one that was looked at.
  add column review_version integer not null default 1 check (review_version > 0),
  add column reviewed_by    text,
  add column reviewed_at    timestamp,
  add column review_reason  text,
  add constraint local_mapping_refused check (review_state <> 'refused' or (withdrawn_at is not null and review_reason is not null));
create index local_mapping_in_turn on local_mapping (mapped_at, provider_code, mapping_id);
create index local_mapping_item on local_mapping (item_code) where withdrawn_at is null;

-- A file that somebody handed in for an import, kept for a day; it holds what the tables it is meant for hold.
create table import_upload (
  upload_id   text primary key,
  user_id     text not null,
  kind        text not null,
  filename    text not null,
  -- First day of rows that carry none.
  starts_on   date,
  content     bytea not null,
  -- What the check found: counts, and the first problems.
  report      jsonb not null,
  uploaded_at timestamp not null,
  -- Null while nothing of it was written.
  applied_at  timestamp
);
create index import_upload_age on import_upload (uploaded_at);
