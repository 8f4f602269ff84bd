package io.joblane.api;

import io.joblane.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all rows of all tables of a database come to, read past the application. */
final class TableSums {
    private TableSums() {}

    /** @return for each table that has rows how many, and a sum over their contents; an empty one may come and go, as partitions do */
    static Map<String, String> of(String database) {
        var owner = TestDatabase.server().owner();
        try (Connection connection = DriverManager.getConnection(
                        TestDatabase.server().jdbcBase() + database, owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                    """)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            Map<String, String> sums = new TreeMap<>();
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT count(*) || ' rows ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '')"
                                + " FROM " + table + " t")) {
                    row.next();
                    if (!row.getString(1).startsWith("0 ")) {
                        sums.put(database + " " + table, row.getString(1));
                    }
                }
            }
            return sums;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + database, e);
        }
    }
}
