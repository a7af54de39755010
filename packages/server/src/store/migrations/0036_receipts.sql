-- Settlement statements (结算单): how often each was printed, and the links by which their owners look at them.

create function receipt_print_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'receipt_print is append-only: what was printed stays printed';
end $$;

create table receipt_print (
  settlement_id text not null,
  insured_id    text not null,
  -- 1 is the original, every other one a reprint.
  number        integer not null check (number > 0),
  format        text not null check (format in ('a4', 'half', 'browser')),
  printed_by    text not null,
  printed_at    timestamp not null,
  primary key (settlement_id, number)
);
create trigger receipt_print_keeps_rows before update or delete on receipt_print
  for each row execute function receipt_print_is_append_only();
create trigger receipt_print_keeps_all before truncate on receipt_print
  for each statement execute function receipt_print_is_append_only();

-- Secrets of the centre's own, 32 random bytes each, sealed with the master key; made when they are first needed.
create table centre_secret (
  purpose text primary key,
  secret  bytea not null,
  made_at timestamp not null
);

-- A link names the settlement only, and so does whoever searches for one; numbers grow, so this index grows at its end.
create index settlement_by_number on settlement (settlement_id);
