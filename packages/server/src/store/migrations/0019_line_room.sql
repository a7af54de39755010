-- Every line is changed once, when it is settled. With room on its page the changed row stays there and no index hears of
-- it; `store/months.ts` gives the months to come the same room.

do $$
declare
  month regclass;
begin
  for month in select inhrelid::regclass from pg_inherits where inhparent = 'bill_line'::regclass loop
    execute format('alter table %s set (fillfactor = 50)', month);
  end loop;
end $$;
