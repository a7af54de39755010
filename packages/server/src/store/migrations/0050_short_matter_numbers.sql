-- A matter is spoken of by the six signs before the last eight of its number; see core/casework.
create index matter_by_short_number on matter (left(right(matter_id, 14), 6));
