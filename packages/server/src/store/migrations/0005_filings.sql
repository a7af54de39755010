-- Filings of a person: transfers, chronic diseases, designated institutions; and what visits and lines say of them.

create table filing (
  insured_id  text not null,
  filing_id   text not null,
  kind        text not null,
  scheme      text,
  valid_from  date not null,
  valid_until date,
  filed_by    text not null,
  filed_at    timestamp not null,
  state       text not null,
  -- What this kind says beyond the others, in the names of the core.
  content     jsonb not null,
  -- What else the institution said, by national field name.
  details     jsonb not null,
  primary key (insured_id, filing_id)
);
-- The transfers from and to one hospital are asked for without a person.
create index filing_transfer_from on filing (filed_by) where kind = 'transfer';
create index filing_transfer_to on filing ((content->>'toProvider')) where kind = 'transfer';

-- The filed disease that a visit is about; null when nobody said one.
alter table visit add column disease_code text;

-- What a line says of the order behind it: filed disease, doctor, prescription; null when it says nothing.
alter table bill_line add column ordered jsonb;
