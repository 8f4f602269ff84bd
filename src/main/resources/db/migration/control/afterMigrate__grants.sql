GRANT USAGE ON SCHEMA public TO joblane_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO joblane_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO joblane_app;
REVOKE ALL ON TABLE flyway_schema_history FROM joblane_app;
-- What the application must not do, whatever its code says: touch audit entries, delete a business row, change the classes.
DO $$
DECLARE
    name text;
BEGIN
    IF to_regclass('table_class') IS NULL THEN
        RETURN;
    END IF;
    REVOKE INSERT, UPDATE, DELETE ON audit_entry, table_class FROM joblane_app;
    REVOKE ALL ON SEQUENCE audit_entry_seq FROM joblane_app;
    IF to_regclass('login_entries') IS NOT NULL THEN
        REVOKE INSERT, UPDATE ON login_entries FROM joblane_app;
        REVOKE INSERT, UPDATE, DELETE ON data_origin FROM joblane_app;
    END IF;
    FOR name IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass LOOP
        EXECUTE 'REVOKE ALL ON ' || name || ' FROM joblane_app';
    END LOOP;
    FOR name IN SELECT t.name FROM table_class t WHERE t.kind = 'business' AND to_regclass(t.name) IS NOT NULL LOOP
        EXECUTE format('REVOKE DELETE ON %I FROM joblane_app', name);
    END LOOP;
END $$;
