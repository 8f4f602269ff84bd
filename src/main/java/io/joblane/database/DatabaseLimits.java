package io.joblane.database;

/**
 * @param perCompany how many connections one company's pool may hold at most
 * @param total how many all companies' pools may hold together
 * @param migrationTarget the schema version of companies that have none of their own: {@code latest}, or a version
 */
record DatabaseLimits(int perCompany, int total, String migrationTarget) {
    DatabaseLimits {
        if (perCompany < 1 || total < perCompany) {
            throw new IllegalArgumentException(
                    "joblane.connections must be at least 1, and joblane.connections-total at" + " least as many, not "
                            + perCompany + " and " + total);
        }
    }

    /** The usual total, which fits a server with 100 connections. */
    static DatabaseLimits of(int perCompany) {
        return new DatabaseLimits(perCompany, Math.max(80, perCompany), "latest");
    }
}
