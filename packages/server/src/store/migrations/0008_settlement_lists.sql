-- Settlement lists (结算清单) of inpatient settlements, every version that was uploaded. Hot road: the person comes first.
create table settlement_list (
  insured_id    text not null,
  settlement_id text not null,
  version       integer not null,
  -- The number that the hospital was given; the same through all versions.
  list_id       text not null,
  provider_code text not null,
  state         text not null check (state in ('saved', 'submitted')),
  -- By which message, and when, the state was reached.
  state_msgid   text not null,
  state_at      timestamp not null,
  msgid         text not null,
  sent_at       timestamp not null,
  content       jsonb not null,
  findings      jsonb not null,
  primary key (insured_id, settlement_id, version)
);

-- What the review before and during care (3101, 3102) found and told an institution. An institution's table: the patient may be
-- nobody's insured, and 3103 names only the results.
create table review_result (
  provider_code text not null,
  result_id     text not null,
  moment        text not null check (moment in ('ordering', 'settling')),
  rule          text not null,
  severity      text not null,
  patient_id    text not null,
  encounter_id  text not null,
  finding       jsonb not null,
  given_at      timestamp not null,
  primary key (provider_code, result_id)
);

-- What the doctor did with a result (3103); told again under another msgid, the latest counts and the others stay.
create table review_feedback (
  provider_code text not null,
  result_id     text not null,
  msgid         text not null,
  moment        text not null,
  way           text not null check (way in ('continue', 'change')),
  reason        text not null,
  told_at       timestamp not null,
  primary key (provider_code, result_id, msgid),
  foreign key (provider_code, result_id) references review_result
);
