-- Repeated after every migration: what each role may do, and nothing else. DDL stays with the owner.
-- Features whose rows must not be changed by the app take rights away again below, by name.
do $$
declare
    name text;
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to casemanager_app, casemanager_statistics_builder, casemanager_statistics_reader', current_database());
    revoke all on schema public from public;

    for name in
        select nspname from pg_namespace
        where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'migrations', 'statistics')
    loop
        execute format('grant usage on schema %I to casemanager_app', name);
        execute format('grant select, insert, update, delete on all tables in schema %I to casemanager_app', name);
        execute format('grant usage, select on all sequences in schema %I to casemanager_app', name);
    end loop;

    -- What was written into a chain stays as it is.
    if to_regclass('audit.events') is not null then
        revoke update, delete on audit.events from casemanager_app;
    end if;

    -- Nor does a daily head or what an auditor signed; only where its file stands is told later.
    if to_regclass('sealing.daily_heads') is not null then
        revoke update, delete on sealing.daily_heads, sealing.countersignatures from casemanager_app;
        grant update ("List", "WrittenAt", "FileFault") on sealing.daily_heads to casemanager_app;
        grant update ("WrittenAt") on sealing.countersignatures to casemanager_app;
    end if;

    -- What the program saw stays as it was seen, and goes with its target; two targets that become one keep what was seen of both.
    if to_regclass('takedowns.observations') is not null then
        revoke update, delete on takedowns.observations from casemanager_app;
        grant update ("TargetId") on takedowns.observations to casemanager_app;
    end if;

    create schema if not exists statistics;
    revoke all on all tables in schema statistics from casemanager_app, casemanager_statistics_builder, casemanager_statistics_reader;
    grant usage on schema statistics to casemanager_app, casemanager_statistics_builder, casemanager_statistics_reader;

    if to_regclass('statistics.ledger') is not null then
        -- The builder counts contributions and writes releases; what it wrote stays.
        grant select, insert on statistics.intakes, statistics.closures, statistics.imports to casemanager_statistics_builder;
        grant select, insert on statistics.ledger, statistics.releases, statistics.cells, statistics.files, statistics.confirmations to casemanager_statistics_builder;
        grant select on statistics.declarations to casemanager_statistics_builder;

        -- The reader shows what was built, and never what it was built from.
        grant select on statistics.ledger, statistics.releases, statistics.cells, statistics.files, statistics.confirmations, statistics.declarations
            to casemanager_statistics_reader;

        -- Figures that the mark outside the database does not know of yet are shown to nobody.
        for name in select unnest(array['releases', 'cells', 'files']) loop
            execute format('alter table statistics.%I enable row level security', name);
            execute format('drop policy if exists building on statistics.%I', name);
            execute format('drop policy if exists confirmed on statistics.%I', name);
            execute format('create policy building on statistics.%I to casemanager_statistics_builder using (true) with check (true)', name);
            execute format(
                'create policy confirmed on statistics.%I for select to casemanager_statistics_reader, casemanager_app using (exists (select from statistics.confirmations c where c."ReleaseId" = %I.%I))',
                name, name, case name when 'releases' then 'Id' else 'ReleaseId' end);
        end loop;

        -- The app may declare a year.
        grant select, insert on statistics.declarations to casemanager_app;
        grant update ("ApprovedBy") on statistics.declarations to casemanager_app;
    end if;

    if to_regclass('statistics.inbox') is not null then
        -- The app counts a case and takes it back by its id; the codes themselves it cannot read again, and of the ledger it sees which months are drawn.
        grant insert, delete on statistics.inbox to casemanager_app;
        grant select ("Id") on statistics.inbox, statistics.intakes, statistics.closures to casemanager_app;
        grant delete on statistics.intakes, statistics.closures to casemanager_app;
        grant select ("Family", "From", "Until") on statistics.ledger to casemanager_app;

        -- The builder takes what was coded over, every night.
        grant select, delete on statistics.inbox to casemanager_statistics_builder;
    end if;

    if to_regclass('statistics.build_requests') is not null then
        -- The app keeps who asked for what and who agreed; what was asked stays.
        grant select, insert on statistics.build_requests to casemanager_app;
        grant update ("Supervisor", "Administrator", "State", "Code", "EndedAt") on statistics.build_requests to casemanager_app;

        -- It also says what stands on the public page, which the reader shows.
        grant select, insert, delete on statistics.publications to casemanager_app;
        grant select on statistics.publications to casemanager_statistics_reader;
    end if;
end
$$;
