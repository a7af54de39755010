-- Stands in for Citus in tests: the same names and arguments, in a schema that is looked into first. Each call is noted.
create schema citus_stand_in;
set search_path = citus_stand_in, pg_catalog, public;

create table call (number integer generated always as identity, text text not null);
create table pg_available_extensions as select 'citus'::name as name, '13.2-1'::text as default_version;
create table pg_extension as select 'citus'::name as extname, '13.2-1'::text as extversion;
create table pg_dist_node as
  select 'primary'::text as noderole, true as isactive, true as shouldhaveshards, g as groupid from generate_series(0, 2) g;
create table pg_dist_partition (logicalrelid regclass, partmethod "char", colocationid integer);

create function create_distributed_table(table_name regclass, distribution_column text, distribution_type text default 'hash',
  colocate_with text default 'default', shard_count integer default null) returns void language sql as $$
  insert into call (text) values (format('spread %s by %s with %s %s', table_name, distribution_column, colocate_with, shard_count));
  insert into pg_dist_partition values (table_name, 'h', 7);
$$;

create function create_reference_table(table_name regclass) returns void language sql as $$
  insert into call (text) values (format('everywhere %s', table_name));
  insert into pg_dist_partition values (table_name, 'n', 1);
$$;

create function truncate_local_data_after_distributing_table(table_name regclass) returns void language sql as $$
  insert into call (text) values (format('truncate %s', table_name));
$$;
