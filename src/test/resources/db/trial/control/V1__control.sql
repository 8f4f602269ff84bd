CREATE TABLE table_class (name text PRIMARY KEY, kind text NOT NULL, policy boolean NOT NULL);
INSERT INTO table_class VALUES ('table_class', 'technical', false);
