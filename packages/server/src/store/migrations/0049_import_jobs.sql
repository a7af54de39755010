-- Lists are checked and written by jobs.

-- What a job is about, as the operation log names it: an upload, a region.
alter table job add column target text;

-- How far its owner reached when the file was made; whoever reaches less by now does not get it. What was made before is given
-- to those only who reach everything.
alter table job_file add column reach json;
update job_file set reach = '{"regions": ["000000"], "institutions": []}' where part = 'made';
alter table job_file add constraint job_file_reach check ((reach is not null) = (part = 'made'));

-- Uploads are kept for a day; those without a job are handed in again.
delete from import_upload;
alter table import_upload
  drop column starts_on,
  -- Null until it was checked.
  alter column report drop not null,
  -- The job that checks or writes it, or did so last.
  add column job_id text not null references job,
  -- A workbook of the rows that the report finds wrong.
  add column wrong_rows bytea,
  add constraint import_upload_checked check (report is not null or (wrong_rows is null and applied_at is null));
