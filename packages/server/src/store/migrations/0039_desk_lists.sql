-- Questions that people keep for the next time, and lists over everybody's settlements.

create table saved_filter (
  user_id  text not null references user_account,
  -- The route of the list.
  list     text not null,
  name     text not null,
  question json not null,
  saved_at timestamp not null,
  primary key (user_id, list, name)
);

-- A region's list goes through its settlements newest first and stops when a page is full; sums by days use it as well.
create index settlement_by_time on settlement (settled_at, settlement_id);
drop index settlement_by_day;
-- Few: what was undone is found from what undid it.
create index settlement_undoing on settlement (settled_at, settlement_id) where undoes_id is not null;
