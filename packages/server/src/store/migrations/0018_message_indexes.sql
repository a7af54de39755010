-- Every index of the archive is paid for by every message. A person's messages are found by the primary key, the latest
-- first, for numbers grow with time; those of an institution and single ones by the two that stay, refusals by theirs.

drop index message_by_infno;
drop index message_by_msgid;
drop index message_by_person;
drop index message_by_time;
drop index message_arrived;
create index message_arrived on message using brin (arrived_at) with (pages_per_range = 32);
