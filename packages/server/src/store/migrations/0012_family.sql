-- Family account sharing: an owner lets a relative use the personal account.

-- By the person who may use the account. An authorisation that was withdrawn stays on file.
create table family_sharing (
  insured_id    text not null,
  owner_id      text not null,
  relation      text not null,
  valid_from    date not null,
  valid_until   date,
  authorised_at timestamp not null,
  withdrawn_at  timestamp,
  -- Of a benefit year, for this relative; null sets no limit.
  yearly_limit  bigint check (yearly_limit >= 0),
  primary key (insured_id, owner_id, authorised_at),
  check (insured_id <> owner_id),
  check (valid_until > valid_from)
);
create unique index family_sharing_now on family_sharing (insured_id, owner_id) where withdrawn_at is null;

alter table settlement
  add column family          bigint not null default 0,
  -- By owner, as the core says them; their amounts come to the column above.
  add column family_payments jsonb not null default '[]',
  drop constraint settlement_paid,
  add constraint settlement_paid check (total = pool + large_amount + critical_illness + civil_servant + enterprise
    + assistance + other + account + family + cash + hospital);

-- Of an owner's entry for a relative's settlement: the owner's version at which it was recorded, and the relative.
alter table journal_entry
  add column sequence  bigint,
  add column member_id text,
  add constraint journal_entry_family check ((kind = 'family') = (sequence is not null and member_id is not null));

-- The bills on which later ones of a stay were computed: no relative had paid of them.
update settlement set basis = jsonb_set(basis, '{stay,before}',
  (select jsonb_agg(jsonb_set(bill, '{amounts,family}', '0') order by place)
    from jsonb_array_elements(basis->'stay'->'before') with ordinality as b(bill, place)))
where jsonb_array_length(basis->'stay'->'before') > 0;
